"""The index of one view, ready to search: which keys stand in a text, and what they stand for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from daachorse import CharwiseDoubleArrayAhoCorasick

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from moderation.match.candidates import Found
    from moderation.match.pattern import Pattern
    from moderation.match.table import Index, TermTable

__all__ = ["Key", "SearchedView"]

Key = tuple[int, int, int]
"""Start and end in a view, and the key that was found there."""

_TERM: Final = 0
_DOUBLED: Final = 3
"""What a key stands for, the most interesting first: a term, an allow, a near word (as in `TermTable`), a doubled letter."""

_PLACES_PER_KEY: Final = 1_024
"""A cap against a megabyte of one word: more places than any page of chat has, and than `settle` weighs of a term."""


class SearchedView:
    """The index of one view, ready to search."""

    __slots__ = ("_doubled", "_groups", "_kinds", "_patterns", "_roles", "_targets", "_terms", "search")

    def __init__(self, index: Index, table: TermTable, patterns: Mapping[int, Pattern], read: Callable[[str], str] | None) -> None:
        search = _searcher(index.automaton)
        self.search = search if read is None or index.aliased else lambda letters: search(read(letters))
        self._targets, self._groups, self._patterns = index.targets, index.groups, patterns
        roles = self._roles = (*table.role_of, _DOUBLED)
        self._terms = [tuple(row for row in group if roles[row] == _TERM) for group in index.groups]
        of_groups = [min(roles[row] for row in group) for group in index.groups]
        self._kinds = bytes(of_groups[~target] if target < 0 else roles[target] for target in index.targets)
        letter = len(table.texts)
        shared = {~group for group, rows in enumerate(index.groups) if letter in rows}
        self._doubled = frozenset(key for key, target in enumerate(index.targets) if target == letter or target in shared)

    def holds_term(self, found: Iterable[Key]) -> bool:
        """Return whether a key of a term was found; those of `allow` and `near` alone lead to nothing."""
        kinds = self._kinds
        return any(kinds[key] == _TERM for _, _, key in found)

    def holds_doubled(self, found: Iterable[Key]) -> bool:
        """Return whether letters that matter are doubled, so that merged runs may hold a term."""
        return not self._doubled.isdisjoint([key for _, _, key in found])

    def terms(self, found: Sequence[Key]) -> list[Found]:
        """Return the terms that were found; of a key that stands in very many places, the first of them."""
        kinds, patterns = self._kinds, self._patterns
        keys = [key for key in found if kinds[key[2]] == _TERM]
        return [(start, end, patterns[row]) for start, end, rows in self._rows(keys, self._terms) for row in rows]

    def rows(self, found: Sequence[Key], asked: Collection[int]) -> list[Found]:
        """Return what was found of some rows, in as many places; none of them is a term."""
        kinds, targets, patterns = self._kinds, self._targets, self._patterns
        keys = [key for key in found if kinds[key[2]] != _TERM or targets[key[2]] < 0]
        return [(start, end, patterns[row]) for start, end, rows in self._rows(keys, self._groups) for row in rows if row in asked]

    def patterns(self, found: Sequence[Key]) -> list[Found]:
        """Return everything that was found but doubled letters, in as many places."""
        roles, patterns = self._roles, self._patterns
        places = self._rows(found, self._groups)
        return [(start, end, patterns[row]) for start, end, rows in places for row in rows if roles[row] != _DOUBLED]

    def _rows(self, found: Sequence[Key], groups: Sequence[tuple[int, ...]]) -> list[tuple[int, int, tuple[int, ...]]]:
        """Return the rows that keys stand for."""
        targets = self._targets
        return [
            (start, end, (target,) if (target := targets[key]) >= 0 else groups[~target])
            for start, end, key in (found if len(found) <= _PLACES_PER_KEY else _first(found))
        ]


def _first(found: Iterable[Key]) -> Iterator[Key]:
    """Yield the first places of each key."""
    seen: Counter[int] = Counter()
    for one in found:
        seen[one[2]] += 1
        if seen[one[2]] <= _PLACES_PER_KEY:
            yield one


def _searcher(automaton: bytes) -> Callable[[str], list[tuple[int, int, int]]]:
    if not automaton:
        return lambda _: []
    found: Callable[[str], list[tuple[int, int, int]]] = CharwiseDoubleArrayAhoCorasick.deserialize(automaton).find_overlapping
    return found
