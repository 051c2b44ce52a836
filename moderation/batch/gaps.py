"""What stands between the letters of a candidate: vectors tell at once where a clause ends within it, or an emoji only adorns.

Both are tests of `match.confirm` and `match.bent` that most of what is bent by accident fails, before anything else is asked.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.alphabet import NOISE, ODD, PICTURE
from moderation.batch.proposed import EVERYWHERE, SPOKEN, SPOKEN_WEAK, STANDING
from moderation.text.tables import tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.joined import Folded
    from moderation.batch.proposed import Proposed

__all__ = ["Gaps"]

_BASIC: Final = 0x10000
_PRESENTATION: Final = 0xFE0F
_LONGEST: Final = 64
"""Characters of the longest candidate that is looked at here."""


class Gaps:
    """Tells which candidates of the terms of one table cannot count, by what stands between their letters."""

    def __init__(self, terms: int, literals: set[int]) -> None:
        """Take the number of terms, and those that are looked for with their signs."""
        self._is_asked = np.ones(terms, np.bool_)
        self._is_asked[list(literals)] = False

    def kept(self, proposed: Proposed, folded: Folded, hides: NDArray[np.bool_]) -> Proposed:
        """Return what is proposed, without what ends a clause or only adorns; `hides` are the rows that may hide something."""
        asked = self._asked(proposed, folded)
        firsts, lasts = proposed.firsts[asked], proposed.lasts[asked]
        speaks = (proposed.ways[asked] >= SPOKEN) & (proposed.ways[asked] < SPOKEN_WEAK)
        spans = lasts + 1 - firsts
        after = np.cumsum(spans)
        at = np.repeat(firsts - after + spans, spans) + np.arange(int(after[-1]) if len(after) else 0)
        letters = _are_letters(folded, at, np.repeat(speaks, spans))
        sizes, stops = _sums(letters, after, spans), _sums(_is_stop()[folded.symbols[at]], after, spans)
        filled = np.where(sizes == 2, self._alone(folded, firsts, lasts, speaks), spans >= 2 * sizes - 1)  # noqa: PLR2004 - one gap
        marks = _sums(folded.codes[at] == _PRESENTATION, after, spans)
        adorned = speaks & ~hides[proposed.rows[asked]] & ((sizes == 1) | (spans > sizes + marks))
        kept = np.ones(len(proposed.rows), np.bool_)
        kept[asked] = ~adorned & ((stops == 0) | filled)
        return proposed.at(kept)

    def _asked(self, proposed: Proposed, folded: Folded) -> NDArray[np.int64]:
        """The terms between whose letters something may stand, or that emoji spell; a text with codes in it is read otherwise."""
        asked = np.flatnonzero((proposed.lasts < EVERYWHERE) & (proposed.bent | (proposed.ways != STANDING)))
        asked = asked[proposed.items[asked] < len(self._is_asked)]
        spans = proposed.lasts[asked] - proposed.firsts[asked]
        asked = asked[self._is_asked[proposed.items[asked]] & (proposed.lasts[asked] > 0) & (spans < _LONGEST)]
        odd = np.zeros(len(folded.ends), np.bool_)
        odd[folded.rows(folded.having(ODD))] = True
        chosen: NDArray[np.int64] = asked[~odd[proposed.rows[asked]]]
        return chosen

    @staticmethod
    def _alone(folded: Folded, firsts: NDArray[np.int64], lasts: NDArray[np.int64], speaks: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether no letter touches a candidate."""
        before, behind = (_are_letters(folded, at, speaks) & (folded.symbols[at] != 0) for at in (firsts - 1, lasts + 1))
        alone: NDArray[np.bool_] = ~(before | behind)
        return alone


def _are_letters(folded: Folded, at: NDArray[np.int64], speaks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which characters are letters, emoji among them where they are read as such."""
    flags = folded.flags[at]
    letters: NDArray[np.bool_] = ((flags & NOISE) == 0) | (speaks & ((flags & PICTURE) != 0))
    return letters


def _sums(held: NDArray[np.bool_], after: NDArray[np.int64], spans: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of each of some spans hold, which stand one after the other."""
    counts = np.concatenate([[0], np.cumsum(held)])
    sums: NDArray[np.int64] = counts[after] - counts[after - spans]
    return sums


@cache
def _is_stop() -> NDArray[np.bool_]:
    """Symbol → whether it ends a clause or a line."""
    stops, noise = np.zeros(_BASIC, np.bool_), tables().noise
    every = np.arange(_BASIC, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    stops[[stop.start() for stop in re.finditer(f"[{noise['clause']}{noise['break']}]", every)]] = True
    return stops
