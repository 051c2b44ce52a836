"""Whether anything of the evidence that a term needs could stand near it: asked of all such terms of many rows at once.

A word of evidence begins with two letters, in its spelling, its sound or its shape; where no such pair stands within reach
of a term, none of its evidence does. Most terms that need evidence are ordinary words, and most of the time they lack it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.alphabet import NUMBER, ODD, PICTURE
from moderation.batch.distinct import distinct
from moderation.batch.joined import spoken_views
from moderation.batch.keys import keys_by_view
from moderation.batch.proposed import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.joined import Folded, Views
    from moderation.batch.keys import Keys
    from moderation.batch.proposed import Proposed
    from moderation.match.terms import TermTable

__all__ = ["Nearby"]

_BITS: Final = 18
_SHIFT: Final = np.uint32(32 - _BITS)
_FIRST: Final = np.uint32(0x9E3779B1)
_GROUP: Final = np.uint32(0xC2B2AE3D)
_MIX: Final = np.uint32(0x27D4EB2F)
_HALF: Final = np.uint32(15)
_SYMBOL: Final = np.uint64(16)
_SPACES: Final = {"letters": 0, "sounds": 1, "shapes": 2, "literals": 3}
_MOST: Final = 1 << 18
"""Letters that are looked at in one go."""


class _Asked(NamedTuple):
    """Terms in rows, at places `firsts` to `lasts` of the folded view, that need evidence of their groups."""

    rows: NDArray[np.int64]
    groups: NDArray[np.int64]
    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]

    def at(self, chosen: NDArray[np.int64]) -> _Asked:
        """Return some of them."""
        return _Asked(self.rows[chosen], self.groups[chosen], self.firsts[chosen], self.lasts[chosen])


class _Stretches(NamedTuple):
    """Symbols from `starts` to `ends`, among which evidence of a group may begin."""

    groups: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


class Nearby:
    """The beginnings of all evidence of one table."""

    def __init__(self, table: TermTable, alphabet: Alphabet, readings: Mapping[str, NDArray[np.uint16]]) -> None:
        """Take the table of its terms; `readings` gives what a symbol sounds and looks like."""
        self._readings, self._alphabet = readings, alphabet
        self._group_of = np.asarray(table.near_of, np.int64)
        self._within = np.asarray([within for _, within in table.nears], np.int64)
        words: dict[int, list[int]] = {}
        for group, (rows, _) in enumerate(table.nears):
            for row in rows:
                words.setdefault(row, []).append(group)
        keys = keys_by_view(table, words)
        self._longest = np.zeros(len(table.nears), np.int64)
        self._begun = np.zeros(1 << _BITS, np.bool_)
        codes = [self._added(keys[view], words, space) for view, space in _SPACES.items()]
        self._codes = distinct(np.concatenate(codes))
        self._is_bent = _groups(table, {item for view in ("sounds", "shapes") for _, item in keys[view].pairs()})
        self._is_literal = _groups(table, {item for _, item in keys["literals"].pairs()})

    def _added(self, keys: Keys, words: Mapping[int, list[int]], space: int) -> NDArray[np.uint64]:
        """Note the first symbol of every key for every group that it is evidence of; return the codes of the first two."""
        pairs = [(key, group) for key, item in keys.pairs() for group in words[item]]
        groups, lengths = np.asarray([(group, len(key)) for key, group in pairs], np.int64).reshape(-1, 2).T
        first, second = self._alphabet.spelled("".join(key[:2].ljust(2) for key, _ in pairs)).reshape(-1, 2).T
        np.maximum.at(self._longest, groups, lengths)
        self._begun[_hashes(first, groups, space)] = True
        return _codes(first, np.where(lengths > 1, second, np.uint16(0)), groups, space)

    def kept(self, proposed: Proposed, views: Views) -> Proposed:
        """Return what is proposed, without the terms that lack all their evidence."""
        terms = np.flatnonzero((proposed.items < len(self._group_of)) & (proposed.lasts > 0) & (proposed.lasts < EVERYWHERE))
        terms = terms[self._group_of[proposed.items[terms]] >= 0]
        terms = terms[~_read_otherwise(views)[proposed.rows[terms]]]
        asked = _Asked(proposed.rows[terms], self._group_of[proposed.items[terms]], proposed.firsts[terms], proposed.lasts[terms])
        kept = np.ones(len(proposed.items), np.bool_)
        kept[terms] = self._near(asked, views)
        return proposed.at(kept)

    def _near(self, asked: _Asked, views: Views) -> NDArray[np.bool_]:
        """Whether evidence of some groups begins where it may."""
        near = self._begins(asked, views)
        literal = np.flatnonzero(self._is_literal[asked.groups] & ~near)
        near[literal] = self._literally(asked.at(literal), views.folded)
        pictured = _rows_with(views, PICTURE) if self._alphabet.spoken else np.zeros(len(views.folded.ends), np.bool_)
        for way in range(len(self._alphabet.spoken)):
            left = np.flatnonzero(pictured[asked.rows] & ~near)
            if len(left):
                near[left] = self._spoken(asked.at(left), views, way)
        return near

    def _spoken(self, asked: _Asked, views: Views, way: int) -> NDArray[np.bool_]:
        """The same where the emoji of some rows are read as characters."""
        rows = distinct(asked.rows)
        spoken, own = spoken_views(views, rows, way, self._alphabet), np.searchsorted(rows, asked.rows)
        shift = spoken.folded.ends[own] - views.folded.ends[asked.rows]
        return self._begins(_Asked(own, asked.groups, asked.firsts + shift, asked.lasts + shift), spoken)

    def _begins(self, asked: _Asked, views: Views) -> NDArray[np.bool_]:
        """The same in one reading of some rows: how near is told in characters, of which as many letters are at least as many."""
        letters = views.letters
        first, last = (np.searchsorted(letters.places, places) for places in (asked.firsts, asked.lasts))
        first -= self._within[asked.groups] + 2 * self._longest[asked.groups]  # two letters may stand for one
        last += self._within[asked.groups] + 2
        return self._within_reach(letters.symbols, _within_rows(asked, first, last, letters.ends))

    def _literally(self, asked: _Asked, folded: Folded) -> NDArray[np.bool_]:
        """The same for evidence with signs, which stands as it is spelled."""
        first = asked.firsts - self._within[asked.groups] - self._longest[asked.groups]
        last = asked.lasts + self._within[asked.groups] + 1
        return self._within_reach(folded.symbols, _within_rows(asked, first, last, folded.ends), literal=True)

    def _within_reach(self, symbols: NDArray[np.uint16], stretches: _Stretches, *, literal: bool = False) -> NDArray[np.bool_]:
        """Whether evidence of some groups begins in some stretches of symbols, in as many steps as memory asks for."""
        near = np.zeros(len(stretches.groups), np.bool_)
        lasts = np.cumsum(stretches.ends + 1 - stretches.starts)
        cut = 0
        while cut < len(near):
            done = int(lasts[cut - 1]) if cut else 0
            after = max(int(np.searchsorted(lasts, done + _MOST)), cut + 1)
            groups, starts, ends = (column[cut:after] for column in stretches)
            lengths = ends + 1 - starts
            firsts = lasts[cut:after] - done - lengths
            at = np.repeat(starts - firsts, lengths) + np.arange(int(lasts[after - 1]) - done)
            found = self._found(symbols, at, np.repeat(groups, lengths), literal=literal)
            near[cut:after] = np.logical_or.reduceat(found, firsts)
            cut = after
        return near

    def _found(self, symbols: NDArray[np.uint16], at: NDArray[np.int64], groups: NDArray[np.int64], *, literal: bool) -> NDArray[np.bool_]:
        """Whether evidence of a group begins at some symbols."""
        here, behind = symbols[at], symbols[at + 1]
        if literal:
            return self._is_begun(here, behind, groups, _SPACES["literals"])
        found = self._is_begun(here, behind, groups, _SPACES["letters"])
        bent = np.flatnonzero(self._is_bent[groups] & ~found)
        here, behind, groups = here[bent], behind[bent], groups[bent]
        is_latin = (here >= ord("a")) & (here <= ord("z"))  # it may be pinyin
        for space, reading in self._readings.items():
            is_latin |= self._is_begun(reading[here], reading[behind], groups, _SPACES[space])
        found[bent] = is_latin
        return found

    def _is_begun(self, here: NDArray[np.uint16], behind: NDArray[np.uint16], groups: NDArray[np.int64], space: int) -> NDArray[np.bool_]:
        begun = self._begun[_hashes(here, groups, space)]
        at = np.flatnonzero(begun)
        one, two = (_codes(here[at], second, groups[at], space) for second in (np.zeros(len(at), np.uint16), behind[at]))
        begun[at] = _among(self._codes, one) | _among(self._codes, two)
        return begun


def _within_rows(asked: _Asked, first: NDArray[np.int64], last: NDArray[np.int64], ends: NDArray[np.int64]) -> _Stretches:
    """Stretches for what is asked, cut off where its rows begin and end."""
    begins = np.where(asked.rows > 0, ends[asked.rows - 1] + 1, 0)
    return _Stretches(asked.groups, np.maximum(first, begins), np.minimum(last, ends[asked.rows]))


def _hashes(first: NDArray[np.uint16], groups: NDArray[np.int64], space: int) -> NDArray[np.uint32]:
    hashes: NDArray[np.uint32] = groups.astype(np.uint32) * _GROUP + np.uint32(space)
    hashes += first * _FIRST
    hashes ^= hashes >> _HALF
    hashes *= _MIX
    hashes >>= _SHIFT
    return hashes


def _codes(first: NDArray[np.uint16], second: NDArray[np.uint16], groups: NDArray[np.int64], space: int) -> NDArray[np.uint64]:
    """A number for the two letters that evidence of a group begins with."""
    codes: NDArray[np.uint64] = (groups * len(_SPACES) + space).astype(np.uint64)
    return (((codes << _SYMBOL) | first) << _SYMBOL) | second


def _among(known: NDArray[np.uint64], asked: NDArray[np.uint64]) -> NDArray[np.bool_]:
    if not len(known):
        return np.zeros(len(asked), np.bool_)
    among: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, asked), len(known) - 1)] == asked
    return among


def _groups(table: TermTable, rows: set[int]) -> NDArray[np.bool_]:
    """The groups that some rows are evidence of."""
    return np.asarray([not rows.isdisjoint(words) for words, _ in table.nears], np.bool_)


def _read_otherwise(views: Views) -> NDArray[np.bool_]:
    """The rows with codes to wall in, with keys that read as several, or with a letter three times in a row."""
    rows = _rows_with(views, ODD | NUMBER)
    symbols = views.letters.symbols
    same = symbols[1:] == symbols[:-1]
    places = np.flatnonzero(same[1:] & same[:-1])
    rows[views.letters.rows(places[symbols[places] != 0])] = True
    return rows


def _rows_with(views: Views, flags: int) -> NDArray[np.bool_]:
    rows = np.zeros(len(views.folded.ends), np.bool_)
    rows[views.folded.rows(views.folded.having(flags))] = True
    return rows
