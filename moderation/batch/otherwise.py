"""The other ways to read a text that hold something to find: without what is not its sender's, with emoji spoken."""

from __future__ import annotations

from moderation.text.authored import authored
from moderation.text.emoji import has_readings, spoken
from moderation.text.fold import plain

__all__ = ["otherwise", "said"]


def otherwise(text: str, *, speaks: bool) -> tuple[str, tuple[str, ...]]:
    """Return the sender's own words (the same object where that is all), and the ways in which its emoji may be spoken.

    >>> otherwise("🐷头", speaks=True)
    ('🐷头', ('猪头',))
    """
    own = authored(text)
    return own, spoken(plain(own)) if speaks and has_readings(own) else ()


def said(text: str, way: int) -> str:
    """Return the plain view of a text with emoji read as characters, in one of the two ways of `text.emoji.spoken`.

    >>> said("两个👴", 0), said("两个👴", 1)
    ('两个爷', '两个佬')
    """
    ways = spoken(plain(text))
    return ways[min(way, len(ways) - 1)]
