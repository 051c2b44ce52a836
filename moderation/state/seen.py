"""Which messages came before: 16 bytes a key instead of the 150 of a set of strings, and never more than a bound."""

from __future__ import annotations

from array import array
from typing import Final

__all__ = ["Seen"]

_FIRST: Final = 1 << 12
_NUMBER: Final = 8


class Seen:
    """Remembers at least the `least` newest keys, and at most four times as many.

    A key is remembered by its hash of 64 bits, which is secret to the process: that two keys of a million meet is less likely
    than one in ten million, and nobody can make them. Keys lie in tables that are at most half full; when the newest table is
    half full, a new one is begun, and the oldest forgotten where the others hold enough.

    >>> seen = Seen(least=1_000)
    >>> seen.add("qq|g1|7"), seen.add("qq|g1|7")
    (True, False)
    """

    __slots__ = ("_least", "_room", "_tables")

    def __init__(self, least: int) -> None:
        self._least = least
        self._tables: list[array[int]] = []  # newest first
        self._room = 0
        self._begin(_FIRST)

    def add(self, key: str) -> bool:
        """Remember a key; return whether it is new."""
        number = hash(key) or 1  # 0 is an empty place
        newest, *older = self._tables
        place = _place(newest, number)
        if newest[place] == number or any(table[_place(table, number)] == number for table in older):
            return False
        newest[place] = number
        self._room -= 1
        if not self._room:
            self._begin(len(newest) * 4)
        return True

    def _begin(self, places: int) -> None:
        """Begin a table of so many places, or of so few that it holds enough alone; forget the tables that are needed no more."""
        places = min(places, 1 << (2 * self._least).bit_length())
        kept = [table for index, table in enumerate(self._tables) if sum(len(one) // 2 for one in self._tables[:index]) < self._least]
        self._tables = [array("q", bytes(places * _NUMBER)), *kept]
        self._room = places // 2


def _place(table: array[int], number: int) -> int:
    """Where a number stands in a table, or would."""
    last = len(table) - 1
    place = number & last
    while table[place] and table[place] != number:
        place = place + 1 & last
    return place
