"""The only input of the library: one message with who wrote it, where, when, and what it quotes.

Everything but `text` is optional: a bot fills what its platform tells, an archive what the export kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, Literal

__all__ = ["BEIJING", "FIELDS", "KINDS", "ROLES", "Author", "Chat", "Kind", "Message", "Role", "field_text"]

Role = Literal["owner", "admin", "member", "bot"]
Kind = Literal[
    "text", "image", "voice", "video", "file", "sticker", "link", "card", "red_packet", "system", "recall", "join", "leave", "other"
]

ROLES: Final[tuple[str, ...]] = ("owner", "admin", "member", "bot")
KINDS: Final[tuple[str, ...]] = (
    "text", "image", "voice", "video", "file", "sticker", "link", "card", "red_packet", "system", "recall", "join", "leave", "other",
)  # fmt: skip
FIELDS: Final[tuple[str, ...]] = ("text", "quote", "forward", "nickname", "card", "join_answer")
"""Every piece of text that a message can carry, by the name that a ruleset's `from` uses; `authored` means `text`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who sent a message.

    `nickname` is the platform-wide name, `card` the name within the group (群名片); `joined` is when the author
    joined the group, timezone-aware; `trusted` is the operator's own mark.
    """

    id: str = ""
    role: Role = "member"
    nickname: str = ""
    card: str = ""
    joined: datetime | None = None
    trusted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """Where a message was sent; `kind` is `group` or `private`."""

    id: str = ""
    name: str = ""
    kind: Literal["group", "private"] = "group"


BEIJING: Final = timezone(timedelta(hours=8))
"""The time zone of a time that names none: China has one, without summer time."""
_SEPARATORS: Final = 2
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)

_NOBODY: Final = Author()
_NOWHERE: Final = Chat()


@dataclass(frozen=True, slots=True)
class Message:
    """One message as the platform delivered it; only `text` may be given by position.

    `at` is timezone-aware and is the only clock that the library knows; a naive one is read as Beijing time. `quote` and
    `forward` hold the text of the message that is answered or passed on: somebody else's words, read only by rules that
    ask for them. `platform`, the chat's id and `id` together name a message for ever: one that comes twice counts once.
    `edited` marks a text that replaces the one which came before under the same name; a `recall` has the id of the
    message that its author took back.

    >>> Message("大家好", id="m1").author.role
    'member'
    """

    text: str
    id: str | None = field(default=None, kw_only=True)
    author: Author = field(default=_NOBODY, kw_only=True)
    chat: Chat = field(default=_NOWHERE, kw_only=True)
    at: datetime | None = field(default=None, kw_only=True)
    kind: Kind = field(default="text", kw_only=True)
    quote: str = field(default="", kw_only=True)
    forward: str = field(default="", kw_only=True)
    join_answer: str = field(default="", kw_only=True)
    platform: str = field(default="", kw_only=True)
    edited: bool = field(default=False, kw_only=True)

    @property
    def key(self) -> str | None:
        """The name under which this message is known for ever; `None` for one without an id.

        >>> Message("早", id="7", chat=Chat(id="g1"), platform="qq").key
        'qq|g1|7'
        """
        if self.id is None:
            return None
        key = f"{self.platform}|{self.chat.id}|{self.id}"
        if key.count("|") == _SEPARATORS and "\\" not in key:  # as good as always, and asked for by every room
            return key
        return "|".join(_escaped(part) for part in (self.platform, self.chat.id, self.id))

    @property
    def at_ms(self) -> int | None:
        """Milliseconds since 1970 UTC, `None` where the time is unknown.

        >>> from datetime import datetime, UTC
        >>> Message("早", at=datetime(2026, 11, 21, tzinfo=UTC)).at_ms == Message("早", at=datetime(2026, 11, 21, 8)).at_ms
        True
        """
        if self.at is None:
            return None
        at = self.at if self.at.tzinfo is not None else self.at.replace(tzinfo=BEIJING)
        return (at - _EPOCH) // _MILLISECOND


def field_text(message: Message, name: str) -> str:
    """Return the text of one of `FIELDS` of a message; empty where the message has none.

    >>> field_text(Message("好", author=Author(nickname="小林")), "nickname")
    '小林'
    """
    if name in ("nickname", "card"):
        return str(getattr(message.author, name))
    return str(getattr(message, name))


def _escaped(part: str) -> str:
    """A part of a key in which no separator stands."""
    return part.replace("\\", "\\\\").replace("|", "\\|")
