"""What sanctions would have been, had everything that people decided since been known: and so what is to be undone. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from moderation.program import Measure
from moderation.sanctions.history import history_of
from moderation.sanctions.ladder import sanction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.program import Policy
    from moderation.sanctions.history import Case, History
    from moderation.verdict import Sanction

__all__ = ["Revision", "Undo", "UndoVerb", "recompute", "to_undo"]

UndoVerb = Literal["retract_warning", "unmute", "shorten_mute", "readmit", "unban"]
_SECOND_MS: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A sanction that was given, and what it would be now; the same where nothing that it rested on has changed."""

    case: Case
    given: Sanction
    now: Sanction


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What is to be undone: `do` it for the author of the case; `until_ms` is the end of a mute that is shortened.

    `is_over` says that the mute has ended by itself anyway, so that only the record is put right.
    """

    case: Case
    do: UndoVerb
    given: Measure
    now: Measure
    until_ms: int | None = None
    is_over: bool = False

    @property
    def key(self) -> tuple[str, str, int | None]:
        """What it is about: the same before and after a decision that does not change it."""
        return (self.case.id, self.do, self.until_ms)


def recompute(history: History, policy: Policy) -> tuple[Revision, ...]:
    """Return every sanction of a subject with what it would be now, in the order in which they were given.

    Each is worked out twice: from what was known when it was given, and from the same with everything that people have decided since. Where
    the two agree, what was given stands, whatever the policy has become in the meantime. The time is quadratic in the cases
    of one subject.
    """
    cases = history.cases
    entered = [case for case in cases if case.entered]
    return tuple(_revised(case, [one for one in cases if one.number < case.entered or one is case], policy) for case in entered)


def _revised(case: Case, before: Iterable[Case], policy: Policy) -> Revision:
    given = case.offence.sanction
    assert given is not None  # only an offence that was sanctioned is entered
    known = [(one.known(case.entered), one) for one in before]
    then = sanction(history_of(old for old, _ in known), case.offence, policy)
    now = sanction(history_of(old.judged(one) for old, one in known), case.offence, policy)
    return Revision(case=case, given=given, now=given if then == now else now)


def to_undo(revisions: Iterable[Revision], at_ms: int) -> tuple[Undo, ...]:
    """Return what is to be undone at a time, because it was harder than it would be now.

    What counts is what the platform did: where it did nothing, there is nothing to undo.
    """
    undone = (_undo(revision, at_ms) for revision in revisions)
    return tuple(one for one in undone if one is not None)


def _undo(revision: Revision, at_ms: int) -> Undo | None:
    case = revision.case
    given, now = _done(case, revision.given), _measure(revision.now)
    if now.rank >= given.rank or given.action == "alert":
        return None
    start_ms = case.offence.at_ms
    is_shorter = (given.action, now.action) == ("mute", "mute")
    return Undo(
        case=case,
        do="shorten_mute" if is_shorter else _VERBS[given.action],
        given=given,
        now=now,
        until_ms=start_ms + (now.duration_s or 0) * _SECOND_MS if is_shorter else None,
        is_over=given.duration_s is not None and at_ms >= start_ms + given.duration_s * _SECOND_MS,
    )


_VERBS: Final[dict[str, UndoVerb]] = {"warn": "retract_warning", "mute": "unmute", "kick": "readmit", "ban": "unban"}


def _done(case: Case, given: Sanction) -> Measure:
    """What was really done: what the platform reported last, else what was asked for."""
    if case.applied:
        return case.applied[-1].done or Measure(action="alert")
    return _measure(given)


def _measure(given: Sanction) -> Measure:
    action = "alert" if given.action == "undecided" else given.action
    return Measure(action=action, duration_s=given.duration_s)
