"""Matrix, as Element exports a room: JSON with the events as they are on the wire."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from moderation.archives.reader import Reader, Said
from moderation.archives.record import mapping, sequence, words
from moderation.archives.wechat import card
from moderation.message import Author, Chat, Message, Role

if TYPE_CHECKING:
    from moderation.archives.options import Options
    from moderation.archives.record import Record
    from moderation.archives.reject import Reject
    from moderation.message import Kind

__all__ = ["MatrixReader"]

_KINDS: Final[dict[str, Kind]] = {
    "m.text": "text", "m.notice": "text", "m.emote": "text", "m.image": "image", "m.video": "video", "m.audio": "voice", "m.file": "file",
    "m.location": "other",
}  # fmt: skip
_OTHERS: Final[dict[str, Kind]] = {"m.sticker": "sticker", "m.room.encrypted": "other", "m.reaction": "other"}
_MEMBERSHIPS: Final[dict[str, Kind]] = {"join": "join", "leave": "leave", "ban": "leave"}
_FALLBACK: Final = re.compile(r"(?:> [^\n]*(?:\n|$))+\n?")
_FALLBACK_NAME: Final = re.compile(r"^> (?:\* )?<[^>\n]{1,255}> ")
_OWNER_LEVEL, _ADMIN_LEVEL = 100, 50
_MEMBERS: Final = 1 << 17


_HREF: Final = re.compile(r"<a\b[^<>]{0,200}?\bhref=[\"']?([^\"'<>\s]{1,2000})", re.IGNORECASE)
_POLL: Final = ("m.text", "org.matrix.msc1767.text", "body")
_MENTION: Final = "https://matrix.to/"


class MatrixReader(Reader):
    """Reads the events of one room; power levels give roles, member events names, both for the events behind them."""

    platform: ClassVar[str] = "matrix"
    told: ClassVar[frozenset[str]] = frozenset({"room_name"})

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._names: dict[str, str] = {}
        self._roles: dict[str, Role] = {}

    def meet(self, key: str, value: object) -> None:
        """Take the name of the room."""
        if key == "room_name":
            self.chat = Chat(id=words(value), name=words(value))

    def take(self, record: Record) -> Message | Reject | None:
        """Return the message of an event."""
        content = record.fields.get("content")
        if not isinstance(content, dict):
            return record.refused("no-text" if content is None else "text-not-text")
        type_ = record.words("type")
        if type_ == "m.room.member":
            return self._member(record, content)
        if type_ == "m.room.redaction":
            return self._message(record, Said("recall"), id_=record.words("redacts") or words(content.get("redacts")))
        if type_ == "m.room.message":
            return self._said(record, content)
        if type_.endswith("poll.start"):
            return self._message(record, Said("other", _poll(content)))
        if type_ == "m.room.power_levels":
            self._empower(mapping(content.get("users")))
        return self._message(record, Said(_OTHERS.get(type_, "system")))

    def _said(self, record: Record, content: dict[str, Any]) -> Message | Reject:
        if not content:
            return self._message(record, Said("recall"))  # its words were taken out
        if not isinstance(content.get("body"), str):
            return record.refused("no-text" if "body" not in content else "text-not-text")
        relation, new = mapping(content.get("m.relates_to")), mapping(content.get("m.new_content"))
        is_edit = relation.get("rel_type") == "m.replace"
        text = words(new.get("body")) if is_edit and new else words(content["body"])
        answered = words(mapping(relation.get("m.in_reply_to")).get("event_id"))
        fallback = _FALLBACK.match(text) if answered else None
        quote = ""
        if fallback is not None:
            quote, text = _FALLBACK_NAME.sub("", fallback[0]).replace("\n> ", "\n").strip(), text[fallback.end() :]
        kind = _KINDS.get(words(content.get("msgtype")), "text")
        if kind != "text":
            has_caption = isinstance(content.get("filename"), str) and content["filename"] != text
            text = text if has_caption or kind == "file" else ""
        said = Said(
            kind, "\n".join([text, *_hidden(new or content, text)]) if kind == "text" else text, self.recent.text(answered) or quote
        )
        return self._message(record, said, id_=words(relation.get("event_id")) if is_edit else "", edited=is_edit)

    def _member(self, record: Record, content: dict[str, Any]) -> Message:
        """A join, a leave, or a new name; its author is the member it is about."""
        member = record.words("state_key", "sender")
        before = mapping(record.fields.get("prev_content")) or mapping(record.mapping("unsigned").get("prev_content"))
        membership = words(content.get("membership"))
        was = words(before.get("membership"))
        stays = was == membership or (
            membership == "leave" and was not in ("", "join")
        )  # an invitation that is declined, a ban that is lifted
        kind = "system" if stays else _MEMBERSHIPS.get(membership, "system")
        if words(content.get("displayname")) and len(self._names) < _MEMBERS:
            self._names[member] = words(content.get("displayname"))
        return self._message(record, Said(kind), sender=member)

    def _message(self, record: Record, said: Said, *, id_: str = "", sender: str = "", edited: bool = False) -> Message:
        sender = sender or record.words("sender")
        author = Author(id=sender, nickname=self._names.get(sender, ""), role=self._roles.get(sender, "member"))
        room = record.words("room_id")
        message = Message(
            said.text, id=id_ or record.words("event_id") or str(record.number), author=author,
            chat=Chat(id=room, name=self.chat.name) if room else self.chat, at=self.when(record.fields.get("origin_server_ts")),
            kind=said.kind, quote=said.quote, platform=self.platform, edited=edited,
        )  # fmt: skip
        return self.noted(message)

    def _empower(self, levels: dict[str, Any]) -> None:
        self._roles = {}
        for member, level in list(levels.items())[:_MEMBERS]:
            if isinstance(level, (int, float)) and level >= _ADMIN_LEVEL:
                self._roles[member] = "owner" if level >= _OWNER_LEVEL else "admin"


def _hidden(content: dict[str, Any], text: str) -> list[str]:
    """The addresses behind the words of a text."""
    found = (html.unescape(address) for address in _HREF.findall(words(content.get("formatted_body"))))
    return list(dict.fromkeys(one for one in found if one not in text and not one.startswith(_MENTION)))


def _poll(content: dict[str, Any]) -> str:
    """The question and the answers of a poll, as its older or its newer form has them."""
    poll = next((mapping(content[key]) for key in content if key.endswith(("poll.start", "m.poll"))), {})
    asked = [mapping(poll.get("question")), *map(mapping, sequence(poll.get("answers")))]
    shown = [next(filter(None, (_words_in(part.get(name)) for name in _POLL)), "") for part in asked]
    return card("\n".join(filter(None, shown))) or _words_in(content.get("m.text")) or words(content.get("org.matrix.msc1767.text"))


def _words_in(value: object) -> str:
    """A text, or the first of several forms of it."""
    forms = sequence(value)
    return words(mapping(forms[0]).get("body")) if forms else words(value)
