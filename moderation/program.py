"""The narrow waist: a compiled ruleset as frozen, picklable, pure data.

Authoring code only produces a Program, runtime code only consumes one. A Program is identified by `info.digest` and
can be written to bytes and read back without executing anything (`moderation.compile.cache`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from moderation.match.spec import PatternSpec
    from moderation.match.terms import TermTable
    from moderation.verdict import Action, Level, Severity, Status

__all__ = [
    "All", "AnyOf", "AtLeast", "Condition", "Fact", "Has", "Near", "Not", "PatternProgram", "Program", "RuleProgram", "RulesetInfo",
    "Score", "SignalInfo",
]  # fmt: skip

Operator = Literal["is", "is_not", "in", "not_in", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesetInfo:
    """Who a Program is: `digest` is the hex SHA-256 of everything that went into it."""

    id: str
    title: str
    version: str
    digest: str
    charter: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`id@version#digest`, the digest cut to 12 characters: what a verdict cites."""
        return f"{self.id}@{self.version}#{self.digest[:12]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalInfo:
    """A name that conditions may use: a term list or a pattern; `fields` are the message fields that it reads."""

    name: str
    title: str
    fields: tuple[str, ...] = ("text",)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternProgram:
    """A pattern with the name of its signal and its weight in points."""

    signal: str
    weight: int
    spec: PatternSpec


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleProgram:
    """A rule that is on.

    `fields` restricts its evidence to these fields; of `triggers` at least one signal must be there for the rule to hold
    (`None` where it can hold without any signal).
    """

    id: str
    title: str
    charter: str
    label: str
    severity: Severity
    status: Status
    verdict: Level
    when: Condition
    actions: tuple[Action, ...] = ()
    fields: tuple[str, ...] | None = None
    triggers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A compiled ruleset. `fields` are all message fields that any rule reads, in the order of `message.FIELDS`.

    `suffixes` is the Public Suffix List as `match.suffixes` writes it, empty where no link is looked for.
    """

    info: RulesetInfo
    signals: tuple[SignalInfo, ...]
    terms: TermTable
    patterns: tuple[PatternProgram, ...]
    rules: tuple[RuleProgram, ...]
    fields: tuple[str, ...] = ("text",)
    suffixes: str = ""
