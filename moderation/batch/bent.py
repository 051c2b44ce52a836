"""Keys of terms that sound or look like something else: found in the views of sound and shape, and weighed once for each word.

What a stretch of letters was bent from is asked of `match.natural` the first time that it comes up; the same stretch is
answered from memory ever after, so that in ordinary talk nothing is asked.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.joins import Joins, Places
from moderation.batch.keys import KeySet
from moderation.batch.known import Known
from moderation.batch.proposed import EVERYWHERE, STANDING, WEAK, WEIGHED, Proposed
from moderation.match.keys import spellings
from moderation.match.natural import _AFTER_ALL, _CONTEXT, _NEEDED_AT_LEAST, JOINS_AT_MOST, SUPPORT, _gain, _needed, runs_better
from moderation.match.reading import Reading
from moderation.text.segmentation import is_word
from moderation.text.shape import core_of_character
from moderation.text.sound import syllables_of, symbol_of_character

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.joined import Compact
    from moderation.batch.keys import Found, Keys
    from moderation.match.terms import TermTable

__all__ = ["BentKeys", "alike", "is_lure"]

_SYMBOLS: Final = 1 << 16
_REMEMBERED: Final = 1 << 17
"""Stretches whose answer is kept, some hundred bytes each; when there are more, all are asked again."""
_LURES: Final = "加扫私+"
"""What stands before a contact, as in `match.natural`: behind it an ordinary word may be bent."""
_NEVER, _LURED, _SPOKEN, _ANYWHERE, _SUPPORTED, _WEIGHED = 0, 1, 2, 4, 8, 16
"""Where letters may be bent from a term: nowhere, behind a lure, in a text whose emoji are spoken, wherever they stand, beside
something else that is bent; and whether it depends on the letters beside them."""
_MARGIN: Final = 1e-6
"""So much less is enough here: sums in another order come out a little different."""
_NEVER_TRUSTED: Final = math.inf
_VOWELS: Final = frozenset("aeiouv")

_IS_LURE: Final = np.zeros(_SYMBOLS, np.bool_)
_IS_LURE[[ord(lure) for lure in _LURES]] = True


def is_lure(symbols: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return which symbols may stand before a contact."""
    lures: NDArray[np.bool_] = _IS_LURE[symbols]
    return lures


