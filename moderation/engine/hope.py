"""Whether any rule could still hold, asked before what was found is weighed: most of what ordinary talk holds can decide nothing.

Confirming a term costs more than finding it. Where no condition that names what was found could hold, even if all of it
counted and every fact and behaviour were as asked, nothing has to be confirmed. `engine.possible` asks the same of many
messages at once.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, assert_never

from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score
from moderation.program.policy import Circumstance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from moderation.program import Condition, Program

__all__ = ["Hope", "scores_in"]

Points = dict[str, float]
"""Signal → the points that it could add at most; what is not in it was not seen."""

_ENDLESS: Final = math.inf
_NOTHING: Final[frozenset[str]] = frozenset()
_REMEMBERED: Final = 4_096


class Hope:
    """The conditions of one Program by the signals that they name."""

    def __init__(self, program: Program) -> None:
        self._conditions = tuple(dict.fromkeys(_conditions(program)))
        self._by_signal: defaultdict[str, list[int]] = defaultdict(list)
        for place, condition in enumerate(self._conditions):
            for name in dict.fromkeys(_names(condition)):
                self._by_signal[name].append(place)
        self._bonuses = {info.name: max(info.disguised_bonus, 0) for info in program.signals}
        self._enough: dict[str, int] = {}
        """The points of a signal beyond which more change nothing, where any are counted."""
        for score in scores_in(self._conditions):
            for name in score.signals:
                self._enough[name] = max(self._enough.get(name, 0), score.review or 0, score.block or 0)
        self._asked = lru_cache(_REMEMBERED)(self._weighed)
        listed = {info.name for info in program.signals}
        self._always: Points = {
            name: _ENDLESS for name in (*(behavior.signal for behavior in program.behaviors), *_names_of(program)) if name in listed
        }

    def wanted(self, terms: Iterable[tuple[str, str, int, bool]], patterns: Iterable[str]) -> frozenset[str]:
        """Return from which signals of these terms something may come, beside patterns that may match too.

        A term is its signal, itself, its weight and whether it may be bent, which a list may give more points.
        """
        points: dict[str, int] = {}
        for signal, _, weight, may_be_bent in dict.fromkeys(terms):
            points[signal] = points.get(signal, 0) + max(weight + (self._bonuses.get(signal, 0) if may_be_bent else 0), 0)
        found = frozenset([(signal, min(more, self._enough.get(signal, 0))) for signal, more in points.items()])
        return self._asked(found, frozenset(patterns)) if found else _NOTHING

    def _weighed(self, found: frozenset[tuple[str, int]], patterns: frozenset[str]) -> frozenset[str]:
        """The same of points by signal: ordinary talk comes to the same few again and again."""
        points: dict[str, float] = self._always | dict.fromkeys(patterns, _ENDLESS)
        for signal, more in found:
            points[signal] = points.get(signal, 0) + more
        asked = {place for signal, _ in found for place in self._by_signal.get(signal, ())}
        holding = {place for place in asked if _may_hold(self._conditions[place], points)}
        return frozenset(signal for signal, _ in found if not holding.isdisjoint(self._by_signal.get(signal, ())))


def _conditions(program: Program) -> Iterator[Condition]:
    """Every condition that anybody asks: of rules, of routes, of the policy."""
    yield from (rule.when for rule in program.rules)
    yield from (route.when for route in (program.faq.routes if program.faq else ()))
    adjustments = program.policy.adjustments if program.policy else ()
    yield from (one.when for one in adjustments if not isinstance(one.when, Circumstance))


def _names_of(program: Program) -> Iterator[str]:
    """Signals of other fields than the text, which are looked for apart: they may be there."""
    return (info.name for info in program.signals if info.fields != ("text",))


def _may_hold(condition: Condition, points: Mapping[str, float]) -> bool:  # noqa: PLR0911 - one for each kind of condition
    match condition:
        case Has():
            return condition.signal in points
        case Fact() | Not():
            return True
        case All():
            return all(_may_hold(part, points) for part in condition.parts)
        case AnyOf():
            return any(_may_hold(part, points) for part in condition.parts)
        case AtLeast():
            return sum(_may_hold(part, points) for part in condition.parts) >= condition.n
        case Near():
            return all(name in points for name in condition.signals)
        case Score():
            return _may_reach(condition, points)
        case _:
            assert_never(condition)


def _may_reach(score: Score, points: Mapping[str, float]) -> bool:
    least = min((level for level in (score.review, score.block) if level is not None), default=_ENDLESS)
    caps = dict(score.caps)
    total = sum(max(min(points[name], caps.get(name, _ENDLESS)), 0) for name in score.signals if name in points)
    if total >= least:
        return True
    return total > 0 and total + sum(extra for bonus, extra in score.bonuses if extra > 0 and _may_hold(bonus, points)) >= least


def scores_in(conditions: Iterable[Condition]) -> Iterator[Score]:
    """Return every score in some conditions, at any depth."""
    for condition in conditions:
        if isinstance(condition, Score):
            yield condition
            yield from scores_in(bonus for bonus, _ in condition.bonuses)
        elif isinstance(condition, (All, AnyOf, AtLeast)):
            yield from scores_in(condition.parts)
        elif isinstance(condition, Not):
            yield from scores_in((condition.part,))


def _names(condition: Condition) -> Iterator[str]:
    """Every signal that a condition names, under a `not` as well."""
    match condition:
        case Has():
            yield condition.signal
        case Near():
            yield from condition.signals
        case Not():
            yield from _names(condition.part)
        case Score():
            yield from condition.signals
            for bonus, _ in condition.bonuses:
                yield from _names(bonus)
        case All() | AnyOf() | AtLeast():
            for part in condition.parts:
                yield from _names(part)
        case _:
            return
