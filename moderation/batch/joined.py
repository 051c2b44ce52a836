"""Many texts as one long buffer of symbols, and the views of it that are searched: folded, compact, merged.

Every row ends in symbol 0, which no key contains, so that nothing is found across two rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from moderation.batch.alphabet import LATIN, NOISE, RUNS, SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet

__all__ = ["Compact", "Folded", "Views", "fold", "merged", "views_of"]


class Folded(NamedTuple):
    """The plain view of some rows: symbols and flags, `codes` as they were, `ends` the place of each row's end.

    `symbols` is padded with zeros, so that a search may look ahead.
    """

    codes: NDArray[np.uint32]
    symbols: NDArray[np.uint16]
    flags: NDArray[np.uint8]
    ends: NDArray[np.int64]

    def rows(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows that some places belong to."""
        return np.searchsorted(self.ends, places)


class Compact(NamedTuple):
    """The letters of some rows: letter `i` stands at `places[i]` of the folded view; `ends` are the rows' ends among them."""

    symbols: NDArray[np.uint16]
    flags: NDArray[np.uint8]
    places: NDArray[np.int64]
    ends: NDArray[np.int64]

    def rows(self, letters: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows that some letters belong to."""
        return np.searchsorted(self.ends, letters)


class Views(NamedTuple):
    """The views of some rows."""

    folded: Folded
    letters: Compact
    squeezed: Compact


def views_of(texts: Sequence[str], alphabet: Alphabet, spare: int) -> Views:
    """Return the views of some texts, with at least `spare` zeros behind the last row of each."""
    folded = fold(texts, alphabet, spare)
    return Views(folded, _compact(folded), _squeezed(folded, alphabet))


def fold(texts: Sequence[str], alphabet: Alphabet, spare: int) -> Folded:
    """Return the plain view of some texts, with `spare` zeros behind the last."""
    joined = "\0".join(texts) + "\0" * (1 + spare)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1) - 1
    symbols, flags = alphabet.symbols[codes], alphabet.flags[codes]
    symbols[ends] = 0
    symbols[len(symbols) - spare :] = 0
    flags[ends] = 0
    flags[len(symbols) - spare :] = 0
    return Folded(codes, symbols, flags, ends)


def _squeezed(folded: Folded, alphabet: Alphabet) -> Compact:
    """Return a plain view without white space and with every digit as 0: what `match.demands` speaks of."""
    places = np.flatnonzero((folded.flags & SPACE) == 0)
    symbols = alphabet.zeros[folded.symbols[places]]
    ends = np.flatnonzero(symbols == 0)[: len(folded.ends)]
    return Compact(symbols, folded.flags[places], places, ends)


def _compact(folded: Folded) -> Compact:
    """Return the letters of a plain view; the zeros at its end stay."""
    places = np.flatnonzero((folded.flags & NOISE) == 0)
    symbols = folded.symbols[places]
    ends = np.flatnonzero(symbols == 0)[: len(folded.ends)]
    return Compact(symbols, folded.flags[places], places, ends)


def merged(letters: Compact, spare: int) -> tuple[Compact, NDArray[np.bool_]]:
    """Return the rows in which a run of letters is to be read as one, with runs merged, and which of their letters stand for a run.

    Other rows are empty.
    """
    symbols, flags = letters.symbols, letters.flags
    same = symbols[1:] == symbols[:-1]
    again = np.flatnonzero(same & ((flags[1:] & RUNS) != 0)) + 1
    latin = (flags[again] & LATIN) != 0
    if latin.any():
        again = _without_pairs(again, latin, same)
    rows = np.unique(letters.rows(again))
    kept = np.zeros(len(symbols), np.bool_)
    starts = letters.ends[rows - 1] + 1
    starts[rows == 0] = 0
    for start, end in zip(starts.tolist(), letters.ends[rows].tolist(), strict=True):
        kept[start:end] = True
    kept[letters.ends] = True
    kept[len(symbols) - spare :] = True
    kept[again] = False
    places = np.flatnonzero(kept)
    stands = np.zeros(len(symbols) + 1, np.bool_)
    stands[again] = True
    shown = symbols[places]
    return Compact(shown, flags[places], letters.places[places], np.flatnonzero(shown == 0)[: len(letters.ends)]), stands[places + 1]


def _without_pairs(again: NDArray[np.int64], latin: NDArray[np.bool_], same: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Leave a Latin letter twice as it is: good."""
    padded = np.concatenate([[False, False], same, [False, False]])  # padded[i + 1]: letter i is the one before again
    third = padded[again] | padded[again + 2]
    kept: NDArray[np.int64] = again[~latin | third]
    return kept
