"""The values of facts that tell comparisons apart: what the search for a possible world has to try."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from moderation.facts import FACTS, NEW_FOR_S
from moderation.message import Message
from moderation.program import Fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.facts import FactValue

__all__ = ["compares", "fact_of", "samples"]

_OTHER: Final = "\0"
"""Stands for every text that no comparison mentions."""

_BOUNDS: Final = {"chat.hour": (0, 23), "message.lines": (1, None)}
"""Least and greatest value of numeric facts; the others are never negative and have no end."""


def fact_of(fact: Fact) -> Fact:
    """Return a comparison of the fact that decides this one: to be new is to have joined less than so long ago.

    >>> fact_of(Fact("user.new")).operator
    '<'
    """
    if fact.name != "user.new":
        return fact
    is_new = (fact.operator == "is") == bool(fact.value)
    return Fact("user.joined_within", "<" if is_new else ">=", NEW_FOR_S)


def compares(fact: Fact, value: FactValue) -> bool:  # noqa: PLR0911 - one branch an operator
    """Return whether a comparison holds for a value of its fact; with an unknown value (`None`) it never does."""
    if value is None:
        return False
    match fact.operator:
        case "is" | "is_not":
            return (value == fact.value) == (fact.operator == "is")
        case "in" | "not_in":
            return (value in fact.value) == (fact.operator == "in")  # type: ignore[operator]  # a list by construction
        case "<":
            return value < fact.value  # type: ignore[operator]  # numbers by construction
        case "<=":
            return value <= fact.value  # type: ignore[operator]
        case ">":
            return value > fact.value  # type: ignore[operator]
        case _:
            return value >= fact.value  # type: ignore[operator]


def samples(name: str, comparisons: Sequence[Fact]) -> tuple[FactValue, ...]:
    """Return values of a fact such that two values with the same answers to all comparisons need not both be tried."""
    info = FACTS[name]
    mentioned: list[Any] = [value for fact in comparisons for value in (fact.value if isinstance(fact.value, tuple) else (fact.value,))]
    unknown: tuple[FactValue, ...] = (None,) if info.read(Message("")) is None else ()
    if info.type == "bool":
        return (True, False, *unknown)
    if info.type == "str":
        return (*(info.values or (*dict.fromkeys(mentioned), _OTHER)), *unknown)
    least, greatest = _BOUNDS.get(name, (0, None))
    step = 0.5 if info.type == "duration" else 1  # what is compared to is whole; a duration also takes the values between
    around = {value + shift for value in mentioned for shift in (-step, 0, step)} | {least}
    return (*sorted(value for value in around if value >= least and (greatest is None or value <= greatest)), *unknown)
