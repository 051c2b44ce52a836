"""Questions about many spans at once, answered in logarithmic time: hostile text holds a hundred thousand of them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["SpanIndex"]


class SpanIndex:
    """Some spans, asked whether one of them starts and ends where it should."""

    __slots__ = ("_furthest", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def any(self, *, start_at_most: int, end_at_least: int) -> bool:
        """Return whether a span starts no later and ends no earlier than asked.

        >>> SpanIndex([(2, 5), (7, 8)]).any(start_at_most=3, end_at_least=5)
        True
        """
        count = bisect_right(self._starts, start_at_most)
        return count > 0 and self._furthest[count - 1] >= end_at_least
