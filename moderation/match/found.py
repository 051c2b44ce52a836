"""What every pattern matcher returns, and the protocol that all of them share."""

from __future__ import annotations

from typing import NamedTuple, Protocol

__all__ = ["Found", "PatternMatcher"]


class Found(NamedTuple):
    """A pattern that stands in a text: code points of the original, its canonical value, and how it was disguised."""

    start: int
    end: int
    value: str
    disguise: tuple[str, ...] = ()
    evasive: bool = False


class PatternMatcher(Protocol):
    """Finds one pattern; linear in the length of the text."""

    def may_match(self, plain: str) -> bool:
        """Return False only for a plain view in which `find` finds nothing; much cheaper than `find`."""
        ...

    def find(self, text: str, plain: str) -> list[Found]:
        """Return what stands in `text`, by start, longest first, without overlaps; `plain` is its plain view."""
        ...
