"""A subject's records → Cases: each with its offence and everything that was decided about it since. Pure.

Second step of a sanction. A History is what a ledger says about one subject so far; reading on from it costs only the new records.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

from moderation.program import Measure
from moderation.sanctions.records import OFFENCE, REPORT, offence_in
from moderation.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moderation.sanctions.offence import Offence
    from moderation.state.store import Record

__all__ = [
    "APPLIED",
    "NO_HISTORY",
    "RECALL",
    "TAKEN_BACK",
    "Applied",
    "Case",
    "Decision",
    "History",
    "State",
    "Verb",
    "extended",
    "history_of",
    "read",
]

Verb = Literal["appeal", "uphold", "overturn"]
"""What people do about a case."""
State = Literal["open", "standing", "appealed", "upheld", "overturned", "recalled"]
"""`open`: a report, or a message for review, that nobody has decided on yet; it counts as nothing."""

TAKEN_BACK: Final = "taken_back"
RECALL: Final = "recall"
APPLIED: Final = "applied"
_VERBS: Final = ("appeal", "uphold", "overturn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody did about a case: who, when, and for `uphold` how many strikes it is to cost (`None`: as it stands)."""

    verb: Verb
    who: str
    at_ms: int
    strikes: int | None = None
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What a platform made of a sanction: asked for, done (`None`: nothing), and why it is not the same."""

    requested: Measure
    done: Measure | None
    problem: str
    at_ms: int


@dataclass(frozen=True, kw_only=True)  # no slots: `strikes` is asked for again with every later offence, so it is kept
class Case:
    """An offence that somebody can appeal, or a message that was reported, with everything that came of it.

    `number` is that of the record that opened it, `entered` that of the offence (0 while there is only a report). `recalled` and
    `taken_back` hold what with the number of its record.
    """

    offence: Offence
    number: int
    entered: int = 0
    reports: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    recalled: tuple[tuple[str, int], ...] = ()
    taken_back: tuple[int, int] | None = None
    applied: tuple[Applied, ...] = ()

    @property
    def id(self) -> str:
        """Its number for members and staff."""
        return self.offence.case

    @property
    def ruling(self) -> Decision | None:
        """The last decision of staff, if there is one: an appeal decides nothing."""
        return next((decision for decision in reversed(self.decisions) if decision.verb != "appeal"), None)

    @property
    def is_upheld(self) -> bool:
        """Whether staff have said that it counts: then no recall of a rule makes it go away."""
        return self.ruling is not None and self.ruling.verb == "uphold"

    @property
    def is_gone(self) -> bool:
        """Whether it counts as nothing, because staff or the recall of all its rules took it back."""
        if self.ruling is not None:
            return not self.is_upheld
        return bool(self.offence.rules) and not self.broken.rules

    @property
    def broken(self) -> Offence:
        """The offence without the rules that were recalled."""
        return self.offence if self.is_upheld else self.offence.without({rule for rule, _ in self.recalled})

    @property
    def counts(self) -> bool:
        """Whether it is more than a report or a message that waits for review."""
        return not self.is_gone and (self.is_upheld or self.offence.level is Level.BLOCK)

    @cached_property
    def strikes(self) -> int:
        """What it costs before anything aggravates or mitigates it; what staff upheld costs at least one."""
        if not self.counts:
            return 0
        if self.ruling is not None and self.ruling.strikes is not None:
            return self.ruling.strikes
        return self.broken.strikes or int(self.offence.level is not Level.BLOCK)

    @property
    def state(self) -> State:
        """How it stands."""
        if self.is_gone:
            return "overturned" if self.ruling else "recalled"
        if self.decisions:
            return "appealed" if self.decisions[-1].verb == "appeal" else "upheld"
        return "standing" if self.counts else "open"

    def known(self, number: int) -> Case:
        """Return it as it stood before the record of this number was entered."""
        return replace(
            self,
            decisions=tuple(decision for decision in self.decisions if decision.number < number),
            recalled=tuple(pair for pair in self.recalled if pair[1] < number),
            taken_back=self.taken_back if self.taken_back and self.taken_back[1] < number else None,
        )

    def judged(self, judged: Case) -> Case:
        """Return it with everything that people have decided about it since; what happened since stays unknown."""
        return replace(self, decisions=judged.decisions, recalled=judged.recalled)


@dataclass(frozen=True, slots=True)
class History:
    """What the ledger holds about a subject: its cases by id, in the order in which they were opened, and how many records they are."""

    by_id: dict[str, Case]
    records: int = 0

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases in the order in which they were opened."""
        return tuple(self.by_id.values())

    def case(self, case: str) -> Case | None:
        """Return the case of an id, if it is there."""
        return self.by_id.get(case)


NO_HISTORY: Final = History({})


def history_of(cases: Iterable[Case]) -> History:
    """Return the history that some cases are, wherever they are from."""
    return History({case.id: case for case in cases})


def read(records: Sequence[Record], known: History = NO_HISTORY) -> History:
    """Return the history that all records of a subject are; those that `known` was read from are not read again."""
    if len(records) < known.records:  # another ledger than before
        known = NO_HISTORY
    return extended(known, records[known.records :])


def extended(history: History, records: Sequence[Record]) -> History:
    """Return a history with the records that came after it."""
    cases = dict(history.by_id)
    for record in records:
        _take(record, cases)
    return History(cases, history.records + len(records))


def _take(record: Record, cases: dict[str, Case]) -> None:
    if record.kind in (OFFENCE, REPORT):
        _open(record, cases)
        return
    body = json.loads(record.body)
    case = cases.get(body.get("case", ""))
    if case is not None:
        cases[case.id] = _with(case, record, body)


def _open(record: Record, cases: dict[str, Case]) -> None:
    offence, known = offence_in(record), cases.get(record.key.partition("/")[0])
    if record.kind == REPORT:
        reporter = str(json.loads(record.body).get("by", ""))
        case = known or Case(offence=offence, number=record.number)
        cases[case.id] = replace(case, reports=(*case.reports, reporter))
    elif known is None:
        cases[offence.case] = Case(offence=offence, number=record.number, entered=record.number)
    elif not known.entered:
        cases[offence.case] = replace(known, offence=offence, entered=record.number)


def _with(case: Case, record: Record, body: dict[str, Any]) -> Case:
    """A case with what one more record says about it; kinds of a later version say nothing."""
    if record.kind in _VERBS:
        verb: Verb = record.kind  # type: ignore[assignment] # one of them
        decision = Decision(verb=verb, who=body.get("who", ""), at_ms=record.at_ms, strikes=body.get("strikes"), number=record.number)
        return replace(case, decisions=(*case.decisions, decision))
    if record.kind == RECALL:
        return replace(case, recalled=(*case.recalled, (body["rule"], record.number)))
    if record.kind == TAKEN_BACK:
        return replace(case, taken_back=(record.at_ms, record.number))
    return replace(case, applied=(*case.applied, _applied(record, body))) if record.kind == APPLIED else case


def _applied(record: Record, body: dict[str, Any]) -> Applied:
    done = body["done"]
    return Applied(
        requested=Measure(**body["requested"]), done=Measure(**done) if done else None, problem=body["problem"], at_ms=record.at_ms
    )
