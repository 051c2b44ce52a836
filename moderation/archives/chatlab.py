"""ChatLab 0.0.2 JSON Lines: a header, the members with their roles, then the messages.

The one documented interchange between chat exports. A join that the archive tells of (`小林 加入了群聊`) sets when its
member joined, so that later messages know a newcomer; a reply carries the text that it answers.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from moderation.archives.fields import role_of
from moderation.archives.jsonl import parse
from moderation.archives.moments import moment
from moderation.archives.reject import Reject, rejected
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from moderation.archives.lines import Numbered
    from moderation.message import Kind

__all__ = ["read"]

_KINDS: Final[dict[object, Kind]] = {
    0: "text", 1: "image", 2: "voice", 3: "video", 4: "file", 5: "sticker", 7: "link", 8: "other", 20: "red_packet", 21: "other",
    22: "other", 23: "other", 24: "link", 25: "text", 26: "text", 27: "card", 80: "system", 81: "recall", 99: "other",
}  # fmt: skip
_FORWARD: Final = 26
"""The type of a forwarded record: its content is somebody else's words."""

_JOINED: Final = re.compile(r"^\W{0,3}(.{1,64}?)\W{0,3}(?:通过.{1,40}?)?(?:已经)?加入(?:了)?(?:本群|群聊)")
_ENTERED: Final = re.compile("加入了?(?:本群|群聊)|进入了?群聊|入群|进群")

_REMEMBERED_CHARS: Final = 1 << 20
"""How much text is kept to resolve replies: the last ten thousand messages or so of an ordinary chat."""


def read(lines: Iterator[Numbered]) -> Iterator[Message | Reject]:
    """Yield every message; headers, members and `#` lines are no messages."""
    reader = _Reader()
    for number, line in lines:
        if isinstance(line, Reject):
            yield line
        elif line and not line.isspace() and not line.startswith("#"):
            record = parse(line, number)
            row = record if isinstance(record, Reject) else reader.take(record, number, line)
            if row is not None:
                yield row


class _Reader:
    """What the earlier lines of the archive told: the chat, its members, the texts that a reply may answer."""

    def __init__(self) -> None:
        self._chat = Chat()
        self._members: dict[str, Author] = {}
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._remembered = 0

    def take(self, record: dict[str, Any], number: int, line: str) -> Message | Reject | None:
        match record.get("_type"):
            case "message":
                return self._message(record, number, line)
            case "member":
                self._meet(record)
            case "header":
                self._open(record.get("meta"))
            case _:
                return rejected(number, "unknown-record", line)
        return None

    def _open(self, meta: object) -> None:
        if isinstance(meta, dict):
            chat = Chat(id=_text(meta.get("groupId")), name=_text(meta.get("name")))
            self._chat = replace(chat, kind="private") if meta.get("type") == "private" else chat

    def _meet(self, record: dict[str, Any]) -> None:
        roles = record.get("roles")
        ids = [role_of(role.get("id") if isinstance(role, dict) else role) for role in roles] if isinstance(roles, list) else []
        role = next((role for role in ("owner", "admin", "bot") if role in ids), "member")
        member = self._author(record, _text(record.get("platformId")))
        self._members[member.id] = replace(member, role=role_of(role))

    def _author(self, record: dict[str, Any], sender: str) -> Author:
        known = self._members.get(sender) or Author(id=sender)
        nickname, card = _text(record.get("accountName")) or known.nickname, _text(record.get("groupNickname")) or known.card
        return known if (nickname, card) == (known.nickname, known.card) else replace(known, nickname=nickname, card=card)

    def _message(self, record: dict[str, Any], number: int, line: str) -> Message | Reject:
        content = record.get("content")
        if content is not None and not isinstance(content, str):
            return rejected(number, "text-not-text", line)
        content, at = content or "", moment(record.get("timestamp"))
        kind, author = _kind(record.get("type"), content), self._author(record, _text(record.get("sender")))
        if kind == "join":
            author = self._join(author, content, at)
        forwarded = record.get("type") == _FORWARD
        message = Message(
            "" if forwarded else content, id=_text(record.get("platformMessageId")) or str(number), author=author, chat=self._chat, at=at,
            kind=kind, quote=self._texts.get(_text(record.get("replyToMessageId")), ""), forward=content if forwarded else "",
        )  # fmt: skip
        self._remember(message)
        return message

    def _join(self, author: Author, content: str, at: datetime | None) -> Author:
        """The author, known from now on to have joined at `at`, where the line is about this very member."""
        named = _JOINED.match(content)
        if not author.id or named is None or named[1].strip() not in (author.nickname, author.card):
            return author
        self._members[author.id] = replace(author, joined=at)
        return self._members[author.id]

    def _remember(self, message: Message) -> None:
        if message.id is None or len(message.text) > _REMEMBERED_CHARS:
            return
        self._remembered += len(message.text) - len(self._texts.get(message.id, ""))
        self._texts[message.id] = message.text
        while self._remembered > _REMEMBERED_CHARS or len(self._texts) > _REMEMBERED_CHARS >> 4:
            self._remembered -= len(self._texts.popitem(last=False)[1])


def _kind(type_: object, content: str) -> Kind:
    kind = _KINDS.get(type_, "text") if isinstance(type_, int) else "text"
    return "join" if kind == "system" and _ENTERED.search(content) else kind


def _text(value: object) -> str:
    """An id or a name: itself, or a number in text form."""
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
