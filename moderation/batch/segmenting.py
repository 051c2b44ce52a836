"""Segmentation by vectors: what the most probable words of many short stretches of letters cost, as `text.segmentation` says.

Stretches are the columns of a table of symbols, from top to bottom, 0 below their end.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.text.segmentation import LONGEST_WORD, cost_of_word, counted_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Costs", "costs"]

_SYMBOLS: Final = 1 << 16
_BITS: Final = 20
_SHIFT: Final = np.uint64(64 - _BITS)
_LAST: Final = np.uint64((1 << _BITS) - 1)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_SYMBOL: Final = np.uint64(16)
_PART: Final = np.asarray([[(1 << 16 * size) - 1] for size in range(LONGEST_WORD + 1)], np.uint64)
_ONE: Final = np.uint64(1)


class Costs(NamedTuple):
    """What every beginning of some stretches costs, by its length: read as words, and with some letters standing alone."""

    words: NDArray[np.float64]
    apart: NDArray[np.float64]


def costs(symbols: NDArray[np.uint16], alone: NDArray[np.bool_]) -> Costs:
    """Return the costs of some stretches; `alone` says which letters are no part of a longer word in the second reading."""
    height, width = symbols.shape
    words, apart = np.zeros((height + 1, width)), np.zeros((height + 1, width))
    singles, code = _singles(), np.zeros(width, np.uint64)
    for end in range(1, height + 1):
        last = symbols[end - 1]
        words[end], apart[end] = words[end - 1] + singles[last], apart[end - 1] + singles[last]
        code = (code << _SYMBOL) | last
        sizes = range(2, min(LONGEST_WORD, end) + 1)
        ending = _known().costs(code & _PART[2 : 2 + len(sizes)])
        for size, cost in zip(sizes, ending, strict=True):
            np.minimum(words[end], words[end - size] + cost, out=words[end])
            cost[alone[end - size : end].any(axis=0)] = np.inf
            np.minimum(apart[end], apart[end - size] + cost, out=apart[end])
    return Costs(words, apart)


@cache
def _singles() -> NDArray[np.float64]:
    """What every symbol costs as a word; what ends a stretch costs nothing."""
    counts, log_total = counted_words()
    singles = np.full(_SYMBOLS, log_total)
    for word in counts:
        if len(word) == 1 and word <= "\uffff":
            singles[ord(word)] = cost_of_word(word)
    singles[0] = 0.0
    return singles


class _Words:
    """The words of several characters, each by the number that its symbols make, and what it costs."""

    def __init__(self, codes: NDArray[np.uint64], cost: NDArray[np.float64]) -> None:
        """Take the words; there are few costs, so that each slot holds only the place of its own among them."""
        self._codes = np.zeros(1 << _BITS, np.uint64)
        self._places = np.zeros(1 << _BITS, np.uint16)
        self._costs, place = np.unique(cost, return_inverse=True)
        place = place.ravel().astype(np.uint16)
        left, slots = np.arange(len(codes)), (codes * _MIX) >> _SHIFT
        while len(left):
            free = self._codes[slots] == 0
            self._codes[slots[free]] = codes[left[free]]
            taken = self._codes[slots] == codes[left]
            self._places[slots[taken]] = place[left[taken]]
            left, slots = left[~taken], (slots[~taken] + _ONE) & _LAST

    def costs(self, codes: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Return what the words of some numbers cost; infinite for what is none."""
        slots = (codes * _MIX) >> _SHIFT
        there = self._codes[slots]
        cost: NDArray[np.float64] = np.where(there == codes, self._costs[self._places[slots]], np.inf)
        left = np.nonzero((there != codes) & (there != 0))
        codes, slots = codes[left], slots[left]
        while len(codes):
            slots = (slots + _ONE) & _LAST
            there = self._codes[slots]
            same, on = there == codes, (there != codes) & (there != 0)
            cost[tuple(axis[same] for axis in left)] = self._costs[self._places[slots[same]]]
            left, codes, slots = tuple(axis[on] for axis in left), codes[on], slots[on]
        return cost


@cache
def _known() -> _Words:
    counts, log_total = counted_words()
    codes: list[NDArray[np.uint64]] = []
    cost: list[float] = []
    for size in range(2, LONGEST_WORD + 1):
        some = [word for word, count in counts.items() if len(word) == size and count and max(word) <= "\uffff"]
        symbols = np.frombuffer("".join(some).encode("utf-16-le", "surrogatepass"), "<u2").reshape(-1, size)
        code = np.zeros(len(some), np.uint64)
        for place in range(size):
            code = (code << _SYMBOL) | symbols[:, place]
        codes.append(code)
        cost.extend(log_total - math.log(counts[word]) for word in some)
    return _Words(np.concatenate(codes), np.asarray(cost))
