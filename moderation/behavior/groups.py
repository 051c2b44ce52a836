"""Which windows a message belongs to, and which of its words are its sender's own: the first step of every behaviour."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.text.authored import WALL, authored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.message import Message
    from moderation.program.behaviors import Grouping

__all__ = ["Groups", "account_of", "hashed", "own_words"]

_NOT_SPOKEN: Final = frozenset({"system", "recall", "join", "leave"})
"""Kinds of message that the platform writes."""
_SEPARATORS: Final = 2
_LONGEST_NAME: Final = 160
"""Characters; ids of platforms are shorter, and whoever invents longer ones shall not fill the store with them."""


def own_words(message: Message, without: Sequence[tuple[int, int]] = ()) -> str:
    """Return what the sender himself wrote in this message; empty for edits, for what the platform writes and for placeholders.

    In place of the spans `without`, which are places of the whole text, there are blanks.

    >>> from moderation.message import Message
    >>> own_words(Message("看这个[图片] ")), own_words(Message("[图片]")), own_words(Message("小林加入了群聊", kind="system"))
    ('看这个', '', '')
    >>> own_words(Message("[图片]加微信abc了解"), without=[(5, 10)])
    '加 了解'
    """
    if message.edited or message.kind in _NOT_SPOKEN:
        return ""
    own = authored(message.text)
    if without:
        own = _blanked(own, without)
    return own.replace(WALL, "").strip() if WALL in own else own.strip()


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, done = [], 0
    for start, end in sorted(spans):
        kept.append(text[done : max(start, done)])
        done = max(end, done)
    return " ".join((*kept, text[done:]))


def account_of(message: Message) -> str:
    """Return who sent a message, told apart across platforms; empty where it is not known.

    >>> from moderation.message import Author, Message
    >>> account_of(Message("早", author=Author(id="7"), platform="qq")), account_of(Message("早"))
    ('qq|7', '')
    """
    return _bounded(f"{_part(message.platform)}|{_part(message.author.id)}") if message.author.id else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Names the windows of one behaviour: `prefix` is the behaviour's own, `by` what messages are counted together by.

    The prefix is all before the first `|`, so that stores keep the windows of one member close together.
    """

    prefix: str
    by: tuple[Grouping, ...]

    def window(self, message: Message) -> str | None:
        """Return the window of a message's group; `None` where the group is not known: a sender without an id.

        >>> from moderation.message import Author, Chat, Message
        >>> Groups(prefix="flood|", by=("chat", "user")).window(Message("早", author=Author(id="7"), chat=Chat(id="g1"), platform="qq"))
        'flood|qq|g1|7'
        """
        if "user" in self.by and not message.author.id:
            return None
        if self.by == ("community",):
            return self.prefix
        chat = message.chat.id if "chat" in self.by else ""
        user = message.author.id if "user" in self.by else ""
        name = f"{message.platform}|{chat}|{user}"
        if name.count("|") > _SEPARATORS or "\\" in name:
            name = f"{_part(message.platform)}|{_part(chat)}|{_part(user)}"
        return self.prefix + _bounded(name)


def hashed(text: str) -> str:
    """Return a short name for a text of any length, the same everywhere; who reads it cannot read the text.

    >>> hashed("qq:12345"), len(hashed("长" * 100_000))
    ('50b04d507c01762ae324b5d0', 24)
    """
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _part(text: str) -> str:
    """A part of a name in which no separator stands."""
    return text.replace("\\", "\\\\").replace("|", "\\|") if "|" in text or "\\" in text else text


def _bounded(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"#{hashed(name)}"
