"""What comes again: links, contacts and long texts, each with how often, by how many members and in how many chats.

A campaign is one of them from three accounts or more, if a message with it did not pass; texts that say the same in other
writing are one (`alike`). Bounded: of very many different ones those are kept that did not pass, then those that most members sent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.reports.addresses import LONGEST, address_of
from moderation.reports.alike import Likeness
from moderation.text.fold import plain
from moderation.text.noise import without_noise

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

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
_COMPARED_TEXTS: Final = 5_000
"""Texts that did not pass and are compared with each other at the end."""
_DIGITS: Final = re.compile(r"\d+")


class _Key(NamedTuple):
    kind: str
    value: str


@dataclass(slots=True)
class Recurrence:
    """One link, contact or text and who sent it; `shown` is a text as it was first written, `writings` are how many others it has."""

    kind: str
    value: str
    shown: str
    messages: int = 0
    flagged: int = 0
    first_ms: int | None = None
    last_ms: int | None = None
    users: Collection[str] = ()
    chats: Collection[str] = ()
    writings: int = 1

    @property
    def is_campaign(self) -> bool:
        """Whether several accounts sent it and it did not always pass."""
        return self.flagged > 0 and len(self.users) >= CAMPAIGN_ACCOUNTS

    def add(self, row: Seen) -> None:
        """Count a message."""
        self.messages += 1
        self.flagged += row.flagged
        if row.user and row.user not in self.users:
            self.users = _with(self.users, row.user)
        if row.chat and row.chat not in self.chats:
            self.chats = _with(self.chats, row.chat)
        if row.at_ms is not None:
            self.first_ms = row.at_ms if self.first_ms is None else min(self.first_ms, row.at_ms)
            self.last_ms = row.at_ms if self.last_ms is None else max(self.last_ms, row.at_ms)

    def together(self, other: Recurrence) -> Recurrence:
        """Return both as one, shown as this one is."""
        firsts = [at for at in (self.first_ms, other.first_ms) if at is not None]
        lasts = [at for at in (self.last_ms, other.last_ms) if at is not None]
        return Recurrence(
            self.kind, self.value, self.shown, self.messages + other.messages, self.flagged + other.flagged, min(firsts, default=None),
            max(lasts, default=None), {*self.users, *other.users}, {*self.chats, *other.chats}, self.writings + other.writings,
        )  # fmt: skip


class Recurring:
    """Counts what comes again; `dropped` tells how many values were forgotten because there were too many."""

    def __init__(self, find: Callable[[str, str], Collection[Address]], capacity: int = _CAPACITY) -> None:
        self._find = find
        self._capacity = capacity
        self._kept: dict[_Key, Recurrence] = {}
        self.dropped = 0

    def add(self, row: Seen) -> None:
        """Count a message that a member sent."""
        text = row.message.text
        folded = plain(text[:LONGEST]) if text else ""
        addresses = self._addresses(row, folded)
        keys = sorted({_Key(address.kind, address.value) for address in addresses}) if addresses else []
        same = _same(folded) if len(text) >= _SHORTEST_TEXT else ""
        for key in (*keys, _Key(TEXT, same)) if same else keys:
            kept = self._kept.get(key)
            if kept is None:
                kept = self._kept[key] = Recurrence(key.kind, key.value, text[:_COMPARED] if key.kind == TEXT else key.value)
            kept.add(row)
        if len(self._kept) > self._capacity * _SLACK:
            self._forget()

    def addresses(self) -> tuple[Recurrence, ...]:
        """Return the links and contacts that came twice or more, by members, then messages."""
        return tuple(kept for kept in _ranked(self._others()) if kept.messages > 1)

    def campaigns(self) -> tuple[Recurrence, ...]:
        """Return the campaigns, by members, then messages."""
        return tuple(kept for kept in _ranked((*self._others(), *self._texts())) if kept.is_campaign)

    def _others(self) -> Iterator[Recurrence]:
        return (kept for kept in self._kept.values() if kept.kind != TEXT)

    def _texts(self) -> Iterable[Recurrence]:
        """The texts, those that say the same as one that did not pass taken together."""
        texts = sorted(
            (kept for kept in self._kept.values() if kept.kind == TEXT), key=lambda kept: (-kept.flagged, -kept.messages, kept.value)
        )
        likeness, together = Likeness(), dict[int, Recurrence]()
        for kept in texts[:_COMPARED_TEXTS]:
            place = likeness.of(kept.shown, remember=kept.flagged > 0)
            if place is not None:
                together[place] = together[place].together(kept) if place in together else kept
        return together.values()

    def _addresses(self, row: Seen, folded: str) -> Collection[Address]:
        if row.message.text:
            return self._find(row.message.text, folded)
        terms = (signal.term for hit in row.verdict.hits for signal in hit.signals)
        return [address for term in terms if (address := address_of(term)) is not None]

    def _forget(self) -> None:
        """Keep what did not pass, then what most sent; of equals, what came last."""
        newest = [*self._kept.items()][::-1]
        ranked = sorted(newest, key=lambda pair: (not pair[1].flagged, -len(pair[1].users), -pair[1].messages))
        self.dropped += len(ranked) - self._capacity
        self._kept = dict(reversed(ranked[: self._capacity]))


def _ranked(some: Iterable[Recurrence]) -> list[Recurrence]:
    return sorted(some, key=lambda kept: (-len(kept.users), -kept.messages, kept.kind, kept.value))


def _with(names: Collection[str], name: str) -> Collection[str]:
    """Names with one more: a tuple of one, as most have, takes a third of a set."""
    if not names:
        return (name,)
    if isinstance(names, set):
        if len(names) < _NAMED:
            names.add(name)
        return names
    return {*names, name}


def _same(folded: str) -> str:
    """A digest that texts share which differ in noise, digits and script only; empty for short ones."""
    letters = _DIGITS.sub("", without_noise(folded[:_COMPARED]))
    return blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest() if len(letters) >= _SHORTEST_TEXT else ""
