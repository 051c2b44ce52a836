"""What a Program knows of its ruleset: who it is, its signals, its patterns and its rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderation.match.spec import PatternSpec
    from moderation.program.conditions import Condition
    from moderation.verdict import Action, Level, Severity, Status

__all__ = ["PatternProgram", "RuleProgram", "RulesetInfo", "SignalInfo"]


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
    """A name that conditions may use: a term list or a pattern; `fields` are the message fields that it reads.

    `disguised_bonus` are points that a term of the list adds to its own where it is bent.
    """

    name: str
    title: str
    fields: tuple[str, ...] = ("text",)
    disguised_bonus: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternProgram:
    """A pattern with the name of its signal and its weight in points."""

    signal: str
    weight: int
    spec: PatternSpec


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
