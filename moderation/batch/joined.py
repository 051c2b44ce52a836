"""Many texts as one long buffer of symbols, and the views of it that are searched: folded, compact, merged.

Every row ends in symbol 0, which no key contains, so that nothing is found across two rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from moderation.batch.alphabet import LATIN, NOISE, PICTURE, RUNS, SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet

__all__ = ["Compact", "Folded", "Runs", "Views", "merged", "spoken_views", "views_of"]


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
    joined = "\0".join(texts) + "\0" * (1 + spare)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1) - 1
    return _views(codes, ends, alphabet, alphabet.symbols)


def spoken_views(views: Views, rows: NDArray[np.int64], way: int, alphabet: Alphabet) -> Views:
    """Return the views of some rows with their emoji read as characters."""
    folded = views.folded
    starts, ends = _starts(folded.ends)[rows], folded.ends[rows] + 1
    lengths = ends - starts
    last = np.cumsum(lengths)
    places = np.repeat(starts - last + lengths, lengths) + np.arange(int(last[-1]))
    spare = len(folded.codes) - int(folded.ends[-1]) - 1
    codes = np.concatenate([folded.codes[places], np.zeros(spare, np.uint32)])
    return _views(codes, last - 1, alphabet, alphabet.spoken[way])


def _views(codes: NDArray[np.uint32], ends: NDArray[np.int64], alphabet: Alphabet, table: NDArray[np.uint16]) -> Views:
    symbols, flags = table[codes], alphabet.flags[codes]
    if table is not alphabet.symbols:
        flags[symbols != alphabet.symbols[codes]] = RUNS | PICTURE
    symbols[ends] = 0
    flags[ends] = 0
    symbols[int(ends[-1]) :] = 0
    flags[int(ends[-1]) :] = 0
    folded = Folded(codes, symbols, flags, ends)
    return Views(folded, _compact(folded), _squeezed(folded, alphabet))


def _starts(ends: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], ends[:-1] + 1])


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


class Runs(NamedTuple):
    """The letters of some rows with runs merged: run `i` is the letters `firsts[i]` to `firsts[i + 1]` of the compact view."""

    view: Compact
    firsts: NDArray[np.int64]


def merged(letters: Compact) -> Runs:
    """Return the rows in which a run of letters is to be read as one, with runs merged; other rows are empty."""
    symbols, flags = letters.symbols, letters.flags
    same = symbols[1:] == symbols[:-1]
    again = np.flatnonzero(same & ((flags[1:] & RUNS) != 0)) + 1
    latin = (flags[again] & LATIN) != 0
    if latin.any():
        again = _without_pairs(again, latin, same)
    rows = np.unique(letters.rows(again))
    kept = np.zeros(len(symbols), np.bool_)
    for start, end in zip(_starts(letters.ends)[rows].tolist(), letters.ends[rows].tolist(), strict=True):
        kept[start:end] = True
    kept[letters.ends] = True
    kept[int(letters.ends[-1]) :] = True
    kept[again] = False
    firsts = np.flatnonzero(kept)
    shown = symbols[firsts]
    view = Compact(shown, flags[firsts], letters.places[firsts], np.flatnonzero(shown == 0)[: len(letters.ends)])
    return Runs(view, firsts)


def _without_pairs(again: NDArray[np.int64], latin: NDArray[np.bool_], same: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Leave a Latin letter twice as it is: good."""
    padded = np.concatenate([[False, False], same, [False, False]])  # padded[i + 1]: letter i is the one before again
    third = padded[again] | padded[again + 2]
    kept: NDArray[np.int64] = again[~latin | third]
    return kept
