"""Policy of a Program: what a breach costs. Applied by `moderation.sanctions` to a verdict and what the ledger holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from moderation.message import Role
    from moderation.program.conditions import Condition
    from moderation.verdict import Severity

__all__ = [
    "Adjustment", "Breaker", "Circumstance", "DeletedWithin", "LabelIs", "Measure", "MeasureName", "Policy", "RepeatedWithin",
    "SeverityIs", "Step", "Strikes",
]  # fmt: skip

MeasureName = Literal["alert", "warn", "mute", "kick", "ban"]
_MILDEST_FIRST: Final[tuple[MeasureName, ...]] = ("alert", "warn", "mute", "kick", "ban")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is done to a member; `duration_s` is for `mute` only, `alert` is nothing but a word to staff.

    >>> min(Measure(action="kick"), Measure(action="mute", duration_s=60), key=lambda measure: measure.rank).action
    'mute'
    """

    action: MeasureName
    duration_s: int | None = None

    @property
    def rank(self) -> tuple[int, int]:
        """How hard it is: alert < warn < mute (the longer the harder) < kick < ban."""
        return (_MILDEST_FIRST.index(self.action), self.duration_s or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the ladder: from `at` strikes on, `do`."""

    at: int
    do: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Strikes:
    """How strikes are counted: by whom, over which window or with which half-life."""

    by: tuple[Literal["community", "chat", "user"], ...] = ("community", "user")
    window_s: int | None = 30 * 86_400
    half_life_s: int | None = None


@dataclass(frozen=True, slots=True)
class LabelIs:
    """Holds if one of the hits that decided the verdict has one of these labels; `negated`: if none has."""

    labels: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class SeverityIs:
    """Holds if the worst severity among the hits that decided the verdict is one of these."""

    severities: tuple[Severity, ...]


@dataclass(frozen=True, slots=True)
class RepeatedWithin:
    """Holds if an earlier offence of the same history, of whatever label, lies at most so many seconds back."""

    seconds: int


@dataclass(frozen=True, slots=True)
class DeletedWithin:
    """Holds, from then on, if the author took the message back at most so many seconds after sending it."""

    seconds: int


Circumstance = LabelIs | SeverityIs | RepeatedWithin | DeletedWithin
"""What only the verdict or the ledger can tell; everything else that an adjustment asks for is a Condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """Strikes that a circumstance adds or takes; `written` is the condition as the author wrote it."""

    when: Condition | Circumstance
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
    """What breaches cost. The ladder is sorted by `at`; `trusted` and `first_offence` are the hardest measures for those."""

    strikes: Strikes = Strikes()
    ladder: tuple[Step, ...] = ()
    aggravate: tuple[Adjustment, ...] = ()
    mitigate: tuple[Adjustment, ...] = ()
    protected: tuple[Role, ...] = ("owner", "admin", "bot")
    trusted: Measure = Measure(action="warn")
    first_offence: Measure | None = None
    breaker: Breaker | None = None
    appeal_within_s: int | None = None
    appeal_to: str = ""

    @property
    def adjustments(self) -> tuple[Adjustment, ...]:
        """What aggravates, then what mitigates."""
        return self.aggravate + self.mitigate

    @property
    def observable(self) -> tuple[Adjustment, ...]:
        """The adjustments that the engine can tell by the message itself; the others are told by the ledger."""
        return tuple(one for one in self.adjustments if not isinstance(one.when, Circumstance))
