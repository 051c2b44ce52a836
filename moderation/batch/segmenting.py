"""Segmentation by vectors: what the most probable words of many short stretches of letters cost, as `text.segmentation` says.

Stretches are the columns of a table of symbols, from top to bottom, 0 below their end.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.text.segmentation import LONGEST_WORD, _cost, _dictionary

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Costs", "costs"]

_SYMBOLS: Final = 1 << 16
_BITS: Final = 20
_SHIFT: Final = np.uint64(64 - _BITS)
_LAST: Final = np.uint64((1 << _BITS) - 1)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_SYMBOL: Final = np.uint64(16)
_PART: Final = [np.uint64((1 << 16 * size) - 1) for size in range(LONGEST_WORD + 1)]
_ONE: Final = np.uint64(1)


class Costs(NamedTuple):
    """What every beginning of some stretches costs, by its length: read as words, and with some letters standing alone."""

    words: NDArray[np.float64]
    apart: NDArray[np.float64]


def costs(symbols: NDArray[np.uint16], alone: NDArray[np.bool_] | None = None) -> Costs:
    """Return the costs of some stretches; `alone` says which letters are no part of a longer word in the second reading."""
    height, width = symbols.shape
    words = np.zeros((height + 1, width))
    apart = words if alone is None else words.copy()
    singles, code = _singles(), np.zeros(width, np.uint64)
    for end in range(1, height + 1):
        last = symbols[end - 1]
        code = (code << _SYMBOL) | last
        ending = [(size, _known().costs(code & _PART[size])) for size in range(2, min(LONGEST_WORD, end) + 1)]
        words[end] = words[end - 1] + singles[last]
        for size, cost in ending:
            np.minimum(words[end], words[end - size] + cost, out=words[end])
        if alone is not None:
            apart[end] = apart[end - 1] + singles[last]
            for size, cost in ending:
                cost[alone[end - size : end].any(axis=0)] = np.inf
                np.minimum(apart[end], apart[end - size] + cost, out=apart[end])
    return Costs(words, apart)


@cache
def _singles() -> NDArray[np.float64]:
    """What every symbol costs as a word; what ends a stretch costs nothing."""
    counts, log_total = _dictionary()
    singles = np.full(_SYMBOLS, log_total)
    for word in counts:
        if len(word) == 1 and word <= "\uffff":
            singles[ord(word)] = _cost(word)
    singles[0] = 0.0
    return singles


class _Words:
    """The words of several characters, each by the number that its symbols make, and what it costs."""

    def __init__(self, codes: NDArray[np.uint64], cost: NDArray[np.float64]) -> None:
        self._codes = np.zeros(1 << _BITS, np.uint64)
        self._costs = np.full(1 << _BITS, np.inf)
        left, slots = np.arange(len(codes)), (codes * _MIX) >> _SHIFT
        while len(left):
            free = self._codes[slots] == 0
            self._codes[slots[free]] = codes[left[free]]
            taken = self._codes[slots] == codes[left]
            self._costs[slots[taken]] = cost[left[taken]]
            left, slots = left[~taken], (slots[~taken] + _ONE) & _LAST

    def costs(self, codes: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Return what the words of some numbers cost; infinite for what is none."""
        slots = (codes * _MIX) >> _SHIFT
        there = self._codes[slots]
        cost: NDArray[np.float64] = np.where(there == codes, self._costs[slots], np.inf)
        left = np.flatnonzero((there != codes) & (there != 0))
        while len(left):
            slots[left] = (slots[left] + _ONE) & _LAST
            there = self._codes[slots[left]]
            same = there == codes[left]
            cost[left[same]] = self._costs[slots[left[same]]]
            left = left[~same & (there != 0)]
        return cost


@cache
def _known() -> _Words:
    counts, log_total = _dictionary()
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
