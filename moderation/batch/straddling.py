"""Terms that are the end of one word and the start of the next, at many places at once: what `text.segmentation.fit` says of one.

Where no word of the dictionary reaches across an edge of a term, it stands; where the best reading takes it apart and no
longer word covers it, it straddles. Only the few for which that is not enough are asked one by one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.distinct import distinct
from moderation.batch.segmenting import best, joined, words
from moderation.match.keys import is_literal, spellings
from moderation.match.natural import WINDOW
from moderation.text.segmentation import LONGEST_WORD, cost

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.joined import Compact
    from moderation.match.terms import TermTable

__all__ = ["STANDS", "STRADDLES", "UNTOLD", "Placed", "Straddling", "straddling"]

STANDS: Final = np.int8(0)
STRADDLES: Final = np.int8(1)
UNTOLD: Final = np.int8(2)
_NEW, _MIXED, _FIRM, _DOUBTFUL, _WHOLE = (np.int8(kind) for kind in range(5))
"""What is known of a term: nothing yet; that it is not all Han; that it stands always; may straddle; may be no part of a word."""
_ASCII: Final = 0x80
_SURROGATES: Final = (0xD800, 0xDFFF)
_MARGIN: Final = 1e-7
"""Sums in another order come out a little different; so much in doubt, a term stands."""
_AT_ONCE: Final = 1 << 11
_UNKNOWN: Final = "\ue000\ue000"
"""Letters that are no word and hold none."""


class Placed(NamedTuple):
    """Terms that are written out in Han, from letter `firsts` to `lasts`; `whole` says which may be no part of a longer word, either."""

    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    whole: NDArray[np.bool_]

    def at(self, chosen: NDArray[np.int64]) -> Placed:
        """Return some of them."""
        return Placed(self.firsts[chosen], self.lasts[chosen], self.whole[chosen])


class Straddling:
    """Tells of the terms of one table whether they stand where they are written out, or straddle two words."""

    def __init__(self, table: TermTable) -> None:
        self._table = table
        self._kinds = np.full(len(table.texts), _NEW)

    def told(self, letters: Compact, items: NDArray[np.int64], firsts: NDArray[np.int64], lasts: NDArray[np.int64]) -> NDArray[np.int8]:
        """Return for some terms, from letter `firsts` to `lasts`, whether each `STANDS` or `STRADDLES`, or is `UNTOLD`."""
        kinds = self._kinds_of(items)
        told = np.where(kinds == _MIXED, UNTOLD, STANDS)
        at = np.flatnonzero(kinds >= _DOUBTFUL)
        told[at] = straddling(letters, Placed(firsts[at], lasts[at], kinds[at] == _WHOLE))
        return told

    def _kinds_of(self, items: NDArray[np.int64]) -> NDArray[np.int8]:
        for item in distinct(items[self._kinds[items] == _NEW]).tolist():
            self._kinds[item] = self._kind(item)
        kinds: NDArray[np.int8] = self._kinds[items]
        return kinds

    def _kind(self, item: int) -> np.int8:
        text, matching = self._table.texts[item], self._table.matchings[self._table.matching_of[item]]
        spelling = "" if is_literal(text, matching) else spellings(text)[0]
        if not spelling or any(letter.isascii() for letter in spelling) or (matching.boundary == "word" and len(spelling) > LONGEST_WORD):
            return _MIXED
        if matching.boundary == "word":
            return _WHOLE
        return _DOUBTFUL if matching.boundary == "auto" and 1 < len(spelling) <= LONGEST_WORD else _FIRM


def straddling(letters: Compact, placed: Placed) -> NDArray[np.int8]:
    """Return for some terms of up to four letters whether each `STANDS` or `STRADDLES` two words, or is `UNTOLD`."""
    symbols = letters.symbols
    told = np.full(len(placed.firsts), STANDS)
    may = joined(symbols[placed.firsts - 1], symbols[placed.firsts]) | joined(symbols[placed.lasts], symbols[placed.lasts + 1])
    at = np.flatnonzero(may)
    for start in range(0, len(at), _AT_ONCE):
        some = at[start : start + _AT_ONCE]
        told[some] = _told(letters, placed.at(some))
    return told


def _told(letters: Compact, placed: Placed) -> NDArray[np.int8]:
    """The same for terms that a word may join with what is beside them."""
    begins, ends = _reach(letters, placed.firsts, -1), _reach(letters, placed.lasts, 1)
    first, after = placed.firsts - begins, placed.lasts + 1 - begins
    columns, at = np.arange(len(begins)), begins + np.arange(int((ends - begins).max()) + 1)[:, None]
    symbols = np.where(at <= ends, letters.symbols[np.minimum(at, ends)], np.uint16(0))
    found = words(symbols)
    read, from_first, behind = best(found), best(found, first), best(found, after)[-1]
    before, own = read[first, columns], np.minimum(from_first[after, columns], _cost_of_a_term())
    in_doubt = before + own + behind > read[-1] + _MARGIN
    torn = (read[after, columns] < before + own - _MARGIN) | (from_first[-1] < own + behind - _MARGIN)
    covered = _covered(found, first, after)
    told: NDArray[np.int8] = np.where(in_doubt, np.where(placed.whole | ~covered, STRADDLES, UNTOLD), STANDS)
    told[in_doubt & ~covered & ~torn] = UNTOLD
    at = np.flatnonzero((told == UNTOLD) & covered)
    told[at[_inside(found[:, :, at], first[at], after[at])]] = STANDS
    told[((symbols >= _SURROGATES[0]) & (symbols <= _SURROGATES[1])).any(axis=0)] = UNTOLD
    return told


def _inside(found: NDArray[np.float64], first: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether every best reading has a term that words do not part from what is beside it within one word."""
    read, columns = best(found), np.arange(len(first))
    parted = np.full(len(first), np.inf)
    for place in range(1, LONGEST_WORD):
        cut = np.minimum(first + place, after - 1)
        parted = np.minimum(parted, read[cut, columns] + best(found, cut)[-1])
    inside: NDArray[np.bool_] = parted > read[-1] + _MARGIN
    return inside


def _covered(found: NDArray[np.float64], first: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a word that is longer than a term covers it: one of the `words` that were found."""
    height, columns = found.shape[1], np.arange(len(first))
    covered = np.zeros(len(first), np.bool_)
    for size in range(2, LONGEST_WORD + 1):
        for beyond in range(size):
            last = after - 1 + beyond
            covers = (last < height) & (size > after - first) & (last - size < first)
            covered |= covers & np.isfinite(found[LONGEST_WORD - size, np.minimum(last, height - 1), columns])
    return covered


@cache
def _cost_of_a_term() -> float:
    """What a term costs that the dictionary lacks."""
    return cost(_UNKNOWN, is_term=True)


def _reach(letters: Compact, at: NDArray[np.int64], step: int) -> NDArray[np.int64]:
    """How far the Han letters beside some others reach that stand without a gap, as far as `match.natural` looks."""
    reached = at.copy()
    for _ in range(WINDOW):
        beside = reached + step
        touches = np.abs(letters.places[beside] - letters.places[reached]) == 1
        reached[touches & (letters.symbols[beside] >= _ASCII)] += step
    return reached
