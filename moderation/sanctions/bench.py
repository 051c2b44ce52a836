"""Where verdicts become sanctions, live: reads the ledger, works the sanction out, and enters both in one step.

Two processes that judge the same member at once cannot both see a first offence: what is entered says how much was known, and the
ledger refuses it where somebody was faster. Nothing here raises: a ledger that is out of reach is an ordinary outcome.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import asdict, dataclass, replace
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Final

from moderation.errors import StoreError
from moderation.sanctions.backlog import Backlog
from moderation.sanctions.history import APPLIED, NO_HISTORY, TAKEN_BACK, extended, read
from moderation.sanctions.ladder import sanction
from moderation.sanctions.offence import case_id, message_key, offence_of
from moderation.sanctions.records import evidence_of, json_text, offence_in, record_of
from moderation.state.store import Record
from moderation.verdict import Sanction

if TYPE_CHECKING:
    from collections.abc import Collection

    from moderation.message import Message
    from moderation.program import Adjustment, Measure, Policy
    from moderation.sanctions.history import History
    from moderation.sanctions.offence import Offence
    from moderation.state.store import Ledger
    from moderation.verdict import Verdict

__all__ = ["Bench", "Ruling"]

_TRIES: Final = 1_000
"""How often somebody else may be faster. Each time somebody was, so this ends only where a ledger is broken."""
_CASES_KNOWN: Final = 2_000
"""How many cases are kept in memory so that the ledger need not be read for each offence of somebody who goes on: some 4 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A sanction, and whether it was given just now: one that is not new has been acted on, nobody does so twice."""

    sanction: Sanction
    is_new: bool
    offence: Offence


class Bench:
    """Gives the sanctions of one community by one policy; safe to share by threads, and by processes over one store.

    `token` tells this bench from all others; one is made up where none is given.
    """

    def __init__(self, ledger: Ledger, *, community: str, policy: Policy, backlog: Backlog | None = None, token: str = "") -> None:
        self._ledger = ledger
        self._community = community
        self._policy = policy
        self._token = token or secrets.token_hex(6)
        self._calls = count()
        self._known = _Histories()
        self.backlog = Backlog() if backlog is None else backlog
        """What waits for the store; hand it on when a ruleset is reloaded."""

    def sanction(self, message: Message, verdict: Verdict, seen: Collection[Adjustment] = ()) -> Ruling:
        """Return the sanction for a message that did not pass, entered in the ledger with its full evidence.

        `seen` are those of `policy.observable` that hold for the message. A message that has a case already, because it came
        twice or was edited, gets what was decided then. Where the ledger is out of reach the sanction is `undecided`, and the
        offence is entered later.
        """
        offence = offence_of(message, verdict, community=self._community, policy=self._policy, seen=seen)
        evidence = evidence_of(message, verdict, entry=f"{self._token}-{next(self._calls)}")
        try:
            self._clear(offence.subject)
            return self._entered(offence, evidence)
        except StoreError:
            return self._undecided(offence, evidence)

    def taken_back(self, message: Message) -> bool:
        """Enter that an author took a message back, if it has a case; return whether it has. `message` is the `recall`."""
        at_ms, case = message.at_ms, case_id(self._community, message_key(message))
        if at_ms is None:
            return False
        try:
            self._clear()
            opened = self._ledger.find(case)
        except StoreError:
            opened = self.backlog.find(case)
        if opened is None or message.author.id not in ("", offence_in(opened).user):
            return False
        self._append(Record(key=f"{case}/taken-back", subject=opened.subject, at_ms=at_ms, kind=TAKEN_BACK, body=json_text({"case": case})))
        return True

    def applied(self, ruling: Ruling, done: Measure | None, *, at_ms: int, problem: str = "") -> None:
        """Enter what a platform made of a sanction: what was done (`None`: nothing) and, where it is not the same, why."""
        given, case = ruling.sanction, ruling.offence.case
        requested = {"action": given.action, "duration_s": given.duration_s}
        body = json_text({"case": case, "requested": requested, "done": asdict(done) if done else None, "problem": problem})
        key = f"{case}/applied/{given.action}@{at_ms}"
        self._append(Record(key=key, subject=ruling.offence.subject, at_ms=at_ms, kind=APPLIED, body=body))

    def flush(self) -> int:
        """Enter what waits for the store, as far as it is back, and return how much still waits."""
        try:
            return self.backlog.flush(self._ledger)
        except StoreError:
            return len(self.backlog)

    def _clear(self, subject: str = "") -> None:
        """Enter what waits; what waits about this subject must not be overlooked."""
        if len(self.backlog):
            self.backlog.flush(self._ledger, first=subject)
            if subject and self.backlog.waits(subject):
                raise StoreError("还有记录在等待存储。", "records still wait for the store.")

    def _append(self, record: Record) -> None:
        try:
            self._ledger.append(record)
        except StoreError:
            self.backlog.keep(record)

    def _entered(self, offence: Offence, evidence: str) -> Ruling:
        for _ in range(_TRIES):
            known = self._known.get(offence.subject)
            history = known or read(self._ledger.history(offence.subject))
            case = history.case(offence.case)
            if case is not None and case.entered:
                return self._standing(case.offence)
            given = sanction(history, offence, self._policy)
            record = record_of(replace(offence, sanction=given), evidence)
            entered = self._ledger.append(record, after=history.records)
            if entered is None:
                self._reread(offence.subject, history)
            elif entered.evidence != evidence or not evidence:
                return self._standing(offence_in(entered))
            else:
                self._known.put(offence.subject, extended(history, [entered]))
                return Ruling(sanction=given, is_new=True, offence=replace(offence, sanction=given))
        raise StoreError("账本一直被别的进程抢先写入。", "somebody else was always faster.")

    def _reread(self, subject: str, known: History) -> None:
        self._known.put(subject, read(self._ledger.history(subject), known))

    def _standing(self, offence: Offence) -> Ruling:
        """What was decided about a message that has a case, by the ladder or by people since."""
        history = read(self._ledger.history(offence.subject))
        case = history.case(offence.case)
        given = offence.sanction
        if given is None or (case is not None and case.is_gone):
            given = sanction(history, offence, self._policy)
        return Ruling(sanction=given, is_new=False, offence=offence)

    def _undecided(self, offence: Offence, evidence: str) -> Ruling:
        """Without the ledger nobody is sanctioned: staff are told, unless it was for them anyway."""
        waiting = self.backlog.find(offence.case)
        if waiting is not None:
            offence = offence_in(waiting)
            assert offence.sanction is not None  # every offence that waits has one
            return Ruling(sanction=offence.sanction, is_new=False, offence=offence)
        given = sanction(NO_HISTORY, offence, self._policy)
        if given.action != "alert":
            whom = offence.alert or self._policy.appeal_to
            given = Sanction(action="undecided", case=offence.case, reasons=("store",), alert=whom)
        offence = replace(offence, sanction=given)
        self.backlog.keep(record_of(offence, evidence))
        return Ruling(sanction=given, is_new=True, offence=offence)


class _Histories:
    """The histories that were last needed, bounded by the cases in them; any of them may have grown in the ledger since."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_subject: OrderedDict[str, History] = OrderedDict()
        self._cases = 0

    def get(self, subject: str) -> History | None:
        with self._lock:
            return self._by_subject.get(subject)

    def put(self, subject: str, history: History) -> None:
        with self._lock:
            self._cases -= len(self._by_subject.pop(subject, NO_HISTORY).by_id)
            self._by_subject[subject] = history
            self._cases += len(history.by_id)
            while self._cases > _CASES_KNOWN and self._by_subject:
                _, dropped = self._by_subject.popitem(last=False)
                self._cases -= len(dropped.by_id)
