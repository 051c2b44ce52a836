"""Terms of two characters that stand apart, in many rows: `match.strewn` asked only where both stand close to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.proposed import STANDING, Proposed
from moderation.match.strewn import APART, may_be_strewn, pairs_in

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


class StrewnPairs:
    """The pairs of one table, in either order."""

    def __init__(self, table: TermTable, rows: Iterable[int]) -> None:
        """Prepare to search for the terms in some rows of a table."""
        asked = set(rows)
        self._pairs = {pair: tuple(row for row in found if row in asked) for pair, found in pairs_in(table).items()}
        pairs = [pair for pair, found in self._pairs.items() if found]
        self._codes = np.sort(np.asarray([(ord(pair[0]) << 16) | ord(pair[1]) for pair in pairs], np.uint32))
        self._likely = np.zeros(1 << _BITS, np.bool_)
        self._likely[_hashes((self._codes >> _HALF).astype(np.uint16), self._codes.astype(np.uint16))] = True

    def find(self, letters: Compact) -> Proposed:
        """Return where the characters of a term would stand more naturally side by side."""
        symbols, found = np.concatenate([np.zeros(1, np.uint16), letters.symbols]), []
        for apart in APART if len(self._codes) else ():
            at = np.flatnonzero(self._likely.take(_hashes(symbols[:-apart], symbols[apart:])))
            codes = (symbols[at].astype(np.uint32) << _HALF) | symbols[at + apart]
            places = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
            for first in at[self._codes[places] == codes].tolist() if len(at) else ():
                found += [(first - 1, first - 1 + apart, row) for row in self._rows(symbols[first - 1 : first + apart + 2])]
        columns = np.asarray(found, np.int64).reshape(-1, 3).T
        rows = letters.rows(columns[0])
        bent = np.ones(len(rows), np.bool_)
        return Proposed(rows, columns[2], bent, letters.places[columns[0]], letters.places[columns[1]], np.full(len(rows), STANDING))

    def _rows(self, around: NDArray[np.uint16]) -> tuple[int, ...]:
        """The terms that a stretch may be, without the letter on each side of it."""
        text = around.tobytes().decode("utf-16-le", "surrogatepass")
        covered = text[1:-1]
        rows = self._pairs[covered[0] + covered[-1]]
        if "\0" in covered or not rows:
            return ()
        terms = {covered[0] + covered[-1], covered[-1] + covered[0]}
        return rows if any(may_be_strewn(text[0], covered, term, text[-1]) for term in terms) else ()


def _hashes(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.uint32]:
    hashes: NDArray[np.uint32] = first * _FIRST
    hashes += second * _SECOND
    hashes >>= np.uint32(32 - _BITS)
    return hashes
