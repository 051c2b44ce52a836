"""The FAQ of a Program: entries, thresholds, hours and routes. Used by `moderation.faq`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from moderation.message import Role
    from moderation.program.conditions import Condition

__all__ = [
    "ANSWER_AT", "OUTSIDE_FIELDS", "REPLY_FIELDS", "ROUTE_FIELDS", "SUGGEST_AT", "FaqEntry", "FaqProgram", "Hours", "Priority",
    "RouteProgram",
]  # fmt: skip

Priority = Literal["urgent", "high", "normal", "low"]

ANSWER_AT: Final = 0.78
SUGGEST_AT: Final = 0.4
"""The thresholds of a FAQ that sets none: from these on an entry is right in 19 of 20 and in 2 of 3 cases, see docs/faq.md."""

REPLY_FIELDS: Final = ("user", "greeting", "answer", "source", "question")
"""What may stand in braces in `reply`."""
OUTSIDE_FIELDS: Final = ("user", "greeting", "next_open", "answer", "source")
"""The same for `hours.outside`; with `answer` in it, what can be answered is answered at any hour."""
ROUTE_FIELDS: Final = ("user", "greeting", "to", "due", "next_open")
"""The same for the `reply` of a route."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqEntry:
    """A question with other ways to put it and its answer.

    `valid_until` is the last day (ISO date) on which it is answered; empty `chats` and `roles` mean everywhere, everybody.
    """

    id: str
    question: str
    answer: str
    variants: tuple[str, ...] = ()
    topic: str = ""
    source: str = ""
    valid_until: str | None = None
    chats: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When staff answer: `spans` of minutes `[opens, closes)` on `weekdays` (0 is Monday), each belonging to the day it opens on.

    A span that closes after 1440 ends the next morning. `holidays` and `workdays` are ISO dates, sorted: on the first
    nobody answers, on the second (调休) somebody does whatever day of the week it is. `outside` is said at all other times.
    """

    spans: tuple[tuple[int, int], ...]
    timezone: str = "Asia/Shanghai"
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    holidays: tuple[str, ...] = ()
    workdays: tuple[str, ...] = ()
    outside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteProgram:
    """What is no violation but wants a person: to whom, how soon in service time, and what is said meanwhile."""

    id: str
    title: str
    when: Condition
    to: str
    priority: Priority = "normal"
    within_s: int | None = None
    reply: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqProgram:
    """All that answers need. Confidence at and above `answer_at`: answer; at and above `suggest_at`: suggest to staff."""

    entries: tuple[FaqEntry, ...] = ()
    answer_at: float
    suggest_at: float
    cooldown_s: int = 120
    cooldown_per: tuple[Literal["community", "chat", "user", "entry"], ...] = ("chat", "entry")
    reply: str = ""
    synonyms: tuple[tuple[str, ...], ...] = ()
    hours: Hours | None = None
    routes: tuple[RouteProgram, ...] = ()
