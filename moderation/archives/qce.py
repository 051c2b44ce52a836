"""QQ Chat Exporter, versions 4 and 5: JSON with the elements of every message, as a document or as lines."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Final

from moderation.archives.jsonl import parse
from moderation.archives.kinds import bare
from moderation.archives.reader import Reader, Said
from moderation.archives.record import mapping, sequence, words
from moderation.archives.reject import Reject
from moderation.archives.roles import role_of
from moderation.archives.wechat import card
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from moderation.archives.options import Options
    from moderation.archives.record import Record
    from moderation.message import Kind

__all__ = ["QceReader"]

_KINDS: Final[dict[str, Kind]] = {
    "image": "image", "file": "file", "video": "video", "audio": "voice", "ptt": "voice", "voice": "voice", "market_face": "sticker",
    "face": "text", "reply": "text", "text": "text", "at": "text", "mention": "text", "json": "link", "ark": "link", "markdown": "text",
    "forward": "other", "location": "other", "system": "system", "gray_tip": "system", "contact": "card", "red_packet": "red_packet",
    "wallet": "red_packet",
}  # fmt: skip
_UNKNOWN: Final[dict[str, Kind]] = {
    "红包消息": "red_packet", "转账消息": "other", "语音通话消息": "other", "视频通话消息": "other", "文件传输消息": "file",
}  # fmt: skip
"""What the exporter writes for elements that it does not open."""
_UNTOLD: Final = "引用消息"
"""What stands in a reply to a message whose words the exporter did not find."""
_TAG: Final = re.compile(r"<[^<>]*>")
_SPOKEN: Final = ("text", "at", "mention", "markdown")


class QceReader(Reader):
    """Reads the messages of one chat."""

    platform: ClassVar[str] = "qq"
    told: ClassVar[frozenset[str]] = frozenset({"chatInfo"})

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self.chat = _chat(_manifest(options.beside("manifest.json")))

    def meet(self, key: str, value: object) -> None:
        """Take the chat from `chatInfo`."""
        if key == "chatInfo":
            self.chat = _chat(mapping(value))

    def take(self, record: Record) -> Message | Reject | None:
        """Return the message of a record."""
        fields, content = record.fields, record.fields.get("content")
        if not isinstance(content, (dict, str)):
            return record.refused("no-text" if content is None else "text-not-text")
        if isinstance(content, dict) and not isinstance(content.get("text", ""), (str, type(None))):
            return record.refused("text-not-text")
        what = self._said(record.words("type"), {"text": content} if isinstance(content, str) else content)
        if fields.get("recalled") is True and not (what.text or what.forward):
            what = what._replace(kind="recall")
        is_system = fields.get("system") is True or what.kind == "system"
        message = Message(
            what.text, id=record.words("id", "messageId") or str(record.number), author=self._author(record, is_system=is_system),
            chat=self.chat, at=self.when(fields.get("timestamp"), fields.get("time")), kind=what.kind, quote=what.quote,
            forward=what.forward, platform=self.platform,
        )  # fmt: skip
        if is_system:
            return self.notice(message)
        return self.noted(message)

    def _author(self, record: Record, *, is_system: bool) -> Author:
        sender = record.mapping("sender")
        id_ = words(sender.get("uin")) or words(sender.get("uid"))
        if is_system and id_ in ("", "未知", "0", "10000"):
            return Author()
        name, card_ = words(sender.get("nickname")) or words(sender.get("name")), words(sender.get("groupCard"))
        role = "bot" if sender.get("isBot") is True else role_of(sender.get("role"))
        return Author(id=id_, role=role, nickname=name, card=card_)

    def _said(self, type_: str, content: dict[str, Any]) -> Said:
        elements = [mapping(one) for one in sequence(content.get("elements"))]
        text = words(content.get("text"))
        types = [words(element.get("type")) for element in elements]
        if type_ == "error":
            return Said("other")
        named = next((_UNKNOWN.get(text) for element in elements if "elementType" in mapping(element.get("data"))), None)
        if named is not None:
            return Said(named)
        if type_ == "system" or (elements and all(_KINDS.get(one) == "system" for one in types)):
            return Said("system", text or "".join(_spoken(element) for element in elements))
        if not any(one in _SPOKEN or one in _KINDS for one in types):
            shown, kind = bare(text)
            return Said(_KINDS.get(type_, kind) if not shown and kind == "text" else kind, shown)
        spoken, _ = bare("".join(map(_spoken, elements)).strip())
        quote = next((_reply(element, self.recent.text) for element in elements if element.get("type") == "reply"), "")
        forward = "\n".join(_forward(element) for element in elements if element.get("type") == "forward")
        return Said(_kind(types, spoken), spoken, quote, forward)


@lru_cache(maxsize=4)
def _manifest(content: bytes) -> dict[str, Any]:
    """What the list of parts tells of the chat, where the messages lie in files of their own beneath it: the same for every part."""
    manifest = parse(content.decode("utf-8-sig", "replace"), 0) if content else {}
    return {} if isinstance(manifest, Reject) else mapping(manifest.get("chatInfo"))


def _chat(info: dict[str, Any]) -> Chat:
    id_ = next(filter(None, (words(info.get(name)) for name in ("groupCode", "peerUin", "peerUid", "id"))), "")
    return Chat(
        id=id_ or words(info.get("name")),
        name=words(info.get("name")),
        kind="private" if info.get("type") in ("private", "friend") else "group",
    )


def _kind(types: list[str], spoken: str) -> Kind:
    """The kind of the first element that is no text; text where there are words and no card."""
    kinds: list[Kind] = [_KINDS.get(one, "other") for one in types]
    first: Kind = next((kind for kind in kinds if kind != "text"), "text" if spoken or "face" not in types else "sticker")
    return "text" if spoken and first not in ("link", "card", "file") else first


def _spoken(element: dict[str, Any]) -> str:
    """The sender's own words in an element."""
    type_, parts = words(element.get("type")), mapping(element.get("data"))
    if type_ in ("at", "mention"):
        name = words(parts.get("name")) or words(parts.get("text"))
        return name if name.startswith("@") else f"@{name}"
    if type_ in ("text", "markdown", "system"):
        return words(parts.get("text")) or words(parts.get("content"))
    if type_ == "face":
        return "[表情]"
    if type_ == "file":
        return words(parts.get("filename"))
    if type_ in ("json", "ark"):
        return card(words(parts.get("title")), words(parts.get("description")), words(parts.get("url")))
    return words(parts.get("text")) if type_ not in _KINDS else ""


def _reply(element: dict[str, Any], text_of: Any) -> str:  # noqa: ANN401 - a bound method
    parts = mapping(element.get("data"))
    quoted = words(parts.get("content")) or words(parts.get("text"))
    if quoted and quoted != _UNTOLD:
        return quoted
    return str(text_of(words(parts.get("messageId")) or words(parts.get("referencedMessageId"))))


def _forward(element: dict[str, Any]) -> str:
    parts = mapping(element.get("data"))
    inner = [_said_in(mapping(one)) for one in sequence(parts.get("messages"))]
    shown = [words(parts.get("title")), words(parts.get("content")), _untagged(words(parts.get("summary")))]
    return "\n".join(filter(None, shown + inner))


def _said_in(message: dict[str, Any]) -> str:
    return words(message.get("text")) or words(message.get("content")) or words(mapping(message.get("content")).get("text"))


def _untagged(text: str) -> str:
    """The words of a bundle's XML, a line each."""
    if not text.lstrip().startswith("<"):
        return text
    return "\n".join(filter(None, (html.unescape(part).strip() for part in _TAG.split(text))))
