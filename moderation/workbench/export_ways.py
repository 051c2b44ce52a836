"""The ways in which a rule can come to hold, as far as another system could be told them: conditions taken apart. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Final

from moderation.program.conditions import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score
from moderation.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.program.conditions import Condition
    from moderation.program.rules import RuleProgram

__all__ = ["Part", "Way", "ways_of"]

_MOST_WAYS: Final = 64
"""Of one rule: more are not written out, and the report says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A signal that has to be there, or (`negated`) must not be; `least` is what a term of it must weigh."""

    signal: str
    least: int = 0
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Signals that together make a rule hold at a level; `needs` are the reasons why no other system can be told this way."""

    level: Level
    parts: tuple[Part, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def sole(self) -> Part | None:
        """The one signal that is enough by itself, `None` where more is asked for."""
        return self.parts[0] if len(self.parts) == 1 and not self.needs and not self.parts[0].negated else None


def ways_of(rule: RuleProgram) -> tuple[Way, ...]:
    """Return the ways in which a rule comes to hold, those of a score rule hardest first.

    A way with `needs` stands for something that is lost: a fact, a distance, points of several signals, too many combinations.
    What takes points away from a score is lost too: `needs` is `mitigation` then.
    """
    if rule.fields is not None and "text" not in rule.fields:
        return (Way(level=rule.verdict, needs=("field",)),)
    if isinstance(rule.when, Score):
        return tuple(_scored(rule.when))
    ways = _ways(rule.when, rule.verdict)
    return tuple(dict.fromkeys(ways))


def _ways(condition: Condition, level: Level) -> list[Way]:  # noqa: PLR0911 - one a kind of condition
    match condition:
        case Has(signal):
            return [Way(level=level, parts=(Part(signal=signal),))]
        case Fact():
            return [Way(level=level, needs=("fact",))]
        case Not(part):
            return [_negated(part, level)]
        case AnyOf(parts):
            return [way for part in parts for way in _ways(part, level)][: _MOST_WAYS + 1]
        case All(parts):
            return _together(parts, level)
        case AtLeast(n, parts):
            return [way for chosen in _chosen(parts, n) for way in _together(chosen, level)][: _MOST_WAYS + 1]
        case Near(signals):
            return [Way(level=level, parts=tuple(Part(signal=signal) for signal in signals), needs=("near",))]
        case Score():
            return [Way(level=level, parts=way.parts, needs=way.needs) for way in _scored(condition)]


def _chosen(parts: tuple[Condition, ...], n: int) -> Iterator[tuple[Condition, ...]]:
    for count, chosen in enumerate(combinations(parts, n)):
        if count >= _MOST_WAYS:
            return
        yield chosen


def _negated(part: Condition, level: Level) -> Way:
    if isinstance(part, Has):
        return Way(level=level, parts=(Part(signal=part.signal, negated=True),))
    return Way(level=level, needs=("fact" if isinstance(part, Fact) else "negation",))


def _together(parts: Iterable[Condition], level: Level) -> list[Way]:
    """Every choice of one way for each part; what goes beyond the cap is one way that cannot be told."""
    joined: list[Way] = []
    for chosen in product(*(_ways(part, level) for part in parts)):
        if len(joined) >= _MOST_WAYS:
            return [*joined, Way(level=level, needs=("combinations",))]
        joined.append(
            Way(
                level=level,
                parts=tuple(dict.fromkeys(part for way in chosen for part in way.parts)),
                needs=tuple(dict.fromkeys(need for way in chosen for need in way.needs)),
            )
        )
    return joined


def _scored(score: Score) -> Iterator[Way]:
    """A signal that reaches a threshold by itself is a way; what several reach together is lost."""
    caps = dict(score.caps)
    for level, least in ((Level.BLOCK, score.block), (Level.REVIEW, score.review)):
        for signal in score.signals if least is not None else ():
            if caps.get(signal, least or 0) >= (least or 0):
                yield Way(level=level, parts=(Part(signal=signal, least=least or 0),))
    together = tuple(Part(signal=signal) for signal in score.signals)
    yield Way(level=Level.BLOCK if score.block is not None else Level.REVIEW, parts=together, needs=("score",))
    if any(points < 0 for _, points in score.bonuses):
        yield Way(level=Level.REVIEW, needs=("mitigation",))
