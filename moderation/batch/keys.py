"""What the columnar scan searches for: the keys of the terms of a Program, one set of strings for each view.

Terms are looked for everywhere, evidence where a term needs it; `allow` only takes matches away, so that without it more
is proposed and nothing is missed.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.strings import StringSet
from moderation.match.disguises import spelled_otherwise
from moderation.match.keys import is_literal, keys_of, spellings
from moderation.text.fold import plain
from moderation.text.views import merged_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.strings import Places
    from moderation.match.spec import Matching
    from moderation.match.terms import TermTable

__all__ = ["Found", "KeySet", "Keys", "bent_rows", "keys_by_view"]

_BOUND, _EDGED, _BENT = 1, 2, 4
_RUNS_AT: Final = 4
_RUNS: Final = (1 << 20) - 1
_ITEM_AT: Final = 24
"""Where in the number of a meaning the flags end and its runs begin, how many those may be, and where its item begins."""


class Found(NamedTuple):
    """Keys that were found: from `starts` on stand `lengths` symbols of a key of item `items`.

    `bound`, `edged`, `bent` and `runs` are those of the key's item in `Keys.add`.
    """

    starts: NDArray[np.int64]
    lengths: NDArray[np.int32]
    items: NDArray[np.int32]
    bound: NDArray[np.bool_]
    edged: NDArray[np.bool_]
    bent: NDArray[np.bool_]
    runs: NDArray[np.int32]

    def at(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Found:
        """Return some of them."""
        starts, lengths, items = self.starts[chosen], self.lengths[chosen], self.items[chosen]
        return Found(starts, lengths, items, self.bound[chosen], self.edged[chosen], self.bent[chosen], self.runs[chosen])


class Keys:
    """Keys, each with the items that it stands for; numbers throughout, because a Program has hundreds of thousands of them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._key_of = array("l")
        self._meanings = array("q")

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, key: str, item: int, flags: int = 0, runs: int = 0) -> None:
        """Add an item that a key stands for.

        Its flags are `bound`: letters and digits of Latin may not touch it. `edged`: they may on one side. `bent`: it is a spelling
        that was added to a term. `runs`: how many letters the term has where the key is the term with its runs merged, else 0.
        """
        self._key_of.append(self._numbers.setdefault(key, len(self._numbers)))
        self._meanings.append(item << _ITEM_AT | min(runs, _RUNS) << _RUNS_AT | flags)

    def add_all(self, others: Keys, read: Callable[[str], str]) -> None:
        """Add other keys, each as a function reads it."""
        names = list(map(read, others))
        for number, meaning in zip(others._key_of, others._meanings, strict=True):
            self._key_of.append(self._numbers.setdefault(names[number], len(self._numbers)))
            self._meanings.append(meaning)

    def pairs(self) -> Iterator[tuple[str, int]]:
        """Yield each key with each of its items."""
        keys = list(self._numbers)
        return ((keys[number], meaning >> _ITEM_AT) for number, meaning in zip(self._key_of, self._meanings, strict=True))

    def bent(self) -> set[int]:
        """Return the items of which a key is a spelling that was added to them."""
        return {meaning >> _ITEM_AT for meaning in self._meanings if meaning & _BENT}

    def columns(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the meanings in the order of the keys, and where those of each begin."""
        key_of = np.asarray(self._key_of, np.int64)
        firsts = np.concatenate([[0], np.cumsum(np.bincount(key_of, minlength=len(self)))])
        return np.asarray(self._meanings, np.int64)[np.argsort(key_of, kind="stable")], firsts


class KeySet:
    """A set of keys with the items that each stands for."""

    def __init__(self, keys: Keys, alphabet: Alphabet) -> None:
        strings = list(keys)
        self._strings = StringSet(strings, alphabet)
        self.longest = self._strings.longest
        meanings, self._firsts = keys.columns()
        self._items = (meanings >> _ITEM_AT).astype(np.int32)
        self._bound, self._edged, self._bent = ((meanings & flag) != 0 for flag in (_BOUND, _EDGED, _BENT))
        self._runs = ((meanings >> _RUNS_AT) & _RUNS).astype(np.int32)
        self._lengths = np.fromiter(map(len, strings), np.int32, len(strings))

    def joins(self, first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.bool_]:
        """Return where one symbol may follow another in some key."""
        return self._strings.joins(first, second)

    def find(self, view: NDArray[np.uint16]) -> Found:
        """Return every item of every key in a view."""
        return self._expanded(self._strings.find(view))

    def _expanded(self, places: Places) -> Found:
        firsts = self._firsts[places.keys]
        times = self._firsts[places.keys + 1] - firsts
        entries = np.repeat(firsts - np.cumsum(times) + times, times) + np.arange(times.sum())
        starts, lengths = np.repeat(places.starts, times), np.repeat(self._lengths[places.keys], times)
        bound, edged, bent = self._bound[entries], self._edged[entries], self._bent[entries]
        return Found(starts, lengths, self._items[entries], bound, edged, bent, self._runs[entries])


def keys_by_view(table: TermTable, rows: Iterable[int]) -> dict[str, Keys]:
    """Return the keys of some terms of a table: `literals` for the plain view, `letters`, `runs`, `sounds` and `shapes`."""
    keys = {view: Keys() for view in ("literals", "letters", "runs", "sounds", "shapes")}
    options = [_options(matching) for matching in table.matchings]
    for row in rows:
        text, number = table.texts[row], table.matching_of[row]
        matching = table.matchings[number]
        if is_literal(text, matching):
            key = plain(text)
            keys["literals"].add(key, row, _bound(key, matching))
            continue
        forms = spellings(text)
        _add_forms(keys, row, forms, matching)
        if options[number].spells:
            _add_otherwise(keys["letters"], row, forms, matching)
        if options[number].sounds:
            _, *some = keys_of(text, matching)
            for view, strings in zip(("sounds", "shapes"), some, strict=True):
                for key in strings:
                    keys[view].add(key, row, _BENT)
    return keys


def bent_rows(keys: Mapping[str, Keys]) -> set[int]:
    """Return the terms that some keys by view tell by a spelling of others, by sound or by shape."""
    return keys["letters"].bent() | keys["sounds"].bent() | keys["shapes"].bent()


class _Options(NamedTuple):
    """Whether a way of matching adds spellings to a term, and whether it has terms told by sound or shape."""

    spells: bool
    sounds: bool


def _options(matching: Matching) -> _Options:
    return _Options(
        matching.split or matching.shuffle or matching.pinyin == "initials",
        matching.homophone or matching.pinyin != "off" or matching.lookalike,
    )


def _add_forms(keys: dict[str, Keys], row: int, forms: tuple[str, ...], matching: Matching) -> None:
    """Add how a term is written, in characters and with digits, and the same with runs merged."""
    for place, form in enumerate(forms):
        if form:
            flags = _bound(form, matching)
            keys["letters"].add(form, row, flags | _BENT if place else flags)
            if len(form) > 1:
                keys["runs"].add(merged_runs(form), row, flags | _BENT, len(form))


def _add_otherwise(letters: Keys, row: int, forms: tuple[str, ...], matching: Matching) -> None:
    """Add the spellings that the options add to a term."""
    for key, option in spelled_otherwise(forms[0], matching).items():
        if key and key not in forms:
            letters.add(key, row, _BENT | (_EDGED if option == "pinyin" else _bound(key, matching)))


def _bound(key: str, matching: Matching) -> int:
    return _BOUND if matching.boundary == "latin" or (matching.boundary != "none" and key.isascii()) else 0
