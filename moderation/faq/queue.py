"""The queue of what waits for a person: append-only records, read once and then only what is new.

    open → taken → answered → closed

Several processes may hold a Queue over one ledger: whoever takes first has it, and the same message opens one ticket.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from moderation.errors import UsageError
from moderation.faq.tickets import folded, opening, step
from moderation.text.views import folded_letters
from moderation.wording import both
from moderation.wording.faq_queue import SENTENCES
from moderation.wording.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.faq.tickets import Ticket
    from moderation.message import Message
    from moderation.state.store import Ledger, Record
    from moderation.verdict import Route

__all__ = ["Queue"]

_STAFF: Final = ("owner", "admin")
_NOTES: Final = 20
"""Of what a member says while a ticket waits, so much is collected: a story, not a siege."""
_QUOTED: Final = 6
"""Letters of a quotation by which a ticket is known; platforms cut long quotations short."""


class Queue:
    """Tickets over a ledger; `community` names whose new tickets are, empty reads those of all.

    Raises StoreError wherever the ledger is out of reach.
    """

    def __init__(self, ledger: Ledger, community: str = "") -> None:
        self._ledger = ledger
        self._community = community
        self._read = 0
        self._tickets: dict[str, Ticket] = {}
        self._waiting: dict[str, Ticket] = {}

    def open(self, message: Message, route: Route, *, entry: str = "") -> Ticket:
        """Return the ticket of a message that a route holds for; it is opened once, however often the message comes."""
        record = self._append(opening(message, route, self._community, entry=entry))
        return self._of(record)

    def take(self, ticket: str, by: str, at_ms: int) -> Ticket:
        """Return the ticket as taken by somebody.

        Raises:
            UsageError: there is no such ticket, it waits no longer, or another has taken it.
        """
        found = self.get(ticket)
        if found.state == "taken" and found.by != by:
            raise UsageError(*both(SENTENCES, "taken", {"ticket": ticket, "by": found.by}))
        taken = self._step(found, "taken", at_ms, by)
        if taken.by != by:  # somebody was faster
            raise UsageError(*both(SENTENCES, "taken", {"ticket": ticket, "by": taken.by}))
        return taken

    def answer(self, ticket: str, by: str, at_ms: int) -> Ticket:
        """Return the ticket as answered; UsageError as `take`, except that anybody may answer what another took."""
        return self._step(self.get(ticket), "answered", at_ms, by)

    def close(self, ticket: str, by: str, at_ms: int) -> Ticket:
        """Return the ticket as closed without an answer; UsageError as `answer`."""
        return self._step(self.get(ticket), "closed", at_ms, by)

    def hear(self, message: Message, route: Route | None = None, *, entry: str = "") -> tuple[Ticket, ...]:
        """Return the tickets that a message of the chat changes: call it with every message, in the order of time.

        A message with a route opens one. Staff answer the ticket that they quote, those of the member whom they @, else the
        only one that waits in the chat. What a member adds while his ticket waits is collected in its notes.
        """
        self._refresh()
        if message.author.role == "bot" or message.kind != "text":
            return ()
        if message.author.role in _STAFF:
            return tuple(self._step(ticket, "answered", message.at_ms or 0, message.author.id) for ticket in self._meant(message))
        if route is not None:
            return (self.open(message, route, entry=entry),)
        own = [ticket for ticket in self.waiting() if ticket.user == message.author.id and message.author.id and len(ticket.notes) < _NOTES]
        if not own or not message.text.strip():
            return ()
        return (self._of(self._append(step(own[0], "note", at_ms=message.at_ms or 0, words=message.text))),)

    def get(self, ticket: str) -> Ticket:
        """Return a ticket.

        Raises:
            UsageError: there is none of this id.
        """
        self._refresh()
        if ticket not in self._tickets:
            texts, hints = both(SENTENCES, "no-ticket", {"ticket": ticket}), nearest(ticket, self._tickets)
            raise UsageError(texts[0] + hints[0], texts[1] + hints[1])
        return self._tickets[ticket]

    def tickets(self) -> tuple[Ticket, ...]:
        """Return every ticket, the soonest due first, then by priority, then the longest waiting."""
        self._refresh()
        return _soonest_first(self._tickets.values())

    def waiting(self) -> tuple[Ticket, ...]:
        """Return the tickets that nobody has answered yet, in the same order."""
        self._refresh()
        return _soonest_first(self._waiting.values())

    def overdue(self, at_ms: int) -> tuple[Ticket, ...]:
        """Return the tickets whose promised time is over at a time without an answer, the longest overdue first."""
        return tuple(ticket for ticket in self.waiting() if ticket.is_overdue(at_ms))

    def _meant(self, message: Message) -> tuple[Ticket, ...]:
        """The tickets that a message of staff answers."""
        chat = message.chat
        here = [ticket for ticket in self.waiting() if ticket.chat == chat.id or (chat.kind == "private" and ticket.user == chat.id != "")]
        quoted = folded_letters(message.quote[:400])
        if quoted:
            return tuple(ticket for ticket in here if _is_quoted(ticket, quoted))
        named = tuple(ticket for ticket in here if ticket.name and f"@{ticket.name}" in message.text)
        if named or "@" in message.text:
            return named
        return tuple(here) if len(here) == 1 else ()

    def _step(self, ticket: Ticket, kind: str, at_ms: int, by: str) -> Ticket:
        if not ticket.waits:
            raise UsageError(*both(SENTENCES, "waits-no-longer", {"ticket": ticket.id, "by": ticket.by}))
        return self._of(self._append(step(ticket, kind, at_ms=at_ms, by=by)))

    def _append(self, record: Record) -> Record:
        entered = self._ledger.append(record)
        assert entered is not None  # only an append that asks for a place can be refused
        self._refresh()
        return entered

    def _of(self, record: Record) -> Ticket:
        return self._tickets[str(json.loads(record.body)["ticket"])]

    def _refresh(self) -> None:
        for record in self._ledger.records(self._read):
            self._read = record.number
            if record.kind.startswith("queue."):
                name = str(json.loads(record.body)["ticket"])
                ticket = folded(self._tickets.get(name), record)
                if ticket is not None and self._community in ("", ticket.community):
                    self._tickets[name] = ticket
                    self._waiting.pop(name, None)
                    if ticket.waits:
                        self._waiting[name] = ticket


def _soonest_first(tickets: Iterable[Ticket]) -> tuple[Ticket, ...]:
    return tuple(sorted(tickets, key=lambda ticket: ticket.urgency))


def _is_quoted(ticket: Ticket, quoted: str) -> bool:
    """Whether a quotation is of the ticket's message: whole, or the beginning that the platform kept."""
    said = folded_letters(ticket.text[:400])
    return said == quoted or (len(quoted) >= _QUOTED and (said.startswith(quoted) or quoted.startswith(said) or said in quoted))
