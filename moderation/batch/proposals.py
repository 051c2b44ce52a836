"""The searches of one Program in the views of many rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from moderation.batch.bent import BentKeys
from moderation.batch.initials import ways_of_initials
from moderation.batch.joined import merged, places_of
from moderation.batch.keys import Keys, KeySet
from moderation.batch.likely import Pairs
from moderation.batch.proposed import STANDING, WEIGHED, Proposed, together
from moderation.batch.weighing import OTHERWISE
from moderation.match.demands import image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from moderation.batch.joined import Compact, Folded, Views
    from moderation.batch.keys import Found
    from moderation.batch.likely import LikelyPatterns
    from moderation.batch.weighing import Weighing

__all__ = ["Proposer"]


class Proposer:
    """The searches of one Program: terms are items by their row in the table, patterns come behind them."""

    def __init__(self, keys: dict[str, Keys], weighing: Weighing, likely: LikelyPatterns | None = None) -> None:
        """Prepare to search for `keys`, which are keys of a table by view, and for what is `likely`; `weighing` is that of the table."""
        self._likely, self._weighing = likely, weighing
        self.alphabet = alphabet = weighing.alphabet
        self.terms = weighing.terms
        strings, others = Keys(), Keys()
        strings.add_all(keys["literals"], image)
        for some, demanded, first in ((strings, likely.strings, self.terms), (others, likely.others, 0)) if likely else ():
            for string, demands in demanded.items():
                for demand in demands:
                    some.add(string, first + demand)
        self._strings, self._letters, self._runs = (KeySet(some, alphabet) for some in (strings, keys["letters"], keys["runs"]))
        self._others = KeySet(others, alphabet)
        self._bent = BentKeys(keys["sounds"], keys["shapes"], alphabet, weighing)
        self.spare = max(some.longest for some in (self._strings, self._others, self._letters, self._runs, self._bent)) + 1

    def terms_in(self, text_of: Callable[[int], str], views: Views, *, spoken: bool = False) -> Proposed:
        """Return the terms that some views propose; `text_of` gives the text of a row."""
        letters = self._spelled(views, spoken=spoken)
        bent = self._bent.find(text_of, views.letters, spoken=spoken)
        return together([letters, self._by_runs(views), *bent])

    def _spelled(self, views: Views, *, spoken: bool) -> Proposed:
        """The terms that are there letter for letter, in one of their spellings."""
        found = self._letters.find(views.letters.symbols)
        ways = np.full(len(found.starts), STANDING)
        bent, edged = np.flatnonzero(found.bent & ~found.edged), np.flatnonzero(found.edged)
        ways[bent] = self._weighing.weighed(OTHERWISE, found.at(bent), views.letters, spoken=spoken)
        ways[edged] = WEIGHED if spoken else ways_of_initials(found.at(edged), views.letters, views.folded)
        may = ways >= STANDING
        found, ways = found.at(may), ways[may]
        return _standing(found, ways, views.letters, views.folded)

    def may_join(self, first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.bool_]:
        """Return where a term may hold one letter and the next: in its spelling, by sound or shape, or in pinyin."""
        may = self._letters.joins(first, second) | self._bent.may_join(first, second)
        return may | _is_latin(first) | _is_latin(second)

    def others_in(self, views: Views) -> Iterator[Proposed]:
        """Yield the terms that are looked for with their signs, and the patterns."""
        if self._strings.longest:
            yield from self._with_signs(views.squeezed, views.folded)
        if self._likely is not None:
            signed = self._likely.by_signs(views)
            yield self._patterns(signed.rows, signed.items, bent=True)

    def _with_signs(self, squeezed: Compact, folded: Folded) -> Iterator[Proposed]:
        """The terms, and the patterns of which all is there that they demand."""
        found = self._strings.find(squeezed.symbols)
        demanded = found.items >= self.terms
        demands, literals = found.at(demanded), found.at(~demanded)
        del found, demanded
        yield _standing(literals, np.full(len(literals.starts), STANDING), squeezed, folded)
        if self._likely is not None:
            firsts = Pairs(squeezed.rows(demands.starts), np.subtract(demands.items, self.terms, dtype=np.int64))
            named = self._likely.by_demands(firsts, partial(self._demanded, squeezed))
            yield self._patterns(named.rows, named.items, bent=False)

    def _demanded(self, squeezed: Compact, rows: NDArray[np.int64]) -> Pairs:
        """What else is demanded that some rows hold."""
        places, ends = places_of(rows, squeezed.ends)
        found = self._others.find(np.concatenate([squeezed.symbols[places], np.zeros(self.spare, np.uint16)]))
        return Pairs(np.searchsorted(ends, found.starts), found.items.astype(np.int64))

    def _patterns(self, rows: NDArray[np.int64], patterns: NDArray[np.int64], *, bent: bool) -> Proposed:
        nowhere = np.zeros(len(rows), np.int64)
        return Proposed(rows, patterns + self.terms, np.full(len(rows), bent), nowhere, nowhere, np.full(len(rows), STANDING))

    def _by_runs(self, views: Views) -> Proposed:
        """The terms whose runs are all as long as their own, and one longer."""
        letters, runs = views.letters, merged(views.letters, views.folded.flags)
        found = self._runs.find(runs.view.symbols)
        longer = runs.firsts[found.starts + found.lengths] - runs.firsts[found.starts] > found.runs
        found = found.at(longer)
        firsts, behind = runs.firsts[found.starts], runs.firsts[found.starts + found.lengths]
        rows, ways = runs.rows[runs.view.rows(found.starts)], np.full(len(found.items), STANDING)
        return Proposed(rows, found.items.astype(np.int64), found.bent, letters.places[firsts], letters.places[behind - 1], ways)


def _standing(found: Found, ways: NDArray[np.int8], view: Compact, folded: Folded) -> Proposed:
    """What of the found is not touched by Latin letters that it must not be touched by; `ways` says how sure each is."""
    firsts, lasts = view.places[found.starts], view.places[found.starts + found.lengths - 1]
    if found.bound.any() or found.edged.any():
        before, behind = _is_latin(folded.symbols[firsts - 1]), _is_latin(folded.symbols[lasts + 1])
        free = ~(found.bound & (before | behind) | (found.edged & before & behind))
        found, ways, firsts, lasts = found.at(free), ways[free], firsts[free], lasts[free]
    whole = lasts - firsts == found.lengths - 1
    bent = ~whole
    bent[whole] = _is_changed(found.at(whole)._replace(starts=firsts[whole]), folded)
    return Proposed(view.rows(found.starts), found.items.astype(np.int64), bent, firsts, lasts, ways)


def _is_changed(found: Found, folded: Folded) -> NDArray[np.bool_]:
    """Whether a stretch of the folded view was folded at all, or its key is a spelling that was added to a term."""
    changed = found.bent.copy()
    for offset in range(int(found.lengths.max(initial=0))):
        within = np.flatnonzero(found.lengths > offset)
        places = found.starts[within] + offset
        changed[within] |= folded.codes[places] != folded.symbols[places]
    return changed


def _is_latin(symbols: NDArray[np.uint16]) -> NDArray[np.bool_]:
    is_latin: NDArray[np.bool_] = ((symbols >= ord("a")) & (symbols <= ord("z"))) | ((symbols >= ord("0")) & (symbols <= ord("9")))
    return is_latin
