"""Tickets: what waits for a person, each a fold over the records that the ledger holds about it.

A record says what happened and when, never who said what: the words stand in its evidence, which `erase` empties.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from moderation.program.faq import Priority
from moderation.state.store import Record

if TYPE_CHECKING:
    from moderation.message import Message
    from moderation.verdict import Route

__all__ = ["STATES", "State", "Ticket", "folded", "opening", "step", "subject_of", "ticket_id"]

State = Literal["open", "taken", "answered", "closed"]
STATES: Final[tuple[State, ...]] = get_args(State)

_KIND: Final = "queue."
_PRIORITIES: Final[tuple[str, ...]] = get_args(Priority)
_NEVER: Final = 1 << 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One message that wants a person, as far as it has come.

    `message` is its key, `at_ms` when it came, `due_ms` by when somebody has to have answered (`None`: nobody promised).
    `by` is who took, answered or closed it, at `changed_ms`. `text` and `notes` are the member's words, empty once erased.
    """

    id: str
    community: str
    message: str
    chat: str
    user: str
    route: str
    title: str
    to: str
    priority: str
    at_ms: int
    due_ms: int | None = None
    entry: str = ""
    state: State = "open"
    by: str = ""
    changed_ms: int = 0
    name: str = ""
    text: str = ""
    notes: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether somebody still has to answer it."""
        return self.state in ("open", "taken")

    @property
    def urgency(self) -> tuple[int, int, int, str]:
        """What tickets are sorted by: the soonest due, then the highest priority, then the longest waiting."""
        rank = _PRIORITIES.index(self.priority) if self.priority in _PRIORITIES else len(_PRIORITIES)
        return (_NEVER if self.due_ms is None else self.due_ms, rank, self.at_ms, self.id)

    def is_overdue(self, at_ms: int) -> bool:
        """Return whether the promise is broken at a time: not answered, and due before it."""
        return self.waits and self.due_ms is not None and self.due_ms < at_ms

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "id": self.id, "state": self.state, "priority": self.priority, "route": self.route, "title": self.title, "to": self.to,
            "chat": self.chat, "user": self.user, "name": self.name, "text": self.text, "notes": list(self.notes),
            "entry": self.entry or None, "at_ms": self.at_ms, "due_ms": self.due_ms, "by": self.by or None,
            "changed_ms": self.changed_ms, "message": self.message, "community": self.community,
        }  # fmt: skip


def ticket_id(community: str, message: str) -> str:
    """Return the id of the ticket of a message: the same message has the same ticket in any replay.

    >>> ticket_id("group", "qq|g1|7")
    'q-6h3qr7wmri'
    """
    digest = hashlib.sha256(f"{community}\n{message}".encode("utf-8", "surrogatepass")).digest()
    return "q-" + base64.b32encode(digest).decode().lower()[:10]


def subject_of(community: str, user: str) -> str:
    """Return the subject under which the ledger keeps a member's tickets: what `erase` is called with."""
    return f"queue|{community}|{user}"


def opening(message: Message, route: Route, community: str, *, entry: str = "") -> Record:
    """Return the record that opens the ticket of a message; `entry` is the FAQ entry that may answer it."""
    key = key_of(message)
    body = {
        "ticket": ticket_id(community, key), "community": community, "message": key, "chat": message.chat.id, "user": message.author.id,
        "route": route.id, "title": route.title, "to": route.to, "priority": route.priority, "due_ms": route.due_ms, "entry": entry,
    }  # fmt: skip
    words = {"text": message.text, "name": message.author.card or message.author.nickname}
    return Record(
        key=f"{_KIND}open|{body['ticket']}",
        subject=subject_of(community, message.author.id),
        at_ms=message.at_ms or 0,
        kind=f"{_KIND}open",
        body=json.dumps(body, ensure_ascii=True, sort_keys=True),
        evidence=json.dumps(words, ensure_ascii=True, sort_keys=True),
    )


def step(ticket: Ticket, kind: str, *, at_ms: int, by: str = "", words: str = "") -> Record:
    """Return the record of what happens to a ticket: `taken`, `answered`, `closed`, or a `note` of the member's words."""
    body = {"ticket": ticket.id, "by": by}
    once = f"{kind}|{by}" if kind == "taken" else f"{kind}|{at_ms}" if kind == "note" else kind
    return Record(
        key=f"{_KIND}{once}|{ticket.id}",
        subject=subject_of(ticket.community, ticket.user),
        at_ms=at_ms,
        kind=f"{_KIND}{kind}",
        body=json.dumps(body, ensure_ascii=True, sort_keys=True),
        evidence=json.dumps({"text": words}, ensure_ascii=True) if words else "",
    )


def key_of(message: Message) -> str:
    """The key of a message; one without an id is known by who said what when."""
    if message.key is not None:
        return message.key
    told = "\n".join((message.chat.id, message.author.id, str(message.at_ms), message.text))
    return "sha256:" + hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def folded(ticket: Ticket | None, record: Record) -> Ticket | None:
    """Return a ticket after one more record; `None` where the record is about no ticket. A closed ticket stays closed."""
    if not record.kind.startswith(_KIND):
        return ticket
    body, words = json.loads(record.body), json.loads(record.evidence or "{}")
    kind = record.kind.removeprefix(_KIND)
    if kind == "open":
        names = {
            name: body[name] for name in ("community", "message", "chat", "user", "route", "title", "to", "priority", "due_ms", "entry")
        }
        return Ticket(id=body["ticket"], at_ms=record.at_ms, changed_ms=record.at_ms, **names, **words)
    if ticket is None or not ticket.waits:
        return ticket
    if kind == "note":
        return replace(ticket, notes=(*ticket.notes, words["text"])) if words else ticket
    if kind not in STATES or (kind == "taken" and ticket.state == "taken"):
        return ticket
    return replace(ticket, state=kind, by=body["by"], changed_ms=record.at_ms)
