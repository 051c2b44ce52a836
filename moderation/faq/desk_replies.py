"""The words of the desk: templates of the ruleset filled in, with what members wrote made harmless first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from moderation.faq.hours import Timetable
from moderation.program import Hours
from moderation.text.outgoing import outgoing
from moderation.text.templates import filled, slots
from moderation.wording.faq_desk import CHOICE, CHOICE_LINE, DAY_WORDS, OUTSIDE, PROMISE, REPLY, day_and_time, greeting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from moderation.message import Message
    from moderation.program import FaqEntry, FaqProgram, RouteProgram

__all__ = ["Speaker"]

_ASKERS: Final = ("member",)
_NO_HOURS: Final = Hours(spans=())
_LONGEST_NAME: Final = 32
_ADDRESS: Final = re.compile(r"@?\{\s*user\s*\}[ ，,：:、]*")
_DAY_BEFORE: Final = re.compile(rf"(?:{'|'.join(DAY_WORDS)})\s*(?=\{{\s*next_open\s*\}})")
_BRACKET: Final = re.compile(r"[（(【\[][^（）()【】\[\]{}]{0,40}\{\s*(\w+)\s*\}[^（）()【】\[\]{}]{0,40}[）)】\]]")
"""A field in brackets with the words around it: where the field is empty, all of it goes."""


class Speaker:
    """Fills the templates of a FAQ; what it says of times is said on the clock of the service."""

    __slots__ = ("_outside", "_outside_answers", "_reply", "clock", "timetable")

    def __init__(self, program: FaqProgram) -> None:
        self._reply = program.reply or REPLY
        self.clock = Timetable(program.hours or _NO_HOURS)
        self.timetable = self.clock if program.hours else None
        self._outside = _DAY_BEFORE.sub("", program.hours.outside) if program.hours else ""
        self._outside_answers = _has(self._outside, "answer")

    @property
    def answers_outside(self) -> bool:
        """Whether what can be answered is answered at any hour: nothing is said of hours, or the answer is part of it."""
        return not self._outside or self._outside_answers

    def is_outside(self, message: Message) -> bool:
        """Return whether a message comes when nobody is there and the ruleset says something about that."""
        return bool(self._outside) and self.opening(message) is not None

    def opening(self, message: Message) -> datetime | None:
        """Return when somebody will be there, for a message that comes when nobody is; else `None`, and if the time is unknown."""
        if self.timetable is None or message.at is None or self.timetable.is_open(message.at):
            return None
        return self.timetable.next_open(message.at)

    def may_answer(self, message: Message, entry: FaqEntry) -> bool:
        """Return whether an entry is meant for a message: not expired, for this chat, for this role.

        Staff know the answers themselves: they get only what names their role.
        """
        if entry.valid_until and message.at and self.clock.local(message.at).date().isoformat() > entry.valid_until:
            return False
        if entry.chats and not {message.chat.id, message.chat.name} & set(entry.chats):
            return False
        return message.author.role in (entry.roles or _ASKERS)

    def reply(self, message: Message, entry: FaqEntry) -> str:
        """Return an answer as the chat reads it, the promise with it where nobody is there and the ruleset wants both."""
        values = {"answer": entry.answer, "source": entry.source, "question": entry.question}
        template = self._outside if self._outside_answers and self.is_outside(message) else self._reply
        return self._filled(template, message, values)

    def choice(self, message: Message, entries: Sequence[FaqEntry]) -> str:
        """Return the question which of a few entries was meant."""
        lines = [filled(CHOICE_LINE, {"number": str(number), "question": entry.question}) for number, entry in enumerate(entries, 1)]
        return self._filled(CHOICE, message, {"choices": "\n".join(lines)})

    def promise(self, message: Message) -> str:
        """Return when somebody will answer; for a message for which `is_outside` holds."""
        return self._filled(OUTSIDE if self._outside_answers else self._outside, message, {})

    def route_reply(self, message: Message, route: RouteProgram, due: datetime | None) -> str:
        """Return what is said while a person is on the way; empty where the route says nothing."""
        if not route.reply:
            return ""
        values = {"to": route.to, "due": self._time(due, message)}
        said = self._filled(_DAY_BEFORE.sub("", route.reply), message, values)
        if self.is_outside(message) and not _has(route.reply, "next_open", "due"):
            return said + self._filled(PROMISE, message, {})
        return said

    def _time(self, when: datetime | None, message: Message) -> str:
        if when is None or message.at is None:
            return ""
        return day_and_time(self.clock.local(when), self.clock.local(message.at))

    def _filled(self, template: str, message: Message, values: Mapping[str, str]) -> str:
        name = outgoing(message.author.card or message.author.nickname or message.author.id, longest=_LONGEST_NAME)
        if not name:
            template = _ADDRESS.sub("", template)
        greeted = greeting(self.clock.local(message.at)) if message.at else "您好"
        known = {"user": name, "greeting": greeted, "next_open": self._time(self.opening(message), message), **values}
        return filled(_without_empty(template, known), known).strip()


def _has(template: str, *names: str) -> bool:
    return any(slot.name in names for slot in slots(template))


def _without_empty(template: str, values: Mapping[str, str]) -> str:
    """A template without the brackets around a field that has nothing to say."""
    return _BRACKET.sub(lambda found: "" if values.get(found[1]) == "" else found[0], template)
