"""The term matcher: automaton → candidates → confirmed matches, `allow` and `near` applied.

A clean message costs one search of the automaton and two character-class searches; everything else is paid by
messages in which something was found, or in which letters are separated or repeated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from moderation.match.keys import folded, folds_to_nothing
from moderation.match.leniency import ALL_TESTS
from moderation.match.natural import may_be_bent, may_be_spoken
from moderation.match.pattern import Patterns
from moderation.match.proposals import Proposals, Proposed, Views
from moderation.match.reading import Reading
from moderation.match.searched import SearchedView
from moderation.match.settle import MATCHES_PER_TERM, TermMatch, settled
from moderation.match.strewn import holds_strewn, pairs_in, strewn
from moderation.match.table import TermTable, build
from moderation.text.emoji import has_readings, spoken
from moderation.text.fold import SAFE_PUNCTUATION, has_numbers, lone_letter, plain, unsafe, unsafe_or_latin
from moderation.text.noise import any_noise, without_noise
from moderation.text.shape import cores_of
from moderation.text.sound import has_pinyin, spell, symbols_of
from moderation.text.views import letters_of, merged_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from moderation.match.candidates import Candidate, Found
    from moderation.match.leniency import Without
    from moderation.match.searched import Key
    from moderation.match.settle import Hoping

__all__ = ["MATCHES_PER_TERM", "TermMatch", "TermMatcher", "TermTable", "build", "folded", "folds_to_nothing"]

_LATIN: Final = re.compile("[a-z]").search
_LATIN_APART: Final = re.compile("[a-z][^a-z0-9\u3400-\u9fff]+[a-z]").search
_ALONE: Final = 2
_NOTHING: Final[tuple[TermMatch, ...]] = ()


class TermMatcher:
    """Finds the terms of a table."""

    __slots__ = (
        "_bends", "_gate", "_gated", "_heard", "_letters", "_literals", "_lone", "_noise", "_patterns", "_robust", "_search", "_seen",
        "_shapes", "_sounds", "_speaks", "_strewn", "_table", "_unsafe", "_views", "_without",
    )  # fmt: skip

    def __init__(self, table: TermTable, *, without: Without = ALL_TESTS) -> None:
        """Make a table ready to search; tests `without` are left out, which only a measurement asks for."""
        self._table = table
        self._without = without
        self._patterns = Patterns(table)
        self._letters = SearchedView(table.letters, table, self._patterns, None)
        self._sounds = SearchedView(table.sounds, table, self._patterns, symbols_of)
        self._shapes = SearchedView(table.shapes, table, self._patterns, cores_of)
        self._views = Views(self._letters, self._sounds, self._shapes, _allowing(table))
        self._search, self._heard, self._seen = self._letters.search, self._sounds.search, self._shapes.search
        self._literals = table.has_literals
        self._robust = bool(table.sounds.automaton or table.shapes.automaton)
        self._strewn = pairs_in(table)
        self._speaks = any(matching.emoji for matching in table.matchings)
        self._bends = self._robust or bool(self._strewn)
        self._gated = bool(table.gate.automaton)
        self._gate = SearchedView(table.gate, table, self._patterns, cores_of).search if self._gated else self._search
        self._unsafe = (unsafe_or_latin() if self._bends else unsafe()).search
        self._lone = lone_letter().search
        self._noise = any_noise().search

    def find(self, text: str, hope: Hoping | None = None) -> tuple[TermMatch, ...]:
        """Return the matches by start, longest first, signal, term; `allow` and `near` are already applied.

        `hope` is asked about the terms that may have been found, and again about those that were; where it leaves no signal,
        nothing is weighed and nothing found.
        """
        if self._unsafe(text) is not None or self._lone(text) is not None or text[1:2] in SAFE_PUNCTUATION:
            proposed = self._proposed(text)
        elif self._bends:
            if self._gated and not self._strewn and not self._gate(text) and not self._heard(text):
                return _NOTHING
            proposed = self._safe(text)
        elif self._search(text):
            proposed = self._proposed(text)
        else:
            return _NOTHING
        return settled(self._proposals(proposed), self._without, hope) if proposed else _NOTHING

    def candidates(self, text: str) -> list[Candidate]:
        """Return every place where a term, an `allow` or evidence may stand: all that `settle` decides by."""
        return self._proposals(self._proposed(text)).candidates()

    def _proposals(self, proposed: Sequence[Proposed]) -> Proposals:
        return Proposals(self._views, proposed, weighed=not self._without)

    def _safe(self, text: str) -> Sequence[Proposed]:
        """Return what is found in a text that needs no folding, and that Latin letters spell nothing in: two searches for most."""
        near = self._gate(text)
        if near and (not self._gated or self._search(text)):
            return self._folded(text, text, without_noise(text), near)
        heard, seen = self._heard(text), (self._seen(text) if near or not self._gated else ())
        strewn = bool(self._strewn) and holds_strewn(without_noise(text), self._strewn)
        if not (strewn or heard or seen) or not (strewn or self._is_alike(text, heard, seen)):
            return ()
        reading = Reading(text)
        return (self._bent(Proposed(reading), likely=not strewn and reading.compact == text),)

    def _proposed(self, text: str) -> Sequence[Proposed]:
        """Return what is found in a text; nothing where no term can be."""
        folded = plain(text)
        return self._folded(text, folded, without_noise(folded) if not has_numbers(folded) else letters_of(text, folded).text)

    def _folded(self, text: str, folded: str, compact: str, near: Sequence[Key] | None = None) -> Sequence[Proposed]:
        """What is found in a text by its plain and its compact view; `near` is what the gate found in the plain one."""
        near = self._gate(compact) if near is None or compact != folded else near
        found = self._search(compact) if near and self._gated else near
        literal = self._search(folded) if self._literals and len(folded) != len(compact) else found
        holds_term = bool(found or literal) and self._holds_term(compact, found, literal)
        pictured = self._speaks and (compact != folded or folded != text)  # emoji are noise, or folded
        ways = self._spoken(text, folded) if pictured else ()
        likely = holds_term or (not ways and self._bends and self._is_likely(compact, seen=bool(near) or not self._gated))
        if not (likely or ways) and not (self._bends and self._may_be_bent(compact, folded)):
            return ()
        literals = [key for key in literal if self._noise(folded, key[0], key[1])] if literal is not found else ()
        written = Proposed(Reading(text), found, literals)
        readings = (Reading(text, spoken=way) for way in ways)
        pictures = (Proposed(reading, self._search(reading.compact)) for reading in readings)
        return (self._bent(written, likely=likely), *(self._bent(picture, likely=True) for picture in pictures))

    def _holds_term(self, compact: str, found: Sequence[Key], literal: Sequence[Key]) -> bool:
        """Return whether a term was found as it is spelled, as it stands, or with its letters doubled."""
        letters = self._letters
        if letters.holds_term(found) or (literal is not found and letters.holds_term(literal)):
            return True
        return letters.holds_doubled(found) and letters.holds_term(self._search(merged_runs(compact)))

    def _is_likely(self, compact: str, *, seen: bool) -> bool:
        """Return whether something that sounds or looks like a term is worth a candidate."""
        return self._is_alike(compact, self._heard(compact), self._seen(compact) if seen else ())

    def _may_be_bent(self, compact: str, folded: str) -> bool:
        """Return whether Latin letters may spell a term, or the characters of one may stand apart."""
        if self._strewn and holds_strewn(compact, self._strewn):
            return True
        return self._robust and self._may_be_spelled(compact, folded)

    def _spoken(self, text: str, folded: str) -> Sequence[str]:
        """Return the plain views with emoji as characters in which something may be found."""
        ways = spoken(folded) if has_readings(text) else ()
        if not ways or _LATIN(folded) is not None or has_numbers(folded):
            return ways
        return [way for way in ways if self._may_say(way, folded)]

    def _may_say(self, way: str, folded: str) -> bool:
        """Return False where nothing is found that an emoji of a text is a part of."""
        letters = without_noise(way)
        near, heard = self._gate(letters), self._heard(letters)
        if self._gated and not near and not heard:
            return False
        found, seen = self._search(letters), self._seen(letters)
        if not (found or heard or seen):
            return False
        if self._letters.holds_doubled(found) and self._letters.holds_term(self._search(merged_runs(letters))):
            return True
        every = (("", self._letters, found), ("sound", self._sounds, heard), ("shape", self._shapes, seen))
        views = [(name, patterns) for name, view, places in every if (patterns := view.patterns(places))]
        if not views:
            return False
        read = {letter for letter, place in enumerate(letters_of(way, way).places) if way[place] != folded[place]}
        return any(_may_be_said(name, letters, patterns, read) for name, patterns in views)

    def _may_be_spelled(self, compact: str, folded: str) -> bool:
        """Return False where no Latin letters spell a term or a part of one; where noise stands between them, only a Reading knows."""
        if _LATIN(compact) is None or not has_pinyin(compact):
            return False
        return _LATIN_APART(folded) is not None or bool(self._sounds.search(spell(compact).text))

    def _is_alike(self, compact: str, heard: Sequence[Key], seen: Sequence[Key]) -> bool:
        """Return whether what sounds or looks like a term is worth a candidate."""
        if not heard and not seen:
            return False
        sounds, shapes = self._sounds, self._shapes
        return "likelihood" in self._without or _may_hold(compact, {"sound": sounds.terms(heard), "shape": shapes.terms(seen)})

    def _bent(self, written: Proposed, *, likely: bool) -> Proposed:
        """Return what is found with what sounds or looks like a term, or like evidence where there is a term to want it.

        It is `likely` where there is one, or something that is worth a candidate. Letters are only mapped back then.
        """
        reading = written.reading
        compact = reading.compact
        if self._strewn and not reading.spoken:
            written = written._replace(apart=tuple(strewn(reading, self._strewn, self._patterns)))
        if not self._robust:
            return written
        heard, seen, latin = self._heard(compact), self._seen(compact), _LATIN(compact) is not None
        spelled = self._sounds.search(reading.sounds.text) if latin else heard
        if likely or (latin and spelled and has_pinyin(compact)) or self._is_alike(compact, heard, seen):
            return written._replace(sounds=spelled, shapes=seen)
        return written


def _allowing(table: TermTable) -> dict[str, frozenset[int]]:
    """The rows that are `allow` of each signal that has any."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, signal in enumerate(table.signal_of):
        if table.role(row) == "allow":
            rows[table.signals[signal]].append(row)
    return {signal: frozenset(some) for signal, some in rows.items()}


def _may_be_said(way: str, letters: str, found: Iterable[Found], read: set[int]) -> bool:
    """Return whether something was found that emoji are a part of, and that is likely, or made of emoji alone."""
    for start, end, pattern in found:
        covered = read.intersection(range(start, end))
        if covered:
            term = pattern.spellings[0]
            if not way or pattern.role != "term" or len(covered) == end - start or may_be_spoken(way, letters[start:end], term):
                return True
    return False


def _may_hold(compact: str, found: Mapping[str, Iterable[Found]]) -> bool:
    """Return whether what was found in the views that keep every letter is worth a candidate: one that is likely, or two that may be."""
    hint: tuple[int, int] | None = None
    for way, places in found.items():
        for start, end, pattern in places:
            strength = may_be_bent(way, compact, (start, end), pattern.spellings[0])
            if strength == _ALONE or (strength and hint is not None and not (hint[0] < end and start < hint[1])):
                return True
            if strength:
                hint = hint or (start, end)
    return False
