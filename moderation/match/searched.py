"""The index of one view, ready to search: which keys stand in a text, and what they stand for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from daachorse import CharwiseDoubleArrayAhoCorasick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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

    __slots__ = ("_groups", "_kinds", "_pattern", "_targets", "search")

    def __init__(self, index: Index, table: TermTable, pattern: Callable[[int], Pattern | None], read: Callable[[str], str] | None) -> None:
        search = _searcher(index.automaton)
        self.search = search if read is None or index.aliased else lambda letters: search(read(letters))
        self._targets, self._groups, self._pattern = index.targets, index.groups, pattern
        roles = (*table.role_of, _DOUBLED)
        of_groups = [min(roles[row] for row in group) for group in index.groups]
        self._kinds = bytes(of_groups[~target] if target < 0 else roles[target] for target in index.targets)

    def holds_term(self, found: Iterable[Key]) -> bool:
        """Return whether a key of a term was found; those of `allow` and `near` alone lead to nothing."""
        kinds = self._kinds
        return any(kinds[key] == _TERM for _, _, key in found)

    def holds_doubled(self, found: Iterable[Key]) -> bool:
        """Return whether letters that matter are doubled, so that merged runs may hold a term."""
        kinds, targets = self._kinds, self._targets
        return any(kinds[key] == _DOUBLED or targets[key] < 0 for _, _, key in found)

    def holds_pattern(self, found: Iterable[Key]) -> bool:
        """Return whether a key was found that stands for a term, an `allow` or evidence."""
        kinds = self._kinds
        return any(kinds[key] != _DOUBLED for _, _, key in found)

    def patterns(self, found: Sequence[Key]) -> Iterator[Found]:
        """Yield what the keys that were found stand for; of a key that stands in very many places, the first of them."""
        for start, end, key in found if len(found) <= _PLACES_PER_KEY else _first(found):
            target = self._targets[key]
            for row in self._groups[~target] if target < 0 else (target,):
                yield start, end, self._pattern(row)


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
