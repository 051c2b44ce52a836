"""What the verbs of the queue share: a ticket on a line, and the time that counts as now."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Final

import typer

from moderation.archives.moments import moment
from moderation.errors import UsageError
from moderation.message import BEIJING
from moderation.wording import both, say
from moderation.wording.faq_queue import PRIORITIES, SENTENCES, STATES

if TYPE_CHECKING:
    from moderation.faq.tickets import Ticket
    from moderation.wording import Lang

__all__ = ["ByOption", "TicketArgument", "now_ms", "ticket_lines"]

TicketArgument = Annotated[str, typer.Argument(metavar="TICKET")]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME")]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST: Final = 80
_UNITS: Final = ((86_400, "d"), (3_600, "h"), (60, "m"), (1, "s"))


def now_ms(written: str) -> int:
    """Return the time that was named, else that of the clock, in milliseconds.

    Raises:
        UsageError: it is no time.
    """
    if not written:
        return int(time.time() * 1000)
    when = moment(written)
    if when is None:
        raise UsageError(*both(SENTENCES, "bad-at", {"value": written}))
    return (when - _EPOCH) // timedelta(milliseconds=1)


def ticket_lines(ticket: Ticket, at_ms: int, lang: Lang) -> str:
    """Return a ticket as an operator reads it, with what its member added below it."""
    values = {
        "id": ticket.id, "state": say(STATES, ticket.state, lang) + (f"（{ticket.by}）" if ticket.by else ""),
        "priority": say(PRIORITIES, ticket.priority, lang) if ticket.priority in PRIORITIES else ticket.priority,
        "title": ticket.title, "to": ticket.to or "—", "due": _due(ticket, at_ms, lang),
        "name": ticket.name or ticket.user or "—", "text": _short(ticket.text),
    }  # fmt: skip
    return "\n".join(
        [say(SENTENCES, "line", lang, values), *(say(SENTENCES, "note", lang, {"text": _short(note)}) for note in ticket.notes)]
    )


def _due(ticket: Ticket, at_ms: int, lang: Lang) -> str:
    if ticket.due_ms is None or not ticket.waits:
        return say(SENTENCES, "no-due", lang) if ticket.waits else "—"
    if ticket.is_overdue(at_ms):
        return say(SENTENCES, "overdue", lang, {"late": _span((at_ms - ticket.due_ms) // 1000)})
    try:
        when = (_EPOCH + timedelta(milliseconds=ticket.due_ms)).astimezone(BEIJING)
    except OverflowError:
        return say(SENTENCES, "no-due", lang)
    return say(SENTENCES, "due", lang, {"when": f"{when:%m-%d %H:%M}"})


def _span(seconds: int) -> str:
    """A length of time in its two largest units: 1d2h, 10m."""
    parts: list[str] = []
    for size, unit in _UNITS:
        number, seconds = divmod(seconds, size)
        if number:
            parts.append(f"{number}{unit}")
    return "".join(parts[:2]) or "0s"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
