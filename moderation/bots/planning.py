"""A verdict → the calls that carry it out, within what the platform can do. Pure.

What the platform cannot do, or refused, becomes something milder and an alert to staff; what is said is true of what is done.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from moderation.bots.alerts import where
from moderation.bots.base import MEASURES, Call, Capabilities, Outcome, Place, is_event
from moderation.message import BEIJING
from moderation.program import Measure
from moderation.sanctions.ladder import is_nothing
from moderation.sanctions.notices import removes
from moderation.sanctions.notices_safe import harmless, without_contacts
from moderation.sanctions.offence import parts_of
from moderation.verdict import Level
from moderation.wording import say
from moderation.wording.bots import PROBLEMS, SENTENCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from moderation.message import Message
    from moderation.program.policy import MeasureName
    from moderation.verdict import Sanction, Verdict

    Says = Callable[[Message, Verdict], str | None]

__all__ = ["applied_of", "is_request", "plan"]

_FOR_STAFF: Final = ("alert", "undecided")
_SILENT: Final = ("recall", "leave", "system")
_SHOWN: Final = 120
"""Characters of a member's question that staff are shown."""
_KEY_PARTS: Final = 3
_MILDER: Final[dict[MeasureName, MeasureName]] = {"ban": "kick", "kick": "mute", "mute": "warn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deed:
    """What is done about an offence: the removal, the measure (`None`: nothing is due), and why they are not what was asked for."""

    deletes: bool = False
    rejects: bool = False
    measure: Measure | None = None
    problems: tuple[str, ...] = ()


def plan(  # noqa: PLR0913 - the first three say what is to be done, the options how
    verdict: Verdict, message: Message, capabilities: Capabilities, *, says: Says | None = None, quiet: bool = False, age_s: int = 0
) -> tuple[Call, ...]:
    """Return the calls that carry a verdict out: deeds first, then what is said, then alerts; empty where nothing is to be done.

    Nothing for a verdict that is `repeated`. A bot gets no answer and no measure, staff are told. `quiet` turns everything
    into alerts. `age_s` is how old the message is by now. `says` words the notice of a verdict whose sanction had to become
    another one (`Announcer.notice`); without it a plain sentence is said.
    """
    if verdict.repeated or message.kind in _SILENT:
        return ()
    if verdict.level is Level.PASS:
        if verdict.answer is None and verdict.route is None:
            return ()
        calls = tuple(_answers(verdict, message, quiet=quiet))
    else:
        deed = _deed(verdict, message, capabilities, age_s)
        calls = tuple(_quiet(verdict, message, deed) if quiet else _offence(verdict, message, deed, says))
    return tuple(replace(call, text=call.text[: capabilities.text_most]) for call in calls)


def applied_of(made: Iterable[tuple[Call, Outcome]]) -> tuple[Measure | None, str]:
    """Return what was done of a sanction (`None`: nothing), and every reason why it is not what was asked for, for the ledger.

    >>> mute = Call(name="mute", duration_s=60)
    >>> applied_of([(mute, Outcome()), (Call(name="delete"), Outcome(problem="not permitted"))])
    (Measure(action='mute', duration_s=60), 'delete: not permitted')
    """
    done: Measure | None = None
    problems: list[str] = []
    for call, outcome in made:
        if call.problem:
            problems += call.problem.split("; ")
        if outcome.problem and call.name != "alert":
            problems.append(f"{call.name}: {outcome.problem}")
        elif not outcome.problem and call.name in MEASURES:
            done = Measure(action=call.name, duration_s=call.duration_s)
        elif not outcome.problem and call.name == "say" and done is None and call.requested is not None:
            done = Measure(action="warn")
    return done, "; ".join(dict.fromkeys(problems))


def is_request(message: Message) -> bool:
    """Return whether a Message is somebody's request to join, with the answer that they gave."""
    return message.kind == "other" and bool(message.join_answer) and is_event(message)


def _offence(verdict: Verdict, message: Message, deed: _Deed, says: Says | None) -> Iterator[Call]:
    """The calls for a message that did not pass."""
    sanction, is_bot = verdict.sanction, message.author.role == "bot"
    case = (sanction.case or "") if sanction else ""
    place, user = Place(id=message.chat.id, kind=message.chat.kind), message.author.id
    requested = _requested(sanction)
    problem = "; ".join(deed.problems)
    notice = _notice(verdict, message, deed, says)
    if not is_bot:
        about = Call(name="delete", place=place, message=message.id or "", user=user, requested=requested, case=case)
        if deed.rejects:
            yield replace(about, name="reject")
        if deed.deletes:
            yield from (replace(about, message=part) for part in _parts(verdict, message))
        if deed.measure and deed.measure.action in MEASURES:
            yield replace(about, name=deed.measure.action, duration_s=deed.measure.duration_s, problem=problem)
            problem = ""
        if notice and _is_public(verdict) and not is_request(message):
            yield replace(about, name="say", text=notice, problem=problem)
    if _asks_staff(verdict) or (deed.problems and not is_bot):
        yield _alert(verdict, message, notice or "", deed.problems)


def _parts(verdict: Verdict, message: Message) -> tuple[str, ...]:
    """The messages that are removed: this one, and before it those over which its sender had split the forbidden words."""
    signals = [signal for hit in verdict.hits if hit.status == "enforce" for signal in hit.signals if signal.field == "joined"]
    named = [parts_of(key) for signal in signals for key in signal.messages]
    here = [parts[2] for parts in named if len(parts) == _KEY_PARTS and parts[:2] == [message.platform, message.chat.id]]
    return tuple(dict.fromkeys((*(id_ for id_ in here if id_ != message.id), message.id or "")))


def _deed(verdict: Verdict, message: Message, capabilities: Capabilities, age_s: int) -> _Deed:
    """What is to be done about an offence, as far as the platform can."""
    if message.chat.kind == "private":
        return _Deed()
    if is_request(message):
        rejects = verdict.level is Level.BLOCK
        return _Deed(rejects=rejects and capabilities.reject, problems=(capabilities.why,) if rejects and not capabilities.reject else ())
    reasons = verdict.sanction.reasons if verdict.sanction else ()
    wants = removes(verdict) and not is_event(message) and "protected" not in reasons
    asked = _requested(verdict.sanction)
    if message.author.role in capabilities.untouchable:
        touched = wants or (asked is not None and asked.action != "warn")
        return _Deed(measure=asked and Measure(action="warn"), problems=("untouchable",) if touched else ())
    late = capabilities.delete_within_s is not None and age_s > capabilities.delete_within_s
    deletes = wants and capabilities.delete and not late
    problems = ("too late" if late and capabilities.delete else capabilities.why,) if wants and not deletes else ()
    measure = _possible(asked, capabilities) if asked else None
    if measure != asked and asked is not None and measure is not None:
        problems = (*problems, "clamped" if measure.action == asked.action else capabilities.why)
    return _Deed(deletes=deletes, measure=measure, problems=tuple(dict.fromkeys(problems)))


def _possible(asked: Measure, capabilities: Capabilities) -> Measure:
    """The hardest measure that the platform can carry out and that is no harder than what was asked for."""
    action = asked.action
    while action in MEASURES and not getattr(capabilities, action):
        action = _MILDER[action]
    if action != "mute":
        return Measure(action=action)
    if asked.action == "mute":
        return Measure(action="mute", duration_s=capabilities.muted_s(asked.duration_s or 0))
    return Measure(action="mute", duration_s=capabilities.muted_s(_LONG_S))


_LONG_S: Final = 30 * 86_400
"""The mute that stands in for a removal, where the platform has none."""


def _requested(sanction: Sanction | None) -> Measure | None:
    """The measure of a sanction; `None` where it is only for staff."""
    if sanction is None or sanction.action == "alert" or sanction.action == "undecided":  # noqa: PLR1714 - tells the checker which are left
        return None
    return Measure(action=sanction.action, duration_s=sanction.duration_s)


def _is_public(verdict: Verdict) -> bool:
    """Whether the notice of a verdict is for the chat: those of `alert` and `undecided` are for staff."""
    return verdict.sanction is None or verdict.sanction.action not in _FOR_STAFF or is_nothing(verdict.sanction)


def _asks_staff(verdict: Verdict) -> bool:
    """Whether staff are to be told of an offence."""
    if verdict.sanction is None:
        return verdict.level is Level.REVIEW or any(action.name == "alert" for action in verdict.actions)
    return bool(verdict.sanction.alert) or not _is_public(verdict)


def _notice(verdict: Verdict, message: Message, deed: _Deed, says: Says | None) -> str | None:
    """What is said, true of what is done; `None` where the ruleset is silent."""
    is_as_asked = deed.deletes == removes(verdict) and deed.measure == _requested(verdict.sanction)
    if is_as_asked or verdict.notice is None:
        return verdict.notice
    if says is not None:
        return says(message, _altered(verdict, deed))
    if deed.measure == _requested(verdict.sanction) and not _is_public(verdict):
        return verdict.notice
    name = harmless(without_contacts(message.author.card or message.author.nickname), 20) or message.author.id
    rule = verdict.hits[0].title if verdict.hits else ""
    case = (verdict.sanction.case if verdict.sanction else None) or ""
    return say(SENTENCES, "milder", "zh", {"user": name, "rule": rule, "case": case})


def _altered(verdict: Verdict, deed: _Deed) -> Verdict:
    """The verdict as if what is done were what had been decided."""
    actions = tuple(action for action in verdict.actions if deed.deletes or action.name != "delete")
    sanction = verdict.sanction
    if sanction is not None and deed.measure is not None and deed.measure.action != "alert":
        sanction = replace(sanction, action=deed.measure.action, duration_s=deed.measure.duration_s)
    return replace(verdict, actions=actions, sanction=sanction)


def _alert(verdict: Verdict, message: Message, what: str, problems: tuple[str, ...]) -> Call:
    """What staff are told: the notice that is meant for them, or what was done and what could not be."""
    sanction = verdict.sanction
    case = (sanction.case or "") if sanction else ""
    to = _alerted(verdict)
    what = what or (say(SENTENCES, "case", "zh", {"case": case}) if case else _look_at(verdict, message))
    why = "；".join(PROBLEMS[problem][0] for problem in problems)
    problem = say(SENTENCES, "problem", "zh", {"problem": why}) if why else ""
    if sanction is not None and not _is_public(verdict) and verdict.notice is not None:
        text = what + problem
    else:
        text = say(SENTENCES, "alert", "zh", {"to": to and f" {to}", "where": where(message), "what": what, "problem": problem})
    return Call(name="alert", text=text, to=to, message=message.id or "", user=message.author.id, case=case)


def _look_at(verdict: Verdict, message: Message) -> str:
    """What staff are asked to look at, where nothing else is said about it."""
    rule = verdict.hits[0].title if verdict.hits else ""
    return say(SENTENCES, "look", "zh", {"user": message.author.id, "rule": rule})


def _quiet(verdict: Verdict, message: Message, deed: _Deed) -> Iterator[Call]:
    """The one alert of quiet mode, where anything at all would have been done or said."""
    if not (deed.deletes or deed.rejects or deed.measure or deed.problems or verdict.notice or _asks_staff(verdict)):
        return
    if not _is_public(verdict):
        yield _alert(verdict, message, verdict.notice or "", ())
        return
    case = (verdict.sanction.case or "") if verdict.sanction else ""
    to = _alerted(verdict)
    what = verdict.notice or (say(SENTENCES, "case", "zh", {"case": case}) if case else _look_at(verdict, message))
    text = say(SENTENCES, "quiet", "zh", {"to": to and f" {to}", "where": where(message), "what": what})
    yield Call(name="alert", text=text, to=to, message=message.id or "", user=message.author.id, case=case, problem="quiet")


def _alerted(verdict: Verdict) -> str:
    if verdict.sanction is not None:
        return verdict.sanction.alert
    return next((str(action.value) for action in verdict.actions if action.name == "alert" and action.value), "")


def _answers(verdict: Verdict, message: Message, *, quiet: bool) -> Iterator[Call]:
    """The calls for a message that passed: an answer, a suggestion to staff, a word that somebody is coming."""
    answer, route = verdict.answer, verdict.route
    if message.author.role == "bot":
        return
    reply = Call(
        name="reply", place=Place(id=message.chat.id, kind=message.chat.kind), message=message.id or "", user=message.author.id
    )  # fmt: skip
    asked = {"where": where(message), "user": _name(message), "question": harmless(message.text, _SHOWN)}
    if answer is not None and answer.decision == "answer" and not quiet:
        yield replace(reply, text=answer.text)
    elif answer is not None:
        yield Call(name="alert", text=say(SENTENCES, "suggest", "zh", {**asked, "answer": answer.text}), message=message.id or "")
    if route is not None:
        if route.reply and not quiet:
            yield replace(reply, text=route.reply)
        due = say(SENTENCES, "due", "zh", {"due": _clock(route.due_ms)}) if route.due_ms is not None else ""
        told = {**asked, "title": route.title, "to": route.to and f" → {route.to}", "due": due}
        yield Call(name="alert", text=say(SENTENCES, "route", "zh", told), to=route.to, message=message.id or "")


def _name(message: Message) -> str:
    return harmless(without_contacts(message.author.card or message.author.nickname), 20) or message.author.id


def _clock(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(BEIJING):%m-%d %H:%M}"
