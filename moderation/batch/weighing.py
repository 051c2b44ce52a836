"""Letters that sound, look or are ordered like a term, weighed where they stand: all of `match.natural` that vectors can tell.

What a stretch of letters was bent from is asked of `match.natural` the first time that it comes up, and remembered. The
letters beside it are weighed for many places at once; where no word of the dictionary reaches across its edges, that is
all that `match.natural` would look at.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.crossing import may_cross
from moderation.batch.joins import Joins, Places
from moderation.batch.known import Known
from moderation.match.disguises import can_be_bent, spelled_otherwise
from moderation.match.keys import spellings
from moderation.match.natural import (
    _AFTER_ALL,
    _CONTEXT,
    _NEEDED_AT_LEAST,
    _TOGETHER,
    JOINS_AT_MOST,
    SUPPORT,
    _belongs_together,
    _gain,
    _needed,
    runs_better,
)
from moderation.text.segmentation import is_word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.joined import Compact
    from moderation.batch.keys import Found
    from moderation.match.terms import TermTable

__all__ = ["ALONE", "BESIDE", "NOT", "OTHERWISE", "Weighing", "is_lure"]

NOT, BESIDE, ALONE = 0, 1, 2
"""What may be bent where it stands: not at all, beside something else that is bent, without that too."""
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
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)

_IS_LURE: Final = np.zeros(_SYMBOLS, np.bool_)
_IS_LURE[[ord(lure) for lure in _LURES]] = True


def is_lure(symbols: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return which symbols may stand before a contact."""
    lures: NDArray[np.bool_] = _IS_LURE[symbols]
    return lures


class _Answer(NamedTuple):
    """Where letters may be bent from a term, what the term gains and needs by itself, and more where no word crosses its edges."""

    flags: float
    gained: float = 0.0
    needed: float = 0.0
    together: float = 0.0


_NEVER: Final = _Answer(0)
_SURE: Final = _Answer(_ALONE | _SPOKEN, 0.0, -math.inf)


class Weighing:
    """Weighs what was found of the terms in some rows of one table."""

    def __init__(self, table: TermTable, rows: Iterable[int], alphabet: Alphabet) -> None:
        self._table = table
        self._edges = _edges(table, rows, alphabet)
        self._known: dict[str, Known] = {}
        self._joins = Joins()

    def weighed(self, way: str, found: Found, letters: Compact, *, spoken: bool) -> NDArray[np.int8]:
        """Return for what was found in one way whether it may be bent there; `spoken`: in a text whose emoji are characters."""
        known = self._known.setdefault(way, Known(len(_NEVER)))
        answers = known.of(_stretches(found, letters), lambda place: self._answer(way, found, place, letters))
        flags = answers[:, 0].astype(np.int8)
        lured = ((flags & _LURED) != 0) & (is_lure(letters.symbols[found.starts - 1]) | is_lure(letters.symbols[found.starts - 2]))
        if spoken:
            flags |= np.where((flags & _SPOKEN) != 0, np.int8(_ALONE), np.int8(0))
            weighed = np.where((flags & _ALONE) != 0, ALONE, np.where((flags & _BESIDE) != 0, BESIDE, NOT)).astype(np.int8)
        else:
            weighed = np.where(np.isneginf(answers[:, 2]), ALONE, NOT).astype(np.int8)
            at = np.flatnonzero(((flags & (_ALONE | _BESIDE)) != 0) & (weighed == NOT))
            weighed[at] = self._beside(found.starts[at], found.lengths[at], found.items[at], answers[at], letters)
        weighed[lured] = ALONE
        return weighed

    def _beside(
        self,
        starts: NDArray[np.int64],
        lengths: NDArray[np.int64],
        items: NDArray[np.int64],
        answers: NDArray[np.float64],
        letters: Compact,
    ) -> NDArray[np.int8]:
        """Weigh some stretches with what stands beside them."""
        first, last = self._edges[:, items]
        places = Places(starts, starts + lengths - 1, first, last)
        joined = self._joins.joined(letters, places)
        gained, needed = answers[:, 1] + joined.gained, answers[:, 2] + np.where(joined.after_all, _AFTER_ALL, 0)
        before, behind = joined.before, joined.behind
        crossed = may_cross(before, first) | may_cross(last, behind)
        apart = ~(crossed | may_cross(before, letters.symbols[places.firsts]) | may_cross(letters.symbols[places.lasts], behind))
        gained += np.where(crossed, _CONTEXT, 0.0) - np.where(apart, answers[:, 3], 0.0)
        supported = np.maximum(needed - SUPPORT, np.minimum(needed, _NEEDED_AT_LEAST))
        return np.where(gained >= needed - _MARGIN, ALONE, np.where(gained >= supported - _MARGIN, BESIDE, NOT)).astype(np.int8)

    def _answer(self, way: str, found: Found, place: int, letters: Compact) -> _Answer:
        start, item = int(found.starts[place]), int(found.items[place])
        covered = letters.symbols[start : start + int(found.lengths[place])].tobytes().decode("utf-16-le", "surrogatepass")
        return self.asked(way, item, covered)

    def asked(self, way: str, item: int, covered: str) -> _Answer:
        """Return where letters may have been bent from a term."""
        term = spellings(self._table.texts[item])[0]
        if way == OTHERWISE:
            way = spelled_otherwise(term, self._table.matchings[self._table.matching_of[item]]).get(covered, OTHERWISE)
        if way in (OTHERWISE, "split") or any("a" <= letter <= "z" for letter in covered):
            return _SURE if covered != term else _NEVER
        if covered == term or not can_be_bent(term):
            return _NEVER
        if not self._is_asked_for(way, item, covered, term):
            return _NEVER
        return _asked(way, covered, term)

    def _is_asked_for(self, way: str, item: int, covered: str, term: str) -> bool:
        """Whether the author asked for other characters of the same sound, where that is what was found."""
        matching = self._table.matchings[self._table.matching_of[item]]
        return way != "sound" or matching.homophone or not any(not letter.isascii() and letter not in term for letter in covered)


def _asked(way: str, covered: str, term: str) -> _Answer:
    needed = _needed(way, covered, term)
    gained = _gain("", covered, term, "") + runs_better(covered, term)
    best = gained + _CONTEXT + JOINS_AT_MOST
    flags = _ALONE if best >= needed else 0
    flags |= _BESIDE if best >= max(needed - SUPPORT, min(needed, _NEEDED_AT_LEAST)) else 0
    flags |= _LURED if way == "sound" and any(a == b for a, b in zip(covered, term, strict=False)) and is_word(covered) else 0
    return _Answer(flags | _SPOKEN, gained, needed, _TOGETHER if _belongs_together("", covered, term, "") else 0.0)


def _stretches(found: Found, letters: Compact) -> NDArray[np.uint64]:
    """A number for each item with the letters that it was found in."""
    values = found.items.astype(np.uint64)
    for offset in range(int(found.lengths.max(initial=0))):
        within = np.flatnonzero(found.lengths > offset)
        values[within] = values[within] * _STEP + letters.symbols[found.starts[within] + offset]
    return values


def _edges(table: TermTable, rows: Iterable[int], alphabet: Alphabet) -> NDArray[np.uint16]:
    """The first and the last letter of some terms, by their row."""
    edges = np.zeros((2, len(table.texts)), np.uint16)
    for row in rows:
        spelled = alphabet.spelled(spellings(table.texts[row])[0])
        edges[:, row] = spelled[0], spelled[-1]
    return edges
