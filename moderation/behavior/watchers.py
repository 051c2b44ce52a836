"""One watcher for each behaviour that counts: what a message leaves in its windows, and what the windows then say.

Everything here is a pure function of a message and what the store shows of the messages before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from moderation.behavior.alike import alike_to
from moderation.behavior.groups import hashed
from moderation.signal import Signal
from moderation.state.store import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moderation.behavior.groups import Groups
    from moderation.message import Message
    from moderation.program.behaviors import BehaviorProgram, Campaign, Flood, Raid, Repeat
    from moderation.state.store import Entry, Window

__all__ = ["NAMED_AT_MOST", "CampaignWatcher", "CountWatcher", "RepeatWatcher", "Said", "Trail", "Watcher"]

NAMED_AT_MOST: Final = 20
"""Messages that a signal names: the newest; who has to clean up more looks into the chat."""
_REPEATS_KEPT: Final = 32
"""Messages of one group that a repetition is looked for among."""
_ALIKE_KEPT: Final = 16
"""Messages of one shingle, link or contact that a campaign is looked for among."""
_MS: Final = 1_000

Trail = list[tuple[Mark, "Window"]]
"""What a message left for one behaviour, each mark with the window that the message then saw."""


class Said(NamedTuple):
    """A message as behaviours look at it.

    `words` are its sender's own, empty for a join; `bag` and `shingles` are empty where nothing compares it; `values` are its links
    and contacts as (`link` or `contact`, canonical value).
    """

    message: Message
    words: str
    account: str
    bag: bytes
    shingles: Sequence[int]
    values: Sequence[tuple[str, str]]


class Watcher(Protocol):
    """What every behaviour that counts can do."""

    def marks(self, said: Said) -> list[Mark]:
        """Return what a message leaves."""
        ...

    def signal(self, message: Message, trail: Trail) -> Signal | None:
        """Return what is observed when a message sees these windows."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What a behaviour's signal is called, and where its windows are."""

    program: BehaviorProgram
    title: str
    groups: Groups

    def _signal(self, message: Message, counted: str, count: int, entries: Iterable[Entry]) -> Signal:
        own = message.key or ""
        others = [entry.message for entry in entries if entry.message != own]
        return Signal(
            signal=self.program.signal,
            title=self.title,
            term=f"{counted}:{count}/{self.program.spec.window_s}s",  # type: ignore[union-attr]  # stitched messages are no watcher's
            start=0,
            end=len(message.text),
            text=message.text,
            weight=self.program.weight,
            messages=(*others[-(NAMED_AT_MOST - 1) :], own),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CountWatcher(_Named):
    """Counts the messages, or the joins, of a group."""

    spec: Flood | Raid
    counted: str

    def marks(self, said: Said) -> list[Mark]:
        """Return the mark in the group's window, if the group is known."""
        window = self.groups.window(said.message)
        if window is None:
            return []
        return [Mark(window=window, span_ms=self.spec.window_s * _MS, keep=max(self.spec.at_least, NAMED_AT_MOST))]

    def signal(self, message: Message, trail: Trail) -> Signal | None:
        """Return the signal from the `at_least`th message on."""
        window = trail[0][1]
        if window.count < self.spec.at_least:
            return None
        return self._signal(message, self.counted, window.count, window.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatWatcher(_Named):
    """Counts what a group said that is like this message, itself included."""

    spec: Repeat

    def marks(self, said: Said) -> list[Mark]:
        """Return the mark with the message's letters, if it is long enough to be compared."""
        if len(said.words) < self.spec.min_chars or not said.bag or (window := self.groups.window(said.message)) is None:
            return []
        keep = max(_REPEATS_KEPT, 2 * self.spec.at_least)
        return [Mark(window=window, span_ms=self.spec.window_s * _MS, value=said.bag, keep=keep)]

    def signal(self, message: Message, trail: Trail) -> Signal | None:
        """Return the signal if enough in the window is alike."""
        mark, window = trail[0]
        if window.count < self.spec.at_least:
            return None
        is_alike = alike_to(mark.value, self.spec.similarity_pct)
        alike = [entry for entry in window.entries if is_alike(entry.value)]
        return self._signal(message, "near_duplicate", len(alike), alike) if len(alike) >= self.spec.at_least else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignWatcher(_Named):
    """Counts the accounts that sent this text, or one of its links or contacts."""

    spec: Campaign

    def marks(self, said: Said) -> list[Mark]:
        """Return a mark for each shingle of the text and for each link and contact, if it is known who sent them."""
        scope = self.groups.window(said.message) if said.account else None
        if scope is None:
            return []
        values = [f"{kind}|{hashed(value)}" for kind, value in said.values if kind in self.spec.of]
        alike = "near_duplicate" in self.spec.of and len(said.words) >= self.spec.min_chars
        span_ms, who = self.spec.window_s * _MS, said.account
        marks = [Mark(window=f"{scope}|{value}", span_ms=span_ms, who=who, keep=_ALIKE_KEPT) for value in values]
        if alike:
            marks += [
                Mark(window=f"{scope}|{shingle:x}", span_ms=span_ms, who=who, value=said.bag, keep=_ALIKE_KEPT) for shingle in said.shingles
            ]
        return marks

    def signal(self, message: Message, trail: Trail) -> Signal | None:
        """Return the signal if enough accounts sent the same."""
        if len({entry.who for _, window in trail for entry in window.entries}) < self.spec.at_least:
            return None
        same = self._same(trail)
        accounts = len({entry.who for entry in same})
        return self._signal(message, "distinct_user", accounts, same) if accounts >= self.spec.at_least else None

    def _same(self, trail: Trail) -> list[Entry]:
        """The messages that have something in common with this one, oldest first; each is compared once."""
        met: set[str] = set()
        same: dict[str, Entry] = {}
        for mark, window in trail:
            bag, alike = mark.value, alike_to(mark.value, self.spec.similarity_pct)
            for entry in window.entries:
                if entry.message in same or (bag and entry.message in met):
                    continue
                met.add(entry.message)
                if not bag or alike(entry.value):
                    same[entry.message] = entry
        return sorted(same.values(), key=lambda entry: (entry.at_ms, entry.message))
