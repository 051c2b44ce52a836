"""The contract of a store: what is remembered of messages for a while, and the ledger of offences for ever.

A store knows nothing of rules. `Windows` answers "what else came in this window?" in one atomic step a message;
`Ledger` is append-only and refuses an entry that was made without knowing the entries before it. Times are
milliseconds since 1970 UTC and come from messages; a store has no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Bundling", "Entry", "Ledger", "Mark", "Observed", "Record", "Sight", "Store", "Window", "Windows"]


class Mark(NamedTuple):
    """What a message leaves in one window. A tuple, as that is made in half the time: each message has a handful.

    `window` names it, `span_ms` is how long an entry counts, `who` and `value` come back with the entry. At most the
    `keep` newest entries are remembered, and none that is two spans older than a message that came after it; with `keep=0`
    nothing but their number is, to a 60th of the span. Of several marks of one message in one window the first is left.
    Windows whose names agree after their first `|` are kept close together, where that makes a store faster.
    """

    window: str
    span_ms: int
    who: str = ""
    value: bytes = b""
    keep: int = 64


class Entry(NamedTuple):
    """What one message left in a window; `message` is its key. A tuple, as that is made in half the time: there may be hundreds."""

    at_ms: int
    message: str
    who: str
    value: bytes


@dataclass(frozen=True, slots=True)
class Window:
    """What a window holds as a message sees it: entries later than `at_ms - span_ms` up to its own, oldest first.

    Entries of one time are in the order of their arrival. `count` is their number; entries that were dropped are in neither.
    A message that comes for the first time always sees its own entry, even where `keep` newer ones leave it no room.
    """

    entries: tuple[Entry, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Sight:
    """The windows of a message in the order of its marks; `new` is false for a message that had come before."""

    new: bool
    windows: tuple[Window, ...]


class Windows(Protocol):
    """What is remembered for a while, bounded in total: when it is full, the windows that were longest untouched go first."""

    def observe(self, message: str, at_ms: int, marks: Sequence[Mark]) -> Sight:
        """Leave the marks of a message, unless its key was seen before, and return the windows as it sees them, atomically.

        A message that had come before sees what it saw then, as far as that is still remembered: entries that came
        later are never among them, and it sees nothing of a window that has forgotten its own entry. Tallies (`keep=0`) do
        not know who came first: there it sees what is now counted up to its time.

        Raises:
            StoreError: the store is out of reach. Nothing was left, unless a server's answer was lost on its way: then the
                message counts as one that had come before when it is tried again.
        """
        ...


class Observed(NamedTuple):
    """A message as a store is asked about it: what `observe` takes."""

    message: str
    at_ms: int
    marks: Sequence[Mark]


@runtime_checkable
class Bundling(Protocol):
    """A store for which several messages in one step are cheaper than each in its own."""

    def observe_all(self, observed: Sequence[Observed]) -> list[Sight]:
        """Return what `observe` would of each message, one after the other, atomically for all of them.

        Raises:
            StoreError: the store is out of reach, and nothing of any of them was left.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One entry of the ledger, never changed and never deleted.

    `key` is unique: the same offence or decision is entered once. `subject` is whose history it belongs to, `body` is
    JSON without anybody's words, `evidence` JSON with them, which `erase` empties. `number` is its place in the whole
    ledger, from 1, given by the store.
    """

    key: str
    subject: str
    at_ms: int
    kind: str
    body: str
    evidence: str = ""
    number: int = 0


class Ledger(Protocol):
    """What is remembered for ever; all methods raise StoreError where the store is out of reach."""

    def append(self, record: Record, *, after: int | None = None) -> Record | None:
        """Enter a record durably and return it with its number; if its key is there already, return what is there.

        With `after` it is entered only if the subject's history has exactly so many records; else `None` is returned
        and nothing was entered: somebody was faster, read the history again.
        """
        ...

    def history(self, subject: str) -> tuple[Record, ...]:
        """Return everything about a subject, in the order in which it was entered."""
        ...

    def find(self, key: str) -> Record | None:
        """Return the record of a key."""
        ...

    def records(self, after: int = 0) -> Iterator[Record]:
        """Yield the whole ledger in the order of its numbers, from the one after `after`."""
        ...

    def erase(self, subject: str) -> int:
        """Empty the evidence of everything about a subject; return how many records had some. Counts stay."""
        ...


class Store(Windows, Ledger, Protocol):
    """Both, in one place that can be closed."""

    def close(self) -> None:
        """Let go of files and connections; what was returned as entered stays entered."""
        ...
