"""What comes again: links, contacts and long texts, each with how often, by how many members and in how many chats.

A campaign is one of them from three accounts or more, if a message with it did not pass. Bounded: of very many different
ones those are kept that most members sent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.reports.addresses import address_of
from moderation.text.fold import plain
from moderation.text.noise import without_noise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from moderation.reports.addresses import Address
    from moderation.reports.seen import Seen

__all__ = ["CAMPAIGN_ACCOUNTS", "TEXT", "Recurrence", "Recurring"]

TEXT: Final = "text"
CAMPAIGN_ACCOUNTS: Final = 3
_SHORTEST_TEXT: Final = 15
"""Characters without noise and digits; shorter texts are what everybody says."""
_COMPARED: Final = 200
_CAPACITY: Final = 20_000
_SLACK: Final = 2
_NAMED: Final = 1_000
"""Members of one value that are told apart; beyond them their number is a lower bound."""


class _Key(NamedTuple):
    kind: str
    value: str


@dataclass(slots=True)
class Recurrence:
    """One link, contact or text and who sent it; `shown` is a text as it was first written."""

    kind: str
    value: str
    shown: str
    messages: int = 0
    flagged: int = 0
    first_ms: int | None = None
    last_ms: int | None = None
    users: set[str] = field(default_factory=set)
    chats: set[str] = field(default_factory=set)

    @property
    def is_campaign(self) -> bool:
        """Whether several accounts sent it and it did not always pass."""
        return self.flagged > 0 and len(self.users) >= CAMPAIGN_ACCOUNTS

    def add(self, row: Seen) -> None:
        """Count a message."""
        self.messages += 1
        self.flagged += row.flagged
        for kept, name in ((self.users, row.user), (self.chats, row.chat)):
            if name and len(kept) < _NAMED:
                kept.add(name)
        if row.at_ms is not None:
            self.first_ms = row.at_ms if self.first_ms is None else min(self.first_ms, row.at_ms)
            self.last_ms = row.at_ms if self.last_ms is None else max(self.last_ms, row.at_ms)


class Recurring:
    """Counts what comes again; `dropped` tells how many values were forgotten because there were too many."""

    def __init__(self, find: Callable[[str], Iterable[Address]], capacity: int = _CAPACITY) -> None:
        self._find = find
        self._capacity = capacity
        self._kept: dict[_Key, Recurrence] = {}
        self.dropped = 0

    def add(self, row: Seen) -> None:
        """Count a message that a member sent."""
        text = row.message.text
        keys = {_Key(address.kind, address.value) for address in self._addresses(row)}
        same = _same(text) if len(text) >= _SHORTEST_TEXT else ""
        for key in (*sorted(keys), *((_Key(TEXT, same),) if same else ())):
            kept = self._kept.get(key)
            if kept is None:
                kept = self._kept[key] = Recurrence(key.kind, key.value, text[:_COMPARED] if key.kind == TEXT else key.value)
            kept.add(row)
        if len(self._kept) > self._capacity * _SLACK:
            self._forget()

    def addresses(self) -> tuple[Recurrence, ...]:
        """Return the links and contacts that came twice or more, by members, then messages."""
        return tuple(kept for kept in self._ranked() if kept.kind != TEXT and kept.messages > 1)

    def campaigns(self) -> tuple[Recurrence, ...]:
        """Return the campaigns, by members, then messages."""
        return tuple(kept for kept in self._ranked() if kept.is_campaign)

    def _addresses(self, row: Seen) -> Iterable[Address]:
        if row.message.text:
            return self._find(row.message.text)
        terms = (signal.term for hit in row.verdict.hits for signal in hit.signals)
        return (address for term in terms if (address := address_of(term)) is not None)

    def _ranked(self) -> list[Recurrence]:
        return sorted(self._kept.values(), key=lambda kept: (-len(kept.users), -kept.messages, kept.kind, kept.value))

    def _forget(self) -> None:
        ranked = self._ranked()
        self.dropped += len(ranked) - self._capacity
        self._kept = {_Key(kept.kind, kept.value): kept for kept in ranked[: self._capacity]}


def _same(text: str) -> str:
    """A digest that texts share which differ in noise, digits and script only; empty for short ones."""
    letters = "".join(letter for letter in without_noise(plain(text[:_COMPARED])) if not letter.isdigit())
    return blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest() if len(letters) >= _SHORTEST_TEXT else ""
