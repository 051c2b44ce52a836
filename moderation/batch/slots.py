"""Numbers looked up by vectors: a hash table in which every number stands in one of two slots, so that no search walks on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from moderation.batch.distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Slots"]

_ROOM: Final = 2.25
_FEWEST_BITS: Final = 4
_ROUNDS: Final = 1_000
_MIXES: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93))


class Slots:
    """Numbers other than 0, each with a value; `none` is the value of all others."""

    def __init__(self, numbers: NDArray[Any], values: NDArray[Any], none: int) -> None:
        """Take distinct numbers, into more than twice as many slots: with fewer there may be no place for all."""
        bits, slots = max(int(len(numbers) * _ROOM).bit_length(), _FEWEST_BITS), None
        while slots is None:
            self._shift = np.uint64(64 - bits)
            slots = _placed(np.stack([self._slots(numbers, mix) for mix in _MIXES]), 1 << bits)
            bits += 1
        self._numbers, self._values = np.zeros(1 << (bits - 1), numbers.dtype), np.full(1 << (bits - 1), none, values.dtype)
        self._numbers[slots], self._values[slots] = numbers, values
        self._none = values.dtype.type(none)

    def of(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """Return the value of each of some numbers, none of which is 0.

        >>> slots = Slots(np.asarray([7, 9]), np.asarray([1, 2], np.uint8), 0)
        >>> slots.of(np.asarray([9, 8, 7])).tolist()
        [2, 0, 1]
        """
        slots = self._slots(numbers, _MIXES[0])
        values: NDArray[Any] = self._values.take(slots)
        other = np.flatnonzero(self._numbers.take(slots) != numbers)
        numbers = numbers[other]
        slots = self._slots(numbers, _MIXES[1])
        values[other] = np.where(self._numbers.take(slots) == numbers, self._values.take(slots), self._none)
        return values

    def _slots(self, numbers: NDArray[Any], mix: np.uint64) -> NDArray[np.uint64]:
        slots: NDArray[np.uint64] = numbers.astype(np.uint64)
        slots *= mix
        slots >>= self._shift
        return slots


def _placed(ways: NDArray[np.uint64], size: int) -> NDArray[np.uint64] | None:
    """A slot of its own for each number, of the two that it may stand in; nothing where they do not find any.

    Who finds a slot taken puts the other one out, which goes to its other slot.
    """
    way, owner = np.zeros(ways.shape[1], np.int64), np.full(size, -1)
    left = np.arange(ways.shape[1])
    for _ in range(_ROUNDS):
        slots = ways[way[left], left]
        before = owner[slots]
        owner[slots] = left
        left = np.concatenate([left[owner[slots] != left], distinct(before[before >= 0])])
        if not len(left):
            return ways[way, np.arange(ways.shape[1])]
        way[left] ^= 1
    return None
