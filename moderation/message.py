"""The only input of the library: one message with who wrote it, where, when, and what it quotes.

Everything but `text` is optional: a bot fills what its platform tells, an archive what the export kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["FIELDS", "KINDS", "ROLES", "Author", "Chat", "Kind", "Message", "Role", "field_text"]

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


_NOBODY: Final = Author()
_NOWHERE: Final = Chat()


@dataclass(frozen=True, slots=True)
class Message:
    """One message as the platform delivered it; only `text` may be given by position.

    `at` is timezone-aware and is the only clock that the library knows. `quote` and `forward` hold the text of the
    message that is answered or passed on: somebody else's words, read only by rules that ask for them.

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


def field_text(message: Message, name: str) -> str:
    """Return the text of one of `FIELDS` of a message; empty where the message has none.

    >>> field_text(Message("好", author=Author(nickname="小林")), "nickname")
    '小林'
    """
    if name in ("nickname", "card"):
        return str(getattr(message.author, name))
    return str(getattr(message, name))
