"""Places where a term may stand: what the automata propose and `confirm` disposes of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.match.natural import is_conceivable, is_lured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.match.pattern import Pattern
    from moderation.match.reading import Reading

__all__ = ["Candidate", "Found", "Way", "at_letters", "at_runs", "by_letters", "by_runs", "by_shape", "by_sound", "in_order", "literal_at"]

Found = tuple[int, int, "Pattern"]
"""Start and end in the view that was searched, and the pattern."""

_LATIN: Final = re.compile("[a-z]").search

Way = str
"""How a candidate was found: `` (as spelled), `runs`, `literal`, `sound`, `shape`, or the option of another spelling."""


class Candidate(NamedTuple):
    """A term that may stand at `start` to `end` of the original.

    `first` and `last` (exclusive) are letters of the compact view of `reading`, both 0 for a literal term; `spelling` is
    the form of the term that was found.
    """

    start: int
    end: int
    pattern: Pattern
    reading: Reading
    first: int
    last: int
    spelling: str
    way: Way

    @property
    def covered(self) -> str:
        """The letters that the candidate covers."""
        return self.reading.compact[self.first : self.last]


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return each candidate once, by start, longest first, then by what is found and how."""
    some = list(candidates)
    return sorted(dict.fromkeys(some), key=_place) if len(some) > 1 else some


def _place(candidate: Candidate) -> tuple[int, int, str, str, int, bool, str]:
    pattern = candidate.pattern
    return candidate.start, -candidate.end, pattern.signal, pattern.text, pattern.row, candidate.reading.spoken, candidate.way


def at_letters(reading: Reading, pattern: Pattern, letters: tuple[int, int], spelling: str, way: Way) -> Candidate:
    """Return the candidate that covers letters (first, after the last)."""
    first, last = letters
    return Candidate(reading.places[first], reading.end_of(last - 1), pattern, reading, first, last, spelling, way)


def at_runs(reading: Reading, pattern: Pattern, first_run: int, runs: tuple[int, ...], spelling: str) -> Candidate | None:
    """Return the candidate whose runs begin at `first_run`, if each is at least as long as the term's and one is longer."""
    firsts = reading.runs.firsts[first_run : first_run + len(runs) + 1]
    spare = [after - before - own for before, after, own in zip(firsts, firsts[1:], runs, strict=False)]
    return None if min(spare) < 0 or max(spare) == 0 else at_letters(reading, pattern, (firsts[0], firsts[-1]), spelling, "runs")


def literal_at(reading: Reading, pattern: Pattern, start: int) -> Candidate:
    """Return the candidate for a term whose punctuation is part of it."""
    spelling = pattern.spellings[0]
    return Candidate(start, start + len(spelling), pattern, reading, 0, 0, spelling, "literal")


def by_letters(reading: Reading, found: Iterable[Found], literals: Iterable[Found]) -> Iterator[Candidate]:
    """Yield every candidate among what was found in the letters and, of terms that are literal, in the folded text."""
    for start, _, pattern in literals:
        if pattern.literal:
            yield literal_at(reading, pattern, start)
    compact = reading.compact
    for start, end, pattern in found:
        spelling = compact[start:end]
        way = "" if spelling in pattern.spellings else pattern.otherwise.get(spelling)
        if way is not None and not pattern.literal:
            yield at_letters(reading, pattern, (start, end), spelling, way)


def by_runs(reading: Reading, found: Iterable[Found]) -> Iterator[Candidate]:
    """Yield every candidate, of what was found in the merged runs, that doubled letters hid."""
    for start, end, pattern in found:
        for text, runs, spelling in pattern.merged:
            candidate = at_runs(reading, pattern, start, runs, spelling) if text == reading.merged[start:end] else None
            if candidate is not None:
                yield candidate


def by_sound(reading: Reading, found: Iterable[Found], *, weighed: bool = True) -> Iterator[Candidate]:
    """Yield every candidate, of what was found in the sounds, that is not spelled like its term.

    Terms that nothing around them could make likely are left out, unless they are not `weighed`.
    """
    firsts = reading.sounds.firsts
    for start, end, pattern in found:
        letters = firsts[start], firsts[end]
        if _is_worth(reading, pattern, letters, "sound" if weighed else ""):
            yield at_letters(reading, pattern, letters, pattern.spellings[0], "sound")


def by_shape(reading: Reading, found: Iterable[Found], *, weighed: bool = True) -> Iterator[Candidate]:
    """Yield every candidate, of what was found in the shapes, that is not spelled like its term, and `weighed` as by sound."""
    for start, end, pattern in found:
        if _is_worth(reading, pattern, (start, end), "shape" if weighed else ""):
            yield at_letters(reading, pattern, (start, end), pattern.spellings[0], "shape")


def _is_worth(reading: Reading, pattern: Pattern, letters: tuple[int, int], weighed_as: Way) -> bool:
    first, last = letters
    covered, term = reading.compact[first:last], pattern.spellings[0]
    if covered == term:
        return False
    if (
        not weighed_as
        or pattern.role != "term"
        or reading.spoken
        or _LATIN(covered) is not None
        or is_conceivable(weighed_as, covered, term)
    ):
        return True
    return weighed_as == "sound" and is_lured(reading.compact, first, covered, term)
