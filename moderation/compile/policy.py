"""`policy` → Policy: durations, percentages, the ladder in its order, and the conditions of what aggravates and mitigates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from moderation.compile.circumstances import CIRCUMSTANCES, parse_circumstance
from moderation.compile.comparisons import Mistake
from moderation.compile.describing import describe
from moderation.compile.durations import DURATION_FORM, seconds
from moderation.compile.possible import report_impossible
from moderation.facts import DISGUISED, FACTS
from moderation.program import Adjustment, Breaker, Has, Measure, Policy, SeverityIs, Step, Strikes
from moderation.ruleset.mistakes import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from moderation.compile.conditions import ConditionReader
    from moderation.compile.report import Report
    from moderation.program import Circumstance, Condition
    from moderation.program.policy import MeasureName
    from moderation.ruleset.policy import Policy as Written
    from moderation.ruleset.policy import (
        PolicyAggravation,
        PolicyAppeal,
        PolicyBreaker,
        PolicyCap,
        PolicyMitigation,
        PolicyMute,
        PolicyStep,
        PolicyStrikes,
    )
    from moderation.ruleset.tree import Path

__all__ = ["PolicyReader"]

_PERCENT: Final = re.compile(r"(\d{1,3})(?:\.(\d))?\s*[%％]", re.ASCII)
_PERCENT_FORM: Final = "0.5% | 3% | 10%"
_WHOLE_PERMILLE: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyReader:
    """Reads a policy once all `signals` are known: `silent` are those that nothing can raise, `labels` all that there are."""

    conditions: ConditionReader
    report: Report
    signals: Collection[str]
    silent: Collection[str]
    labels: Collection[str]

    def read(self, written: Written) -> Policy:
        """Return the compiled policy; mistakes are reported and leave a harmless value in its place."""
        return Policy(
            strikes=self._strikes(written.strikes),
            ladder=self._ladder(written.ladder),
            aggravate=self._adjustments(written.aggravate, "aggravate"),
            mitigate=self._adjustments(written.mitigate, "mitigate"),
            protected=tuple(dict.fromkeys(written.protected)),
            trusted=self._cap(written.trusted, "trusted") or Measure(action="warn"),
            first_offence=self._cap(written.first_offence, "first_offence"),
            breaker=self._breaker(written.breaker),
            appeal_within_s=self._appeal(written.appeal),
            appeal_to=written.appeal.to or "" if written.appeal else "",
        )

    def _strikes(self, written: PolicyStrikes) -> Strikes:
        at: Path = ("policy", "strikes")
        if "user" not in written.by:
            self.report.error("strikes-without-user", (*at, "by"), found=", ".join(written.by))
        if written.window is not None and written.half_life is not None:
            self.report.error("window-and-half-life", (*at, "half_life"))
        half_life_s = self._seconds(written.half_life, (*at, "half_life"))
        window_s = self._seconds(written.window, (*at, "window"))
        if window_s is None and half_life_s is None:
            window_s = Strikes().window_s
        return Strikes(by=tuple(dict.fromkeys(written.by)), window_s=window_s, half_life_s=half_life_s)

    def _ladder(self, written: Sequence[PolicyStep]) -> tuple[Step, ...]:
        at: Path = ("policy", "ladder")
        steps = [Step(at=step.at, do=self._measure(step.do, (*at, index, "do"))) for index, step in enumerate(written)]
        for index, (lower, upper) in enumerate(pairwise(steps), start=1):
            if upper.at <= lower.at:
                self.report.error("ladder-not-ascending", (*at, index, "at"), found=upper.at, expected=f"≥ {lower.at + 1}")
            elif upper.do.rank < lower.do.rank and upper.do.duration_s != 0:
                self.report.warning("milder-step", (*at, index, "do"), found=upper.at)
        return tuple(sorted(steps, key=lambda step: step.at))

    def _measure(self, written: str | PolicyMute, at: Path) -> Measure:
        if not isinstance(written, str):
            return Measure(action="mute", duration_s=self._seconds(written.mute, (*at, "mute")) or 0)
        if written == "mute":
            self.report.error("mute-without-duration", at, near="{mute: 1d}")
            return Measure(action="mute", duration_s=0)
        action: MeasureName = written  # type: ignore[assignment] # the schema knows no others
        return Measure(action=action)

    def _cap(self, written: PolicyCap | None, key: str) -> Measure | None:
        return None if written is None else self._measure(written.at_most, ("policy", key, "at_most"))

    def _adjustments(self, written: Sequence[PolicyAggravation | PolicyMitigation], key: str) -> tuple[Adjustment, ...]:
        return tuple(self._adjustment(one, ("policy", key, index, "if")) for index, one in enumerate(written))

    def _adjustment(self, written: PolicyAggravation | PolicyMitigation, at: Path) -> Adjustment:
        asked = written.if_
        if isinstance(asked, str) and self._is_circumstance(asked):
            return Adjustment(when=self._circumstance(asked, at), strike=written.strike, written=asked.strip())
        condition = self.conditions.read(asked, at)
        report_impossible(asked, condition, at, self.silent, self.report)
        return Adjustment(when=condition, strike=written.strike, written=asked.strip() if isinstance(asked, str) else describe(condition))

    def _is_circumstance(self, asked: str) -> bool:
        """Whether a string is about a circumstance, or is spelt more like one than like anything else."""
        name = (asked.split(maxsplit=1) or [""])[0]
        if name in CIRCUMSTANCES:
            return asked.strip() not in self.signals
        return " " in asked.strip() and nearest(name, [*CIRCUMSTANCES, *FACTS, DISGUISED]) in CIRCUMSTANCES

    def _circumstance(self, asked: str, at: Path) -> Condition | Circumstance:
        try:
            found = parse_circumstance(asked, self.labels)
        except Mistake as mistake:
            self.report.error(mistake.slug, at, near=mistake.nearest, **mistake.values)
            return Has(asked)
        if found == SeverityIs(()):
            self.report.error("never-holds", at, found=asked)
        return found

    def _breaker(self, written: PolicyBreaker | None) -> Breaker | None:
        if written is None:
            return None
        at: Path = ("policy", "breaker")
        return Breaker(
            hit_rate_permille=self._permille(written.hit_rate, (*at, "hit_rate")),
            min_hits=written.min_hits,
            window_s=self._seconds(written.window, (*at, "window")) or 1,
            alert=written.alert or "",
        )

    def _appeal(self, written: PolicyAppeal | None) -> int | None:
        return self._seconds(written.within, ("policy", "appeal", "within")) if written else None

    def _seconds(self, written: str | None, at: Path) -> int | None:
        """The length of time, `None` where none is written or none can be read."""
        if written is None:
            return None
        duration_s = seconds(written)
        if not duration_s:
            self.report.error("bad-duration", at, found=written, expected=DURATION_FORM)
        return duration_s or None

    def _permille(self, written: str, at: Path) -> int:
        form = _PERCENT.fullmatch(written.strip())
        permille = int(form[1]) * 10 + int(form[2] or 0) if form else 0
        if not 0 < permille <= _WHOLE_PERMILLE:
            self.report.error("bad-percent", at, near=_percent(written), found=written, expected=_PERCENT_FORM)
        return permille


def _percent(written: str) -> str | None:
    """What a bare number probably means: 3 is 3%, 0.03 is 3% too."""
    try:
        number = float(written)
    except ValueError:
        return None
    percent = round(number * 100, 1) if 0 < number < 1 else number
    return f"{percent:g}%" if 0 < percent <= _WHOLE_PERMILLE // 10 else None
