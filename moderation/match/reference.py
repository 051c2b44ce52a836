"""The slow matcher that defines what a term match is, for the property test against the fast one.

It knows neither automaton nor keys: every term is compared with every place of the text, letter by letter and run by
run. What then counts is settled by the same guards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.match.candidates import at_letters, at_runs, literal_at
from moderation.match.disguises import shape_keys, sound_keys
from moderation.match.pattern import pattern_at
from moderation.match.reading import Reading
from moderation.match.settle import TermMatch, settle
from moderation.match.strewn import pairs_of, strewn
from moderation.text.emoji import has_readings, spoken
from moderation.text.fold import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.match.candidates import Candidate
    from moderation.match.pattern import Pattern
    from moderation.match.table import TermTable

__all__ = ["find"]


def find(table: TermTable, text: str) -> tuple[TermMatch, ...]:
    """Return the matches of every term of a table, in the order of `TermMatcher.find`; costs terms times length."""
    patterns = [pattern_at(table, row) for row in range(len(table.texts))]
    ways = spoken(plain(text)) if has_readings(text) else ()
    readings = (Reading(text), *(Reading(text, spoken=way) for way in ways))
    candidates = [candidate for reading in readings for pattern in patterns for candidate in _everywhere(pattern, reading)]
    return settle(candidates)


def _everywhere(pattern: Pattern, reading: Reading) -> Iterator[Candidate]:
    if pattern.literal:
        places = () if reading.spoken else range(len(reading.text))
        yield from (literal_at(reading, pattern, at) for at in places if reading.folded.startswith(pattern.spellings[0], at))
        return
    if reading.spoken and not pattern.matching.emoji:
        return
    forms = {**dict.fromkeys(pattern.spellings, ""), **pattern.otherwise}
    for letter in range(len(reading.compact)):
        for spelling, way in forms.items():
            if spelling and reading.compact.startswith(spelling, letter):
                yield at_letters(reading, pattern, (letter, letter + len(spelling)), spelling, way)
    yield from _in_runs(pattern, reading)
    yield from _alike(pattern, reading)
    if pattern.matching.shuffle and pattern.role == "term" and not reading.spoken:
        yield from strewn(reading, pairs_of([(pattern.row, pattern.spellings[0])]), {pattern.row: pattern})


def _in_runs(pattern: Pattern, reading: Reading) -> Iterator[Candidate]:
    for text, runs, spelling in pattern.merged:
        for run in range(len(reading.runs.text)):
            if reading.runs.text.startswith(text, run) and (candidate := at_runs(reading, pattern, run, runs, spelling)):
                yield candidate


def _alike(pattern: Pattern, reading: Reading) -> Iterator[Candidate]:
    """Yield the places that sound or look like the term, read symbol by symbol."""
    own, matching, firsts = pattern.spellings[0], pattern.matching, reading.sounds.firsts
    if matching.homophone or matching.pinyin != "off":
        for key in sound_keys(own):
            for symbol in range(len(reading.sounds.text)):
                if key and reading.sounds.text.startswith(key, symbol):
                    letters = firsts[symbol], firsts[symbol + len(key)]
                    if reading.compact[slice(*letters)] != own:
                        yield at_letters(reading, pattern, letters, own, "sound")
    if matching.lookalike and own:
        for key in shape_keys(own):
            for letter in range(len(reading.shapes)):
                if reading.shapes.startswith(key, letter) and not reading.compact.startswith(own, letter):
                    yield at_letters(reading, pattern, (letter, letter + len(own)), own, "shape")
