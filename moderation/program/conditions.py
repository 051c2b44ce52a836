"""Conditions of a Program: what has to hold for a rule, a bonus, a route. Evaluated by `moderation.engine`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["All", "AnyOf", "AtLeast", "Condition", "Fact", "Has", "Near", "Not", "Operator", "Score"]

Operator = Literal["is", "is_not", "in", "not_in", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Has:
    """Holds if the signal was observed."""

    signal: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Holds if a fact of the message (see `moderation.facts`) compares as asked; unknown facts never hold."""

    name: str
    operator: Operator = "is"
    value: str | int | float | bool | tuple[str, ...] | tuple[int, ...] = True


@dataclass(frozen=True, slots=True)
class All:
    """Holds if every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds if at least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds if the part does not."""

    part: Condition


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Holds if at least `n` parts hold."""

    n: int
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Holds if one span of each signal can be chosen in one field so that neighbours, in text order, lie within `within`."""

    signals: tuple[str, ...]
    within: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Adds up points: each signal the weights of its distinct terms, capped; then each bonus whose condition holds.

    Bonuses count only once a signal has scored. Holds from `review` points on; from `block` on the hit blocks
    (`None`: it never does). Points below 0 count as 0.
    """

    signals: tuple[str, ...]
    caps: tuple[tuple[str, int], ...] = ()
    bonuses: tuple[tuple[Condition, int], ...] = ()
    review: int | None = None
    block: int | None = None


Condition = Has | Fact | All | AnyOf | Not | AtLeast | Near | Score
