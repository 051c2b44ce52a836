"""Letters that sound, look or are ordered like a term, weighed where they stand: all of `match.natural` that vectors can tell.

What a stretch of letters was bent from is asked of `match.natural` the first time that it comes up, and remembered. The
letters beside it are weighed for many places at once; where no word of the dictionary reaches across its edges, that is
all that `match.natural` would look at.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.around import LONGEST, Meant, weighed_around
from moderation.batch.joins import Beside, Joins
from moderation.batch.known import Known
from moderation.batch.proposed import SPOKEN_WEAK, SURE, WEAK, WEIGHED
from moderation.match.disguises import can_be_bent, spelled_otherwise
from moderation.match.keys import spellings
from moderation.match.natural import (
    AFTER_ALL,
    CONTEXT,
    FOLLOWING,
    JOINS_AT_MOST,
    NEEDED_AT_LEAST,
    SUPPORT,
    TOGETHER,
    nats_needed,
)
from moderation.text.bigrams import naturalness
from moderation.text.segmentation import cost, is_word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.joined import Compact
    from moderation.batch.keys import Found
    from moderation.match.spec import Matching
    from moderation.match.terms import TermTable

__all__ = ["NOT", "OTHERWISE", "Weighing", "is_lure"]

NOT: Final = np.int8(-1)
"""What is surely not bent where it stands; what may be has one of the ways of `Proposed`."""
OTHERWISE: Final = "otherwise"
"""A way to be bent beside `sound` and `shape`: in one of the spellings that were added to a term."""
_SYMBOLS: Final = 1 << 16
_LURES: Final = "加扫私+"
"""What stands before a contact, as in `match.natural`: behind it an ordinary word may be bent."""
_LURED, _SPOKEN, _ALONE, _BESIDE = 1, 2, 4, 8
"""Where letters may be bent from a term, by the best that may be beside them: behind a lure, in a text whose emoji are spoken,
wherever they stand, beside something else that is bent."""
_MARGIN: Final = 1e-6
"""So much less is enough here: sums in another order come out a little different."""
_REMEMBERED: Final = 1 << 14
_LATIN: Final = re.compile("[a-z]")
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)

_IS_LURE: Final = np.zeros(_SYMBOLS, np.bool_)
_IS_LURE[[ord(lure) for lure in _LURES]] = True


def is_lure(symbols: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return which symbols may stand before a contact."""
    lures: NDArray[np.bool_] = _IS_LURE[symbols]
    return lures


class _Answer(NamedTuple):
    """Where letters may be bent from a term, and what the term gains by itself, by words and by bigrams, needs and costs."""

    flags: float
    gained: float = 0.0
    smoother: float = 0.0
    needed: float = 0.0
    cost: float = 0.0


_NEVER: Final = _Answer(0)
_SURE: Final = _Answer(_ALONE | _SPOKEN, needed=-math.inf)


class Places(NamedTuple):
    """Stretches of so many letters, each with the term that it may be bent from."""

    starts: NDArray[np.int64]
    lengths: NDArray[np.int32]
    items: NDArray[np.int32]


