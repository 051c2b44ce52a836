"""Sound and shape weighed where they stand: the last question to a term that a row would be checked for."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.proposed import STANDING, WEAK, WEIGHED
from moderation.match.bent import is_bent
from moderation.match.candidates import at_letters
from moderation.match.confirm import stands_alone
from moderation.match.pattern import pattern_at
from moderation.match.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.batch.proposed import Proposed
    from moderation.match.pattern import Pattern
    from moderation.match.terms import TermTable

__all__ = ["Confirming"]

_REMEMBERED: Final = 1 << 14
_NONE: Final = np.int8(-1)


class Confirming:
    """Asks of single candidates what `match.settle` asks of them."""

    def __init__(self, table: TermTable) -> None:
        self._table = table
        self._patterns: dict[int, Pattern] = {}

    def confirmed(self, texts: Sequence[str], ends: Sequence[int], proposed: Proposed) -> Proposed:
        """Return what is proposed without what was weighed and is no disguise where it stands; rows end at `ends` of the view.

        What is one only beside another disguise comes as `WEAK`.
        """
        ways = proposed.ways.copy()
        asked = np.flatnonzero(proposed.ways != STANDING)
        asked = asked[np.argsort(proposed.rows[asked], kind="stable")]
        row, reading = -1, Reading("")
        for place in asked.tolist():
            if int(proposed.rows[place]) != row:
                row = int(proposed.rows[place])
                reading = Reading(texts[row])
            start = int(ends[row]) - len(texts[row])
            span = int(proposed.firsts[place]) - start, int(proposed.lasts[place]) - start
            ways[place] = self._way(reading, int(proposed.items[place]), span)
        return proposed._replace(ways=ways).at(ways != _NONE)

    def _way(self, reading: Reading, item: int, span: tuple[int, int]) -> np.int8:
        """How sure a term is that sounds or looks like what stands at a span."""
        places, pattern = reading.letters.places, self._pattern(item)
        letters = bisect_left(places, span[0]), bisect_left(places, span[1]) + 1
        candidates = [at_letters(reading, pattern, letters, pattern.spellings[0], way) for way in ("sound", "shape")]
        if not stands_alone(candidates[0]) or not any(is_bent(candidate, supported=True) for candidate in candidates):
            return _NONE
        return WEIGHED if any(map(is_bent, candidates)) else WEAK

    def _pattern(self, item: int) -> Pattern:
        if item not in self._patterns:
            if len(self._patterns) >= _REMEMBERED:
                self._patterns.clear()
            self._patterns[item] = pattern_at(self._table, item)
        return self._patterns[item]
