"""Gaps: questions that were asked and that nobody of the staff answered within the promised time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from moderation.faq.hours import Timetable
from moderation.faq.mining_talk import LIKE_QUESTION, talk_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from moderation.faq.mining_talk import Said, Talk
    from moderation.message import Message
    from moderation.program import Hours

__all__ = ["Gap", "GapReport", "Gaps"]

_SHORTEST, _LONGEST = 4, 120
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A question without an answer in time; `answered_ms` is when it came too late, `None` where it never did."""

    chat: str
    user: str
    name: str
    text: str
    at_ms: int
    due_ms: int
    answered_ms: int | None = None

    @property
    def late_s(self) -> int | None:
        """Seconds by which the answer was late."""
        return None if self.answered_ms is None else (self.answered_ms - self.due_ms) // 1000

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "chat": self.chat, "user": self.user, "name": self.name, "text": self.text, "at_ms": self.at_ms, "due_ms": self.due_ms,
            "answered_ms": self.answered_ms, "late_s": self.late_s,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport:
    """How a community's questions were answered; `gaps` in the order in which they were asked, chat by chat."""

    questions: int
    gaps: tuple[Gap, ...]

    @property
    def never(self) -> int:
        """How many were not answered at all."""
        return sum(gap.answered_ms is None for gap in self.gaps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Finds gaps: what was promised `within_s` of service time, `staff` beside those whose role says so.

    `asks` decides what is a question for staff; without it whatever looks like one and answers nobody. Messages without a
    time are left out: nobody can tell how long they waited.
    """

    within_s: int = 600
    hours: Hours | None = None
    staff: Collection[str] = ()
    asks: Callable[[str], bool] | None = None

    def find(self, messages: Iterable[Message]) -> GapReport:
        """Return the questions of an archive that were not answered in time."""
        timetable = Timetable(self.hours) if self.hours else None
        questions, gaps = 0, []
        for talk in talk_of(messages, self.staff):
            for place, said in enumerate(talk.said):
                if self._is_question(said):
                    questions += 1
                    gaps.append(self._gap(talk, place, timetable))
        return GapReport(questions=questions, gaps=tuple(gap for gap in gaps if gap is not None))

    def _is_question(self, said: Said) -> bool:
        if said.staff or said.quote or said.at_ms is None or not _SHORTEST <= len(said.text) <= _LONGEST:
            return False
        return LIKE_QUESTION.search(said.text) is not None if self.asks is None else self.asks(said.text)

    def _gap(self, talk: Talk, place: int, timetable: Timetable | None) -> Gap | None:
        said = talk.said[place]
        assert said.at_ms is not None  # it would be no question
        due_ms = _due_ms(said.at_ms, self.within_s, timetable)
        reply = talk.reply(place)
        answered_ms = reply.at_ms if reply else None
        if reply is not None and (answered_ms is None or answered_ms <= due_ms):
            return None
        return Gap(
            chat=talk.chat, user=said.user, name=said.name, text=said.text, at_ms=said.at_ms, due_ms=due_ms, answered_ms=answered_ms
        )  # fmt: skip


def _due_ms(at_ms: int, within_s: int, timetable: Timetable | None) -> int:
    """By when an answer was promised; without service time within a year, as if there were no hours."""
    plain = at_ms + within_s * 1000
    if timetable is None:
        return plain
    try:
        due = timetable.due(_EPOCH + timedelta(milliseconds=at_ms), within_s)
    except OverflowError:
        return plain
    return plain if due is None else (due - _EPOCH) // timedelta(milliseconds=1)
