"""Letters that sound, look or are ordered like a term, weighed where they stand: all of `match.natural` that vectors can tell.

What is written in plain Han is weighed for many places at once; about what is not, `match.natural` is asked the first time
that it comes up, and the answer remembered. Where no word of the dictionary reaches across the edges of a stretch, the
letters beside it are all that `match.natural` would look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.around import Meant, weighed_around
from moderation.batch.asked import OTHERWISE, Answer, Terms
from moderation.batch.gains import Gained, Gains
from moderation.batch.joins import Beside, joined
from moderation.batch.known import Known
from moderation.batch.needed import LONGEST
from moderation.batch.proposed import SPOKEN_WEAK, SURE, WEAK, WEIGHED
from moderation.match.natural import AFTER_ALL, CONTEXT, NEEDED_AT_LEAST, SUPPORT, TOGETHER
from moderation.text.segmentation import is_word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.gains import Stretches
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
        weighed = np.full(len(found.starts), NOT)
        if not len(weighed):
            return weighed
        stretches = self._gains.stretches(found, letters)
        plain = self._gains.are_plain(way, found, stretches)
        at, odd = np.flatnonzero(plain & self._gains.may_be_bent(way, stretches)), np.flatnonzero(~plain)
        if spoken:
            weighed[at] = WEIGHED
            weighed[odd] = np.where(self._one_by_one(way, found, odd, letters)[0] != 0, WEIGHED, NOT) if len(odd) else NOT
            return weighed
        answers = self._of_plain(way, found, stretches, at, letters)
        if len(odd):
            answers = _both(answers, self._of_odd(way, found, odd, letters))
        weighed[answers.left] = self._standing(found.at(answers.left), answers.gained, letters)
        weighed[answers.sure] = WEIGHED
        return weighed

    def _of_plain(self, way: str, found: Found, stretches: Stretches, at: NDArray[np.int64], letters: Compact) -> _Answers:
        """The answers for plain letters, which are not those of their terms."""
        chosen = stretches.at(at)
        needed = self._gains.needed(way, chosen)
        left = np.flatnonzero(needed < np.inf)
        lured = np.flatnonzero(_are_lured(found.starts[at], letters)) if way == "sound" else left[:0]
        return _Answers(at[lured[_are_words(chosen.at(lured))]], at[left], self._gains.gained(chosen.at(left), needed[left]))

    def _of_odd(self, way: str, found: Found, at: NDArray[np.int64], letters: Compact) -> _Answers:
        """The answers for letters of which each is asked about by itself."""
        columns = self._one_by_one(way, found, at, letters)
        needed = columns[4]
        sure = np.isneginf(needed) | ((columns[1] != 0) & _are_lured(found.starts[at], letters))
        left = np.flatnonzero(np.isfinite(needed))
        return _Answers(at[sure], at[left], Gained(*columns[2:, left]))

    def _one_by_one(self, way: str, found: Found, at: NDArray[np.int64], letters: Compact) -> NDArray[np.float64]:
        """The columns of `Answer`, asked for where a stretch comes up the first time."""
        found = found.at(at)
        known = self._known.setdefault(way, Known(len(Answer._fields)))
        return known.of(_numbers(found, letters), lambda place: self._answer(way, found, place, letters)).T

    def _answer(self, way: str, found: Found, place: int, letters: Compact) -> Answer:
        start, item = int(found.starts[place]), int(found.items[place])
        covered = letters.symbols[start : start + int(found.lengths[place])].tobytes().decode("utf-16-le", "surrogatepass")
        return self._asked.asked(way, item, covered)

    def _standing(self, found: Found, gained: Gained, letters: Compact) -> NDArray[np.int8]:
        """How sure some stretches are where they stand."""
        firsts, lasts, symbols = found.starts, found.starts + found.lengths - 1, self._asked.symbols
        own_lasts = symbols[np.minimum(found.lengths, LONGEST) - 1, found.items]
        there = joined(letters, Beside(firsts, lasts, symbols[0].take(found.items), own_lasts))
        needed = gained.needed + np.where(there.after_all, AFTER_ALL, 0)
        beside = np.maximum(needed - SUPPORT, np.minimum(needed, NEEDED_AT_LEAST))
        needed = np.stack([needed, beside]) - gained.smoother - there.gained - _MARGIN
        enough = gained.gained >= needed - CONTEXT
        at = np.flatnonzero(enough[1])
        around = weighed_around(letters, firsts[at], lasts[at], Meant(symbols.take(found.items[at], axis=1), gained.cost[at]))
        told = ~around.untold & (found.lengths[at] <= LONGEST)
        enough[:, at] &= (around.gained >= needed[:, at] + np.where(around.together, TOGETHER, 0.0)) | ~told
        ways = np.where(enough[0], WEIGHED, np.where(enough[1], WEAK, NOT))
        ways[at[told]] = np.where(enough[0], SURE, np.where(enough[1], SURE | SPOKEN_WEAK, NOT))[at[told]]
        return ways


def _both(some: _Answers, others: _Answers) -> _Answers:
    sure, left = np.concatenate([some.sure, others.sure]), np.concatenate([some.left, others.left])
    return _Answers(sure, left, Gained(*map(np.concatenate, zip(some.gained, others.gained, strict=True))))


def _are_lured(starts: NDArray[np.int64], letters: Compact) -> NDArray[np.bool_]:
    """Which places stand behind a lure."""
    return is_lure(letters.symbols[starts - 1]) | is_lure(letters.symbols[starts - 2])


def _are_words(stretches: Stretches) -> NDArray[np.bool_]:
    """Which letters are a word that keeps a letter of the term."""
    kept = ((stretches.covered == stretches.own) & (stretches.own != 0)).any(axis=0)
    covered = (column[column != 0].tobytes().decode("utf-16-le") for column in stretches.covered.T)
    words: NDArray[np.bool_] = kept & np.fromiter(map(is_word, covered), np.bool_, len(kept))
    return words


def _numbers(found: Found, letters: Compact) -> NDArray[np.uint64]:
    """A number for each item with the letters that it was found in."""
    values = found.items.astype(np.uint64)
    for offset in range(int(found.lengths.max(initial=0))):
        within = np.flatnonzero(found.lengths > offset)
        values[within] = values[within] * _STEP + letters.symbols[found.starts[within] + offset]
    return values
