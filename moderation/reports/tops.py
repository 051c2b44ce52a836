"""The most frequent of many things, in bounded memory: exact until there are too many of them, then honest about the error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Tops"]

Key = TypeVar("Key", str, tuple[str, ...])

_SLACK: Final = 2
"""How far above its capacity a counter grows before it is cut back, so that cutting is rare."""


class Tops(Generic[Key]):
    """Counts keys, of which it keeps the `capacity` most frequent; a count is never too high, and at most `missed` too low.

    >>> tops = Tops(10)
    >>> tops.update(["早", "晚", "早"])
    >>> tops.most(1), tops.missed
    ((('早', 2),), 0)
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._counts: dict[Key, int] = {}
        self.missed = 0

    def __len__(self) -> int:
        return len(self._counts)

    def add(self, key: Key, count: int = 1) -> None:
        """Count a key."""
        self._counts[key] = self._counts.get(key, 0) + count
        if len(self._counts) > self._capacity * _SLACK:
            self._cut()

    def update(self, keys: Iterable[Key]) -> None:
        """Count some keys, each once."""
        for key in keys:
            self.add(key)

    def most(self, at_most: int | None = None) -> tuple[tuple[Key, int], ...]:
        """Return the most frequent keys with their counts, the most frequent first, then by key."""
        ranked = sorted(self._counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(ranked[:at_most])

    def _cut(self) -> None:
        ranked = self.most()
        self._counts = dict(ranked[: self._capacity])
        self.missed += ranked[self._capacity][1]
