"""Commands at work: over the ledger and its cases, within what the giver of the command may do; each answered and logged.

Called by one thread of a session, or for `commands.ASIDE` by another; returns calls and makes none.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from moderation.bots.alerts import where
from moderation.bots.asking import answered, replied
from moderation.bots.base import Call
from moderation.bots.commands import case_in
from moderation.bots.errands import Errands
from moderation.bots.telling import reasons
from moderation.errors import StoreError, UsageError
from moderation.sanctions.cases import Cases, Said
from moderation.sanctions.notices_safe import masked
from moderation.sanctions.offence import case_id, message_key, subject_of
from moderation.state.store import Record
from moderation.wording import say
from moderation.wording.bot_commands import ALIASES, COMMANDS
from moderation.wording.bots import PROBLEMS
from moderation.wording.notices import MEASURES, span
from moderation.wording.sanctions import REASONS, STATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from moderation.bots.asking import Asked
    from moderation.bots.settings import Settings
    from moderation.program import Measure, Program
    from moderation.sanctions.history import Case
    from moderation.sanctions.notices import Announcer
    from moderation.sanctions.revision import Undo
    from moderation.state.store import Ledger
    from moderation.verdict import Sanction

__all__ = ["Casework"]

_SHOWN: Final = 3
_MS: Final = 1_000


class Casework:
    """Carries commands out for one community, as far as `settings` allow; `text_most` is the longest message."""

    def __init__(
        self, program: Program, ledger: Ledger | None, settings: Settings, *, announcer: Announcer | None = None, text_most: int = 1_500
    ) -> None:
        self._program = program
        self._ledger = ledger
        self._announcer = announcer
        self._settings = settings
        self._cases = Cases(ledger, community=program.info.id, policy=program.policy) if ledger else None
        self._errands = Errands(program, review_file=settings.review_file, text_most=text_most)
        self._works: dict[str, Callable[[Asked], Iterable[Call]]] = {
            "why": self._why, "overturn": self._overturn, "report": self._report, "appeal": self._appeal, "unmute": self._unmute,
            "rules": lambda asked: (self._errands.rules(asked),), "add": lambda asked: (self._errands.add(asked),), "today": self._today,
        }  # fmt: skip

    def execute(self, asked: Asked) -> tuple[Call, ...]:
        """Return the calls of a command: deeds, the answer, alerts; a refusal is an answer too."""
        command = asked.command
        if command.is_for_staff and not asked.is_staff:
            return (replied(asked, "staff-only"),) if command.is_explicit else ()
        is_without = command.name == "rules"  # what the ruleset alone can answer
        if not is_without and self._ledger is None:
            return (replied(asked, "no-ledger"),)
        try:
            if self._ledger is not None and not self._log(asked):
                return ()
            return tuple(self._works[command.name](asked))
        except StoreError:
            return (self._errands.rules(asked),) if is_without else (replied(asked, "no-store"),)
        except UsageError as refusal:
            return (answered(asked, refusal.sentence()),)

    def _log(self, asked: Asked) -> bool:
        """Enter that a command was given; whether it was not entered before, because the event came to another process too."""
        message = asked.incoming.message
        assert self._ledger is not None  # asked before
        key = f"command/{message_key(message)}"
        if self._ledger.find(key) is not None:
            return False
        body = {"command": asked.command.name, "who": message.author.id, "chat": message.chat.id, "about": self._case(asked) or ""}
        record = Record(
            key=key, subject=subject_of(self._program.info.id, message, ("community", "user")), at_ms=asked.at_ms, kind="command",
            body=json.dumps(body, ensure_ascii=True), evidence=json.dumps({"argument": asked.command.argument}, ensure_ascii=True),
        )  # fmt: skip
        self._ledger.append(record)
        return True

    def _why(self, asked: Asked) -> Iterator[Call]:
        case = self._found(asked)
        if isinstance(case, Call):
            yield case
            return
        given, offence = case.offence.sanction, case.offence
        rules = [
            say(COMMANDS, "why-rule", "zh", {"title": one.title, "charter": one.charter and f"（{one.charter}）"}) for one in offence.rules
        ]
        reasons = "；".join(REASONS[reason][0] if reason in REASONS else reason for reason in (given.reasons if given else ()))
        values = {
            "case": case.id, "state": STATES[case.state][0], "rules": "\n".join(rules) or COMMANDS["reported"][0],
            "evidence": self._evidence(case) or COMMANDS["none"][0], "done": _measure(given), "strikes": given.strikes if given else 0,
            "reasons": say(COMMANDS, "why-reasons", "zh", {"reasons": reasons}) if reasons else "", "applied": _applied(case),
        }  # fmt: skip
        yield replied(asked, "why", values)

    def _overturn(self, asked: Asked) -> Iterator[Call]:
        case = self._found(asked)
        if isinstance(case, Call):
            yield case
            return
        assert self._cases is not None
        outcome = self._cases.overturn(case.id, self._said(asked))
        if not outcome.changed:
            yield replied(asked, "overturned-before", {"case": case.id})
            return
        undone: list[str] = []
        for undo in outcome.undo:
            call, told = self._undone(undo, asked)
            if call is not None:
                yield call
            undone.append(told)
        notice = self._announced("overturned", {"user": str(self._kept(case).get("nickname", "")), "case.id": case.id}, asked)
        if notice and not any(undo.case.id == case.id and undo.do in ("readmit", "unban") for undo in outcome.undo):
            yield Call(name="say", place=replace(asked.incoming.place, id=case.offence.chat, kind="group"), text=notice, case=case.id)
        yield replace(replied(asked, "overturned", {"case": case.id, "undone": "".join(dict.fromkeys(undone))}), case=case.id)

    def _undone(self, undo: Undo, asked: Asked) -> tuple[Call | None, str]:
        """The call that undoes one sanction, and what staff are told about it."""
        offence = undo.case.offence
        call = Call(name="unmute", place=replace(asked.incoming.place, id=offence.chat, kind="group"), user=offence.user, case=undo.case.id)
        if self._settings.quiet and undo.do in ("unmute", "shorten_mute"):
            return None, ""
        if undo.do == "unmute":
            return (None, "") if undo.is_over else (call, COMMANDS["undone-unmute"][0])
        if undo.do == "shorten_mute":
            left_s = ((undo.until_ms or 0) - asked.at_ms) // _MS
            return (replace(call, name="mute", duration_s=left_s) if left_s > 0 else call), COMMANDS["undone-shorten"][0]
        if undo.do in ("readmit", "unban"):
            return None, say(COMMANDS, "undone-readmit", "zh", {"user": offence.user})
        return None, ""

    def _report(self, asked: Asked) -> Iterator[Call]:
        target, message = asked.target, asked.incoming.message
        if target is None or asked.case:
            yield replied(asked, "report-own" if asked.case else "no-message" if asked.incoming.quoted else "which", {"command": "举报"})
            return
        assert self._cases is not None
        case = self._cases.report(target, self._said(asked)).cases[0]
        name = message.author.card or message.author.nickname
        told = self._announced("report_received", {"user": name, "case.id": case.id}, asked)
        yield answered(asked, told) if told else replied(asked, "report-received", {"case": case.id})
        about = {"where": where(message), "who": message.author.id, "user": target.author.id, "case": case.id}
        yield Call(name="alert", text=say(COMMANDS, "report-alert", "zh", about), message=target.id or "", case=case.id)

    def _appeal(self, asked: Asked) -> Iterator[Call]:
        case, message = self._found(asked), asked.incoming.message
        if isinstance(case, Call):
            yield case
            return
        if case.offence.user != message.author.id:
            yield replied(asked, "not-yours")
            return
        assert self._cases is not None
        outcome = self._cases.appeal(case.id, self._said(asked))
        if not outcome.changed:
            yield replied(asked, "appeal-before", {"case": case.id})
            return
        name = message.author.card or message.author.nickname
        told = self._announced("appeal_received", {"user": name, "case.id": case.id}, asked)
        yield answered(asked, told) if told else replied(asked, "appeal-received", {"case": case.id})
        about = {"where": where(message), "who": message.author.id, "case": case.id}
        yield Call(name="alert", text=say(COMMANDS, "appeal-alert", "zh", about), case=case.id)

    def _unmute(self, asked: Asked) -> Iterator[Call]:
        whom = asked.incoming.mentions[-1:] or ((asked.target.author.id,) if asked.target else ())
        if not whom or not whom[0].isalnum() or whom[0] == "all":
            yield replied(asked, "whom")
            return
        if self._settings.quiet:
            yield replied(asked, "failed", {"problem": PROBLEMS["quiet"][0]})
            return
        yield Call(name="unmute", place=asked.incoming.place, user=whom[0])
        yield replied(asked, "unmuted", {"user": whom[0]})

    def _today(self, asked: Asked) -> Iterator[Call]:
        assert self._ledger is not None
        yield self._errands.today(asked, self._ledger)

    def _case(self, asked: Asked) -> str | None:
        """The id of the case that a command is about: named, that of our notice, or that of the message which it answers.

        A notice of a process before us is nothing that we remember: it names its case itself.
        """
        if asked.command.case or asked.case:
            return asked.command.case or asked.case
        if not asked.incoming.quoted:
            return None
        message = asked.incoming.message
        own = case_id(self._program.info.id, message_key(asked.target or replace(message, id=asked.incoming.quoted)))
        named = case_in(asked.target.text if asked.target else message.quote)
        assert self._ledger is not None
        return named if named and self._ledger.find(own) is None and self._ledger.find(f"{own}/report") is None else own

    def _found(self, asked: Asked) -> Case | Call:
        """The case that a command is about, or the answer that there is none."""
        id_ = self._case(asked)
        assert self._cases is not None
        if id_ is None:
            return replied(asked, "which", {"command": ALIASES[asked.command.name][0]})
        try:
            return self._cases.find(id_)
        except UsageError:
            if asked.command.case:
                raise
            return replied(asked, "no-case")

    def _evidence(self, case: Case) -> str:
        """The evidence of a case, masked: what is forbidden is not said again, not even to staff in the group."""
        found = [signal["text"] for hit in self._kept(case).get("hits", ()) for signal in hit["signals"]]
        return "、".join(list(dict.fromkeys(masked(text) for text in found if text))[:_SHOWN])

    def _kept(self, case: Case) -> dict[str, Any]:
        """What the ledger still holds of what was said; empty once it was erased."""
        assert self._ledger is not None
        record = self._ledger.find(case.id) or self._ledger.find(f"{case.id}/report")
        return json.loads(record.evidence) if record is not None and record.evidence else {}

    def _said(self, asked: Asked) -> Said:
        return Said(who=asked.incoming.message.author.id, at_ms=asked.at_ms, why=asked.command.argument)

    def _announced(self, occasion: str, values: dict[str, str], asked: Asked) -> str | None:
        if self._announcer is None:
            return None
        return self._announcer.say(occasion, values, platform=asked.incoming.message.platform)


def _measure(given: Sanction | Measure | None) -> str:
    if given is None:
        return COMMANDS["nothing"][0]
    name = MEASURES.get(given.action, COMMANDS["nothing"][0])
    return f"{name} {span(given.duration_s)}" if given.duration_s else name


def _applied(case: Case) -> str:
    if not case.applied or not case.applied[-1].problem:
        return ""
    last = case.applied[-1]
    return say(COMMANDS, "why-applied", "zh", {"done": _measure(last.done), "problem": f"（{reasons(last.problem).zh}）"})
