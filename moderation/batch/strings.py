"""Many strings searched for in one long buffer of symbols by vectors: what an automaton does, without walking.

The first two and three symbols of every place are looked up in small tables of bits; the few places that are left grow by one
symbol at a time while some string still begins like that, and are strings where their hash is that of one. A hash of 64
bits may be shared by accident, which proposes a string that is not there; one that is there is never missed.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet

__all__ = ["Places", "StringSet"]

_BLOCK: Final = 1 << 18
"""Symbols that are looked at in one go, so that what lies between two steps stays in the cache."""
_FIRST: Final = np.uint32(0x9E3779B1)
_SECOND: Final = np.uint32(0x85EBCA77)
_THIRD: Final = np.uint32(0xC2B2AE3D)
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xD6E8FEB86659FD93)
_LEAST_BITS: Final = 18
_FEWEST_BITS: Final = 12
"""The least of what is asked of few places: a table for every length of every set, most of them for next to nothing."""
_MOST_BITS: Final = 24
_BEGUN: Final = np.uint8(1)
_WHOLE: Final = np.uint8(2)
_ROOM: Final = 4
"""Slots for each entry of a table, as bits: one in sixteen is set."""
_TIGHT: Final = 3
"""The same for what is asked of every place: that a table fits the second-level cache matters more than how much it leaves."""
_SYMBOLS: Final = 1 << 16
_PAIR: Final = 2
_TRIPLE: Final = 3


class Places(NamedTuple):
    """What was found: string `keys[i]` begins at `starts[i]`; in no order."""

    starts: NDArray[np.int64]
    keys: NDArray[np.int32]


class StringSet:
    """A set of strings, numbered as they were given, ready to be searched for."""

    def __init__(self, strings: Sequence[str], alphabet: Alphabet) -> None:
        """Prepare the search for folded, distinct strings, none of which is empty."""
        by_length: dict[int, list[int]] = {}
        for number, string in enumerate(strings):
            by_length.setdefault(len(string), []).append(number)
        self.longest = max(by_length, default=0)
        spelled = {
            length: alphabet.spelled("".join(strings[number] for number in numbers)).reshape(-1, length)
            for length, numbers in by_length.items()
        }
        self._has_single = 1 in by_length
        self._single = np.zeros(_SYMBOLS if self._has_single else 0, np.int32)
        self._is_single = np.zeros(_SYMBOLS, np.bool_)
        for row, number in zip(spelled.get(1, ()), by_length.get(1, ()), strict=True):
            self._single[row[0]], self._is_single[row[0]] = number, True
        longer = [length for length in by_length if length > 1]
        hashes = [_hashes(spelled[length]) for length in longer]
        self._tables = _prefix_tables(hashes, self.longest)
        self._spelled = [spelled[length] for length in longer]
        self._pairs, self._pair_shift = _begun_table([some for some in self._spelled if some.shape[1] == _PAIR])
        self._triples, self._triple_shift = _begun_table([some[:, :_TRIPLE] for some in self._spelled if some.shape[1] >= _TRIPLE])
        self._whole, self._numbers = _whole(hashes, [by_length[length] for length in longer])

    def find(self, view: NDArray[np.uint16]) -> Places:
        """Return every place of every string in a buffer that has at least `longest` zeros at its end."""
        starts, keys = [], []
        if self._has_single:
            at = np.flatnonzero(self._is_single.take(view))
            starts.append(at)
            keys.append(self._single[view[at]])
        if self.longest > 1:
            for likely in self._likely(view):
                found = self._grow(view, likely)
                starts.extend(places.starts for places in found)
                keys.extend(places.keys for places in found)
        if not starts:
            return Places(np.empty(0, np.int64), np.empty(0, np.int32))
        return Places(np.concatenate(starts), np.concatenate(keys))

    def joins(self, first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.bool_]:
        """Return where one symbol may follow another in some string; a string of one symbol says so of it beside any."""
        joints, shift = self._joints
        pairs = first * _FIRST
        pairs += second * _SECOND
        joined: NDArray[np.bool_] = joints[pairs >> shift] | self._is_single[first] | self._is_single[second]
        return joined

    @cached_property
    def _joints(self) -> tuple[NDArray[np.bool_], np.uint32]:
        """The neighbours in all strings: the symbols at each place with those at the next."""
        return _begun_table(
            [some[:, place : place + _PAIR] for some in self._spelled for place in range(some.shape[1] - 1)], least=_FEWEST_BITS
        )

    def _likely(self, view: NDArray[np.uint16]) -> Iterator[NDArray[np.int64]]:
        """The places whose first two symbols are a string, or whose first three begin one, block by block."""
        for start in range(0, len(view) - 2, _BLOCK):
            end = min(start + _BLOCK, len(view) - 2)
            hashes = view[start:end] * _FIRST
            hashes += view[start + 1 : end + 1] * _SECOND
            likely = self._pairs.take(hashes >> self._pair_shift)
            hashes += view[start + 2 : end + 2] * _THIRD
            hashes >>= self._triple_shift
            likely |= self._triples.take(hashes)
            yield np.flatnonzero(likely) + start

    def _grow(self, view: NDArray[np.uint16], at: NDArray[np.int64]) -> list[Places]:
        """The strings of two symbols and more that begin at some places."""
        found = []
        values = view[at].astype(np.uint64) * _STEP + view[at + 1]
        for length in range(2, self.longest + 1):
            if length > len("ab"):
                values *= _STEP
                values += view[at + (length - 1)]
            kinds = self._tables[length - 2].kinds(values)
            whole = np.flatnonzero(kinds & _WHOLE)
            found.append(self._ending(at[whole], values[whole]))
            begun = np.flatnonzero(kinds & _BEGUN)
            at, values = at[begun], values[begun]
            if not len(at):
                break
        return found

    def _ending(self, at: NDArray[np.int64], values: NDArray[np.uint64]) -> Places:
        places = np.searchsorted(self._whole, values)
        places[places == len(self._whole)] = 0
        same = self._whole[places] == values
        return Places(at[same], self._numbers[places[same]])


class _Table:
    """What the prefixes of one length are, by their hash: nothing for what begins no string."""

    def __init__(self, begun: NDArray[np.uint64], whole: NDArray[np.uint64]) -> None:
        bits = min(max(_FEWEST_BITS, (len(begun) + len(whole)).bit_length() + _ROOM), _MOST_BITS)
        self._shift = np.uint64(64 - bits)
        self._kinds = np.zeros(1 << bits, np.uint8)
        self._kinds[(begun * _MIX) >> self._shift] |= _BEGUN
        self._kinds[(whole * _MIX) >> self._shift] |= _WHOLE

    def kinds(self, hashes: NDArray[np.uint64]) -> NDArray[np.uint8]:
        kinds: NDArray[np.uint8] = self._kinds[(hashes * _MIX) >> self._shift]
        return kinds


def _hashes(spelled: NDArray[np.uint16]) -> NDArray[np.uint64]:
    """The hash of every prefix of some strings of one length: a row for each, from two symbols on."""
    values = spelled[:, 0].astype(np.uint64)
    columns = []
    for place in range(1, spelled.shape[1]):
        values = values * _STEP + spelled[:, place]
        columns.append(values)
    return np.stack(columns, axis=1)


def _prefix_tables(hashes: Sequence[NDArray[np.uint64]], longest: int) -> list[_Table]:
    return [_Table(_prefixes(hashes, place, longer=True), _prefixes(hashes, place, longer=False)) for place in range(longest - 1)]


def _prefixes(hashes: Sequence[NDArray[np.uint64]], place: int, *, longer: bool) -> NDArray[np.uint64]:
    """The hashes of prefixes of one length, of the strings that are longer or of those that are not."""
    chosen = (some[:, place] for some in hashes if (some.shape[1] > place + 1 if longer else some.shape[1] == place + 1))
    return distinct(np.concatenate([np.empty(0, np.uint64), *chosen]))


def _begun_table(beginnings: Sequence[NDArray[np.uint16]], least: int = _LEAST_BITS) -> tuple[NDArray[np.bool_], np.uint32]:
    """A table of bits of some strings of two symbols, or of three, by their hash."""
    if not beginnings:
        return np.zeros(1 << least, np.bool_), np.uint32(32 - least)
    together = np.concatenate(beginnings).astype(np.uint32)
    hashes = together[:, 0] * _FIRST + together[:, 1] * _SECOND
    if together.shape[1] > _PAIR:
        hashes += together[:, 2] * _THIRD
    hashes = distinct(hashes)
    bits = min(max(least, len(hashes).bit_length() + _TIGHT), _MOST_BITS)
    shift = np.uint32(32 - bits)
    table = np.zeros(1 << bits, np.bool_)
    table[hashes >> shift] = True
    return table, shift


def _whole(hashes: Sequence[NDArray[np.uint64]], numbers: Sequence[Sequence[int]]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """The hashes of whole strings in order, with the number of each."""
    if not hashes:
        return np.empty(0, np.uint64), np.empty(0, np.int32)
    values = np.concatenate([prefixes[:, -1] for prefixes in hashes])
    order = np.argsort(values, kind="stable")
    return values[order], np.concatenate([np.asarray(some, np.int32) for some in numbers])[order]
