"""The message archive of WeCom (企业微信会话内容存档), decrypted: one JSON object a line, its payload under a key of its type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from moderation.archives.jsonl import parse
from moderation.archives.reader import Reader, Said
from moderation.archives.record import mapping, sequence, words
from moderation.archives.reject import Reject
from moderation.archives.wechat import card, said
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from moderation.archives.record import Record
    from moderation.message import Kind

__all__ = ["WeComReader"]

_PAYLOADS: Final = {"news": "info", "markdown": "info", "docmsg": "doc", "external_redpacket": "redpacket", "qydiskfile": "info"}
"""Types whose payload has another key than the type itself."""

_KINDS: Final[dict[str, Kind]] = {
    "text": "text", "markdown": "text", "image": "image", "voice": "voice", "meeting_voice_call": "voice", "video": "video",
    "file": "file", "qydiskfile": "file", "emotion": "sticker", "link": "link", "weapp": "link", "news": "link", "docmsg": "link",
    "sphfeed": "link", "voip_doc_share": "file", "card": "card", "redpacket": "red_packet", "external_redpacket": "red_packet",
    "mixed": "text", "agree": "system", "disagree": "system",
}  # fmt: skip
_TEXTS: Final = (
    "content", "title", "description", "displayname", "link_url", "url", "address", "wish", "filename", "votetitle", "topic",
    "room_name", "corpname", "sph_name", "feed_desc", "remarks", "place",
)  # fmt: skip
"""Where a payload has words, in the order in which they are shown."""

_QUOTE: Final = re.compile(r"这是一条引用/回复消息[：:]\s*\"\s*(?:[^\n：:]{1,64}[：:]\s*)?(.{0,20000}?)\s*\"\s*\n-{4,20}\s*\n", re.DOTALL)
_LISTS: Final = ("item", "details", "voteitem")
_PART_CHARS: Final = 1 << 20
_TEXT: Final = 1
"""The type of a text among those of WeChat."""


class WeComReader(Reader):
    """Reads the lines; one that tells only that somebody changed companies (`switch`) is no message."""

    platform: ClassVar[str] = "wecom"

    def take(self, record: Record) -> Message | Reject | None:
        """Return the message of a line."""
        action, type_ = record.words("action"), record.words("msgtype")
        if action == "switch":
            return None
        payload = next((record.fields[key] for key in (_PAYLOADS.get(type_, type_), type_, "info") if key in record.fields), None)
        if not type_ or (not isinstance(payload, dict) and action != "recall"):
            return record.refused("no-text" if payload is None else "text-not-text")
        if action == "recall" or type_ == "revoke":
            return self._recall(record)
        what = _said(type_, mapping(payload))
        return self._message(record, what, record.words("msgid"))

    def _recall(self, record: Record) -> Message:
        """The recall, under the name of the message that is taken back."""
        return self._message(record, Said("recall"), words(record.mapping("revoke").get("pre_msgid")) or record.words("msgid"))

    def _message(self, record: Record, what: Said, id_: str) -> Message:
        room = record.words("roomid")
        to = sequence(record.fields.get("tolist"))
        chat = Chat(id=room) if room else Chat(id="|".join(sorted([record.words("from"), *map(words, to)])), kind="private")
        return Message(
            what.text, id=id_ or str(record.number), author=Author(id=record.words("from")), chat=chat,
            at=self.when(record.fields.get("msgtime")), kind=what.kind, quote=what.quote, forward=what.forward, platform=self.platform,
        )  # fmt: skip


def _said(type_: str, payload: dict[str, Any]) -> Said:
    if type_ == "chatrecord":
        return Said("other", forward="\n".join([words(payload.get("title")), *_parts(payload)]))
    kind = _KINDS.get(type_, "other")
    if type_ == "mixed":
        return _mixed(payload)
    if type_ in ("text", "markdown"):
        quoted = _QUOTE.match(words(payload.get("content")))
        if quoted is not None:
            return Said("text", words(payload.get("content"))[quoted.end() :], quoted[1].strip())
        return said(_TEXT, 0, words(payload.get("content")))
    if type_ in ("voiptext", "image", "voice", "video", "emotion", "agree", "disagree"):
        return Said(kind)
    return Said(kind, _texts(payload))


def _mixed(payload: dict[str, Any]) -> Said:
    """Text and pictures in one message: the text; without any, the kind of its first part."""
    text = "\n".join(_parts(payload)).strip("\n")
    first = mapping(next(iter(sequence(payload.get("item"))), None))
    return Said("text" if text else _KINDS.get(words(first.get("type")), "other"), text)


def _parts(payload: dict[str, Any]) -> list[str]:
    """The words of the parts of a message, each of which is JSON in a string."""
    texts = []
    for part in map(mapping, sequence(payload.get("item"))):
        content = part.get("content")
        inner = parse(content[:_PART_CHARS], 0) if isinstance(content, str) else mapping(content)
        texts.append(words(content) if isinstance(inner, Reject) else _texts(inner))
    return [text for text in texts if text]


def _texts(payload: dict[str, Any]) -> str:
    """Every word of a payload, a line each."""
    own = [words(payload.get(name)) for name in _TEXTS]
    listed = [part if isinstance(part, str) else _listed(mapping(part)) for name in _LISTS for part in sequence(payload.get(name))]
    return card("\n".join(dict.fromkeys(filter(None, own + listed))))


def _listed(part: dict[str, Any]) -> str:
    return card(*(words(part.get(name)) for name in ("title", "description", "url"))) or words(part.get("ques"))
