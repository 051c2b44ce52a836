"""A condition in the words of the ruleset language: for diagnostics and for what a failing test shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.compile.durations import written
from moderation.facts import FACTS
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.program import Condition

__all__ = ["describe"]


def describe(condition: Condition) -> str:  # noqa: PLR0911 - one branch a kind of condition
    """Return a condition as an author could have written it, on one line.

    >>> describe(All((Has("ad"), Not(Fact("user.joined_within", "<=", 86_400)))))
    '{all: [ad, {not: user.joined_within <= 1d}]}'
    """
    match condition:
        case Has():
            return condition.signal
        case Fact():
            return _compared(condition)
        case All():
            return f"{{all: [{_listed(condition.parts)}]}}"
        case AnyOf():
            return f"{{any: [{_listed(condition.parts)}]}}"
        case Not():
            return f"{{not: {describe(condition.part)}}}"
        case AtLeast():
            return f"{{at_least: {condition.n}, of: [{_listed(condition.parts)}]}}"
        case Near():
            return f"{{near: [{', '.join(condition.signals)}], within: {condition.within}}}"
        case _:
            return f"{{score: [{', '.join(condition.signals)}]}}"


def _listed(parts: Iterable[Condition]) -> str:
    return ", ".join(map(describe, parts))


def _compared(fact: Fact) -> str:
    if fact.operator == "is" and fact.value is True:
        return fact.name
    return f"{fact.name} {fact.operator.replace('_', ' ')} {_operand(fact)}"


def _operand(fact: Fact) -> str:
    match fact.value:
        case bool(value):
            return str(value).lower()
        case tuple(values):
            return f"[{', '.join(map(str, values))}]"
        case int(value) | float(value) if FACTS[fact.name].type == "duration":
            return written(value)
        case value:
            return str(value)
