"""Signs of a repetition: rows in which the same character, phrase or line may stand often enough in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.alphabet import BREAK, MARK
from moderation.batch.distinct import distinct
from moderation.batch.joined import places_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.joined import Folded, Views
    from moderation.match.spec import RepeatSpec

__all__ = ["Repeating"]

_PHRASES: Final = range(2, 13)
_SAMPLES: Final = 3


class Repeating:
    """Gives the rows in which one repetition may be."""

    def __init__(self, spec: RepeatSpec) -> None:
        self._at_least = spec.at_least
        self._rows = {"char": self._chars, "phrase": self._phrases, "line": self._lines}[spec.unit]

    def __call__(self, views: Views) -> NDArray[np.int64]:
        """Return the rows."""
        return self._rows(views.folded)

    def _lines(self, folded: Folded) -> NDArray[np.int64]:
        breaks = folded.rows(folded.having(BREAK))
        return np.flatnonzero(np.bincount(breaks, minlength=len(folded.ends)) >= self._at_least - 1)

    def _chars(self, folded: Folded) -> NDArray[np.int64]:
        lengths = _lengths(folded)
        if int(lengths.max(initial=0)) < self._at_least:
            return np.empty(0, np.int64)
        marks = folded.having(MARK)
        rows = distinct(folded.rows(np.concatenate([self._sampled(folded.symbols, 1), marks])))
        return self._with_run(folded, rows[lengths[rows] >= self._at_least])

    def _with_run(self, folded: Folded, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those of some rows in which a character stands often enough in a row, marks aside."""
        if not len(rows):
            return rows
        places, ends = places_of(rows, folded.ends)
        kept = (folded.flags[places] & MARK) == 0
        symbols = folded.symbols[places[kept]]
        begins = np.flatnonzero(np.diff(symbols, prepend=np.uint16(0)) != 0)  # a row ends in 0
        long = np.diff(begins, append=len(symbols)) >= self._at_least
        found = np.searchsorted(np.cumsum(kept)[ends] - 1, begins[long & (symbols[begins] != 0)])
        repeated: NDArray[np.int64] = rows[distinct(found)]
        return repeated

    def _phrases(self, folded: Folded) -> NDArray[np.int64]:
        lengths = _lengths(folded)
        if int(lengths.max(initial=0)) < _PHRASES[0] * self._at_least:
            return np.empty(0, np.int64)
        rows = distinct(np.concatenate([folded.rows(self._sampled(folded.symbols, length)) for length in _PHRASES]))
        rows = rows[lengths[rows] >= _PHRASES[0] * self._at_least]
        starts, ends = folded.ends[rows] - lengths[rows], folded.ends[rows]
        held = [self._repeats(folded.symbols[start:end]) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        repeated: NDArray[np.int64] = rows[np.asarray(held, np.bool_)]
        return repeated

    def _sampled(self, symbols: NDArray[np.uint16], length: int) -> NDArray[np.int64]:
        """Places of which one lies in every stretch that may be a phrase of a length, said often enough.

        Such a stretch goes on being what it was `length` symbols ago, for so long that several samples in a row fall into it.
        """
        stretch = length * (self._at_least - 1)
        samples = max(min(stretch, _SAMPLES), 1)
        step = max(stretch // samples, 1)
        sampled, ago = symbols[length::step], symbols[: len(symbols) - length : step]
        same = (sampled == ago) & (sampled != 0)
        in_a_row = same[: len(same) - samples + 1].copy()
        for offset in range(1, samples):
            in_a_row &= same[offset : offset + len(in_a_row)]
        return np.flatnonzero(in_a_row) * step + length

    def _repeats(self, symbols: NDArray[np.uint16]) -> bool:
        """Whether some phrase may stand often enough in one row."""
        if len(set(symbols.tolist())) > len(symbols) - _PHRASES[0] * (self._at_least - 1):
            return False
        for length in _PHRASES:
            wanted = length * (self._at_least - 1)
            if len(symbols) < wanted + length:
                return False
            breaks = np.flatnonzero(symbols[length:] != symbols[:-length])
            stretches = np.diff(breaks, prepend=-1, append=len(symbols) - length)
            if int(stretches.max()) > wanted:
                return True
        return False


def _lengths(folded: Folded) -> NDArray[np.int64]:
    return np.diff(folded.ends, prepend=-1) - 1
