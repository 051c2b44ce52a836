"""Terms of two characters that stand apart, in many rows: the first question of `match.strewn`, asked by vectors."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.joins import beside
from moderation.batch.pairs import followed
from moderation.batch.proposed import STANDING, Proposed, together
from moderation.match.keys import spellings
from moderation.match.strewn import APART, RUNS_BETTER, pairs_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from moderation.batch.joined import Compact
    from moderation.match.terms import TermTable

__all__ = ["StrewnPairs"]

_BITS: Final = 18
_HALF: Final = np.uint32(16)
_FIRST: Final = np.uint32(0x9E3779B1)
_SECOND: Final = np.uint32(0x85EBCA77)
_MARGIN: Final = 1e-6
"""So much less is enough here: sums in another order come out a little different."""


class StrewnPairs:
    """The pairs of one table, in either order."""

    def __init__(self, table: TermTable, rows: Iterable[int]) -> None:
        """Prepare to search for the terms in some rows of a table."""
        asked = set(rows)
        entries = [(_code(pair), row, _code(spellings(table.texts[row])[0])) for pair, some in pairs_in(table).items() for row in some]
        entries = sorted(entry for entry in entries if entry[1] in asked)
        columns = np.asarray(entries, np.int64).reshape(-1, 3).T
        self._codes, self._items, self._terms = columns[0].astype(np.uint32), columns[1], columns[2].astype(np.uint32)
        self._likely = np.zeros(1 << _BITS, np.bool_)
        self._likely[_hashes((self._codes >> _HALF).astype(np.uint16), self._codes.astype(np.uint16))] = True

    def find(self, letters: Compact) -> Proposed:
        """Return where the characters of a term would stand more naturally side by side."""
        return together([self._apart(letters, apart) for apart in APART])

    def _apart(self, letters: Compact, apart: int) -> Proposed:
        """The same where one character stands so far behind the other."""
        symbols = letters.symbols
        at = np.flatnonzero(self._likely.take(_hashes(symbols[:-apart], symbols[apart:])))
        codes = (symbols[at].astype(np.uint32) << _HALF) | symbols[at + apart]
        begin, end = np.searchsorted(self._codes, codes), np.searchsorted(self._codes, codes, "right")
        times = end - begin
        entries = np.repeat(begin - np.cumsum(times) + times, times) + np.arange(times.sum())
        at = np.repeat(at, times)
        within = np.ones(len(at), np.bool_)
        for offset in range(1, apart):
            within &= symbols[at + offset] != 0
        at, entries = at[within], entries[within]
        better = self._smoother(letters, at, apart, self._terms[entries]) >= RUNS_BETTER - _MARGIN
        at, items = at[better], self._items[entries[better]]
        ways = np.full(len(at), STANDING)
        return Proposed(letters.rows(at), items, np.ones(len(at), np.bool_), letters.places[at], letters.places[at + apart], ways)

    def _smoother(self, letters: Compact, at: NDArray[np.int64], apart: int, terms: NDArray[np.uint32]) -> NDArray[np.float64]:
        """How much more naturally the characters follow one another with a term put together, wherever the others go."""
        before, behind = beside(letters, at, -1), beside(letters, at + apart, 1)
        covered = [letters.symbols[at + offset] for offset in range(apart + 1)]
        term, rest = [(terms >> _HALF).astype(np.uint16), terms.astype(np.uint16)], covered[1:-1]
        restored = [_natural(before, *rest[:place], *term, *rest[place:], behind) for place in range(len(rest) + 1)]
        smoother: NDArray[np.float64] = np.max(restored, axis=0) - _natural(before, *covered, behind)
        return smoother


def _natural(*letters: NDArray[np.uint16]) -> NDArray[np.float64]:
    """How naturally some letters follow one another: what `text.bigrams.naturalness` says of a text."""
    natural = np.zeros(len(letters[0]), np.float64)
    for one, other in pairwise(letters):
        natural += followed(one, other)
    return natural


def _code(pair: str) -> int:
    return (ord(pair[0]) << 16) | ord(pair[1])


def _hashes(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.uint32]:
    hashes: NDArray[np.uint32] = first * _FIRST
    hashes += second * _SECOND
    hashes >>= np.uint32(32 - _BITS)
    return hashes
