"""Half-open spans of code points, the only way the library points at text."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Span", "distance"]


class Span(NamedTuple):
    """Code points `start` (inclusive) to `end` (exclusive) of the original text; `text[start:end]` is the evidence."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Return whether `other` lies within this span.

        >>> Span(2, 8).covers(Span(2, 5))
        True
        """
        return self.start <= other.start and other.end <= self.end


def distance(a: Span, b: Span) -> int:
    """Return how many code points lie between two spans; 0 where they touch or overlap.

    >>> distance(Span(0, 2), Span(5, 6))
    3
    """
    return max(a.start - b.end, b.start - a.end, 0)
