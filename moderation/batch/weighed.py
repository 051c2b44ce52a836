"""Letters that may be bent from a term, weighed exactly: `match.natural` asked about strings, without a reading of the text around.

For a stretch of Han letters without a gap, in a text that is all its sender's own, only the Han letters beside it count.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.proposed import EVERYWHERE, WEAK, WEIGHED
from moderation.batch.weighing import is_lure
from moderation.match.disguises import shape_key, sound_keys, spelled_otherwise
from moderation.match.keys import spellings
from moderation.match.natural import (
    _AFTER_ALL,
    _NEEDED_AT_LEAST,
    _PARTICLES,
    _TOGETHER,
    SUPPORT,
    WINDOW,
    _belongs_together,
    _follows_better,
    _gain,
    _gains_there,
    _needed,
)
from moderation.text.bigrams import EDGE
from moderation.text.segmentation import is_word
from moderation.text.shape import cores_of
from moderation.text.sound import symbols_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.joined import Compact
    from moderation.batch.proposed import Proposed
    from moderation.match.terms import TermTable

__all__ = ["UNTOLD", "Weighed"]

UNTOLD: Final = np.int8(-3)
_NOT: Final = np.int8(-1)
_ASCII: Final = 0x80
_BEYOND: Final = re.compile("[\ud800-\udfff]")
_NOT_HAN: Final = re.compile("[\x00-\x7f\ud800-\udfff]")
"""What is no letter by itself among the symbols: beyond the basic plane several share one."""
_REMEMBERED: Final = 1 << 14


class Weighed:
    """Weighs what is proposed of the terms of one table."""

    def __init__(self, table: TermTable) -> None:
        self._table = table
        self._ways: dict[tuple[int, str], tuple[str, ...]] = {}

    def ways(self, proposed: Proposed, letters: Compact, whole: NDArray[np.bool_]) -> NDArray[np.int8]:
        """Return how sure each of the proposed is: `WEIGHED`, `WEAK`, -1 for not at all, `UNTOLD` where more would have to be read.

        `letters` are those of the texts, `whole` says which texts are their senders' own throughout.
        """
        told = np.full(len(proposed.rows), UNTOLD)
        asked = np.flatnonzero(proposed.bent & (proposed.ways <= WEAK) & (proposed.lasts > 0) & (proposed.lasts < EVERYWHERE))
        asked = asked[whole[proposed.rows[asked]] & (proposed.items[asked] < len(self._table.texts))]
        first, last = (np.searchsorted(letters.places, column[asked]) for column in (proposed.firsts, proposed.lasts))
        tight = last - first == proposed.lasts[asked] - proposed.firsts[asked]
        asked, first, last = asked[tight], first[tight], last[tight]
        begin, end = _reach(first, letters, -1), _reach(last, letters, 1)
        lured = is_lure(letters.symbols[first - 1]) | is_lure(letters.symbols[first - 2])
        columns = (asked, proposed.items[asked], begin, first, last, end, lured)
        for place, item, *around, lure in zip(*(column.tolist() for column in columns), strict=True):
            told[place] = self._way(item, *_around(letters, *around), lured=lure)
        return told

    def _way(self, item: int, before: str, covered: str, after: str, *, lured: bool) -> np.int8:
        if _NOT_HAN.search(covered) or _BEYOND.search(before + after):
            return UNTOLD
        term = spellings(self._table.texts[item])[0]
        ways = self._ways_of(item, covered, term)
        if not ways:
            return UNTOLD
        if lured and "sound" in ways and is_word(covered) and any(a == b for a, b in zip(covered, term, strict=True)):
            return WEIGHED
        return max((_likely(way, before, covered, after, term) for way in ways), key=_SURENESS.index)

    def _ways_of(self, item: int, covered: str, term: str) -> tuple[str, ...]:
        """In which ways letters may be bent from a term; none where they are not of its length, or a spelling that needs no weighing."""
        key = item, covered
        if key not in self._ways:
            if len(self._ways) >= _REMEMBERED:
                self._ways.clear()
            self._ways[key] = self._found_in(item, covered, term)
        return self._ways[key]

    def _found_in(self, item: int, covered: str, term: str) -> tuple[str, ...]:
        matching = self._table.matchings[self._table.matching_of[item]]
        spelled = spelled_otherwise(term, matching).get(covered)
        if len(covered) != len(term) or covered in spellings(self._table.texts[item]) or spelled not in (None, "shuffle"):
            return ()
        alike = {
            "sound": symbols_of(covered) in sound_keys(term) and matching.homophone,
            "shape": cores_of(covered) == shape_key(term),
            "shuffle": spelled == "shuffle",
        }
        return tuple(way for way, is_so in alike.items() if is_so)


_SURENESS: Final = (_NOT, WEAK, WEIGHED)


@lru_cache(maxsize=_REMEMBERED)
def _likely(way: str, before: str, covered: str, after: str, term: str) -> np.int8:
    """How likely letters are meant to be a term, as `match.natural.is_more_likely` says."""
    needed = _needed(way, covered, term)
    if not after and covered[-1] in _PARTICLES and covered[-1] != term[-1]:
        needed += _AFTER_ALL
    better = _follows_better(covered, term, before[-1:] or EDGE, after[:1] or EDGE)
    if _is_likely(before, covered, term, after, needed - better):
        return WEIGHED
    supported = max(needed - SUPPORT, min(needed, _NEEDED_AT_LEAST))
    return WEAK if _is_likely(before, covered, term, after, supported - better) else _NOT


def _is_likely(before: str, covered: str, term: str, after: str, needed: float) -> bool:
    if not _gains_there(before, covered, term, after, needed):
        return False
    return not _belongs_together(before, covered, term, after) or _gain(before, covered, term, after) >= needed + _TOGETHER


def _reach(at: NDArray[np.int64], letters: Compact, step: int) -> NDArray[np.int64]:
    """How far the letters beside some others reach that are none of ASCII and stand without a gap."""
    at = at.copy()
    for _ in range(WINDOW):
        beside = at + step
        at[(letters.symbols[beside] >= _ASCII) & (np.abs(letters.places[beside] - letters.places[at]) == 1)] += step
    return at


def _around(letters: Compact, begin: int, first: int, last: int, end: int) -> tuple[str, str, str]:
    """What stands before some letters, the letters themselves, and what stands behind them."""
    text = letters.symbols[begin : end + 1].tobytes().decode("utf-16-le", "surrogatepass")
    return text[: first - begin], text[first - begin : last - begin + 1], text[last - begin + 1 :]
