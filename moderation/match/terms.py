"""The term matcher: automaton → candidates → confirmed matches, `allow` and `near` applied.

A clean message costs one search of the automaton and two character-class searches; everything else is paid by
messages in which something was found, or in which letters are separated or repeated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from daachorse import CharwiseDoubleArrayAhoCorasick

from moderation.match.candidates import Candidate, Found, by_letters, by_shape, by_sound
from moderation.match.keys import folded, folds_to_nothing
from moderation.match.leniency import ALL_TESTS
from moderation.match.natural import may_be_bent, may_be_spoken
from moderation.match.pattern import Pattern, pattern_at
from moderation.match.reading import Reading
from moderation.match.settle import MATCHES_PER_TERM, TermMatch, settle
from moderation.match.strewn import holds_strewn, pairs_in, strewn
from moderation.match.table import TermTable, build
from moderation.text.emoji import has_readings, spoken
from moderation.text.fold import SAFE_PUNCTUATION, has_numbers, lone_letter, plain, unsafe
from moderation.text.noise import without_noise
from moderation.text.shape import cores_of
from moderation.text.sound import has_pinyin, spell, symbols_of
from moderation.text.views import merged_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from moderation.match.leniency import Without
    from moderation.match.table import Index

__all__ = ["MATCHES_PER_TERM", "TermMatch", "TermMatcher", "TermTable", "build", "folded", "folds_to_nothing"]

_TERM: Final = 0
_DOUBLED: Final = 3
"""What a key stands for, the most interesting first: a term, an allow, a near word (as in `TermTable`), a doubled letter."""
_LATIN: Final = re.compile("[a-z]").search
_LATIN_APART: Final = re.compile("[a-z][^a-z0-9\u3400-\u9fff]+[a-z]").search
_ALONE: Final = 2
_NOTHING: Final[tuple[TermMatch, ...]] = ()


class _View:
    """The index of one view, ready to search."""

    __slots__ = ("_groups", "_kinds", "_pattern", "_targets", "search")

    def __init__(self, index: Index, table: TermTable, pattern: Callable[[int], Pattern | None], read: Callable[[str], str] | None) -> None:
        search = _searcher(index.automaton)
        self.search = search if read is None or index.aliased else lambda letters: search(read(letters))
        self._targets, self._groups, self._pattern = index.targets, index.groups, pattern
        roles = (*table.role_of, _DOUBLED)
        of_groups = [min(roles[row] for row in group) for group in index.groups]
        self._kinds = bytes(of_groups[~target] if target < 0 else roles[target] for target in index.targets)

    def holds_term(self, text: str) -> bool:
        """Return whether a key of a term was found; those of `allow` and `near` alone lead to nothing."""
        kinds = self._kinds
        return any(kinds[key] == _TERM for _, _, key in self.search(text))

    def holds_doubled(self, text: str) -> bool:
        """Return whether letters that matter are doubled, so that merged runs may hold a term."""
        kinds, targets = self._kinds, self._targets
        return any(kinds[key] == _DOUBLED or targets[key] < 0 for _, _, key in self.search(text))

    def patterns(self, text: str) -> Iterator[Found]:
        """Yield what the keys that were found stand for."""
        for start, end, key in self.search(text):
            target = self._targets[key]
            for row in self._groups[~target] if target < 0 else (target,):
                yield start, end, self._pattern(row)


def _searcher(automaton: bytes) -> Callable[[str], list[tuple[int, int, int]]]:
    if not automaton:
        return lambda _: []
    found: Callable[[str], list[tuple[int, int, int]]] = CharwiseDoubleArrayAhoCorasick.deserialize(automaton).find_overlapping
    return found


class TermMatcher:
    """Finds the terms of a table. Patterns are made when they are first found: most never are."""

    __slots__ = (
        "_heard", "_letters", "_literals", "_lone", "_patterns", "_robust", "_search", "_seen", "_shapes", "_sounds", "_speaks", "_strewn",
        "_table", "_unsafe", "_without",
    )  # fmt: skip

    def __init__(self, table: TermTable, *, without: Without = ALL_TESTS) -> None:
        """Make a table ready to search; tests `without` are left out, which only a measurement asks for."""
        self._table = table
        self._without = without
        self._patterns: dict[int, Pattern | None] = {len(table.texts): None}
        self._letters = _View(table.letters, table, self._pattern, None)
        self._sounds = _View(table.sounds, table, self._pattern, symbols_of)
        self._shapes = _View(table.shapes, table, self._pattern, cores_of)
        self._search, self._heard, self._seen = self._letters.search, self._sounds.search, self._shapes.search
        self._literals = table.has_literals
        self._robust = bool(table.sounds.automaton or table.shapes.automaton)
        self._strewn = pairs_in(table)
        self._speaks = any(matching.emoji for matching in table.matchings)
        self._unsafe = unsafe().search
        self._lone = lone_letter().search

    def find(self, text: str, hope: Callable[[Iterable[tuple[str, str, int, bool]]], bool] | None = None) -> tuple[TermMatch, ...]:
        """Return the matches by start, longest first, signal, term; `allow` and `near` are already applied.

        `hope` is asked about the terms (signal, term, weight, whether it may be bent) that may have been found; where it says no,
        nothing is weighed and nothing found.
        """
        if self._unsafe(text) is None and self._lone(text) is None and text[1:2] not in SAFE_PUNCTUATION and not self._search(text):
            strewn = bool(self._strewn) and holds_strewn(without_noise(text), self._strewn)
            if not strewn and (not self._robust or not (self._heard(text) or self._seen(text) or _LATIN(text))):
                return _NOTHING
            if not (strewn or self._is_alike(text) or self._may_be_spelled(text, text)):
                return _NOTHING
            candidates = self._bent(Reading(text), near_term=False)
        else:
            candidates = self.candidates(text)
        if not candidates or (hope is not None and not hope(map(_term_of, filter(_is_term, candidates)))):
            return _NOTHING
        return settle(candidates, self._without)

    def candidates(self, text: str) -> list[Candidate]:
        """Return every place where a term, an `allow` or evidence may stand: all that `settle` decides by."""
        if not self._may_hold_term(text):
            return []
        reading = Reading(text)
        holds_term = self._holds_term(reading)
        bent = self._bent(reading, near_term=holds_term)
        for way in self._spoken(text, reading.folded) if self._speaks else ():
            read = Reading(text, spoken=way)
            bent += [*by_letters(read, self._letters.patterns, literals=False), *self._bent(read, near_term=True)]
        if not bent and not holds_term:
            return []
        return [*by_letters(reading, self._letters.patterns, literals=self._literals), *bent]

    def _may_hold_term(self, text: str) -> bool:
        """Return False where nothing is found in the views of a text: what most messages with blanks or emoji come to."""
        folded = plain(text)
        if has_numbers(folded) or (self._literals and self._search(folded)):
            return True
        letters = without_noise(folded)
        if self._search(letters) or (self._strewn and holds_strewn(letters, self._strewn)):
            return True
        if self._robust and (self._is_alike(letters) or self._may_be_spelled(letters, folded)):
            return True
        return self._speaks and bool(self._spoken(text, folded))

    def _spoken(self, text: str, folded: str) -> list[str]:
        """Return the plain views with emoji as characters in which something may be found."""
        return [way for way in spoken(folded) if self._may_say(way, folded)] if has_readings(text) else []

    def _may_say(self, way: str, folded: str) -> bool:
        """Return False where nothing is found that an emoji of a text is a part of."""
        letters = without_noise(way)
        found, heard, seen = self._search(letters), self._heard(letters), self._seen(letters)
        if _LATIN(letters) is not None or has_numbers(way):
            return True
        if found and self._letters.holds_doubled(letters) and self._letters.holds_term(merged_runs(letters)):
            return True
        if not (found or heard or seen):
            return False
        read = {len(without_noise(way[:place])) for place in range(len(way)) if way[place] != folded[place]}
        views = (("", self._letters, found), ("sound", self._sounds, heard), ("shape", self._shapes, seen))
        return any(_may_be_said(name, letters, view.patterns(letters), read) for name, view, places in views if places)

    def _may_be_spelled(self, compact: str, folded: str) -> bool:
        """Return False where no Latin letters spell a term or a part of one; where noise stands between them, only a Reading knows."""
        if _LATIN(compact) is None or not has_pinyin(compact):
            return False
        return _LATIN_APART(folded) is not None or bool(self._sounds.search(spell(compact).text))

    def _is_alike(self, compact: str) -> bool:
        if not self._heard(compact) and not self._seen(compact):
            return False
        sounds, shapes = self._sounds, self._shapes
        return "likelihood" in self._without or _may_hold(compact, {"sound": sounds.patterns(compact), "shape": shapes.patterns(compact)})

    def _is_spelled(self, reading: Reading) -> bool:
        """Return whether Latin letters of a text may spell a term, or a part of one."""
        return _LATIN(reading.compact) is not None and has_pinyin(reading.compact) and bool(self._sounds.search(reading.sounds.text))

    def _holds_term(self, reading: Reading) -> bool:
        letters = self._letters
        if letters.holds_term(reading.compact) or (self._literals and letters.holds_term(reading.folded)):
            return True
        return letters.holds_doubled(reading.compact) and letters.holds_term(reading.merged)

    def _bent(self, reading: Reading, *, near_term: bool) -> list[Candidate]:
        """Return the candidates that sound or look like a term, or like evidence where there is a term to want it.

        Letters are only mapped back where a term is likely.
        """
        apart = list(strewn(reading, self._strewn, self._pattern)) if self._strewn and not reading.spoken else []
        if not self._robust or not (near_term or self._is_alike(reading.compact) or self._is_spelled(reading)):
            return apart
        return [*by_sound(reading, self._sounds.patterns), *by_shape(reading, self._shapes.patterns), *apart]

    def _pattern(self, row: int) -> Pattern | None:
        if row not in self._patterns:
            self._patterns[row] = pattern_at(self._table, row)
        return self._patterns[row]


def _may_be_said(way: str, letters: str, found: Iterable[Found], read: set[int]) -> bool:
    """Return whether something was found that emoji are a part of, and that is likely, or made of emoji alone."""
    for start, end, pattern in found:
        covered = read.intersection(range(start, end))
        if pattern is not None and covered:
            term = pattern.spellings[0]
            if not way or pattern.role != "term" or len(covered) == end - start or may_be_spoken(way, letters[start:end], term):
                return True
    return False


def _is_term(candidate: Candidate) -> bool:
    return candidate.pattern.role == "term"


def _term_of(candidate: Candidate) -> tuple[str, str, int, bool]:
    """What `hope` is asked about: the last says that the term is not written as its author wrote it, and so may be bent."""
    pattern = candidate.pattern
    return pattern.signal, pattern.text, pattern.weight, candidate.reading.text[candidate.start : candidate.end] != pattern.text


def _may_hold(compact: str, found: Mapping[str, Iterable[Found]]) -> bool:
    """Return whether what was found in the views that keep every letter is worth a candidate: one that is likely, or two that may be."""
    hint: tuple[int, int] | None = None
    for way, places in found.items():
        for start, end, pattern in places:
            if pattern is None or pattern.role != "term":
                continue
            strength = may_be_bent(way, compact, (start, end), pattern.spellings[0])
            if strength == _ALONE or (strength and hint is not None and not (hint[0] < end and start < hint[1])):
                return True
            if strength:
                hint = hint or (start, end)
    return False
