"""Candidates weighed where they stand: the last question to a term that a row would be checked for.

What is asked depends on a few characters to the left and right of a candidate, and ordinary talk says the same again and
again, so that most answers come from memory.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.alphabet import ODD
from moderation.batch.otherwise import said
from moderation.batch.proposed import EVERYWHERE, HIDDEN, SPOKEN, SPOKEN_WEAK, STANDING, SURE, WEAK, WEIGHED, is_weak
from moderation.batch.straddling import STRADDLES, UNTOLD, Straddling
from moderation.match.bent import is_bent
from moderation.match.candidates import at_letters
from moderation.match.confirm import stands_alone, straddles
from moderation.match.hiding import hiding_spans, may_hide, runs_oddly
from moderation.match.pattern import pattern_at
from moderation.match.reading import Reading
from moderation.match.strewn import STREWN
from moderation.text.authored import WALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from moderation.batch.joined import Views
    from moderation.batch.proposed import Proposed
    from moderation.match.candidates import Candidate
    from moderation.match.pattern import Pattern
    from moderation.match.terms import TermTable

__all__ = ["Confirming"]

_REMEMBERED: Final = 1 << 14
_WINDOWS: Final = 1 << 15
_NONE: Final = np.int8(-1)
_STRADDLES: Final = np.int8(-2)
_AROUND: Final = 10
"""Characters on each side that are looked at: no test of `match.confirm` and `match.natural` looks further for Han."""
_LURE: Final = 2
"""Letters before a candidate that may lure; the one test that looks across noise."""
_LONGEST: Final = 24
_PAIR: Final = 2
_WEAKNESS: Final = SPOKEN_WEAK | HIDDEN | SURE


class Confirming:
    """Asks of single candidates what `match.settle` asks of them."""

    def __init__(self, table: TermTable) -> None:
        self._table = table
        self._straddling = Straddling(table)
        self._patterns: dict[int, Pattern] = {}
        self._answers: dict[tuple[int, int, str, int], np.int8] = {}

    def confirmed(self, texts: Sequence[str], views: Views, proposed: Proposed) -> Proposed:
        """Return what is proposed without what does not count where it stands in the `views` of some rows.

        `texts` are their senders' own words, with walls; what covers a wall is not there.
        What counts only beside another disguise comes as `WEAK`.
        """
        ways = proposed.ways.copy()
        placed = (proposed.lasts > 0) & (proposed.lasts < EVERYWHERE)
        asked = np.flatnonzero(placed & (proposed.items < len(self._table.texts)))
        asked = np.setdiff1d(asked, self._told(proposed, views, asked, ways), assume_unique=True)
        columns = proposed.rows, proposed.items, proposed.firsts, proposed.lasts, views.folded.ends[proposed.rows]
        for place, row, item, first, last, end in zip(asked.tolist(), *(column[asked].tolist() for column in columns), strict=True):
            text = texts[row]
            start = end - len(text)
            ways[place] = self._way(text, item, (first - start, last - start), int(ways[place] & ~_WEAKNESS))
        ways[(ways == _STRADDLES) & proposed.bent] = STANDING  # it may be what another disguise counts beside
        ways[self._covered(proposed, ways == _STRADDLES)] = STANDING
        read = proposed.ways & ~_WEAKNESS
        again = (read >= SPOKEN) & (ways > _NONE)  # asked again, it must be read so again
        ways = np.where(again, read | np.where(ways == WEAK, SPOKEN_WEAK, ways & HIDDEN), ways)
        return proposed._replace(ways=ways).at(ways > _NONE)

    def _told(self, proposed: Proposed, views: Views, asked: NDArray[np.int64], ways: NDArray[np.int8]) -> NDArray[np.int64]:
        """Those of some candidates of which vectors can tell, noting the ways of those that straddle: what is written out in Han."""
        odd = np.zeros(len(views.folded.ends), np.bool_)
        odd[views.folded.rows(views.folded.having(ODD))] = True
        written = asked[~proposed.bent[asked] & (proposed.ways[asked] == STANDING) & ~odd[proposed.rows[asked]]]
        firsts, lasts = (np.searchsorted(views.letters.places, column[written]) for column in (proposed.firsts, proposed.lasts))
        told = self._straddling.told(views.letters, proposed.items[written], firsts, lasts)
        ways[written[told == STRADDLES]] = _STRADDLES
        certain: NDArray[np.int64] = written[told != UNTOLD]
        return certain

    def hidden(self, texts: Sequence[str], ends: NDArray[np.int64], proposed: Proposed) -> NDArray[np.bool_]:
        """Return what of the weak counts because its text is written to hide something, or as nobody writes."""
        hidden = np.zeros(len(proposed.rows), np.bool_)
        odd: dict[tuple[int, int, int, int], bool] = {}
        for place in np.flatnonzero(is_weak(proposed.ways)).tolist():
            row, first, last = int(proposed.rows[place]), int(proposed.firsts[place]), int(proposed.lasts[place])
            start, way = int(ends[row]) - len(texts[row]), int(proposed.ways[place])
            if not 0 < last < EVERYWHERE:
                hidden[place] = may_hide(texts[row])
                continue
            span, read = (first - start, last - start), way & ~int(_WEAKNESS)
            hidden[place] = any(end <= span[0] or span[1] < begin for begin, end in hiding_spans(texts[row]))
            if not hidden[place] and not way & HIDDEN:
                key = row, *span, read
                odd[key] = odd[key] if key in odd else self._runs_oddly(_read(texts[row], read), int(proposed.items[place]), span)
                hidden[place] = odd[key]
        return hidden

    def _runs_oddly(self, reading: Reading, item: int, span: tuple[int, int]) -> bool:
        """Whether the letters around a span hardly follow one another, whatever stands there."""
        return any(map(runs_oddly, self._candidates(reading, self._pattern(item), span)))

    def without_allowed(self, proposed: Proposed, allowed: Proposed) -> Proposed:
        """Return what is proposed without what stands within something that its list allows, and that surely counts."""
        signals = self._table.signal_of
        kept = np.ones(len(proposed.rows), np.bool_)
        for row, item, first, last in zip(
            *(column.tolist() for column in allowed[:2]), *(column.tolist() for column in allowed[3:5]), strict=True
        ):
            within = np.flatnonzero((proposed.rows == row) & (proposed.firsts >= first) & (proposed.lasts <= last) & (proposed.lasts > 0))
            for place in within.tolist():
                term = int(proposed.items[place])
                kept[place] &= term >= len(signals) or signals[term] != signals[item]
        return proposed.at(kept)

    def certain(self, texts: Sequence[str], ends: NDArray[np.int64], proposed: Proposed) -> Proposed:
        """Return what of the proposed stands as it was written, unbent and between words, whatever else is there."""
        sure = ~proposed.bent & (proposed.ways == STANDING) & (proposed.lasts > 0) & (proposed.lasts < EVERYWHERE)
        for place in np.flatnonzero(sure).tolist():
            row, end = int(proposed.rows[place]), int(ends[proposed.rows[place]])
            start = end - len(texts[row])
            span = int(proposed.firsts[place]) - start, int(proposed.lasts[place]) - start
            sure[place] = self._way(texts[row], int(proposed.items[place]), span, int(STANDING)) == STANDING
        return proposed.at(sure)

    def _covered(self, proposed: Proposed, straddling: NDArray[np.bool_]) -> list[int]:
        """What straddles two words, but may stand within a longer match of its list."""
        signals = self._table.signal_of
        covered = []
        for place in np.flatnonzero(straddling).tolist():
            first, last = proposed.firsts[place], proposed.lasts[place]
            around = (proposed.rows == proposed.rows[place]) & (proposed.firsts <= first) & (proposed.lasts >= last)
            around &= (proposed.firsts < first) | (proposed.lasts > last)
            signal = signals[int(proposed.items[place])]
            if any(item < len(signals) and signals[item] == signal for item in proposed.items[around].tolist()):
                covered.append(place)
        return covered

    def _way(self, text: str, item: int, span: tuple[int, int], way: int) -> np.int8:
        """How sure a term is that may stand at a span, its last character included; from memory where it can be."""
        start, last = span
        begin = max(start - _AROUND, 0)
        window = text[begin : last + 1 + _AROUND]
        if WALL in text[start : last + 1]:
            return _NONE
        key = item, start - begin, window, max(way, int(WEAK))
        if last - start > _LONGEST or key not in self._answers:
            reading = _read(window, way)
            if last - start > _LONGEST or not _is_enough(reading, begin, start - begin, last - begin):
                return self._asked(_read(text, way), item, span)
            if len(self._answers) >= _WINDOWS:
                self._answers.clear()
            self._answers[key] = self._asked(reading, item, (start - begin, last - begin))
        return self._answers[key]

    def _asked(self, reading: Reading, item: int, span: tuple[int, int]) -> np.int8:
        pattern = self._pattern(item)
        if pattern.literal:
            return STANDING
        candidates = self._candidates(reading, pattern, span)
        if not candidates:
            return STANDING  # runs that were merged
        candidates = [candidate for candidate in candidates if stands_alone(candidate)]
        if any(map(is_bent, candidates)):
            spelled = not candidates[0].way
            return _STRADDLES if spelled and straddles(candidates[0]) else STANDING if spelled else WEIGHED
        if any(is_bent(candidate, supported=True) for candidate in candidates):
            return WEAK
        return HIDDEN | WEAK if any(is_bent(candidate, hidden=True) for candidate in candidates) else _NONE

    @staticmethod
    def _candidates(reading: Reading, pattern: Pattern, span: tuple[int, int]) -> list[Candidate]:
        """The ways in which a term may stand at a span: as spelled, or in one of the ways to bend it."""
        places = reading.letters.places
        letters = bisect_left(places, span[0]), bisect_left(places, span[1]) + 1
        spelling, own = reading.compact[slice(*letters)], pattern.spellings[0]
        if spelling in pattern.spellings:
            return [at_letters(reading, pattern, letters, spelling, "")]
        ways = [(spelling, pattern.otherwise[spelling])] if spelling in pattern.otherwise else []
        if len(own) == len(spelling):
            ways += [(own, "sound"), (own, "shape")]
        elif {spelling[0], spelling[-1]} == set(own) and len(own) == _PAIR and set(own).isdisjoint(spelling[1:-1]):
            ways = [(own, STREWN)]
        return [at_letters(reading, pattern, letters, form, way) for form, way in ways]

    def _pattern(self, item: int) -> Pattern:
        if item not in self._patterns:
            if len(self._patterns) >= _REMEMBERED:
                self._patterns.clear()
            self._patterns[item] = pattern_at(self._table, item)
        return self._patterns[item]


def _read(text: str, way: int) -> Reading:
    """A text, with emoji read as characters if that is how a candidate was found."""
    return Reading(text, spoken=said(text, way - int(SPOKEN))) if way >= SPOKEN else Reading(text)


def _is_enough(reading: Reading, begin: int, start: int, last: int) -> bool:
    """Return whether a window says of a candidate from `start` to `last` what the whole text says, of which it leaves out `begin`."""
    covered = reading.folded[start : last + 1]
    initials = all("a" <= letter <= "z" for letter in covered)
    if not initials and any("a" <= letter <= "z" for letter in covered):
        return False
    return begin == 0 or bisect_left(reading.letters.places, start) >= _LURE
