"""The term matcher: automaton → candidates → confirmed matches, `allow` and `near` applied.

A clean message costs one search of the automaton and two character-class searches; everything else is paid by
messages in which something was found, or in which letters are separated or repeated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from daachorse import CharwiseDoubleArrayAhoCorasick

from moderation.match.candidates import Candidate, Found, by_letters, by_shape, by_sound
from moderation.match.keys import folded, folds_to_nothing
from moderation.match.natural import may_be_bent
from moderation.match.pattern import Pattern, pattern_at
from moderation.match.reading import Reading
from moderation.match.settle import MATCHES_PER_TERM, TermMatch, settle
from moderation.match.table import Index, TermTable, build
from moderation.text.emoji import has_readings
from moderation.text.fold import SAFE_PUNCTUATION, lone_letter, unsafe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["MATCHES_PER_TERM", "TermMatch", "TermMatcher", "TermTable", "build", "folded", "folds_to_nothing"]

_NOTHING: Final[tuple[TermMatch, ...]] = ()


class TermMatcher:
    """Finds the terms of a table. Patterns are made when they are first found: most never are."""

    __slots__ = ("_letters", "_lone", "_patterns", "_robust", "_shapes", "_sounds", "_speaks", "_table", "_unsafe")

    def __init__(self, table: TermTable) -> None:
        self._table = table
        self._patterns: dict[int, Pattern] = {}
        self._letters, self._sounds, self._shapes = map(_searcher, (table.letters, table.sounds, table.shapes))
        self._robust = bool(table.sounds.automaton or table.shapes.automaton)
        self._speaks = any(matching.emoji for matching in table.matchings)
        self._unsafe = unsafe().search
        self._lone = lone_letter().search

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """Return the matches by start, longest first, signal, term; `allow` and `near` are already applied."""
        candidates = self._candidates(text)
        return settle(candidates) if candidates else _NOTHING

    def _candidates(self, text: str) -> list[Candidate] | tuple[()]:
        if self._unsafe(text) is None and self._lone(text) is None and text[1:2] not in SAFE_PUNCTUATION and not self._letters(text):
            return self._bent(Reading(text)) if self._robust else ()
        reading = Reading(text)
        found: list[Candidate] = []
        if self._letters(reading.compact) or (self._table.has_literals and self._letters(reading.folded)):
            found += by_letters(reading, self._in_letters, literals=self._table.has_literals)
        if self._robust:
            found += self._bent(reading)
        if self._speaks and has_readings(text):
            spoken = Reading(text, spoken=True)
            found += by_letters(spoken, self._in_letters, literals=False)
            found += self._bent(spoken)
        return found

    def _bent(self, reading: Reading) -> list[Candidate]:
        """Return the candidates that sound or look like a term; the views are only mapped back where one was found."""
        found: list[Candidate] = []
        if self._sounds(reading.sound_text):
            found += by_sound(reading, lambda text: self._found(self._table.sounds, self._sounds(text)))
        if self._shapes(reading.shapes):
            found += by_shape(reading, lambda text: self._found(self._table.shapes, self._shapes(text)))
        return [candidate for candidate in found if may_be_bent(candidate)]

    def _in_letters(self, text: str) -> Iterator[Found]:
        return self._found(self._table.letters, self._letters(text))

    def _found(self, index: Index, hits: list[tuple[int, int, int]]) -> Iterator[Found]:
        none = len(self._table.texts)
        for start, end, key in hits:
            target = index.targets[key]
            for row in index.groups[~target] if target < 0 else (target,):
                yield start, end, None if row == none else self._pattern(row)

    def _pattern(self, row: int) -> Pattern:
        pattern = self._patterns.get(row)
        if pattern is None:
            pattern = self._patterns[row] = pattern_at(self._table, row)
        return pattern


def _searcher(index: Index) -> Callable[[str], list[tuple[int, int, int]]]:
    """Return the search of an index; of none where the view is not needed."""
    if not index.automaton:
        return lambda _: []
    found: Callable[[str], list[tuple[int, int, int]]] = CharwiseDoubleArrayAhoCorasick.deserialize(index.automaton).find_overlapping
    return found
