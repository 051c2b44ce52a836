"""Whether anything of the evidence that a term needs could stand near it: asked of all such terms of many rows at once.

A word of evidence begins with two letters, in its spelling, its sound or its shape; where no such pair stands within reach
of a term, none of its evidence does. Most terms that need evidence are ordinary words, and most of the time they lack it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.alphabet import NUMBER, ODD, PICTURE
from moderation.batch.keys import keys_by_view
from moderation.batch.proposed import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.joined import Views
    from moderation.batch.keys import Keys
    from moderation.batch.proposed import Proposed
    from moderation.match.terms import TermTable

__all__ = ["Nearby"]

_BITS: Final = 20
_SHIFT: Final = np.uint32(32 - _BITS)
_FIRST: Final = np.uint32(0x9E3779B1)
_SECOND: Final = np.uint32(0x85EBCA77)
_GROUP: Final = np.uint32(0xC2B2AE3D)
_MIX: Final = np.uint32(0x27D4EB2F)
_HALF: Final = np.uint32(15)
_SPACES: Final = {"letters": 0, "sounds": 1, "shapes": 2}
_MOST: Final = 1 << 18
"""Letters that are looked at in one go."""


class Nearby:
    """The beginnings of all evidence of one table."""

    def __init__(self, table: TermTable, alphabet: Alphabet, readings: Mapping[str, NDArray[np.uint16]]) -> None:
        """Take the table of its terms; `readings` gives what a symbol sounds and looks like."""
        self._readings = readings
        self._group_of = np.asarray(table.near_of, np.int64)
        self._within = np.asarray([within for _, within in table.nears], np.int64)
        words: dict[int, list[int]] = {}
        for group, (rows, _) in enumerate(table.nears):
            for row in rows:
                words.setdefault(row, []).append(group)
        keys = keys_by_view(table, words)
        self._longest = np.zeros(len(table.nears), np.int64)
        self._begun = np.zeros(1 << _BITS, np.bool_)
        for view, space in _SPACES.items():
            self._add(keys[view], words, space, alphabet)
        self._is_bent = _groups(table, {item for view in ("sounds", "shapes") for _, item in keys[view].pairs()})
        self._is_known = ~_groups(table, {item for _, item in keys["literals"].pairs()})
        self._odd = ODD | NUMBER | (PICTURE if any(matching.emoji for matching in table.matchings) else 0)

    def _add(self, keys: Keys, words: Mapping[int, list[int]], space: int, alphabet: Alphabet) -> None:
        """Note the first two symbols of every key for every group that it is evidence of."""
        pairs = [(key, group) for key, item in keys.pairs() for group in words[item]]
        groups, lengths = np.asarray([(group, len(key)) for key, group in pairs], np.int64).reshape(-1, 2).T
        symbols = alphabet.spelled("".join(key[:2].ljust(2) for key, _ in pairs)).astype(np.uint32).reshape(-1, 2)
        symbols[lengths == 1, 1] = 0
        self._begun[_hashes(symbols[:, 0], symbols[:, 1], groups.astype(np.uint32), space)] = True
        np.maximum.at(self._longest, groups, lengths)

    def kept(self, proposed: Proposed, views: Views) -> Proposed:
        """Return what is proposed, without the terms that lack all their evidence."""
        terms = np.flatnonzero((proposed.items < len(self._group_of)) & (proposed.lasts > 0) & (proposed.lasts < EVERYWHERE))
        terms = terms[self._group_of[proposed.items[terms]] >= 0]
        groups = self._group_of[proposed.items[terms]]
        asked = self._is_known[groups] & ~_read_otherwise(views, self._odd)[proposed.rows[terms]]
        terms, groups = terms[asked], groups[asked]
        first, last = (np.searchsorted(views.letters.places, column[terms]) for column in (proposed.firsts, proposed.lasts))
        starts = np.maximum(first - self._within[groups] - 2 * self._longest[groups], 0)  # two letters may stand for one
        ends = np.minimum(last + self._within[groups] + 2, len(views.letters.symbols) - 1)
        kept = np.ones(len(proposed.items), np.bool_)
        kept[terms] = self._near(views, groups, starts, ends)
        return proposed.at(kept)

    def _near(self, views: Views, groups: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether evidence of some groups begins between some letters."""
        near = np.zeros(len(groups), np.bool_)
        lasts = np.cumsum(ends - starts)
        cut = 0
        while cut < len(groups):
            done = int(lasts[cut - 1]) if cut else 0
            after = max(int(np.searchsorted(lasts, done + _MOST)), cut + 1)
            near[cut:after] = self._near_some(views, groups[cut:after], starts[cut:after], ends[cut:after])
            cut = after
        return near

    def _near_some(self, views: Views, groups: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
        lengths = ends - starts
        lasts = np.cumsum(lengths)
        at = np.repeat(starts - lasts + lengths, lengths) + np.arange(int(lasts[-1]))
        spread = np.repeat(groups.astype(np.uint32), lengths)
        symbols = views.letters.symbols
        here, behind = symbols[at], symbols[at + 1]
        found = self._begins(here, behind, spread, 0)
        bent = np.flatnonzero(np.repeat(self._is_bent[groups], lengths) & ~found)
        here, behind, spread = here[bent], behind[bent], spread[bent]
        is_latin = (here >= ord("a")) & (here <= ord("z"))  # it may be pinyin
        for space, reading in self._readings.items():
            is_latin |= self._begins(reading[here], reading[behind], spread, _SPACES[space])
        found[bent] = is_latin
        near: NDArray[np.bool_] = np.logical_or.reduceat(found, lasts - lengths)
        return near

    def _begins(self, here: NDArray[np.uint16], behind: NDArray[np.uint16], groups: NDArray[np.uint32], space: int) -> NDArray[np.bool_]:
        first, none = here.astype(np.uint32), np.zeros(1, np.uint32)
        begins: NDArray[np.bool_] = self._begun[_hashes(first, behind.astype(np.uint32), groups, space)]
        begins |= self._begun[_hashes(first, none, groups, space)]
        return begins


def _hashes(first: NDArray[np.uint32], second: NDArray[np.uint32], groups: NDArray[np.uint32], space: int) -> NDArray[np.uint32]:
    hashes: NDArray[np.uint32] = first * _FIRST + second * _SECOND + groups * _GROUP + np.uint32(space)
    hashes ^= hashes >> _HALF
    hashes *= _MIX
    hashes >>= _SHIFT
    return hashes


def _groups(table: TermTable, rows: set[int]) -> NDArray[np.bool_]:
    """The groups that some rows are evidence of."""
    return np.asarray([not rows.isdisjoint(words) for words, _ in table.nears], np.bool_)


def _read_otherwise(views: Views, flags: int) -> NDArray[np.bool_]:
    """The rows with a character of some flags, or with a letter three times in a row."""
    rows = np.zeros(len(views.folded.ends), np.bool_)
    rows[views.folded.rows(np.flatnonzero((views.folded.flags & flags) != 0))] = True
    symbols = views.letters.symbols
    same = symbols[1:] == symbols[:-1]
    places = np.flatnonzero(same[1:] & same[:-1])
    rows[views.letters.rows(places[symbols[places] != 0])] = True
    return rows
