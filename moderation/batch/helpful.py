"""Which signals can help a rule to hold: what only speaks against one need not be looked for before it might."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.engine.evaluate import positive_signals
from moderation.facts import DISGUISED
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.program import Condition, Program

__all__ = ["helpful_signals"]


def helpful_signals(program: Program) -> frozenset[str]:
    """Return the signals without which a rule that holds might not; any other is seen in vain, or makes a rule hold less.

    A rule that asks whether something is disguised is helped by every signal that it names, or by any where it names none.
    """
    found: set[str] = set()
    for rule in program.rules:
        found.update(_helping(rule.when))
        if _asks_for_disguise(rule.when):
            found.update(positive_signals(rule.when) or (info.name for info in program.signals))
    return frozenset(found)


def _helping(condition: Condition) -> Iterator[str]:
    match condition:
        case Has():
            yield condition.signal
        case Near():
            yield from condition.signals
        case All() | AnyOf() | AtLeast():
            for part in condition.parts:
                yield from _helping(part)
        case Score():
            yield from condition.signals
            for bonus, extra in condition.bonuses:
                yield from _helping(bonus) if extra > 0 else ()
        case _:
            return  # what stands under a `not` is taken for possible whatever is seen


def _asks_for_disguise(condition: Condition) -> bool:
    match condition:
        case Fact():
            return condition.name == DISGUISED
        case All() | AnyOf() | AtLeast():
            return any(map(_asks_for_disguise, condition.parts))
        case Not():
            return _asks_for_disguise(condition.part)
        case Score():
            return any(_asks_for_disguise(bonus) for bonus, _ in condition.bonuses)
        case _:
            return False
