"""Is a person on it already? What staff and askers leave in a chat's window, and what a question can tell from it.

No words are kept: a text is remembered as hashes of its pairs of neighbouring characters, the words of asking left out.
"""

from __future__ import annotations

import re
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from moderation.message import ROLES
from moderation.state.store import Mark
from moderation.text.fold import plain
from moderation.text.noise import any_noise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moderation.message import Message
    from moderation.state.store import Entry

__all__ = ["ATTENDED_S", "PRESENT_S", "Attention", "Sketch", "attention", "is_staff", "look", "sketch", "trace"]

Attention = Literal["answering", "present", "nobody"]
"""Whether a member of staff is answering this question, is there at least, or neither."""

Sketch = frozenset[int]

ATTENDED_S: Final = 120
"""How long after a word of staff about something a question about the same is left to them."""
PRESENT_S: Final = 30
"""How long after any word of staff they are taken to be reading along: then they get the answer as a suggestion."""
_REMEMBERED_S: Final = 600
_KEPT: Final = 64
_PAIRS: Final = 48
"""Hashes kept of a text, two bytes each: what 49 characters hold, more than nine of ten messages."""
_READ: Final = 400
_RELATED: Final = 0.5
"""The share of a question's pairs that a text has to repeat to be about it."""

_ASKED: Final = b"Q"
_SAID: Final = b"S"
_QUESTION: Final = re.compile(r"[?？吗呢么嘛啥谁哪几]|怎|为何|如何|什么|多少|多久|可以|能不能|是否|是不是|有没有|请问|想问|求|咋")
_STAFF: Final = frozenset(ROLES[:2])


def is_staff(message: Message) -> bool:
    """Return whether a message comes from the owner or an administrator of the chat."""
    return message.author.role in _STAFF


def sketch(text: str) -> Sketch:
    """Return the hashes of a text's pairs of characters; those of asking (怎么, 请问) are about nothing and left out.

    >>> sketch("请问怎么退款？") == sketch("退款")
    True
    """
    pieces = any_noise().sub(" ", _QUESTION.sub(" ", plain(text[:_READ]))).split()
    pairs = {one + other for piece in pieces for one, other in pairwise(piece)}
    hashes = sorted(zlib.crc32(pair.encode("utf-8", "surrogatepass")) & 0xFFFF for pair in pairs)
    return frozenset(hashes[:_PAIRS])


def trace(message: Message, community: str) -> Mark | None:
    """Return what a message leaves for questions to come: a word of staff, or a question; `None` for anything else."""
    if is_staff(message):
        return _mark(message, community, _SAID, sketch(message.text) | sketch(message.quote))
    if message.author.role == "member" and len(message.text) <= _READ and _QUESTION.search(message.text):
        return _mark(message, community, _ASKED, sketch(message.text))
    return None


def look(message: Message, community: str) -> Mark:
    """Return the mark by which a question looks into the window of its chat without leaving anything that counts."""
    return Mark(window=_window(message, community), span_ms=_REMEMBERED_S * 1000, who=message.author.id, keep=_KEPT)


def attention(entries: Sequence[Entry], message: Message, about: Iterable[Sketch]) -> Attention:
    """Return who is on a question, from what its chat's window holds; `about` are the sketches of what it is about.

    Somebody is answering who spoke of the same or quoted it within two minutes, or spoke at all within two minutes after the
    same question, or after an earlier question of the same member.
    """
    now = message.at_ms or 0
    topics = [topic for topic in about if topic]
    asked_ms: int | None = None
    found: Attention = "nobody"
    for entry in entries:
        kind, said = entry.value[:1], _unpacked(entry.value[1:])
        if entry.message == message.key:
            continue
        if kind == _ASKED:
            asked_ms = entry.at_ms if entry.who == message.author.id or _related(said, topics) else asked_ms
        elif kind == _SAID and entry.at_ms >= now - ATTENDED_S * 1000:
            if _related(said, topics) or (asked_ms is not None and entry.at_ms - asked_ms <= ATTENDED_S * 1000):
                return "answering"
            found = "present" if entry.at_ms >= now - PRESENT_S * 1000 else found
    return found


def _related(said: Sketch, topics: Iterable[Sketch]) -> bool:
    return any(len(said & topic) >= max(_RELATED * len(topic), 1) for topic in topics)


def _window(message: Message, community: str) -> str:
    return f"faq.talk|{community}|{message.platform}|{message.chat.id}"


def _mark(message: Message, community: str, kind: bytes, hashes: Sketch) -> Mark:
    value = kind + b"".join(each.to_bytes(2, "big") for each in sorted(hashes)[:_PAIRS])
    return Mark(window=_window(message, community), span_ms=_REMEMBERED_S * 1000, who=message.author.id, value=value, keep=_KEPT)


def _unpacked(value: bytes) -> Sketch:
    return frozenset(int.from_bytes(value[place : place + 2], "big") for place in range(0, len(value) - 1, 2))
