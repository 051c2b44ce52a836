"""What stands in a text, counted the slow way: every contestant is held against these counts before it is timed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Counts", "CountsDifferError", "counts", "must_equal"]

_BETWEEN = "\n"
"""Stands between the messages of the searched buffer; no term and no generated message contains it."""


class CountsDifferError(Exception):
    """A contestant, or the generator, counts something else than was stated: its times would be worth nothing."""


class Counts(NamedTuple):
    """`occurrences` of any term anywhere, overlapping ones included; `pairs` of a message and a term that stands in it."""

    occurrences: int
    pairs: int


def counts(texts: Sequence[str], terms: Sequence[str]) -> Counts:
    """Return what a loop over `str.find` finds.

    >>> counts(["上海自来水", "水水水"], ["水", "水水", "海"])
    Counts(occurrences=7, pairs=4)
    """
    return _counts(tuple(texts), tuple(terms))


@lru_cache(maxsize=32)  # most contestants are held against the same count, and it takes seconds
def _counts(texts: tuple[str, ...], terms: tuple[str, ...]) -> Counts:
    buffer = _BETWEEN.join(texts)
    places = [(term, start) for term in terms for start in _starts(buffer, term)]
    message_of = _message_of(texts)
    return Counts(len(places), len({(term, message_of[start]) for term, start in places}))


def _starts(buffer: str, term: str) -> list[int]:
    starts = []
    start = buffer.find(term)
    while start >= 0:
        starts.append(start)
        start = buffer.find(term, start + 1)
    return starts


def _message_of(texts: Sequence[str]) -> list[int]:
    """Return the message that each character of the buffer belongs to."""
    return [index for index, text in enumerate(texts) for _ in range(len(text) + len(_BETWEEN))]


def must_equal(what: str, counted: object, expected: object) -> None:
    """Guarantee that a count is the expected one.

    Raises:
        CountsDifferError: it is not.
    """
    if counted != expected:
        raise CountsDifferError(f"{what}: counted {counted}, expected {expected}")
