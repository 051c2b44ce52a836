"""Places where a term may stand: what the automaton proposes and `confirm` disposes of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from moderation.match.pattern import Pattern
    from moderation.match.reading import Reading

__all__ = ["Candidate", "Found", "at_letters", "at_runs", "literal_at", "propose"]

Found = tuple[int, int, "Pattern | None"]
"""Start and end in the view that was searched, and the pattern; None for a doubled letter."""


class Candidate(NamedTuple):
    """A term that may stand at `start` to `end` of the original.

    `first` and `last` (exclusive) are letters of the compact view, both 0 for a literal term. `merged` says that runs
    had to be merged, `spelling` is the form of the term that was found.
    """

    start: int
    end: int
    pattern: Pattern
    first: int
    last: int
    spelling: str
    merged: bool


def at_letters(reading: Reading, pattern: Pattern, first: int, spelling: str) -> Candidate:
    """Return the candidate whose letters begin at `first`."""
    last = first + len(spelling)
    return Candidate(reading.letters.places[first], reading.end_of(last - 1), pattern, first, last, spelling, merged=False)


def at_runs(reading: Reading, pattern: Pattern, first_run: int, runs: tuple[int, ...], spelling: str) -> Candidate | None:
    """Return the candidate whose runs begin at `first_run`, if each is at least as long as the term's and one is longer."""
    firsts = reading.runs.firsts[first_run : first_run + len(runs) + 1]
    spare = [after - before - own for before, after, own in zip(firsts, firsts[1:], runs, strict=False)]
    if min(spare) < 0 or max(spare) == 0:
        return None
    first, last = firsts[0], firsts[-1]
    return Candidate(reading.letters.places[first], reading.end_of(last - 1), pattern, first, last, spelling, merged=True)


def literal_at(pattern: Pattern, start: int) -> Candidate:
    """Return the candidate for a term whose punctuation is part of it."""
    spelling = pattern.spellings[0]
    return Candidate(start, start + len(spelling), pattern, 0, 0, spelling, merged=False)


def propose(reading: Reading, search: Callable[[str], Iterable[Found]], *, literals: bool) -> Iterator[Candidate]:
    """Yield every candidate that `search` leads to, in no particular order."""
    found = list(search(reading.compact))
    if literals:
        same = len(reading.compact) == len(reading.folded)
        for start, _, pattern in found if same else search(reading.folded):
            if pattern is not None and pattern.literal:
                yield literal_at(pattern, start)
    for start, end, pattern in found:
        if pattern is not None and not pattern.literal and reading.compact[start:end] in pattern.spellings:
            yield at_letters(reading, pattern, start, reading.compact[start:end])
    if any(pattern is None for _, _, pattern in found):
        yield from _merged(reading, search)


def _merged(reading: Reading, search: Callable[[str], Iterable[Found]]) -> Iterator[Candidate]:
    for start, end, pattern in search(reading.merged):
        if pattern is None:
            continue
        for text, runs, spelling in pattern.merged:
            candidate = at_runs(reading, pattern, start, runs, spelling) if text == reading.merged[start:end] else None
            if candidate is not None:
                yield candidate
