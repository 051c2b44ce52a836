"""What stands between the letters of a candidate: vectors tell at once where a clause ends within it.

That is a test of `match.confirm` which most of what is bent by accident fails, before anything else is asked of it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.adorning import Adorning
from moderation.batch.alphabet import ODD
from moderation.batch.proposed import EVERYWHERE, STANDING
from moderation.batch.spread import are_letters, speaks, spread
from moderation.text.tables import tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.joined import Folded
    from moderation.batch.proposed import Proposed
    from moderation.match.terms import TermTable

__all__ = ["Gaps"]

_BASIC: Final = 0x10000
_LONGEST: Final = 64
"""Characters of the longest candidate that is looked at here."""
_PAIR: Final = 2


class Gaps:
    """Tells which candidates of the terms of one table cannot count, by what stands between their letters."""

    def __init__(self, table: TermTable, literals: set[int], alphabet: Alphabet) -> None:
        """Take the table, and those of its terms that are looked for with their signs."""
        self._is_asked = np.ones(len(table.texts), np.bool_)
        self._is_asked[list(literals)] = False
        self._adorning = Adorning(table, alphabet)

    def kept(self, proposed: Proposed, folded: Folded, hides: NDArray[np.bool_]) -> Proposed:
        """Return what is proposed, without what ends a clause or only adorns; `hides` are the rows that may hide something."""
        places = self._asked(proposed, folded)
        asked = proposed.picked(places)
        characters = spread(asked, folded)
        sizes, stops = characters.held(characters.letters), characters.held(_is_stop()[folded.symbols[characters.places]])
        filled = asked.lasts - asked.firsts >= 2 * (sizes - 1)
        kept = np.ones(len(proposed.rows), np.bool_)
        kept[places] = (stops == 0) | np.where(sizes == _PAIR, _alone(asked, folded), filled)
        spoken = np.flatnonzero(speaks(asked) & ~hides[asked.rows] & kept[places])
        kept[places[spoken]] = ~self._adorning.adorned(asked.picked(spoken), folded)
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


def _alone(asked: Proposed, folded: Folded) -> NDArray[np.bool_]:
    """Whether no letter touches a candidate."""
    spoken = speaks(asked)
    before, behind = (are_letters(folded, at, spoken) & (folded.symbols[at] != 0) for at in (asked.firsts - 1, asked.lasts + 1))
    alone: NDArray[np.bool_] = ~(before | behind)
    return alone


@cache
def _is_stop() -> NDArray[np.bool_]:
    """Symbol → whether it ends a clause or a line."""
    stops, noise = np.zeros(_BASIC, np.bool_), tables().noise
    every = np.arange(_BASIC, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    stops[[stop.start() for stop in re.finditer(f"[{noise['clause']}{noise['break']}]", every)]] = True
    return stops