class Weighing:
    """Weighs what was found of the terms in some rows of one table."""

    def __init__(self, table: TermTable, rows: Iterable[int], alphabet: Alphabet) -> None:
        self._table = table
        self.alphabet, self.terms = alphabet, len(table.texts)
        self._spelled = _spelled(table, rows, alphabet)
        self._terms: dict[int, _Term] = {}
        self._known: dict[str, Known] = {}
        self._joins = Joins()

    def weighed(self, way: str, found: Found, letters: Compact, *, spoken: bool) -> NDArray[np.int8]:
        """Return for what was found in one way how sure it is; `spoken`: in a text whose emoji are characters."""
        known = self._known.setdefault(way, Known(len(_NEVER)))
        answers = known.of(_stretches(found, letters), lambda place: self._answer(way, found, place, letters))
        flags = answers[:, 0].astype(np.int8)
        lured = ((flags & _LURED) != 0) & (is_lure(letters.symbols[found.starts - 1]) | is_lure(letters.symbols[found.starts - 2]))
        if spoken:
            weighed = np.where((flags & _SPOKEN) != 0, WEIGHED, NOT)
        else:
            weighed = np.where(np.isneginf(answers[:, 3]), WEIGHED, NOT)
            at = np.flatnonzero(((flags & (_ALONE | _BESIDE)) != 0) & (weighed == NOT))
            weighed[at] = self._standing(Places(found.starts[at], found.lengths[at], found.items[at]), answers[at], letters)
        weighed[lured] = WEIGHED
        return weighed

    def _standing(self, places: Places, answers: NDArray[np.float64], letters: Compact) -> NDArray[np.int8]:
        """How sure some stretches are where they stand."""
        lasts = places.starts + places.lengths - 1
        own = self._spelled[:, places.items]
        joined = self._joins.joined(
            letters, Beside(places.starts, lasts, own[0], own[np.minimum(places.lengths, LONGEST) - 1, np.arange(len(lasts))])
        )
        smoother, needed = answers[:, 2] + joined.gained, answers[:, 3] + np.where(joined.after_all, AFTER_ALL, 0)
        needed = np.stack([needed, np.maximum(needed - SUPPORT, np.minimum(needed, NEEDED_AT_LEAST))]) - smoother - _MARGIN
        enough = answers[:, 1] >= needed - CONTEXT
        at = np.flatnonzero(enough[1])
        around = weighed_around(letters, places.starts[at], lasts[at], Meant(own[:, at], answers[at, 4]))
        told = ~around.untold & (places.lengths[at] <= LONGEST)
        there = around.gained >= needed[:, at] + np.where(around.together, TOGETHER, 0.0)
        enough[:, at] &= there | ~told
        ways = np.where(enough[0], WEIGHED, np.where(enough[1], WEAK, NOT))
        ways[at[told]] = np.where(enough[0], SURE, np.where(enough[1], SURE | SPOKEN_WEAK, NOT))[at[told]]
        return ways

    def _answer(self, way: str, found: Found, place: int, letters: Compact) -> _Answer:
        start, item = int(found.starts[place]), int(found.items[place])
        covered = letters.symbols[start : start + int(found.lengths[place])].tobytes().decode("utf-16-le", "surrogatepass")
        return self.asked(way, item, covered)

    def asked(self, way: str, item: int, covered: str) -> _Answer:
        """Return where letters may have been bent from a term."""
        term = self._term(item)
        if way == OTHERWISE:
            way = spelled_otherwise(term.letters, term.matching).get(covered, OTHERWISE)
        if way in (OTHERWISE, "split") or _LATIN.search(covered):
            return _SURE if covered != term.letters else _NEVER
        if covered == term.letters or not term.can_be_bent or not _is_asked_for(way, covered, term):
            return _NEVER
        return _asked(way, covered, term)

    def _term(self, item: int) -> _Term:
        if item not in self._terms:
            if len(self._terms) >= _REMEMBERED:
                self._terms.clear()
            letters = spellings(self._table.texts[item])[0]
            meant, apart = (min(cost(letters), cost(letters, is_term=True, is_meant=is_meant)) for is_meant in (True, False))
            matching = self._table.matchings[self._table.matching_of[item]]
            self._terms[item] = _Term(letters, matching, can_be_bent(letters), meant, apart, naturalness(letters))
        return self._terms[item]


class _Term(NamedTuple):
    """A term with what it costs: where it is what somebody meant, and where its letters only stand in another order."""

    letters: str
    matching: Matching
    can_be_bent: bool
    meant: float
    shuffled: float
    natural: float


def _is_asked_for(way: str, covered: str, term: _Term) -> bool:
    """Whether the author asked for other characters of the same sound, where that is what was found."""
    return way != "sound" or term.matching.homophone or all(letter in term.letters for letter in covered)


def _asked(way: str, covered: str, term: _Term) -> _Answer:
    """The answer for Han letters: what `natural._gain` says of them and a term alone, and what the bigrams say."""
    flags, needed = _SPOKEN, nats_needed(way, covered, term.letters)
    if way == "sound" and any(a == b for a, b in zip(covered, term.letters, strict=False)) and is_word(covered):
        flags |= _LURED
    if needed == math.inf:
        return _Answer(flags)
    intended = term.shuffled if sorted(covered) == sorted(term.letters) else term.meant
    gained, smoother = cost(covered) - intended, FOLLOWING * (term.natural - naturalness(covered))
    best = gained + smoother + CONTEXT + JOINS_AT_MOST + _MARGIN
    flags |= _ALONE if best >= needed else 0
    flags |= _BESIDE if best >= max(needed - SUPPORT, min(needed, NEEDED_AT_LEAST)) else 0
    return _Answer(flags, gained, smoother, needed, intended)


def _stretches(found: Found, letters: Compact) -> NDArray[np.uint64]:
    """A number for each item with the letters that it was found in."""
    values = found.items.astype(np.uint64)
    for offset in range(int(found.lengths.max(initial=0))):
        within = np.flatnonzero(found.lengths > offset)
        values[within] = values[within] * _STEP + letters.symbols[found.starts[within] + offset]
    return values


def _spelled(table: TermTable, rows: Iterable[int], alphabet: Alphabet) -> NDArray[np.uint16]:
    """The letters of some terms, by their row, one below the other; of a longer one the first ones, and the last."""
    symbols = np.zeros((LONGEST, len(table.texts)), np.uint16)
    for row in rows:
        spelled = alphabet.spelled(spellings(table.texts[row])[0])
        symbols[: len(spelled), row] = spelled[:LONGEST]
        symbols[min(len(spelled), LONGEST) - 1, row] = spelled[-1]
    return symbols
