"""Letters that sound, look or are ordered like a term, weighed where they stand: all of `match.natural` that vectors can tell.

What is written in plain Han is weighed for many places at once; about what is not, `match.natural` is asked the first time
that it comes up, and the answer remembered. Where no word of the dictionary reaches across the edges of a stretch, the
letters beside it are all that `match.natural` would look at.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.around import Meant, weighed_around
from moderation.batch.asked import OTHERWISE, SURELY, Answer, Terms, is_extra
from moderation.batch.gains import Gained, Gains, Places
from moderation.batch.joins import Beside, joined
from moderation.batch.known import Known
from moderation.batch.needed import LONGEST
from moderation.batch.proposed import SPOKEN_WEAK, SURE, WEAK, WEIGHED
from moderation.match.natural import AFTER_ALL, CONTEXT, NEEDED_AT_LEAST, SUPPORT, TOGETHER
from moderation.text.segmentation import is_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.gains import Stretches, Ways
    from moderation.batch.joined import Compact
    from moderation.batch.keys import Found
    from moderation.match.terms import TermTable

__all__ = ["NOT", "OTHERWISE", "Weighing", "is_lure"]

NOT: Final = np.int8(-1)
"""What is surely not bent where it stands; what may be has one of the ways of `Proposed`."""
_SYMBOLS: Final = 1 << 16
_LURES: Final = "加扫私+"
"""What stands before a contact, as in `match.natural`: behind it an ordinary word may be bent."""
_MARGIN: Final = 1e-6
"""So much less is enough here: sums in another order come out a little different."""
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)

_IS_LURE: Final = np.zeros(_SYMBOLS, np.bool_)
_IS_LURE[[ord(lure) for lure in _LURES]] = True


def is_lure(symbols: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return which symbols may stand before a contact."""
    lures: NDArray[np.bool_] = _IS_LURE[symbols]
    return lures


class _Answers(NamedTuple):
    """Places among the found where letters are surely worth a check, and those that are left to be weighed where they stand."""

    sure: NDArray[np.int64]
    left: NDArray[np.int64]
    gained: Gained


