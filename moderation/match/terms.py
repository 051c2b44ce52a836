"""The term matcher: automaton → candidates → confirmed matches, `allow` and `near` applied.

A clean message costs one search of the automaton and two character-class searches; everything else is paid by
messages in which something was found, or in which letters are separated or repeated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from daachorse import CharwiseDoubleArrayAhoCorasick

from moderation.match.candidates import Found, propose
from moderation.match.keys import folded, folds_to_nothing
from moderation.match.pattern import Pattern, pattern_at
from moderation.match.reading import Reading
from moderation.match.settle import MATCHES_PER_TERM, TermMatch, settle
from moderation.match.table import TermTable, build
from moderation.text.fold import SAFE_PUNCTUATION, lone_letter, unsafe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["MATCHES_PER_TERM", "TermMatch", "TermMatcher", "TermTable", "build", "folded", "folds_to_nothing"]

_NOTHING: Final[tuple[TermMatch, ...]] = ()


class TermMatcher:
    """Finds the terms of a table. Patterns are made when they are first found: most never are."""

    __slots__ = ("_lone", "_patterns", "_search", "_table", "_unsafe")

    def __init__(self, table: TermTable) -> None:
        self._table = table
        self._patterns: dict[int, Pattern] = {}
        self._search = _searcher(table.automaton)
        self._unsafe = unsafe().search
        self._lone = lone_letter().search

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """Return the matches by start, longest first, signal, term; `allow` and `near` are already applied."""
        search = self._search
        if self._unsafe(text) is None and self._lone(text) is None and text[1:2] not in SAFE_PUNCTUATION and not search(text):
            return _NOTHING
        reading = Reading(text)
        if not search(reading.compact) and not (self._table.has_literals and search(reading.folded)):
            return _NOTHING
        candidates = list(propose(reading, self._found, literals=self._table.has_literals))
        return settle(candidates, reading) if candidates else _NOTHING

    def _found(self, text: str) -> Iterator[Found]:
        table, none = self._table, len(self._table.texts)
        for start, end, key in self._search(text):
            target = table.targets[key]
            for row in table.groups[~target] if target < 0 else (target,):
                yield start, end, None if row == none else self._pattern(row)

    def _pattern(self, row: int) -> Pattern:
        pattern = self._patterns.get(row)
        if pattern is None:
            pattern = self._patterns[row] = pattern_at(self._table, row)
        return pattern


def _searcher(automaton: bytes) -> Callable[[str], list[tuple[int, int, int]]]:
    """Return the search of a serialised automaton; of none where there are no terms."""
    if not automaton:
        return lambda _: []
    found: Callable[[str], list[tuple[int, int, int]]] = CharwiseDoubleArrayAhoCorasick.deserialize(automaton).find_overlapping
    return found
