"""What an offence comes to: a pure function of the history of its author, the offence itself, and the policy.

Third step of a sanction. Only what was known and not later counts: an offence that comes in late never changes a sanction that was
given, and a message of tomorrow none of today. Points are whole numbers, so the order of adding them cannot matter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.program import DeletedWithin, LabelIs, Measure, RepeatedWithin, SeverityIs
from moderation.verdict import Level, Sanction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moderation.program import Policy, Strikes
    from moderation.sanctions.history import History
    from moderation.sanctions.offence import Extra, Offence

__all__ = ["is_nothing", "sanction"]

_SECOND_MS: Final = 1_000
_WHOLE: Final = 1_000
"""A strike in thousandths, which half-lives need."""
_NOTHING: Final = Measure(action="alert")
_NOTHING_DUE: Final = "nothing-due"
"""Why nothing is done about an offence that costs no strike, or not enough of them."""
_MOST_WEIGHED: Final = 1_000
"""No ladder is as long; a member whom the platform does not let us remove must not slow everybody else down."""


class _Past(NamedTuple):
    """An earlier offence that counts: when, and how many strikes."""

    at_ms: int
    strikes: int


def sanction(history: History, offence: Offence, policy: Policy) -> Sanction:
    """Return what is done about an offence, given everything that is known about its author.

    `history` is that of the offence's subject; the offence itself may be in it, and what staff decided about it then counts.
    The time is bounded: of a subject with very many cases only the latest thousand are weighed.
    """
    own = history.case(offence.case)
    offence = own.broken if own and own.entered else offence
    if own is not None and own.is_gone:
        return _alert(offence, policy, own.state)
    if not offence.placed:
        return _alert(offence, policy, "unknown-author" if not offence.user else "unknown-time")
    past = _counted(history, offence, policy)
    if offence.level is not Level.BLOCK and not (own and own.is_upheld):
        return _alert(offence, policy, "review", past)
    base = own.strikes if own is not None and own.is_upheld else offence.strikes
    held = _held(offence, sorted(one.at_ms for one in past), None) if base else []
    strikes = max(base + sum(extra.strike for extra in held), 0)
    return _decided(offence, past, policy, strikes, tuple(extra.written for extra in held))


def is_nothing(given: Sanction) -> bool:
    """Return whether a sanction is none at all: nothing is due, and nobody asked to be told."""
    return given.action == "alert" and given.reasons[-1:] == (_NOTHING_DUE,) and not given.alert


def _decided(offence: Offence, past: Sequence[_Past], policy: Policy, strikes: int, reasons: tuple[str, ...]) -> Sanction:
    """The step of the ladder, as far as the author's standing allows it."""
    weighed = _weighed(past, offence.at_ms, policy.strikes)
    total = _total([*weighed, strikes * _WHOLE])
    asked, why = _measure(offence, policy, total if strikes else 0)
    measure, limits = _allowed(asked, offence, policy, is_first=not weighed)
    told = {"protected", "trusted"}.intersection(limits)
    return Sanction(
        action=measure.action,
        duration_s=measure.duration_s,
        strikes=total,
        count=len(weighed) + 1,
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
    return (Measure(action="warn"), ()) if offence.warns else (_NOTHING, (_NOTHING_DUE,))


def _alert(offence: Offence, policy: Policy, reason: str, past: Sequence[_Past] = ()) -> Sanction:
    """Nothing is done, staff are told; the strikes are those that there are without this."""
    weighed = _weighed(past, offence.at_ms, policy.strikes)
    whom = offence.alert or policy.appeal_to
    return Sanction(action="alert", strikes=_total(weighed), count=len(weighed) + 1, case=offence.case, reasons=(reason,), alert=whom)


def _counted(history: History, offence: Offence, policy: Policy) -> tuple[_Past, ...]:
    """The offences with strikes up to this one, in the order in which they were entered, and what each costs by now."""
    counted: list[_Past] = []
    times: list[int] = []
    latest = list(islice(reversed(history.by_id.values()), _MOST_WEIGHED))
    for case in reversed(latest):
        earlier, strikes = case.offence, case.strikes
        if not strikes or earlier.at_ms > offence.at_ms or earlier.case == offence.case:
            continue
        if not earlier.placed or earlier.role in policy.protected:
            continue
        if earlier.extras:
            taken_back_ms = case.taken_back[0] if case.taken_back and case.taken_back[0] <= offence.at_ms else None
            strikes += sum(extra.strike for extra in _held(case.broken, times, taken_back_ms))
        if strikes > 0:
            counted.append(_Past(earlier.at_ms, strikes))
            insort(times, earlier.at_ms)
    return tuple(counted)


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


def _weighed(past: Iterable[_Past], at_ms: int, strikes: Strikes) -> list[int]:
    """What each offence still weighs, in thousandths of a strike: all in its window, half after each half-life; nothing is left out."""
    if strikes.half_life_s is None:
        start_ms = -1 if strikes.window_s is None else at_ms - strikes.window_s * _SECOND_MS
        return [points * _WHOLE for when_ms, points in past if when_ms > start_ms]
    half_ms = strikes.half_life_s * _SECOND_MS
    faded = (round(points * _WHOLE * 0.5 ** ((at_ms - when_ms) / half_ms)) for when_ms, points in past)
    return [points for points in faded if points]


def _total(weighed: Iterable[int]) -> int:
    """The strikes that these thousandths are, to the nearest whole one; a half counts as one."""
    return (sum(weighed) + _WHOLE // 2) // _WHOLE