class Weighing:
    """Weighs what was found of the terms in some rows of one table."""

    def __init__(self, table: TermTable, rows: Iterable[int], alphabet: Alphabet) -> None:
        self.alphabet, self.terms = alphabet, len(table.texts)
        self._asked = Terms(table, rows, alphabet)
        self._gains = Gains(self._asked)
        self._known: dict[str, Known] = {}

    def weighed(self, way: str, found: Found, letters: Compact, *, spoken: bool) -> NDArray[np.int8]:
        """Return for what was found in one way how sure it is; `spoken`: in a text whose emoji are characters."""
        return self.weighed_each({way: found}, letters, spoken=spoken)[way]

    def weighed_each(self, found: Mapping[str, Found], letters: Compact, *, spoken: bool) -> dict[str, NDArray[np.int8]]:
        """Return the same for what was found in several ways, way by way: together they take fewer steps."""
        ends = np.cumsum([0, *(len(some.starts) for some in found.values())]).tolist()
        places = Places(*(np.concatenate(columns) for columns in zip(*(some[:3] for some in found.values()), strict=True)))
        weighed = self._weighed(dict(zip(found, pairwise(ends), strict=True)), places, letters, spoken=spoken)
        return {way: weighed[start:end] for way, (start, end) in zip(found, pairwise(ends), strict=True)}

    def _weighed(self, ways: Ways, places: Places, letters: Compact, *, spoken: bool) -> NDArray[np.int8]:
        weighed = np.full(len(places.starts), NOT)
        if not len(weighed):
            return weighed
        stretches = self._gains.stretches(places, letters)
        plain = self._gains.are_plain(ways, places, stretches)
        at, odd = np.flatnonzero(plain & self._gains.may_be_bent(ways, stretches)), np.flatnonzero(~plain)
        if spoken:
            weighed[at] = WEIGHED
            weighed[odd[self._one_by_one(ways, places, odd, letters)[0] != 0]] = WEIGHED
            return weighed
        answers = self._of_plain(ways, places.at(at), stretches.at(at), at, letters)
        if len(odd):
            answers = _both(answers, self._of_odd(ways, places, odd, letters))
        if len(answers.left):
            weighed[answers.left] = self._standing(places.at(answers.left), answers.gained, letters)
        weighed[answers.sure] = WEIGHED
        return weighed

    def _of_plain(self, ways: Ways, places: Places, stretches: Stretches, at: NDArray[np.int64], letters: Compact) -> _Answers:
        """The answers for plain letters, which are not those of their terms."""
        ways = _within(ways, at)
        needed = self._gains.needed(ways, stretches)
        left = np.flatnonzero(needed < np.inf)
        first, end = ways.get("sound", (0, 0))
        lured = np.flatnonzero(_are_lured(places.starts[first:end], letters)) + first
        lured = lured[_are_words(stretches.at(lured))]
        return _Answers(at[lured], at[left], self._gains.gained(stretches.at(left), needed[left]))

    def _of_odd(self, ways: Ways, places: Places, at: NDArray[np.int64], letters: Compact) -> _Answers:
        """The answers for letters of which each is asked about by itself."""
        _, lured, *columns = self._one_by_one(ways, places, at, letters)
        gained = Gained(*columns)
        sure = np.isneginf(gained.needed) | ((lured != 0) & _are_lured(places.starts[at], letters))
        left = np.isfinite(gained.needed)
        return _Answers(at[sure], at[left], Gained(*(column[left] for column in gained)))

    def _one_by_one(self, ways: Ways, places: Places, at: NDArray[np.int64], letters: Compact) -> NDArray[np.float64]:
        """The columns of `Answer`, asked for where a stretch comes up the first time."""
        columns = np.zeros((len(Answer._fields), len(at)))
        for way, span in _within(ways, at).items() if len(at) else ():
            odd = places.at(at[slice(*span)])
            known = self._known.setdefault(way, Known(len(columns)))
            columns[:, slice(*span)] = known.of(_numbers(odd, letters), partial(self._answer, way, odd, letters)).T
        return columns

    def _answer(self, way: str, places: Places, letters: Compact, place: int) -> Answer:
        start, item = int(places.starts[place]), int(places.items[place])
        symbols = letters.symbols[start : start + int(places.lengths[place])]
        return SURELY if is_extra(symbols).any() else self._asked.asked(way, item, symbols.tobytes().decode("utf-16-le"))

    def _standing(self, places: Places, gained: Gained, letters: Compact) -> NDArray[np.int8]:
        """How sure some stretches are where they stand."""
        firsts, lasts, symbols = places.starts, places.starts + places.lengths - 1, self._asked.symbols
        own_lasts = symbols[np.minimum(places.lengths, LONGEST) - 1, places.items]
        there = joined(letters, Beside(firsts, lasts, symbols[0].take(places.items), own_lasts))
        needed = gained.needed + np.where(there.after_all, AFTER_ALL, 0)
        beside = np.maximum(needed - SUPPORT, np.minimum(needed, NEEDED_AT_LEAST))
        needed = np.stack([needed, beside]) - gained.smoother - there.gained - _MARGIN
        enough = gained.gained >= needed - CONTEXT
        at = np.flatnonzero(enough[1])
        around = weighed_around(letters, firsts[at], lasts[at], Meant(symbols.take(places.items[at], axis=1), gained.cost[at]))
        told = ~around.untold & (places.lengths[at] <= LONGEST)
        enough[:, at] &= (around.gained >= needed[:, at] + np.where(around.together, TOGETHER, 0.0)) | ~told
        ways = np.where(enough[0], WEIGHED, np.where(enough[1], WEAK, NOT))
        ways[at[told]] = np.where(enough[0], SURE, np.where(enough[1], SURE | SPOKEN_WEAK, NOT))[at[told]]
        return ways


def _both(some: _Answers, others: _Answers) -> _Answers:
    sure, left = np.concatenate([some.sure, others.sure]), np.concatenate([some.left, others.left])
    return _Answers(sure, left, Gained(*map(np.concatenate, zip(some.gained, others.gained, strict=True))))


def _within(ways: Ways, at: NDArray[np.int64]) -> Ways:
    """The same ways among some of the places."""
    spans = np.searchsorted(at, list(ways.values())).tolist()
    return dict(zip(ways, spans, strict=True))


def _are_lured(starts: NDArray[np.int64], letters: Compact) -> NDArray[np.bool_]:
    """Which places stand behind a lure."""
    return is_lure(letters.symbols[starts - 1]) | is_lure(letters.symbols[starts - 2])


def _are_words(stretches: Stretches) -> NDArray[np.bool_]:
    """Which letters are a word that keeps a letter of the term."""
    kept = ((stretches.covered == stretches.own) & (stretches.own != 0)).any(axis=0)
    covered = (column[column != 0].tobytes().decode("utf-16-le", "surrogatepass") for column in stretches.covered.T)
    words: NDArray[np.bool_] = kept & np.fromiter(map(is_word, covered), np.bool_, len(kept))
    return words


def _numbers(places: Places, letters: Compact) -> NDArray[np.uint64]:
    """A number for each item with the letters that stand there."""
    values = places.items.astype(np.uint64)
    for offset in range(int(places.lengths.max(initial=0))):
        within = np.flatnonzero(places.lengths > offset)
        values[within] = values[within] * _STEP + letters.symbols[places.starts[within] + offset]
    return values
