"""Bends the evidence of every test that a rule must hit, technique by technique, and looks whether the rule still hits.

Bent is what a term, contact or link of the hit covers. A span counts where its author asked for what the technique does
and no expression reads it too: an expression has no matching options, so that nothing is promised for what it reads.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from moderation.match.spec import ContactSpec, LinkSpec
from moderation.message import FIELDS, field_text
from moderation.moderator import Moderator
from moderation.workbench.address_techniques import ADDRESS_TECHNIQUES, is_promised
from moderation.workbench.techniques import TECHNIQUES, asks_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from moderation.match.spec import Matching
    from moderation.message import Message
    from moderation.program import Program
    from moderation.signal import Signal
    from moderation.workbench.cases import Case

__all__ = ["Attacker", "Attempt", "with_field"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A test with its evidence bent by one technique: `asked` if the rule's lists promise to see through it.

    `field` is the message field that was changed, `text` what it then held.
    """

    case: Case
    technique: str
    asked: bool
    field: str
    text: str
    caught: bool


class _Span(NamedTuple):
    """A place to bend, and how: `asked` says whether that is promised."""

    start: int
    end: int
    asked: bool
    bend: Callable[[Random], str]


class Attacker:
    """Attacks the tests of one Program; the same seed draws the same disguises."""

    def __init__(self, program: Program, seed: int) -> None:
        self._moderator = Moderator(program)
        self._specs = {pattern.signal: pattern.spec for pattern in program.patterns}
        self._matchings = _matchings(program)
        self._seed = seed

    def attempts(self, case: Case) -> Iterator[Attempt]:
        """Yield the attempts on one `match` test, by field and technique; none where the rule does not even hit it as written."""
        hit = next((hit for hit in self._moderator.check(case.message).hits if hit.rule == case.rule), None)
        for field in FIELDS if hit else ():
            signals = [signal for signal in hit.signals if signal.field == field] if hit else []
            for technique, spans in self._ways(signals):
                for asked in (True, False):
                    chosen = [span for span in spans if span.asked == asked]
                    yield from self._attempt(case, field, technique, chosen)

    def _attempt(self, case: Case, field: str, technique: str, spans: Sequence[_Span]) -> Iterator[Attempt]:
        text = field_text(case.message, field)
        random = Random(f"{self._seed}\n{technique}\n{text}")  # noqa: S311 - draws examples, keeps no secret
        bent = _bent(text, spans, random)
        if bent != text:
            hits = self._moderator.check(with_field(case.message, field, bent)).hits
            caught = any(hit.rule == case.rule for hit in hits)
            yield Attempt(case=case, technique=technique, asked=spans[0].asked, field=field, text=bent, caught=caught)

    def _ways(self, signals: Sequence[Signal]) -> Iterator[tuple[str, list[_Span]]]:
        """Yield every technique with the spans that it would bend."""
        plain = [signal for signal in signals if not signal.disguise and signal.weight > 0]
        terms = _apart(signal for signal in plain if signal.signal not in self._specs)
        for technique in TECHNIQUES:
            yield (
                technique.name,
                [
                    _Span(
                        signal.start,
                        signal.end,
                        self._is_alone(signal, signals) and any(asks_for(technique, signal.text, one) for one in self._matching_of(signal)),
                        partial(technique.bend, signal.text),
                    )
                    for signal in terms
                ],
            )
        for address in ADDRESS_TECHNIQUES:
            kind = ContactSpec if address.of == "contact" else LinkSpec
            spoken = _apart(signal for signal in plain if isinstance(self._specs.get(signal.signal), kind))
            values = [signal.term.partition(":")[2] for signal in spoken]
            yield (
                address.name,
                [
                    _Span(
                        signal.start,
                        signal.end,
                        self._is_alone(signal, signals) and is_promised(address, value),
                        partial(address.bend, signal.text, value),
                    )
                    for signal, value in zip(spoken, values, strict=True)
                ],
            )

    def _matching_of(self, signal: Signal) -> tuple[Matching, ...]:
        return self._matchings.get((signal.signal, signal.term), ())

    def _is_alone(self, signal: Signal, signals: Iterable[Signal]) -> bool:
        """Return whether no pattern of another name reads a part of a span."""
        return not any(
            other.signal in self._specs and other.signal != signal.signal and other.start < signal.end and signal.start < other.end
            for other in signals
        )


def _matchings(program: Program) -> dict[tuple[str, str], tuple[Matching, ...]]:
    """Term → the options under which it is looked for: more than one where it is written with other evidence again."""
    table = program.terms
    found: dict[tuple[str, str], tuple[Matching, ...]] = {}
    for row, text in enumerate(table.texts):
        if table.role(row) == "term":
            name = (table.signals[table.signal_of[row]], text)
            found[name] = (*found.get(name, ()), table.matchings[table.matching_of[row]])
    return found


def _apart(signals: Iterable[Signal]) -> list[Signal]:
    """Return signals whose spans do not overlap, by start, the longer first."""
    kept: list[Signal] = []
    for signal in sorted(signals, key=lambda signal: (signal.start, -signal.end, signal.signal, signal.term)):
        if not kept or signal.start >= kept[-1].end:
            kept.append(signal)
    return kept


def _bent(text: str, spans: Sequence[_Span], random: Random) -> str:
    pieces: list[str] = []
    end = 0
    for span in spans:
        pieces += [text[end : span.start], span.bend(random)]
        end = span.end
    return "".join([*pieces, text[end:]])


def with_field(message: Message, field: str, text: str) -> Message:
    """Return a message with another text in one of its fields.

    >>> from moderation.message import Message
    >>> with_field(Message("好"), "nickname", "小林").author.nickname
    '小林'
    """
    changed: dict[str, Any] = {field: text}
    if field in ("nickname", "card"):
        return replace(message, author=replace(message.author, **changed))
    return replace(message, **changed)
