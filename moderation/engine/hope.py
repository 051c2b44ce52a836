"""Whether any rule could still hold, asked before what was found is weighed: most of what ordinary talk holds can decide nothing.

Confirming a term costs more than finding it. Where no condition that names what was found could hold, even if all of it
counted and every fact and behaviour were as asked, nothing has to be confirmed. `engine.possible` asks the same of many
messages at once.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, assert_never

from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score
from moderation.program.policy import Circumstance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.program import Condition, Program

__all__ = ["Hope", "scores_in"]

Points = Mapping[str, float]
"""Signal → the points that it could add at most; what is not in it was not seen."""

_Test = Callable[[Points], bool]
"""Whether a condition could hold with no more than these."""

_ENDLESS: Final = math.inf
_NOTHING: Final[frozenset[str]] = frozenset()
_REMEMBERED: Final = 4_096


class Hope:
    """The conditions of one Program by the signals that they name."""

    def __init__(self, program: Program) -> None:
        conditions = tuple(dict.fromkeys(_conditions(program)))
        self._tests = tuple(map(_test, conditions))
        self._named = tuple(frozenset(_names(condition)) for condition in conditions)
        self._by_signal: defaultdict[str, list[int]] = defaultdict(list)
        for place, names in enumerate(self._named):
            for name in names:
                self._by_signal[name].append(place)
        self._bonuses = {info.name: info.disguised_bonus for info in program.signals if info.disguised_bonus > 0}
        self._enough: dict[str, int] = {}
        """The points of a signal beyond which more change nothing, where any are counted."""
        for score in scores_in(conditions):
            for name in score.signals:
                self._enough[name] = max(self._enough.get(name, 0), score.review or 0, score.block or 0)
        self._asked = lru_cache(_REMEMBERED)(self._weighed)
        listed = {info.name for info in program.signals}
        self._always: Points = {
            name: _ENDLESS for name in (*(behavior.signal for behavior in program.behaviors), *_names_of(program)) if name in listed
        }
        alone: dict[str, Points] = {name: {**self._always, name: 0} for name in self._by_signal}
        self._sure = frozenset(name for name, points in alone.items() if any(self._tests[place](points) for place in self._by_signal[name]))
        """Signals of which something may come, whatever else is seen."""

    def wanted(self, terms: Iterable[tuple[str, str, int, bool]], patterns: Iterable[str]) -> frozenset[str]:
        """Return from which signals of these terms something may come, beside patterns that may match too.

        A term is its signal, itself, its weight and whether it may be bent, which a list may give more points.
        """
        points: dict[str, int] = {}
        for signal, _, weight, may_be_bent in dict.fromkeys(terms):
            more = weight + self._bonuses.get(signal, 0) if may_be_bent else weight
            points[signal] = points.get(signal, 0) + max(more, 0)
        found = frozenset([(signal, min(more, self._enough.get(signal, 0))) for signal, more in points.items()])
        return self._asked(found, frozenset(patterns)) if found else _NOTHING

    def _weighed(self, found: frozenset[tuple[str, int]], patterns: frozenset[str]) -> frozenset[str]:
        """The same of points by signal: ordinary talk comes to the same few again and again."""
        points = {**self._always, **dict.fromkeys(patterns, _ENDLESS)}
        for signal, more in found:
            points[signal] = points.get(signal, 0) + more
        names = frozenset(signal for signal, _ in found)
        wanted = set(names & self._sure)
        for place in {place for name in names - wanted for place in self._by_signal.get(name, ())}:
            if not self._named[place] & names <= wanted and self._tests[place](points):
                wanted |= self._named[place]
        return names & wanted


def _conditions(program: Program) -> Iterator[Condition]:
    """Every condition that anybody asks: of rules, of routes, of the policy."""
    yield from (rule.when for rule in program.rules)
    yield from (route.when for route in (program.faq.routes if program.faq else ()))
    adjustments = program.policy.adjustments if program.policy else ()
    yield from (one.when for one in adjustments if not isinstance(one.when, Circumstance))


def _names_of(program: Program) -> Iterator[str]:
    """Signals of other fields than the text, which are looked for apart: they may be there."""
    return (info.name for info in program.signals if info.fields != ("text",))


def _test(condition: Condition) -> _Test:  # noqa: PLR0911 - one for each kind of condition
    """Return what asks whether a condition could hold."""
    match condition:
        case Has():
            return lambda points: condition.signal in points
        case Fact() | Not():
            return lambda _: True
        case All():
            return _at_least(len(condition.parts), condition.parts)
        case AnyOf():
            return _at_least(1, condition.parts)
        case AtLeast():
            return _at_least(condition.n, condition.parts)
        case Near():
            return lambda points: all(name in points for name in condition.signals)
        case Score():
            return _reaching(condition)
        case _:
            assert_never(condition)


def _at_least(n: int, parts: Iterable[Condition]) -> _Test:
    tests = [_test(part) for part in parts]
    return lambda points: sum(test(points) for test in tests) >= n


def _reaching(score: Score) -> _Test:
    least = min((level for level in (score.review, score.block) if level is not None), default=_ENDLESS)
    caps = dict(score.caps)
    bonuses = [(_test(bonus), extra) for bonus, extra in score.bonuses if extra > 0]

    def may_reach(points: Points) -> bool:
        total = sum(max(min(points[name], caps.get(name, _ENDLESS)), 0) for name in score.signals if name in points)
        return total >= least or (total > 0 and total + sum(extra for bonus, extra in bonuses if bonus(points)) >= least)

    return may_reach


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
