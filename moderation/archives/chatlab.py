"""ChatLab 0.0.2, JSON or JSON Lines: the chat, the members with their roles, then the messages.

The one documented interchange between chat exports; `chatlab_writing` writes it. A reply carries the text that it
answers. Beyond the standard a record may have the `quote`, `forward`, `kind` and `edited` of a Message.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

from moderation.archives.jsonl import records
from moderation.archives.kinds import bare
from moderation.archives.notices import kind_of_notice
from moderation.archives.options import Options
from moderation.archives.reader import Reader
from moderation.archives.record import Record, mapping, sequence, words
from moderation.archives.reject import Reject
from moderation.archives.roles import highest
from moderation.message import KINDS, Author, Chat, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.archives.lines import Numbered
    from moderation.message import Kind

__all__ = ["UNKNOWN_PLATFORM", "ChatLabReader", "read"]

_KINDS: Final[dict[object, Kind]] = {
    0: "text", 1: "image", 2: "voice", 3: "video", 4: "file", 5: "sticker", 7: "link", 8: "other", 20: "red_packet", 21: "other",
    22: "other", 23: "other", 24: "link", 25: "text", 26: "text", 27: "card", 80: "system", 81: "recall", 99: "other",
}  # fmt: skip
_SYSTEM: Final = 80
_FORWARD: Final = 26
"""The type of a forwarded record: its content is somebody else's words."""

UNKNOWN_PLATFORM: Final = "unknown"
"""What stands for a platform that nobody told; ChatLab wants one."""

_MEMBERS: Final = 1 << 18
_DEFAULT: Final = Options()


def read(lines: Iterator[Numbered], options: Options = _DEFAULT) -> Iterator[Message | Reject]:
    """Yield every message of ChatLab JSON Lines; headers, members and `#` lines are no messages."""
    reader = ChatLabReader(options)
    for record in records(lines):
        row = record if isinstance(record, Reject) else reader.take(record)
        if row is not None:
            yield row


class ChatLabReader(Reader):
    """Reads the records of both forms; a document tells chat and members under keys of their own."""

    told: ClassVar[frozenset[str]] = frozenset({"meta", "members"})

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._members: dict[str, Author] = {}
        self._platform = ""

    def meet(self, key: str, value: object) -> None:
        """Take the chat from `meta`, and the members."""
        if key == "meta":
            self._enter(mapping(value))
        elif key == "members":
            self._meet(mapping(value))

    def take(self, record: Record) -> Message | Reject | None:
        """Return the message of a record; `None` for a header or a member."""
        match record.fields.get("_type", "message" if "content" in record.fields or "type" in record.fields else None):
            case "message":
                return self._message(record)
            case "member":
                self._meet(record.fields)
            case "header":
                self._enter(record.mapping("meta"))
            case _:
                return record.refused("unknown-record")
        return None

    def _enter(self, meta: dict[str, Any]) -> None:
        chat = Chat(id=words(meta.get("groupId")), name=words(meta.get("name")))
        self.chat = replace(chat, kind="private") if meta.get("type") == "private" else chat
        platform = words(meta.get("platform"))
        self._platform = "" if platform == UNKNOWN_PLATFORM else platform

    def _meet(self, member: dict[str, Any]) -> None:
        roles = [word for role in sequence(member.get("roles")) for word in (role.values() if isinstance(role, dict) else (role,))]
        author = self._author(Record(0, member), words(member.get("platformId")))
        if len(self._members) < _MEMBERS:
            self._members[author.id] = replace(author, role=highest(roles))

    def _author(self, record: Record, sender: str) -> Author:
        known = self._members.get(sender) or Author(id=sender)
        nickname, card = record.words("accountName") or known.nickname, record.words("groupNickname") or known.card
        return known if (nickname, card) == (known.nickname, known.card) else replace(known, nickname=nickname, card=card)

    def _message(self, record: Record) -> Message | Reject:
        content = record.fields.get("content")
        if content is not None and not isinstance(content, str):
            return record.refused("text-not-text")
        text, kind = _said(record, content or "")
        is_forward = record.fields.get("type") == _FORWARD
        message = Message(
            "" if is_forward else text, id=record.words("platformMessageId") or str(record.number),
            author=self._author(record, record.words("sender")), chat=self.chat, at=self.when(record.fields.get("timestamp")), kind=kind,
            quote=self.recent.text(record.words("replyToMessageId")) or record.words("quote"),
            forward=text if is_forward else record.words("forward"), platform=self._platform,
            edited=record.fields.get("edited") is True,
        )  # fmt: skip
        return self.noted(message if kind == "system" or not _is_told(record) else self.notice(message))


def _is_told(record: Record) -> bool:
    """Whether the platform tells of somebody; what this library wrote names its author already."""
    return record.fields.get("type") == _SYSTEM and record.fields.get("kind") not in KINDS


def _said(record: Record, content: str) -> tuple[str, Kind]:
    """The words of a record without a placeholder, and its kind: a notice of the system may be a join or a leave."""
    own = record.fields.get("kind")
    if isinstance(own, str) and own in KINDS:
        return content, own  # type: ignore[return-value]  # one of KINDS
    type_ = record.fields.get("type")
    kind = _KINDS.get(type_, "text") if isinstance(type_, int) else "text"
    if kind == "system":
        return content, kind_of_notice(content)
    return (content, kind) if kind == "recall" else bare(content, kind)
