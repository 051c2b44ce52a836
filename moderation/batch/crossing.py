"""Pairs of characters that stand side by side in a word of the dictionary: where none does, no word reaches from one into the other."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.text.segmentation import LONGEST_WORD, frequencies

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["may_cross"]

_BITS: Final = 22
_SHIFT: Final = np.uint32(32 - _BITS)
_FIRST: Final = np.uint32(0x9E3779B1)
_SECOND: Final = np.uint32(0x85EBCA77)
_SURROGATES: Final = (0xD800, 0xDFFF)


def may_cross(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return where a word may hold one letter and, behind it, the other; 0 is no letter. Beyond the basic plane any may."""
    beyond = _is_beyond(first) | _is_beyond(second)
    crossed: NDArray[np.bool_] = (_pairs()[_hashes(first, second)] | beyond) & (first != 0) & (second != 0)
    return crossed


@cache
def _pairs() -> NDArray[np.bool_]:
    """Every pair of every word that segmentation knows, by its hash."""
    together = "\0".join(word for word in frequencies() if 1 < len(word) <= LONGEST_WORD)
    symbols = np.frombuffer(together.encode("utf-16-le", "surrogatepass"), "<u2")
    pairs = np.zeros(1 << _BITS, np.bool_)
    pairs[_hashes(symbols[:-1], symbols[1:])] = True
    return pairs


def _hashes(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.uint32]:
    hashes: NDArray[np.uint32] = (first * _FIRST + second * _SECOND) >> _SHIFT
    return hashes


def _is_beyond(symbols: NDArray[np.uint16]) -> NDArray[np.bool_]:
    beyond: NDArray[np.bool_] = (symbols >= _SURROGATES[0]) & (symbols <= _SURROGATES[1])
    return beyond
