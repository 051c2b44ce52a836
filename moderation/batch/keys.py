"""What the columnar scan searches for: the keys of the terms of a Program, one set of strings for each view.

Terms are looked for everywhere, evidence where a term needs it; `allow` only takes matches away, so that without it more
is proposed and nothing is missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from moderation.batch.strings import StringSet
from moderation.match.disguises import spelled_otherwise
from moderation.match.keys import is_literal, keys_of, spellings
from moderation.text.fold import plain
from moderation.text.views import merged_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.strings import Places
    from moderation.match.spec import Matching
    from moderation.match.terms import TermTable

__all__ = ["Found", "KeySet", "Keys", "Meaning", "bent_rows", "keys_by_view"]


class Found(NamedTuple):
    """Keys that were found: from `starts` on stand `lengths` symbols of a key of item `items`.

    `bound`, `edged`, `bent` and `runs` are those of the key's `Meaning`.
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


class Meaning(NamedTuple):
    """An item that a key stands for.

    `bound`: letters and digits of Latin may not touch it. `edged`: they may on one side. `bent`: it is a spelling that was
    added to a term. `runs`: how many letters the term has where the key is the term with its runs merged, else 0.
    """

    item: int
    bound: bool = False
    edged: bool = False
    bent: bool = False
    runs: int = 0


Keys = dict[str, list[Meaning]]
"""Key → what it stands for."""


class KeySet:
    """A set of keys with the items that each stands for."""

    def __init__(self, keys: Mapping[str, list[Meaning]], alphabet: Alphabet) -> None:
        self._strings = StringSet(list(keys), alphabet)
        self.longest = self._strings.longest
        entries = list(keys.values())
        self._firsts = np.concatenate([[0], np.cumsum([len(some) for some in entries], dtype=np.int64)])
        self._items = np.asarray([one.item for some in entries for one in some], np.int32)
        self._bound = np.asarray([one.bound for some in entries for one in some], np.bool_)
        self._edged = np.asarray([one.edged for some in entries for one in some], np.bool_)
        self._bent = np.asarray([one.bent for some in entries for one in some], np.bool_)
        self._runs = np.asarray([one.runs for some in entries for one in some], np.int32)
        self._lengths = np.asarray(list(map(len, keys)), np.int32)

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
    found: dict[str, Keys] = {"literals": {}, "letters": {}, "runs": {}, "sounds": {}, "shapes": {}}
    for row in rows:
        for view, key, meaning in _keys_of(row, table.texts[row], table.matchings[table.matching_of[row]]):
            found[view].setdefault(key, []).append(meaning)
    return found


def bent_rows(keys: Mapping[str, Keys]) -> set[int]:
    """Return the terms that some keys by view tell by a spelling of others, by sound or by shape."""
    some = (meanings for view in ("letters", "sounds", "shapes") for meanings in keys[view].values())
    return {meaning.item for meanings in some for meaning in meanings if meaning.bent}


def _keys_of(row: int, text: str, matching: Matching) -> Iterator[tuple[str, str, Meaning]]:
    """Yield view, key and meaning of every key of one term."""
    if is_literal(text, matching):
        key = plain(text)
        yield "literals", key, Meaning(row, _is_bound(key, matching))
        return
    forms = spellings(text)
    otherwise = spelled_otherwise(forms[0], matching)
    for key in filter(None, (*forms, *(key for key in otherwise if key not in forms))):
        initials = key not in forms and otherwise[key] == "pinyin"
        yield "letters", key, Meaning(row, not initials and _is_bound(key, matching), initials, bent=key != forms[0])
    for form in forms:
        if len(form) > 1:
            yield "runs", merged_runs(form), Meaning(row, _is_bound(form, matching), bent=True, runs=len(form))
    if matching.homophone or matching.pinyin != "off" or matching.lookalike:
        _, sounds, shapes = keys_of(text, matching)
        yield from (("sounds", key, Meaning(row, bent=True)) for key in sounds)
        yield from (("shapes", key, Meaning(row, bent=True)) for key in shapes)


def _is_bound(key: str, matching: Matching) -> bool:
    return matching.boundary == "latin" or (matching.boundary != "none" and key.isascii())
