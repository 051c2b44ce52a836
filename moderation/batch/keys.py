"""What the columnar scan searches for: the keys of the terms of a Program, one set of strings for each view.

Only terms are looked for: `allow` takes matches away, and evidence is needed beside a term, so that without either more
is proposed and nothing is missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from moderation.batch.strings import StringSet
from moderation.match.keys import is_literal, keys_of, spellings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.strings import Places
    from moderation.match.spec import Matching
    from moderation.match.terms import TermTable

__all__ = ["Found", "KeySet", "Keys", "Meaning", "keys_by_view"]


class Found(NamedTuple):
    """Keys that were found: from `starts` on stand `lengths` symbols of a key of item `items`.

    `bound` and `bent` are those of the key's `Meaning`.
    """

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    items: NDArray[np.int64]
    bound: NDArray[np.bool_]
    bent: NDArray[np.bool_]

    def at(self, chosen: NDArray[np.bool_]) -> Found:
        """Return some of them."""
        return Found(self.starts[chosen], self.lengths[chosen], self.items[chosen], self.bound[chosen], self.bent[chosen])


class Meaning(NamedTuple):
    """An item that a key stands for; whether letters and digits of Latin may not touch it, and whether it is a bent spelling."""

    item: int
    bound: bool = False
    bent: bool = False


Keys = dict[str, list[Meaning]]
"""Key → what it stands for."""


class KeySet:
    """A set of keys with the items that each stands for."""

    def __init__(self, keys: Mapping[str, list[Meaning]], alphabet: Alphabet) -> None:
        self._strings = StringSet(list(keys), alphabet)
        self.longest = self._strings.longest
        entries = list(keys.values())
        self._firsts = np.concatenate([[0], np.cumsum([len(some) for some in entries], dtype=np.int64)])
        self._items = np.asarray([one.item for some in entries for one in some], np.int64)
        self._bound = np.asarray([one.bound for some in entries for one in some], np.bool_)
        self._bent = np.asarray([one.bent for some in entries for one in some], np.bool_)
        self._lengths = np.asarray(list(map(len, keys)), np.int64)

    def find(self, view: NDArray[np.uint16]) -> Found:
        """Return every item of every key in a view."""
        return self._expanded(self._strings.find(view))

    def _expanded(self, places: Places) -> Found:
        firsts = self._firsts[places.keys]
        times = self._firsts[places.keys + 1] - firsts
        entries = np.repeat(firsts - np.cumsum(times) + times, times) + np.arange(times.sum())
        starts, lengths = np.repeat(places.starts, times), np.repeat(self._lengths[places.keys], times)
        return Found(starts, lengths, self._items[entries], self._bound[entries], self._bent[entries])


def keys_by_view(table: TermTable) -> dict[str, Keys]:
    """Return the keys of the terms of a table: `literals` for the plain view, `letters`, `sounds` and `shapes`."""
    found: dict[str, Keys] = {"literals": {}, "letters": {}, "sounds": {}, "shapes": {}}
    for row, text in enumerate(table.texts):
        if table.role(row) == "term":
            matching = table.matchings[table.matching_of[row]]
            literal = is_literal(text, matching)
            own = "" if literal else spellings(text)[0]
            for view, keys in zip(("literals" if literal else "letters", "sounds", "shapes"), keys_of(text, matching), strict=True):
                for key in keys:
                    found[view].setdefault(key, []).append(Meaning(row, _is_bound(key, matching), key != own and not literal))
    return found


def _is_bound(key: str, matching: Matching) -> bool:
    return matching.boundary == "latin" or (matching.boundary != "none" and key.isascii())
