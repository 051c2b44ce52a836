"""The desk: says the answer, shows it to staff, or keeps silent; and hands to a person what wants one.

    passed message → who is on it already? → answer, choice, suggestion or promise → said lately? → Answer, Route

A message that did not pass gets nothing, nor do bots, replies to somebody else, or forwards. Two things that only history
can tell (is a person on it, was it said a moment ago) need windows; without them every question is the first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from moderation.faq.desk_attention import is_staff, sketch, trace
from moderation.faq.desk_history import History
from moderation.faq.desk_replies import Speaker
from moderation.faq.routes import due_at, promised, route_of, soonest
from moderation.text.authored import WALL, authored
from moderation.verdict import Answer, Level, Route
from moderation.wording.faq_desk import PROMISED, numbers_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.message import Message
    from moderation.program import FaqProgram, RouteProgram
    from moderation.state.store import Mark, Windows

__all__ = ["Desk", "Inquiry", "Ranked", "Rival"]

_LONGEST_PICK: Final = 6
_MOST_CHOICES: Final = 3
_CLOSE: Final = 0.5
"""A candidate is offered beside the best if it is at least so much as likely."""
_LEAST: Final = 0.4
"""How likely the best of a choice has to be: three entries that are hardly likely are no choice."""


class Rival(Protocol):
    """A candidate of a ranking: an entry, and how likely it is what was asked for."""

    @property
    def entry(self) -> str:
        """The id of the entry."""
        ...

    @property
    def confidence(self) -> float:
        """From 0 to 1."""
        ...


class Ranked(Protocol):
    """What the matcher thinks of a text: the best candidates first, and what to do about the first of them."""

    @property
    def candidates(self) -> Sequence[Rival]:
        """The best first."""
        ...

    @property
    def decision(self) -> str:
        """`answer`, `suggest` or `silent`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A message at the desk, with what is known of it: the verdict's level, the matcher's ranking, the routes that hold."""

    message: Message
    level: Level = Level.PASS
    ranking: Ranked | None = None
    routes: tuple[RouteProgram, ...] = ()


class Desk:
    """Answers by one FAQ for one community; never changes, safe to share by threads."""

    __slots__ = ("_about", "_community", "_entries", "_program", "_speaker")

    def __init__(self, program: FaqProgram, community: str = "") -> None:
        self._program = program
        self._community = community
        self._entries = {entry.id: entry for entry in program.entries}
        self._speaker = Speaker(program)
        self._about = {entry.id: (entry.question, *entry.variants) for entry in program.entries}

    def hears(self, message: Message) -> bool:
        """Return whether a message could get an answer at all: cheap, so that nothing is ranked in vain."""
        return _is_said(message) and not _is_passed_on(message)

    def marks(self, message: Message) -> tuple[Mark, ...]:
        """Return what a message leaves in the store's windows, to be left together with what all others leave."""
        mark = trace(message, self._community) if _is_said(message) else None
        return () if mark is None else (mark,)

    def decide(self, inquiry: Inquiry, windows: Windows | None = None) -> tuple[Answer | None, Route | None]:
        """Return what is said or suggested, and who has to answer; both `None` where silence is best.

        Looks into `windows` only for a message that gets something. Where they are out of reach nothing is said that
        might have been said a moment ago: the answer becomes a suggestion.
        """
        message = inquiry.message
        if inquiry.level is not Level.PASS or not _is_said(message):
            return None, None
        history = History(windows, message, self._program, self._community)
        taken = None if is_staff(message) else soonest(inquiry.routes)
        answer = (self._picked(message, history) or self._answer(inquiry)) if self.hears(message) else None
        if answer is None and taken is None:
            return None, None
        return self._settled(message, answer, taken, history)

    def _picked(self, message: Message, history: History) -> Answer | None:
        """The answer to a number that follows a choice."""
        number = numbers_of(message.text) if len(message.text) <= _LONGEST_PICK else None
        offered = history.offered() if number else ()
        entry = self._entries.get(offered[number - 1]) if number and number <= len(offered) else None
        if entry is None or not self._speaker.may_answer(message, entry):
            return None
        return Answer(decision="answer", entry=entry.id, confidence=1.0, text=self._speaker.reply(message, entry))

    def _answer(self, inquiry: Inquiry) -> Answer | None:
        """What the ranking comes to, before anything is known of the chat."""
        ranking, message = inquiry.ranking, inquiry.message
        if ranking is None:
            return None
        fitting = [rival for rival in ranking.candidates if self._speaker.may_answer(message, self._entries[rival.entry])]
        sure = ranking.decision == "answer" and fitting[:1] == list(ranking.candidates[:1])
        choices = () if sure else _close(fitting, self._program.answer_at)
        if not fitting or (ranking.decision == "silent" and not choices):
            return None
        best = fitting[0]
        entries = [self._entries[name] for name in choices or (best.entry,)]
        text = self._speaker.choice(message, entries) if choices else self._speaker.reply(message, entries[0])
        decision: Final = "answer" if sure or choices else "suggest"
        return Answer(decision=decision, entry=best.entry, confidence=best.confidence, text=text, choices=choices)

    def _settled(
        self, message: Message, answer: Answer | None, taken: RouteProgram | None, history: History
    ) -> tuple[Answer | None, Route | None]:
        """Answer and route after a look at the chat and the clock."""
        staff = history.attention(map(sketch, self._about[answer.entry] if answer else ()))
        if staff == "answering":
            return None, route_of(message, taken, self._speaker.timetable) if taken else None
        route = self._route(message, taken, history)
        if answer is not None and (staff == "present" or (route and route.reply)):
            answer = self._suggested(message, answer)
        promises = answer is not None or (taken is not None and taken.within_s is not None and not taken.reply)
        if promises and staff == "nobody" and self._speaker.is_outside(message) and not (route and route.reply):
            answer, route = self._out_of_hours(message, answer, route)
        return self._unless_said(message, answer, history), route

    def _route(self, message: Message, taken: RouteProgram | None, history: History) -> Route | None:
        """The Route of a message; what is said meanwhile is said to the same member once a cool-down."""
        if taken is None:
            return None
        route = route_of(message, taken, self._speaker.timetable)
        said = self._speaker.route_reply(message, taken, due_at(message, taken.within_s, self._speaker.timetable))
        return replace(route, reply=said) if said and history.may_say(f"route:{taken.id}|{message.author.id}") else route

    def _out_of_hours(self, message: Message, answer: Answer | None, route: Route | None) -> tuple[Answer | None, Route | None]:
        """When nobody is there: the answer, if it may be given at any hour; else the promise, and somebody to keep it."""
        if answer is not None and answer.decision == "answer" and self._speaker.answers_outside:
            return answer, route
        entry, confidence = (answer.entry, answer.confidence) if answer else ("", 1.0)
        told = Answer(decision="answer", entry=entry, confidence=confidence, text=self._speaker.promise(message))
        return told, route or promised(message, self._speaker.clock, PROMISED)

    def _unless_said(self, message: Message, answer: Answer | None, history: History) -> Answer | None:
        """An answer, unless the same was said a moment ago; a choice is remembered until its number comes."""
        if answer is None or answer.decision != "answer":
            return answer
        may = history.may_say(answer.entry or f"route:{PROMISED}|{message.author.id}")
        if may is None:
            return self._suggested(message, answer)
        if may and answer.choices:
            history.offer(answer.choices)
        return answer if may else None

    def _suggested(self, message: Message, answer: Answer) -> Answer:
        """The same for the eyes of staff: the best entry's answer, ready to be sent."""
        if not answer.choices:
            return replace(answer, decision="suggest")
        return replace(answer, decision="suggest", choices=(), text=self._speaker.reply(message, self._entries[answer.entry]))


def _close(rivals: Sequence[Rival], enough: float) -> tuple[str, ...]:
    """The entries of a short choice: the best and those that are nearly as likely, if together they are sure enough to speak."""
    best = rivals[0].confidence if rivals else 0.0
    close = [rival for rival in rivals[:_MOST_CHOICES] if rival.confidence >= _CLOSE * best]
    if len(close) < 2 or best < _LEAST or sum(rival.confidence for rival in close) < enough:  # noqa: PLR2004 - of one there is no choice
        return ()
    return tuple(rival.entry for rival in close)


def _is_said(message: Message) -> bool:
    """Whether a person says something here and now: no bot, no picture, no second version of what was answered already."""
    return message.kind == "text" and message.author.role != "bot" and not message.edited and bool(message.text.strip())


def _is_passed_on(message: Message) -> bool:
    """Whether a message answers or forwards somebody else's."""
    return bool(message.quote or message.forward) or ("「" in message.text and authored(message.text).startswith(WALL))
