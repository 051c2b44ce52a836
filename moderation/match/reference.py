"""The slow matcher that defines what a term match is, for the property test against the fast one.

It knows neither automaton nor keys: every term is compared with every place of the text, letter by letter and run by
run. What then counts is settled by the same guards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.match.candidates import at_letters, at_runs, literal_at
from moderation.match.pattern import pattern_at
from moderation.match.reading import Reading
from moderation.match.settle import TermMatch, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.match.candidates import Candidate
    from moderation.match.pattern import Pattern
    from moderation.match.table import TermTable

__all__ = ["find"]


def find(table: TermTable, text: str) -> tuple[TermMatch, ...]:
    """Return the matches of every term of a table, in the order of `TermMatcher.find`; costs terms times length."""
    reading = Reading(text)
    patterns = [pattern_at(table, row) for row in range(len(table.texts))]
    candidates = [candidate for pattern in patterns for candidate in _everywhere(pattern, reading)]
    return settle(candidates, reading)


def _everywhere(pattern: Pattern, reading: Reading) -> Iterator[Candidate]:
    if pattern.literal:
        yield from (literal_at(pattern, at) for at in range(len(reading.text)) if reading.folded.startswith(pattern.spellings[0], at))
        return
    for spelling in filter(None, pattern.spellings):
        for letter in range(len(reading.letters.text)):
            if reading.letters.text.startswith(spelling, letter):
                yield at_letters(reading, pattern, letter, spelling)
    for text, runs, spelling in pattern.merged:
        for run in range(len(reading.runs.text) if text else 0):
            if reading.runs.text.startswith(text, run) and (candidate := at_runs(reading, pattern, run, runs, spelling)):
                yield candidate
