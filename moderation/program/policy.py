"""Policy of a Program: what a breach costs. Applied by `moderation.sanctions` to a verdict and what the ledger holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from moderation.message import Role
    from moderation.program.conditions import Condition

__all__ = ["Adjustment", "Breaker", "Measure", "MeasureName", "Policy", "Step", "Strikes"]

MeasureName = Literal["warn", "mute", "kick", "ban"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is done to a member; `duration_s` is for `mute` only."""

    action: MeasureName
    duration_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the ladder: from `at` strikes on, `do`."""

    at: int
    do: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Strikes:
    """How strikes are counted: by whom, over which window or with which half-life."""

    by: tuple[Literal["community", "chat", "user"], ...] = ("community", "user")
    window_s: int | None = None
    half_life_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """Strikes that a circumstance adds or takes; `written` is the condition as the author wrote it."""

    when: Condition
    strike: int
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """A rule that hits more than `hit_rate_permille` of the messages of `window_s`, and `min_hits` times, is put in shadow."""

    hit_rate_permille: int
    min_hits: int
    window_s: int
    alert: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What breaches cost."""

    strikes: Strikes = Strikes()
    ladder: tuple[Step, ...] = ()
    aggravate: tuple[Adjustment, ...] = ()
    mitigate: tuple[Adjustment, ...] = ()
    protected: tuple[Role, ...] = ("owner", "admin", "bot")
    first_offence: Measure | None = None
    breaker: Breaker | None = None
    appeal_within_s: int | None = None
    appeal_to: str = ""
