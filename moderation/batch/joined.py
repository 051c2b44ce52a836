"""Many texts as one long buffer of symbols, and the views of it that are searched: folded, compact, merged.

Every row ends in symbol 0, which no key contains, so that nothing is found across two rows.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from moderation.batch.alphabet import LATIN, NOISE, PICTURE, RUNS, SIGNS, SPACE
from moderation.batch.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet

__all__ = ["Compact", "Folded", "Runs", "Views", "merged", "places_of", "spoken_views", "views_of"]


class Folded(NamedTuple):
    """The plain view of some rows: symbols and flags, `codes` as they were, `ends` the place of each row's end.

    `symbols` is padded with zeros, so that a search may look ahead. `signs` are the places with any flag of `SIGNS`.
    """

    codes: NDArray[np.uint32]
    symbols: NDArray[np.uint16]
    flags: NDArray[np.uint16]
    ends: NDArray[np.int64]
    signs: NDArray[np.int64]

    def having(self, flags: int) -> NDArray[np.int64]:
        """Return the places with any of some flags, all of which are among `SIGNS`."""
        having: NDArray[np.int64] = self.signs[(self.flags[self.signs] & flags) != 0]
        return having

    def rows(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows that some places belong to."""
        return np.searchsorted(self.ends, places)


class Compact(NamedTuple):
    """The letters of some rows: letter `i` stands at `places[i]` of the folded view; `ends` are the rows' ends among them."""

    symbols: NDArray[np.uint16]
    places: NDArray[np.int64]
    ends: NDArray[np.int64]

    def rows(self, letters: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows that some letters belong to."""
        return np.searchsorted(self.ends, letters)


class Views:
    """The views of some rows."""

    def __init__(self, folded: Folded, zeros: NDArray[np.uint16]) -> None:
        """Take the plain view; `zeros` has every digit as 0, by symbol."""
        self.folded = folded
        self.letters = _without(folded, NOISE)
        self._zeros = zeros

    @cached_property
    def squeezed(self) -> Compact:
        """What `match.demands` speaks of: without white space, and with every digit as 0; not every reading is asked for it."""
        squeezed = _without(self.folded, SPACE)
        return squeezed._replace(symbols=self._zeros.take(squeezed.symbols))


def views_of(texts: Sequence[str], alphabet: Alphabet, spare: int) -> Views:
    """Return the views of some texts, with at least `spare` zeros behind the last row of each."""
    codes = np.frombuffer("\0".join([*texts, "\0" * spare]).encode("utf-32-le", "surrogatepass"), "<u4")
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1) - 1
    return _views(codes, ends, alphabet, None)


def places_of(rows: NDArray[np.int64], ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return every place of some rows, that of the end included, and where the rows end among them.

    >>> [some.tolist() for some in places_of(np.asarray([0, 2]), np.asarray([1, 4, 6]))]
    [[0, 1, 5, 6], [1, 3]]
    """
    starts = np.where(rows > 0, ends[rows - 1] + 1, 0)
    lengths = ends[rows] + 1 - starts
    last = np.cumsum(lengths)
    return np.repeat(starts - last + lengths, lengths) + np.arange(int(last[-1]) if len(last) else 0), last - 1


def spoken_views(views: Views, rows: NDArray[np.int64], way: int, alphabet: Alphabet) -> Views:
    """Return the views of some rows with their emoji read as characters."""
    folded = views.folded
    places, ends = places_of(rows, folded.ends)
    spare = len(folded.codes) - int(folded.ends[-1]) - 1
    codes = np.concatenate([folded.codes[places], np.zeros(spare, np.uint32)])
    return _views(codes, ends, alphabet, alphabet.spoken[way])


def _views(codes: NDArray[np.uint32], ends: NDArray[np.int64], alphabet: Alphabet, table: NDArray[np.uint16] | None) -> Views:
    symbols, flags = alphabet.read(codes)
    if table is not None:
        plain, symbols = symbols, table.take(codes, mode="clip")
        flags[symbols != plain] = RUNS | PICTURE
    symbols[ends] = 0
    flags[ends] = 0
    symbols[int(ends[-1]) :] = 0
    flags[int(ends[-1]) :] = 0
    return Views(Folded(codes, symbols, flags, ends, np.flatnonzero((flags & SIGNS) != 0)), alphabet.zeros)


def _without(folded: Folded, dropped: int) -> Compact:
    """Return the symbols without those of a flag; the zeros at the ends of rows stay, and so does what pads them."""
    places = np.flatnonzero((folded.flags & dropped) == 0)
    symbols = folded.symbols.take(places)
    return Compact(symbols, places, np.flatnonzero(symbols == 0)[: len(folded.ends)])


class Runs(NamedTuple):
    """The letters of the rows `rows` with runs merged: run `i` is the letters `firsts[i]` to `firsts[i + 1]` of the compact view."""

    view: Compact
    firsts: NDArray[np.int64]
    rows: NDArray[np.int64]


def merged(letters: Compact, flags: NDArray[np.uint16]) -> Runs:
    """Return the rows in which a run of letters is to be read as one, with runs merged; the other rows are left out.

    `flags` are those of the folded view.
    """
    symbols = letters.symbols
    same = symbols[1:] == symbols[:-1]
    again = np.flatnonzero(same) + 1
    kinds = flags[letters.places[again]]
    again, kinds = again[(kinds & RUNS) != 0], kinds[(kinds & RUNS) != 0]
    latin = (kinds & LATIN) != 0
    if latin.any():
        again = _without_pairs(again, latin, same)
    rows = distinct(letters.rows(again))
    places, ends = places_of(rows, letters.ends)
    is_kept = np.ones(len(symbols), np.bool_)
    is_kept[again] = False
    kept = is_kept[places]
    firsts = places[kept]
    spare = len(symbols) - 1 - int(letters.ends[-1])
    firsts = np.concatenate([firsts, np.full(spare, len(symbols) - 1)])
    ends = np.cumsum(kept)[ends] - 1
    return Runs(Compact(symbols[firsts], letters.places[firsts], ends), firsts, rows)


def _without_pairs(again: NDArray[np.int64], latin: NDArray[np.bool_], same: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Leave a Latin letter twice as it is: good."""
    before, behind = np.maximum(again - 2, 0), np.minimum(again, len(same) - 1)
    third = (same[before] & (again > 1)) | (same[behind] & (again < len(same)))
    kept: NDArray[np.int64] = again[~latin | third]
    return kept
