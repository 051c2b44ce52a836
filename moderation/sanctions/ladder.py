"""What an offence comes to: a pure function of the history of its author, the offence itself, and the policy.

Third step of a sanction. Only what was known and not later counts: an offence that comes in late never changes a sanction that was
given, and a message of tomorrow none of today. Points are whole numbers, so the order of adding them cannot matter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.program import DeletedWithin, LabelIs, Measure, RepeatedWithin, SeverityIs
from moderation.verdict import Level, Sanction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moderation.program import Policy, Strikes
    from moderation.sanctions.history import Case
    from moderation.sanctions.offence import Extra, Offence

__all__ = ["sanction"]

_SECOND_MS: Final = 1_000
_WHOLE: Final = 1_000
"""A strike in thousandths, which half-lives need."""
_NOTHING: Final = Measure(action="alert")


class _Past(NamedTuple):
    """An earlier offence that counts: when, and how many strikes."""

    at_ms: int
    strikes: int


def sanction(cases: Iterable[Case], offence: Offence, policy: Policy) -> Sanction:
    """Return what is done about an offence, given everything that is known about its author.

    `cases` are those of the offence's subject in the order in which they were entered; its own may be among them, and what
    staff decided about it then counts. Time is linear in their number, apart from sorting.
    """
    cases = tuple(cases)
    own = next((case for case in cases if case.id == offence.case), None)
    offence = own.broken if own and own.entered else offence
    if own is not None and own.is_gone:
        return _alert(offence, own.state)
    if not offence.placed:
        return _alert(offence, "unknown-author" if not offence.user else "unknown-time")
    past = _counted(cases, offence, policy)
    if offence.level is not Level.BLOCK and not (own and own.is_upheld):
        return _alert(offence, "review", past, policy)
    base = own.strikes if own is not None and own.is_upheld else offence.strikes
    held = _held(offence, [one.at_ms for one in past], None) if base else []
    strikes = max(base + sum(extra.strike for extra in held), 0)
    return _decided(offence, past, policy, strikes, tuple(extra.written for extra in held))


def _decided(offence: Offence, past: Sequence[_Past], policy: Policy, strikes: int, reasons: tuple[str, ...]) -> Sanction:
    """The step of the ladder, as far as the author's standing allows it."""
    within = [one for one in past if _points(one, offence.at_ms, policy.strikes)]
    total = _total([*past, _Past(offence.at_ms, strikes)], offence.at_ms, policy.strikes)
    asked, why = _measure(offence, policy, total if strikes else 0)
    measure, limits = _allowed(asked, offence, policy, is_first=not within)
    told = {"protected", "trusted"}.intersection(limits)
    return Sanction(
        action=measure.action,
        duration_s=measure.duration_s,
        strikes=total,
        count=len(within) + 1,
        case=offence.case,
        reasons=(*reasons, *why, *limits),
        alert=offence.alert or (policy.appeal_to if told else ""),
    )


def _allowed(measure: Measure, offence: Offence, policy: Policy, *, is_first: bool) -> tuple[Measure, tuple[str, ...]]:
    """The measure within the limits of who its author is, and the limits that made it milder; staff are told of the last two."""
    limits: tuple[str, ...] = ()
    if offence.role in policy.protected:
        return _NOTHING, ("protected",)
    first = policy.first_offence
    if is_first and first and offence.severity != "critical" and first.rank < measure.rank:
        measure, limits = first, ("first_offence",)
    if offence.trusted and policy.trusted.rank < measure.rank:
        measure, limits = policy.trusted, (*limits, "trusted")
    return measure, limits


def _measure(offence: Offence, policy: Policy, total: int) -> tuple[Measure, tuple[str, ...]]:
    """What the ladder has for so many strikes; the top of it for a critical rule, and no less than the warning that a rule asks for."""
    reached = [step.do for step in policy.ladder if step.at <= total]
    if offence.severity == "critical" and policy.ladder:
        return policy.ladder[-1].do, ("critical",)
    if reached:
        return reached[-1], ()
    return (Measure(action="warn") if offence.warns else _NOTHING), ()


def _alert(offence: Offence, reason: str, past: Sequence[_Past] = (), policy: Policy | None = None) -> Sanction:
    """Nothing is done, staff are told; the strikes are those that there are without this."""
    strikes = _total(past, offence.at_ms, policy.strikes) if policy else 0
    within = [one for one in past if policy and _points(one, offence.at_ms, policy.strikes)]
    whom = offence.alert or (policy.appeal_to if policy else "")
    return Sanction(action="alert", strikes=strikes, count=len(within) + 1, case=offence.case, reasons=(reason,), alert=whom)


def _counted(cases: Iterable[Case], offence: Offence, policy: Policy) -> tuple[_Past, ...]:
    """The offences with strikes up to this one, in the order in which they were entered, and what each costs by now."""
    counted: list[_Past] = []
    times: list[int] = []
    for case in cases:
        earlier = case.offence
        if earlier.at_ms > offence.at_ms or earlier.case == offence.case or not _is_struck(case, policy):
            continue
        taken_back_ms = case.taken_back[0] if case.taken_back and case.taken_back[0] <= offence.at_ms else None
        held = _held(case.broken, times, taken_back_ms)
        strikes = case.strikes + sum(extra.strike for extra in held)
        if strikes > 0:
            counted.append(_Past(earlier.at_ms, strikes))
            insort(times, earlier.at_ms)
    return tuple(counted)


def _is_struck(case: Case, policy: Policy) -> bool:
    return bool(case.strikes) and case.offence.placed and case.offence.role not in policy.protected


def _held(offence: Offence, times: Sequence[int], taken_back_ms: int | None) -> list[Extra]:
    """What aggravates or mitigates an offence; `times` are those of the offences before it."""
    return [extra for extra in offence.extras if _holds(extra, offence, times, taken_back_ms)]


def _holds(extra: Extra, offence: Offence, times: Sequence[int], taken_back_ms: int | None) -> bool:
    match extra.when:
        case None:
            return True
        case LabelIs(labels, negated):
            return any(broken.label in labels for broken in offence.rules) is not negated
        case SeverityIs(severities):
            return offence.severity in severities
        case RepeatedWithin(seconds):
            first = bisect_left(times, offence.at_ms - seconds * _SECOND_MS)
            return first < bisect_right(times, offence.at_ms)
        case DeletedWithin(seconds):
            return taken_back_ms is not None and taken_back_ms - offence.at_ms <= seconds * _SECOND_MS


def _points(one: _Past, at_ms: int, strikes: Strikes) -> int:
    """What an offence still weighs, in thousandths of a strike: all in its window, half after each half-life."""
    age_ms = at_ms - one.at_ms
    if strikes.window_s is not None and age_ms >= strikes.window_s * _SECOND_MS:
        return 0
    if strikes.half_life_s is None:
        return one.strikes * _WHOLE
    left: float = 0.5 ** (age_ms / (strikes.half_life_s * _SECOND_MS))
    return round(one.strikes * _WHOLE * left)


def _total(past: Iterable[_Past], at_ms: int, strikes: Strikes) -> int:
    """The strikes that count at a time, to the nearest whole one; a half counts as one."""
    return (sum(_points(one, at_ms, strikes) for one in past) + _WHOLE // 2) // _WHOLE
