"""Conditions over signals and facts: does one hold, and by which signals?

Second step of the engine, after `examine`: no position, weight or disguise is found here, only put together.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final, assert_never

from moderation.engine.near import near_signals
from moderation.engine.view import NO_SIGNALS
from moderation.facts import DISGUISED, FACTS
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score
from moderation.verdict import Level, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from moderation.engine.view import SignalSet, View
    from moderation.facts import FactValue
    from moderation.program import Condition

__all__ = ["bonus_name", "counted", "evidence", "fact_value", "points_of", "positive_signals", "tally"]

_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "is": operator.eq,
    "is_not": operator.ne,
    "in": lambda value, listed: value in listed,
    "not_in": lambda value, listed: value not in listed,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def evidence(condition: Condition, view: View) -> SignalSet | None:  # noqa: PLR0911 - one for each kind of condition
    """Return the signals by which a condition holds, `None` if it does not hold; a fact holds by no signal at all.

    `All` gives those of all its parts, `AnyOf` and `AtLeast` those of every part that holds, `Near` the spans that are
    near, `Score` everything that scored; `Not` gives none.
    """
    match condition:
        case Has():
            return view.of(condition.signal) or None
        case Fact():
            return _by_fact(condition, view)
        case All():
            return _at_least(len(condition.parts), condition.parts, view)
        case AnyOf():
            return _at_least(1, condition.parts, view)
        case AtLeast():
            return _at_least(condition.n, condition.parts, view)
        case Not():
            return NO_SIGNALS if evidence(condition.part, view) is None else None
        case Near():
            return near_signals(condition, view) or None
        case Score():
            scored, places = counted(condition, view)
            return places if scored.level is not Level.PASS else None
        case _:
            assert_never(condition)


def _at_least(n: int, parts: Iterable[Condition], view: View) -> SignalSet | None:
    holding = [found for part in parts if (found := evidence(part, view)) is not None]
    return NO_SIGNALS.union(*holding) if len(holding) >= n else None


def _by_fact(fact: Fact, view: View) -> SignalSet | None:
    value = fact_value(fact.name, view)
    if value is None or not _COMPARE[fact.operator](value, fact.value):
        return None
    return _disguised(view) if fact.name == DISGUISED else NO_SIGNALS


def fact_value(name: str, view: View) -> FactValue:
    """Return what a fact is for a message, `None` where it is unknown."""
    if name == DISGUISED:
        return bool(_disguised(view))
    return FACTS[name].read(view.message) if name in FACTS else None


def _disguised(view: View) -> SignalSet:
    disguised = [(place, signal.signal) for place, signal in enumerate(view.signals) if signal.disguised]
    named = view.named or view.seen
    return frozenset(place for place, name in disguised if name in named and place in view.of(name)) if disguised else NO_SIGNALS


def positive_signals(condition: Condition) -> tuple[str, ...]:
    """Return the signals that a condition asks for outside of every `not`, sorted.

    >>> positive_signals(All((Has("ad"), Not(Has("joke")), Near(("link", "ad"), 5))))
    ('ad', 'link')
    """
    return tuple(sorted(set(_names(condition))))


def _names(condition: Condition) -> Iterable[str]:
    match condition:
        case Has():
            yield condition.signal
        case Near():
            yield from condition.signals
        case Score():
            yield from condition.signals
            for bonus, _ in condition.bonuses:
                yield from _names(bonus)
        case All() | AnyOf() | AtLeast():
            for part in condition.parts:
                yield from _names(part)
        case _:
            return


def points_of(places: SignalSet, view: View) -> int:
    """Return the points of some signals: the weight of each distinct term of each list, once however often it stands there.

    A term that stands there in several ways (plain and disguised, with its evidence and without) counts for the most it says.
    """
    weights: dict[tuple[str, str], int] = {}
    for signal in map(view.signals.__getitem__, places):
        term = (signal.signal, signal.term)
        weights[term] = max(signal.weight, weights.get(term, signal.weight))
    return sum(weights.values())


def tally(score: Score, view: View) -> Tally:
    """Return how a score comes out for a message; its total is 0 where no signal scored, whatever the bonuses are."""
    return counted(score, view)[0]


def counted(score: Score, view: View) -> tuple[Tally, SignalSet]:
    """Return how a score comes out, and every signal that it counts: those that it adds up, and those behind bonuses that add points."""
    seen = [(name, places) for name in score.signals if (places := view.seen.get(name))]
    points = [(name, points_of(places, view)) for name, places in seen]
    if score.caps:
        caps = dict(score.caps)
        points = [(name, min(scored, caps.get(name, scored))) for name, scored in points]
    behind = [places for _, places in seen]
    if any(scored > 0 for _, scored in points):
        held = [(bonus, extra, found) for bonus, extra in score.bonuses if (found := evidence(bonus, view)) is not None]
        points += [(bonus_name(bonus), extra) for bonus, extra, _ in held]
        behind += [found for _, extra, found in held if extra > 0]
    return Tally(points=tuple(points), review=score.review, block=score.block), NO_SIGNALS.union(*behind)


def bonus_name(bonus: Condition) -> str:
    """Return what a bonus is called in a tally: its signal or its comparison, as an author writes it.

    >>> bonus_name(Fact("user.new")), bonus_name(Fact("message.chars", ">", 200)), bonus_name(Has("link"))
    ('user.new', 'message.chars > 200', 'link')
    """
    match bonus:
        case Has():
            return bonus.signal
        case Fact(operator="is", value=True):
            return bonus.name
        case Fact():
            operand = f"[{', '.join(map(str, bonus.value))}]" if isinstance(bonus.value, tuple) else str(bonus.value)
            return f"{bonus.name} {bonus.operator.replace('_', ' ')} {operand}"
        case _:
            return type(bonus).__name__.lower()