class BentKeys:
    """The keys of sound and shape of one table."""

    def __init__(self, table: TermTable, sounds: Keys, shapes: Keys, alphabet: Alphabet) -> None:
        self._table = table
        self._alphabet = alphabet
        self._sounds = KeySet(sounds, alphabet) if sounds else None
        self._shapes = KeySet(shapes, alphabet) if shapes else None
        self._reading = alike()
        self.longest = max((keys.longest for keys in (self._sounds, self._shapes) if keys), default=0)
        self._answers: dict[tuple[str, int, str], tuple[float, float, float]] = {}
        self._known = {"sound": Known(3), "shape": Known(3)}
        self._joins = Joins()
        self._edges = _edges(table, {meaning.item for keys in (sounds, shapes) for some in keys.values() for meaning in some}, alphabet)
        self._spells: dict[str, bool] = {}

    def find(self, text_of: Callable[[int], str], letters: Compact, *, spoken: bool) -> Iterator[Proposed]:
        """Yield what sounds or looks like a term in some rows; `spoken` says that their emoji are read as characters."""
        if self._shapes:
            yield self._weighed("shape", self._shapes.find(self._reading["shapes"].take(letters.symbols)), letters, spoken=spoken)
        if self._sounds:
            yield self._weighed("sound", self._sounds.find(self._reading["sounds"].take(letters.symbols)), letters, spoken=spoken)
            yield self._spelled(text_of, letters)

    def may_join(self, first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.bool_]:
        """Return where one letter may follow another in what sounds or looks like a term."""
        may = np.zeros(len(first), np.bool_)
        for keys, way in ((self._sounds, "sounds"), (self._shapes, "shapes")):
            if keys is not None:
                may |= keys.joins(self._reading[way].take(first), self._reading[way].take(second))
        return may

    def _weighed(self, way: str, found: Found, letters: Compact, *, spoken: bool) -> Proposed:
        """What of the found may be bent at all."""
        values = found.items.astype(np.uint64)
        for offset in range(int(found.lengths.max(initial=0))):
            within = found.lengths > offset
            values[within] = values[within] * np.uint64(0x9E3779B97F4A7C15) + letters.symbols[found.starts[within] + offset]
        answers = self._known[way].of(values, lambda place: self._of_place(way, found, place, letters))
        answer = answers[:, 0].astype(np.int64)
        before = letters.symbols[found.starts - 1], letters.symbols[found.starts - 2]
        lured = ((answer & _LURED) != 0) & (_IS_LURE[before[0]] | _IS_LURE[before[1]])
        sure = lured | ((answer & (_ANYWHERE | _SPOKEN if spoken else _ANYWHERE)) != 0)
        weak = ~sure & ((answer & _SUPPORTED) != 0)
        if not spoken:
            there, beside = self._beside(found, answers, letters, np.flatnonzero((answer & _WEIGHED) != 0))
            sure[there], weak[there] = lured[there] | (beside == 0), ~lured[there] & (beside == 1)
        may = sure | weak
        chosen = found.at(may)
        first, last = letters.places[chosen.starts], letters.places[chosen.starts + chosen.lengths - 1]
        return Proposed(
            letters.rows(chosen.starts), chosen.items, np.ones(len(chosen.items), np.bool_), first, last, np.where(sure[may], WEIGHED, WEAK)
        )

    def _beside(
        self, found: Found, answers: NDArray[np.float64], letters: Compact, at: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Weigh some of the found with what stands beside them: 0 for what may be bent, 1 for what may be beside something else."""
        own_first, own_last = self._edges[:, found.items[at]]
        places = Places(found.starts[at], found.starts[at] + found.lengths[at] - 1, own_first, own_last)
        gained, after_all = self._joins.gained(letters, places)
        gained, needed = gained + answers[at, 1], answers[at, 2] + np.where(after_all, _AFTER_ALL, 0)
        supported = np.maximum(needed - SUPPORT, np.minimum(needed, _NEEDED_AT_LEAST))
        return at, np.where(gained >= needed - _MARGIN, 0, np.where(gained >= supported - _MARGIN, 1, 2))

    def _of_place(self, way: str, found: Found, place: int, letters: Compact) -> tuple[float, float, float]:
        start, item = int(found.starts[place]), int(found.items[place])
        covered = letters.symbols[start : start + int(found.lengths[place])].tobytes().decode("utf-16-le", "surrogatepass")
        return self._answer(way, item, covered)

    def _answer(self, way: str, item: int, covered: str) -> tuple[float, float, float]:
        """Return where letters may have been bent from a term."""
        key = (way, item, covered)
        if key not in self._answers:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._answers[key] = _asked(way, covered, spellings(self._table.texts[item])[0])
        return self._answers[key]

    def _spelled(self, text_of: Callable[[int], str], letters: Compact) -> Proposed:
        """What is proposed where Latin letters may be syllables."""
        rows, items = [], []
        asked = self._rows_of_pinyin(letters)
        readings = [Reading(text_of(row)) for row in asked]
        spelled = "\0".join(reading.sounds.text for reading in readings) + "\0" * (self.longest + 1)
        starts = np.cumsum([0, *(len(reading.sounds.text) + 1 for reading in readings)])
        for start, length, item in self._heard(spelled) if readings else ():
            place = int(np.searchsorted(starts, start, "right")) - 1
            reading, begin = readings[place], start - int(starts[place])
            covered = reading.compact[reading.sounds.firsts[begin] : reading.sounds.firsts[begin + length]]
            if self._answer("sound", item, covered)[0] != _NEVER:
                rows.append(asked[place])
                items.append(item)
        anywhere = np.zeros(len(rows), np.int64)
        bent = np.ones(len(rows), np.bool_)
        return Proposed(
            np.asarray(rows, np.int64), np.asarray(items, np.int64), bent, anywhere, anywhere + EVERYWHERE, np.full(len(rows), STANDING)
        )

    def _heard(self, sounds: str) -> Iterator[tuple[int, int, int]]:
        """Where a term sounds in a text of sounds, how many symbols of it, and which."""
        assert self._sounds is not None
        view = self._alphabet.spelled(sounds)
        view[np.flatnonzero(np.frombuffer(sounds.encode("utf-32-le", "surrogatepass"), "<u4") == 0)] = 0
        found = self._sounds.find(view)
        yield from zip(found.starts.tolist(), found.lengths.tolist(), found.items.tolist(), strict=True)

    def _rows_of_pinyin(self, letters: Compact) -> list[int]:
        """The rows with a run of Latin letters, in the text or across its gaps, that is syllables throughout."""
        latin = np.flatnonzero((letters.symbols >= ord("a")) & (letters.symbols <= ord("z")))
        if not len(latin):
            return []
        run_begins = np.diff(latin, prepend=-2) > 1
        piece_begins = run_begins | (np.diff(letters.places[latin], prepend=-2) > 1)
        starts = {int(latin[at]) for begins in (run_begins, piece_begins) for at in self._syllables(letters, latin, begins)}
        return sorted(set(letters.rows(np.asarray(sorted(starts), np.int64)).tolist()))

    def _syllables(self, letters: Compact, latin: NDArray[np.int64], begins: NDArray[np.bool_]) -> Iterator[int]:
        """The places in `latin` where a run begins that is whole syllables."""
        firsts = np.flatnonzero(begins)
        spread = np.full(len(latin) + len(firsts), ord(" "), np.uint8)
        spread[np.arange(len(latin)) + np.cumsum(begins)] = letters.symbols[latin]
        for first, run in zip(firsts.tolist(), spread.tobytes().decode("ascii").split(" ")[1:], strict=True):
            if run not in self._spells:
                if len(self._spells) >= _REMEMBERED:
                    self._spells.clear()
                self._spells[run] = run in _VOWELS or bool(syllables_of(run))
            if self._spells[run]:
                yield first


def _asked(way: str, covered: str, term: str) -> tuple[float, float, float]:
    """Where letters may be bent from a term, what it gains at most wherever it stands, and what it needs in `natural.is_more_likely`."""
    if covered == term:
        return _NEVER, 0.0, 0.0
    if any("a" <= letter <= "z" for letter in covered):
        return _ANYWHERE, 0.0, 0.0
    needed = _needed(way, covered, term)
    gained = _gain("", covered, term, "") + _CONTEXT + runs_better(covered, term)
    if gained + JOINS_AT_MOST >= needed:
        answer = _ANYWHERE
    else:
        answer = _SUPPORTED if gained + JOINS_AT_MOST >= max(needed - SUPPORT, min(needed, _NEEDED_AT_LEAST)) else _NEVER
        answer |= _SPOKEN if needed < _NEVER_TRUSTED else _NEVER
    lured = way == "sound" and any(a == b for a, b in zip(covered, term, strict=False)) and is_word(covered)
    answer |= _LURED if lured else _NEVER
    return answer | (_WEIGHED if answer & (_ANYWHERE | _SUPPORTED) else _NEVER), gained, needed


@cache
def alike() -> dict[str, NDArray[np.uint16]]:
    """Return what every symbol sounds like, and what it looks like."""
    return {"sounds": _table_of(symbol_of_character()), "shapes": _table_of(core_of_character())}


def _edges(table: TermTable, rows: Iterable[int], alphabet: Alphabet) -> NDArray[np.uint16]:
    """The first and the last letter of some terms, by their row."""
    edges = np.zeros((2, len(table.texts)), np.uint16)
    for row in rows:
        spelled = alphabet.spelled(spellings(table.texts[row])[0])
        edges[:, row] = spelled[0], spelled[-1]
    return edges


def _table_of(mapping: dict[int, str]) -> NDArray[np.uint16]:
    table = np.arange(_SYMBOLS, dtype=np.uint16)
    table[list(mapping)] = [ord(symbol) for symbol in mapping.values()]
    return table
