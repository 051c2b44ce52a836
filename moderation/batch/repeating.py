"""Signs of a repetition: rows in which the same character, phrase or line may stand often enough in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.joined import Folded, Views
    from moderation.match.spec import RepeatSpec

__all__ = ["Repeating"]

_PROOF: Final = 4
"""Characters in a row that are looked for at most: as in `match.repeats`."""
_PHRASES: Final = range(2, 13)
_SAMPLES: Final = 3
_MARKS: Final = np.zeros(1 << 16, np.bool_)
_MARKS[[*range(0x200B, 0x200E), 0x2060, 0xFE0E, 0xFE0F, 0x20E3]] = True
_TONES: Final = (0x1F3FB, 0x1F3FF)


class Repeating:
    """Gives the rows in which one repetition may be."""

    def __init__(self, spec: RepeatSpec) -> None:
        self._at_least = spec.at_least
        self._rows = {"char": self._chars, "phrase": self._phrases, "line": self._lines}[spec.unit]

    def __call__(self, views: Views) -> NDArray[np.int64]:
        """Return the rows."""
        return self._rows(views.folded)

    def _lines(self, folded: Folded) -> NDArray[np.int64]:
        breaks = folded.rows(np.flatnonzero((folded.symbols == ord("\n")) | (folded.symbols == ord("\r"))))
        return np.flatnonzero(np.bincount(breaks, minlength=len(folded.ends)) >= self._at_least - 1)

    def _chars(self, folded: Folded) -> NDArray[np.int64]:
        long = _lengths(folded) >= self._at_least
        if not long.any():
            return np.empty(0, np.int64)
        proof = min(self._at_least, _PROOF)
        symbols = folded.symbols
        run = np.ones(max(len(symbols) - proof + 1, 0), np.bool_)
        for offset in range(1, proof):
            run &= symbols[offset : offset + len(run)] == symbols[: len(run)]
        places = np.flatnonzero(run)
        marks = np.flatnonzero(_MARKS[symbols] | ((folded.codes >= _TONES[0]) & (folded.codes <= _TONES[1])))
        rows = distinct(folded.rows(np.concatenate([places[symbols[places] != 0], marks])))
        return rows[long[rows]]

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
        samples = min(stretch, _SAMPLES)
        step = stretch // samples
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
