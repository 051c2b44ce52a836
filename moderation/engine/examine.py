"""From a message to Signals: every matcher of a Program over every field that its rules read. First step of the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.match.patterns import build_matcher
from moderation.match.terms import TermMatcher
from moderation.message import field_text
from moderation.signal import Signal
from moderation.text.authored import WALL, authored
from moderation.text.fold import plain

if TYPE_CHECKING:
    from moderation.match.found import Found, PatternMatcher
    from moderation.match.terms import TermMatch
    from moderation.message import Message
    from moderation.program import Program

__all__ = ["Examiner"]

_NOT_SPOKEN: Final[dict[str, frozenset[str]]] = {
    "system": frozenset(),
    "recall": frozenset(),
    "leave": frozenset(),
    "join": frozenset({"nickname", "card", "join_answer"}),
}
"""Kinds of message whose text the platform wrote, with the fields that are still the member's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    """A pattern ready to search, with what its signals are called and how much they weigh."""

    signal: str
    title: str
    weight: int
    matcher: PatternMatcher


class Examiner:
    """The matchers of one Program; building it is the expensive part, examining a message takes microseconds."""

    def __init__(self, program: Program) -> None:
        self._titles = {info.name: info.title for info in program.signals}
        self._fields = program.fields
        self._find = TermMatcher(program.terms).find
        self._patterns = tuple(
            _Pattern(
                signal=pattern.signal,
                title=self._titles[pattern.signal],
                weight=pattern.weight,
                matcher=build_matcher(pattern.spec, program.suffixes),
            )
            for pattern in program.patterns
        )
        self._gates = tuple(pattern.matcher.may_match for pattern in self._patterns)

    def may_hold(self, text: str) -> bool:
        """Return False only for a text in which nothing can be observed: the one call that every ordinary message pays."""
        if self._find(text):
            return True
        if not self._gates:
            return False
        view = plain(text)
        for may_match in self._gates:  # noqa: SIM110 - a generator would cost as much as a gate
            if may_match(view):
                return True
        return False

    def examine(self, message: Message) -> tuple[Signal, ...]:
        """Return everything observed, by field, start, longest first, then signal and term; empty where nothing was."""
        spoken = _NOT_SPOKEN.get(message.kind)
        fields = self._fields if spoken is None else [name for name in self._fields if name in spoken]
        return tuple(signal for name in fields if (text := field_text(message, name)) for signal in self._in_field(name, text))

    def _in_field(self, name: str, text: str) -> list[Signal]:
        own = authored(text)
        signals = [self._term_signal(name, text, match) for match in self._find(own)]
        if self._patterns:
            view = plain(own)
            signals += [
                _pattern_signal(name, text, pattern, found)
                for pattern in self._patterns
                if pattern.matcher.may_match(view)
                for found in pattern.matcher.find(own, view)
                if own is text or WALL not in own[found.start : found.end]
            ]
        return sorted(signals, key=_place)

    def _term_signal(self, name: str, text: str, match: TermMatch) -> Signal:
        return Signal(
            signal=match.signal,
            title=self._titles[match.signal],
            term=match.term,
            start=match.start,
            end=match.end,
            text=text[match.start : match.end],
            weight=match.weight,
            disguise=match.disguise,
            evasive=match.evasive,
            field=name,
        )


def _pattern_signal(name: str, text: str, pattern: _Pattern, found: Found) -> Signal:
    return Signal(
        signal=pattern.signal,
        title=pattern.title,
        term=found.value,
        start=found.start,
        end=found.end,
        text=text[found.start : found.end],
        weight=pattern.weight,
        disguise=found.disguise,
        evasive=found.evasive,
        field=name,
    )


def _place(signal: Signal) -> tuple[int, int, str, str]:
    return (signal.start, -signal.end, signal.signal, signal.term)
