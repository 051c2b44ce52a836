"""Which of the routes that hold takes a message, and by when somebody has to answer it. Soonest first.

The conditions themselves are evaluated by the engine: a route is a rule on the same signals that breaks no rule.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, get_args

from moderation.message import BEIJING
from moderation.program.faq import Priority
from moderation.verdict import Route

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from moderation.faq.hours import Timetable
    from moderation.message import Message
    from moderation.program import RouteProgram

__all__ = ["PROMISED", "due_at", "promised", "route_of", "soonest"]

PROMISED: Final = "promised"
"""The id of the route of a question that got a promise instead of an answer: a promise that nobody keeps is worse than none."""

_GRACE_S: Final = 3600
"""Who is promised an answer for tomorrow at nine gets it within the first hour of service."""
_ORDER: Final[tuple[str, ...]] = get_args(Priority)
_NEVER_S: Final = 1 << 40


def soonest(routes: Sequence[RouteProgram]) -> RouteProgram | None:
    """Return the route that takes a message of those that hold: by priority, then time limit, then as they are written."""
    return min(routes, key=lambda route: (_ORDER.index(route.priority), route.within_s or _NEVER_S), default=None)


def due_at(message: Message, within_s: int | None, timetable: Timetable | None) -> datetime | None:
    """Return by when a message has to be answered: the time limit counted in service time, where there are hours."""
    if within_s is None or message.at is None:
        return None
    if timetable is not None:
        return timetable.due(message.at, within_s)
    try:
        return message.at + timedelta(seconds=within_s)
    except OverflowError:  # the calendar ends
        return None


def route_of(message: Message, route: RouteProgram, timetable: Timetable | None, reply: str = "") -> Route:
    """Return the Route of a message, its time limit as milliseconds; `reply` is what is said meanwhile."""
    due = due_at(message, route.within_s, timetable)
    return Route(id=route.id, title=route.title, to=route.to, priority=route.priority, due_ms=_ms(message, due), reply=reply)


def promised(message: Message, timetable: Timetable, title: str) -> Route:
    """Return the Route of a question to which an answer was promised for the next opening."""
    due = timetable.due(message.at, _GRACE_S) if message.at else None
    return Route(id=PROMISED, title=title, to="", priority="normal", due_ms=_ms(message, due))


def _ms(message: Message, due: datetime | None) -> int | None:
    """A time as milliseconds, by its distance from the message's own."""
    if due is None or message.at is None or message.at_ms is None:
        return None
    at = message.at if message.at.tzinfo is not None else message.at.replace(tzinfo=BEIJING)
    due = due if due.tzinfo is not None else due.replace(tzinfo=BEIJING)
    return message.at_ms + round((due - at) / timedelta(milliseconds=1))
