"""Cases as people deal with them: report, appeal, uphold, overturn, recall a rule; each an entry of its own, nothing is deleted.

These raise: somebody asked for something, and is told where it does not exist or the store is out of reach.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.errors import UsageError
from moderation.program import Policy
from moderation.sanctions.history import RECALL, read
from moderation.sanctions.ladder import sanction
from moderation.sanctions.offence import offence_of, parts_of
from moderation.sanctions.records import OFFENCE, REPORT, evidence_of, json_text, offence_in, record_of
from moderation.sanctions.revision import recompute, to_undo
from moderation.state.store import Record
from moderation.verdict import Verdict
from moderation.wording import both
from moderation.wording.sanctions import REFUSED, STATES, length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.message import Message
    from moderation.sanctions.history import Case, Verb
    from moderation.sanctions.revision import Undo
    from moderation.state.store import Ledger
    from moderation.verdict import Sanction

__all__ = ["Cases", "Outcome", "Said"]

_SECOND_MS: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who decided, when, and why in their words."""

    who: str
    at_ms: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a decision: the cases as they stand now, whether anything was entered, and what is to be undone.

    `sanction` is what the ladder has for a case that was open until it was upheld.
    """

    cases: tuple[Case, ...]
    changed: bool
    undo: tuple[Undo, ...] = ()
    sanction: Sanction | None = None


class Cases:
    """The cases of a ledger. With a `policy`, what a decision changes about later sanctions is worked out as well."""

    def __init__(self, ledger: Ledger, *, community: str = "", policy: Policy | None = None) -> None:
        self._ledger = ledger
        self._community = community
        self._policy = policy

    def find(self, case: str) -> Case:
        """Return a case as it stands.

        Raises:
            UsageError: there is none of this id.
        """
        opened = self._ledger.find(case) or self._ledger.find(f"{case}/report")
        found = read(self._ledger.history(opened.subject)).case(case) if opened else None
        if found is None:
            raise _refusal("no-such-case", case=case)
        return found

    def records(self, case: Case) -> tuple[Record, ...]:
        """Return everything that the ledger holds about a case, in the order in which it was entered."""
        return tuple(record for record in self._ledger.history(case.offence.subject) if record.key.partition("/")[0] == case.id)

    def every(self) -> Iterator[Case]:
        """Yield every case of the community (of all, where none is named), those of one subject together."""
        for subject in self._subjects():
            yield from read(self._ledger.history(subject)).cases

    def report(self, message: Message, said: Said) -> Outcome:
        """Open a case about a message that somebody complains about, or add the complaint to the case that there is."""
        policy = self._policy or Policy()
        offence = offence_of(message, Verdict(), community=self._community, policy=policy)
        told = evidence_of(message, why=said.why)
        key = f"{offence.case}/report"
        entered = self._ledger.append(record_of(offence, told, key=key, kind=REPORT, by=said.who, reported_ms=said.at_ms))
        first = entered is not None and json.loads(entered.body)["by"] == said.who
        if not first:
            key = f"{key}/{_digest(said.who)}"
            self._ledger.append(record_of(offence, told, key=key, kind=REPORT, by=said.who, reported_ms=said.at_ms))
        return Outcome(cases=(self.find(offence.case),), changed=True)

    def appeal(self, case: str, said: Said) -> Outcome:
        """Enter that the member does not agree; what was done stands until staff have decided.

        Raises:
            UsageError: it is too late, or there is nothing to appeal.
        """
        found = self.find(case)
        state = found.state
        if state == "appealed":
            return Outcome(cases=(found,), changed=False)
        if state in ("open", "overturned", "recalled"):
            raise _refusal("nothing-to-appeal", case=case, state=state)
        if state == "upheld":
            raise _refusal("decided-already", case=case, state=state)
        within_s = self._policy.appeal_within_s if self._policy else None
        if within_s is not None and said.at_ms - found.offence.at_ms > within_s * _SECOND_MS:
            raise _refusal("appeal-too-late", case=case, within=length(within_s))
        return self._decide(found, "appeal", said)

    def uphold(self, case: str, said: Said, *, strikes: int | None = None) -> Outcome:
        """Enter that a case stands; a report or a message for review counts from then on, and is sanctioned."""
        found = self.find(case)
        if found.state == "upheld" and found.ruling and strikes in (None, found.ruling.strikes):
            return Outcome(cases=(found,), changed=False)
        return self._decide(found, "uphold", said, strikes=strikes)

    def overturn(self, case: str, said: Said) -> Outcome:
        """Enter that a case was none: it counts no more, and what it led to is to be undone."""
        found = self.find(case)
        if found.state == "overturned":
            return Outcome(cases=(found,), changed=False)
        return self._decide(found, "overturn", said)

    def recall_rule(self, rule: str, said: Said, *, version: str = "") -> Outcome:
        """Enter for every case that it was a mistake of this rule, of one version of the ruleset or of all.

        What other rules found in the same message stands. May be repeated, for offences that came in meanwhile.
        """
        hurt = [record for record in self._ledger.records() if self._is_about(record, rule, version)]
        subjects = dict.fromkeys(record.subject for record in hurt)
        before = {undo.key for subject in subjects for undo in self._undos(subject, said.at_ms)}
        changed = [record.key for record in hurt if self._recall(record, rule, said)]
        after = [undo for subject in subjects for undo in self._undos(subject, said.at_ms)]
        return Outcome(
            cases=tuple(self.find(case) for case in changed),
            changed=bool(changed),
            undo=tuple(undo for undo in after if undo.key not in before),
        )

    def erase(self, user: str, *, platform: str = "") -> int:
        """Empty the words of a member in all records of the community; return how many had some. Counts and decisions stay."""
        named = [(subject, parts_of(subject)) for subject in self._subjects()]
        theirs = [subject for subject, parts in named if parts[3] == user and platform in ("", parts[1])]
        return sum(self._ledger.erase(subject) for subject in theirs)

    def _subjects(self) -> list[str]:
        found = dict.fromkeys(record.subject for record in self._ledger.records())
        return [subject for subject in found if self._community in ("", parts_of(subject)[0])]

    def _decide(self, case: Case, verb: Verb, said: Said, *, strikes: int | None = None) -> Outcome:
        subject = case.offence.subject
        before = {undo.key for undo in self._undos(subject, said.at_ms, case)}
        body = {"case": case.id, "who": said.who} | ({} if strikes is None else {"strikes": strikes})
        key = f"{case.id}/{verb}@{said.at_ms}/{_digest(said.who)}"
        self._ledger.append(
            Record(key=key, subject=subject, at_ms=said.at_ms, kind=verb, body=json_text(body), evidence=json_text({"why": said.why}))
        )
        undo = tuple(undo for undo in self._undos(subject, said.at_ms, case) if undo.key not in before)
        now = self.find(case.id)
        given = self._sanction(now) if case.state == "open" and now.is_upheld else None
        return Outcome(cases=(now,), changed=True, undo=undo, sanction=given)

    def _sanction(self, case: Case) -> Sanction | None:
        if self._policy is None:
            return None
        history = read(self._ledger.history(case.offence.subject))
        return sanction(history, case.offence, self._policy)

    def _undos(self, subject: str, at_ms: int, alone: Case | None = None) -> tuple[Undo, ...]:
        """What is to be undone in a history; without a policy only what the one case itself led to."""
        revisions = recompute(read(self._ledger.history(subject)), self._policy or Policy())
        if self._policy is None:
            revisions = tuple(revision for revision in revisions if alone is None or revision.case.id == alone.id)
        return to_undo(revisions, at_ms)

    def _is_about(self, record: Record, rule: str, version: str) -> bool:
        """Whether a record is an offence of the community against a rule, in a version of its ruleset."""
        if record.kind != OFFENCE or self._community not in ("", parts_of(record.subject)[0]):
            return False
        offence = offence_in(record)
        written = offence.ruleset.partition("@")[2].partition("#")[0]
        return version in ("", written) and any(broken.rule == rule for broken in offence.rules)

    def _recall(self, record: Record, rule: str, said: Said) -> bool:
        """Enter the recall of a rule for one case; whether it was not there before."""
        key, why = f"{record.key}/recall/{rule}", json_text({"why": said.why})
        if self._ledger.find(key) is not None:
            return False
        body = json_text({"case": record.key, "rule": rule, "who": said.who})
        self._ledger.append(Record(key=key, subject=record.subject, at_ms=said.at_ms, kind=RECALL, body=body, evidence=why))
        return True


def _digest(who: str) -> str:
    return hashlib.sha256(who.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _refusal(slug: str, *, state: str = "", **values: str) -> UsageError:
    zh, en = STATES.get(state, ("", ""))
    return UsageError(both(REFUSED, slug, {**values, "state": zh})[0], both(REFUSED, slug, {**values, "state": en})[1])
