"""From a message to Signals: every matcher of a Program over every field that its rules read. First step of the engine."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from moderation.engine.hope import Hope
from moderation.match.gate import Gate
from moderation.match.leniency import ALL_TESTS
from moderation.match.patterns import build_matcher
from moderation.match.spec import NameSpec
from moderation.match.terms import TermMatcher
from moderation.message import field_text
from moderation.signal import Signal
from moderation.text.authored import WALL, authored
from moderation.text.fold import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.match.found import Found, PatternMatcher
    from moderation.match.leniency import Without
    from moderation.match.terms import TermMatch
    from moderation.message import Message
    from moderation.program import PatternProgram, Program

    _Built = tuple[PatternProgram, PatternMatcher]

__all__ = ["Examiner"]

_TEXT: Final = ("text",)
_NAMED: Final = ("nickname", "card")
_NAMES: Final = 4_096
"""Names of which it is remembered what is in them, …"""
_NAME_CHARS: Final = 100
"""… if they are no longer than names are."""
_NOT_SPOKEN: Final[dict[str, frozenset[str]]] = {
    "system": frozenset(),
    "recall": frozenset(),
    "leave": frozenset(),
    "join": frozenset({"nickname", "card", "join_answer"}),
}
"""Kinds of message whose text the platform wrote, with the fields that are still the member's own."""


class Examiner:
    """The matchers of one Program; building it is the expensive part, examining a message takes microseconds.

    `find_terms` is the term matcher alone: all there is to ask where a Program `has_terms_alone`.
    """

    def __init__(self, program: Program, *, without: Without = ALL_TESTS) -> None:
        """Make the matchers of a Program; tests `without` are left out, which only a measurement asks for."""
        self._titles = {info.name: info.title for info in program.signals}
        self._bonuses = {info.name: info.disguised_bonus for info in program.signals}
        self._fields = program.fields
        self._together = frozenset(name for rule in program.rules if rule.fields and len(rule.fields) > 1 for name in rule.fields)
        self.find_terms = TermMatcher(program.terms, without=without).find
        built = [(pattern, build_matcher(pattern.spec, program.suffixes)) for pattern in program.patterns]
        self._patterns = tuple(one for one in built if not isinstance(one[0].spec, NameSpec))
        self._names = _by_field(program, [one for one in built if isinstance(one[0].spec, NameSpec)])
        self.has_terms_alone = not built
        self._wanted = Hope(program).wanted
        self._observe_name = lru_cache(_NAMES)(self._observed_name)
        self._gate = Gate([(pattern.spec, matcher) for pattern, matcher in self._patterns])

    @property
    def patterns(self) -> tuple[_Built, ...]:
        """The patterns that are searched in every text, with their matchers."""
        return self._patterns

    def examine(self, message: Message, *, everything: bool = True) -> Sequence[Signal]:
        """Return everything observed, by field, start, longest first, then signal and term; empty where nothing was.

        Without `everything` terms of which nothing can come, whatever else was seen, may be left out.
        """
        spoken = _NOT_SPOKEN.get(message.kind)
        if spoken is None and self._fields == _TEXT:
            return self.observe(message.text, everything=everything)
        fields = self._fields if spoken is None else [name for name in self._fields if name in spoken]
        together = self._together  # what is in one field may matter for a rule that looks into two
        return [
            signal
            for name in fields
            if (text := field_text(message, name))
            for signal in (
                self._observe_name(text, name)
                if name in _NAMED and len(text) <= _NAME_CHARS
                else self.observe(text, name, everything=everything or name in together)
            )
        ]  # fmt: skip

    def _observed_name(self, text: str, field: str) -> Sequence[Signal]:
        """Everything in a name, which comes again with every message of its bearer."""
        return self.observe(text, field)

    def observe(self, text: str, field: str = "text", *, everything: bool = True) -> Sequence[Signal]:
        """Return what is observed in the text of one field, in the order of `examine`.

        The one call that every ordinary message pays, so that it makes nothing before something is found.
        """
        own = authored(text)
        if self.has_terms_alone:
            matches = self.find_terms(own)
            return sorted((self._term_signal(field, text, match) for match in matches), key=_place) if matches else ()
        names = self._names.get(field, ())
        view = plain(own)
        places = self._gate.candidates(view)
        hope = None if everything else partial(self._wanted, patterns=[self._patterns[place][0].signal for place in places])
        signals = [self._term_signal(field, text, match) for match in self.find_terms(own, hope)]
        found = self._search(own, view, places) if places else []
        found += [(pattern, one) for pattern, matcher in names for one in matcher.find(text, plain(text))]
        signals += [self._pattern_signal(field, text, pattern, one) for pattern, one in found]
        return sorted(signals, key=_place) if signals else ()

    def _search(self, own: str, view: str, places: Sequence[int]) -> list[tuple[PatternProgram, Found]]:
        """The patterns in a text, without those that reach over words of somebody else."""
        searched = [self._patterns[place] for place in places]
        return [
            (pattern, found)
            for pattern, matcher in searched
            for found in matcher.find(own, view)
            if WALL not in own[found.start : found.end]
        ]

    def _term_signal(self, field: str, text: str, match: TermMatch) -> Signal:
        return Signal(
            signal=match.signal,
            title=self._titles[match.signal],
            term=match.term,
            start=match.start,
            end=match.end,
            text=text[match.start : match.end],
            weight=match.weight + self._bonuses[match.signal] if match.evasive else match.weight,
            disguise=match.disguise,
            evasive=match.evasive,
            field=field,
        )

    def _pattern_signal(self, field: str, text: str, pattern: PatternProgram, found: Found) -> Signal:
        return Signal(
            signal=pattern.signal,
            title=self._titles[pattern.signal],
            term=found.value or self._titles[pattern.signal],
            start=found.start,
            end=found.end,
            text=text[found.start : found.end],
            weight=pattern.weight,
            disguise=found.disguise,
            evasive=found.evasive,
            field=field,
        )


def _by_field(program: Program, named: Sequence[_Built]) -> dict[str, tuple[_Built, ...]]:
    """The patterns about names by the fields that they are for: what is no name is never compared with one."""
    fields = {info.name: info.fields for info in program.signals}
    return {name: tuple(one for one in named if name in fields[one[0].signal]) for name in program.fields} if named else {}


def _place(signal: Signal) -> tuple[int, int, str, str]:
    return (signal.start, -signal.end, signal.signal, signal.term)
