"""Segmentation by vectors: what the most probable words of many short stretches of letters cost, as `text.segmentation` says.

Stretches are the columns of a table of symbols, from top to bottom, 0 below their end.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.dictionary import counted
from moderation.batch.slots import Slots
from moderation.text.segmentation import LONGEST_WORD, cost_of_word, counted_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["best", "joined", "without", "words"]

_SYMBOLS: Final = 1 << 16
_SYMBOL: Final = np.uint64(16)
_FIRST: Final = np.uint32(0x9E3779B1)
_SECOND: Final = np.uint32(0x85EBCA77)
_BITS: Final = 22
"""Bits of the table of pairs: one in fourteen is set, and all of them fit the second-level cache."""
_BIT: Final = np.uint32(7)
_BYTE: Final = np.uint32(3)


def words(symbols: NDArray[np.uint16]) -> NDArray[np.float64]:
    """Return what the words cost that end at each letter of some stretches: by size, the longest first, by letter and by stretch.

    Infinite for what is no word; a letter alone is always one, and what is below the end of a stretch costs nothing.
    """
    height, width = symbols.shape
    found = np.full((LONGEST_WORD, height, width), np.inf)
    _singles().take(symbols, out=found[-1], mode="clip")
    places, codes = _may_be_words(symbols)
    known = _dictionary()
    found.reshape(-1)[places] = known.costs.take(known.places.of(codes))
    return found


def _may_be_words(symbols: NDArray[np.uint16]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Where words of several letters may stand, as places of the table of `words`, and the number of each."""
    joints, code, may_be = joined(symbols[:-1], symbols[1:]), symbols.astype(np.uint64), np.ones(symbols.shape, np.bool_)
    places, codes = [np.empty(0, np.int64)], [np.empty(0, np.uint64)]
    for size in range(2, min(LONGEST_WORD, len(symbols)) + 1):
        code = (code[:-1] << _SYMBOL) | symbols[size - 1 :]
        may_be = may_be[:-1] & joints[size - 2 :]
        at = np.flatnonzero(may_be)
        places.append(at + ((LONGEST_WORD - size) * symbols.size + (size - 1) * symbols.shape[1]))
        codes.append(code.reshape(-1)[at])
    return np.concatenate(places), np.concatenate(codes)


def without(found: NDArray[np.float64], alone: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the costs of `words` without longer words that hold a letter that stands `alone`."""
    fewer, holds = found.copy(), alone
    for size in range(2, min(LONGEST_WORD, len(alone)) + 1):
        holds = holds[:-1] | alone[size - 1 :]
        fewer[LONGEST_WORD - size, size - 1 :][holds] = np.inf
    return fewer


def best(found: NDArray[np.float64], starts: NDArray[np.int64] | None = None) -> NDArray[np.float64]:
    """Return what every beginning of some stretches costs, by its length, read as the best of the `words` of each.

    With `starts` only what stands behind so many letters of each is read; a shorter beginning costs infinitely much.
    """
    _, height, width = found.shape
    costs = np.full((LONGEST_WORD + height, width), np.inf)
    costs[LONGEST_WORD - 1 if starts is None else starts + (LONGEST_WORD - 1), np.arange(width)] = 0.0
    room = np.empty((LONGEST_WORD, width))
    for end in range(height):
        np.add(costs[end : end + LONGEST_WORD], found[:, end], out=room)
        np.minimum(costs[end + LONGEST_WORD], room.min(axis=0), out=costs[end + LONGEST_WORD])
    return costs[LONGEST_WORD - 1 :]


def joined(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return where a word may hold two letters side by side: where it says no, none of the dictionary does."""
    hashes = _hashes(first, second)
    bits = _dictionary().joints.take(hashes >> _BYTE) >> (hashes & _BIT).astype(np.uint8)
    may: NDArray[np.bool_] = (bits & 1).astype(np.bool_)
    return may


def _hashes(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.uint32]:
    hashes: NDArray[np.uint32] = first * _FIRST
    hashes += second * _SECOND
    hashes >>= np.uint32(32 - _BITS)
    return hashes


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


class _Dictionary(NamedTuple):
    """The words of several characters.

    By the number that its symbols make each has the place of its cost, of which there are few; `joints` has a bit for the
    hash of every two letters that stand side by side in one.
    """

    places: Slots
    costs: NDArray[np.float64]
    joints: NDArray[np.uint8]


@cache
def _dictionary() -> _Dictionary:
    words, log_total = counted(), counted_words()[1]
    codes, times, joints = [], [], np.zeros(1 << _BITS, np.bool_)
    for size in range(2, LONGEST_WORD + 1):
        letters, counts = words.of_length(size)
        basic = (letters < _SYMBOLS).all(axis=1)
        symbols = letters[basic].astype(np.uint16)
        joints[_hashes(symbols[:, :-1], symbols[:, 1:])] = True
        codes.append(_codes(symbols))
        times.append(counts[basic])
    seen, places = np.unique(np.concatenate(times), return_inverse=True)
    costs = np.asarray([log_total - math.log(count) for count in seen.tolist()] + [math.inf])
    slots = Slots(np.concatenate(codes), places.ravel().astype(np.uint16), len(seen))
    return _Dictionary(slots, costs, np.packbits(joints, bitorder="little"))


def _codes(symbols: NDArray[np.uint16]) -> NDArray[np.uint64]:
    """The number that the symbols of each of some words make."""
    codes = np.zeros(len(symbols), np.uint64)
    for column in symbols.T:
        codes = (codes << _SYMBOL) | column
    return codes
