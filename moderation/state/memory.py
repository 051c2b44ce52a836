"""What is remembered, in the memory of one process: for tests, replays and bots that may forget when they restart."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Final

from moderation.state.seen import Seen
from moderation.state.store import Sight
from moderation.state.traces import encoded, leave, recall, stored_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.state.store import Mark, Record, Window

__all__ = ["LIMIT_BYTES", "SEEN", "MemoryStore"]

LIMIT_BYTES: Final = 256 << 20
"""What all windows together may take: enough for a million messages of a hundred thousand members."""
SEEN: Final = 1_000_000
"""How many keys of messages are remembered at least: a message that comes again after so many others counts as new."""
_OVERHEAD: Final = 200
"""Bytes that CPython needs for a window beside its contents and its name."""
_DROP: Final = 64
"""When the windows take too much, one part in so many is dropped at once, so that finding the oldest costs little."""


class MemoryStore:
    """A `Store` in memory, safe to share by threads. Windows are bounded by `limit_bytes`, the ledger is not.

    >>> from moderation.state.store import Mark, Record
    >>> store = MemoryStore()
    >>> flood = Mark(window="flood|g1|小林", span_ms=10_000)
    >>> store.observe("qq|g1|1", 0, [flood]).windows[0].count, store.observe("qq|g1|2", 9_000, [flood]).windows[0].count
    (1, 2)
    >>> store.append(Record(key="qq|g1|2", subject="群|小林", at_ms=9_000, kind="offence", body="{}")).number
    1
    """

    def __init__(self, *, limit_bytes: int = LIMIT_BYTES, seen: int = SEEN) -> None:
        self._limit = limit_bytes
        self._lock = Lock()
        self._seen = Seen(seen)
        self._windows: dict[str, bytes] = {}  # longest untouched first
        self._bytes = 0
        self._records: list[Record] = []
        self._places: dict[str, int] = {}
        self._histories: dict[str, list[int]] = {}

    def observe(self, message: str, at_ms: int, marks: Sequence[Mark]) -> Sight:
        """Leave the marks of a message, unless its key was seen before, and return the windows as it sees them."""
        with self._lock:
            key = encoded(message)
            if not self._seen.add(message):
                return Sight(False, tuple([recall(self._windows.get(stored_name(mark), b""), key, at_ms, mark) for mark in marks]))  # noqa: FBT003 - a field
            left: dict[str, None] = {}
            windows = tuple([self._leave(key, at_ms, mark, left) for mark in marks])
            if self._bytes > self._limit:
                self._drop_oldest()
            return Sight(True, windows)  # noqa: FBT003 - a field

    def _leave(self, key: bytes, at_ms: int, mark: Mark, left: dict[str, None]) -> Window:
        name = stored_name(mark)
        before = self._windows.pop(name, b"")
        if name in left:
            self._windows[name] = before
            return recall(before, key, at_ms, mark)
        left[name] = None
        after, window = leave(before, key, at_ms, mark)
        self._windows[name] = after
        self._bytes += len(after) - len(before) if before else len(after) + len(name) + _OVERHEAD
        return window

    def _drop_oldest(self) -> None:
        names = iter(list(self._windows))
        while self._bytes > self._limit - self._limit // _DROP and (name := next(names, None)) is not None:
            self._bytes -= len(self._windows.pop(name)) + len(name) + _OVERHEAD

    def append(self, record: Record, *, after: int | None = None) -> Record | None:
        """Enter a record and return it with its number, or what is there under its key; `None` if `after` does not fit."""
        with self._lock:
            if record.key in self._places:
                return self._records[self._places[record.key]]
            history = self._histories.setdefault(record.subject, [])
            if after is not None and len(history) != after:
                return None
            place = len(self._records)
            self._records.append(replace(record, number=place + 1))
            self._places[record.key] = place
            history.append(place)
            return self._records[place]

    def history(self, subject: str) -> tuple[Record, ...]:
        """Return everything about a subject, in the order in which it was entered."""
        with self._lock:
            return tuple(self._records[place] for place in self._histories.get(subject, ()))

    def find(self, key: str) -> Record | None:
        """Return the record of a key."""
        with self._lock:
            place = self._places.get(key)
            return None if place is None else self._records[place]

    def records(self, after: int = 0) -> Iterator[Record]:
        """Yield the whole ledger in the order of its numbers, from the one after `after`."""
        place = after
        while place < len(self._records):
            yield self._records[place]
            place += 1

    def erase(self, subject: str) -> int:
        """Empty the evidence of everything about a subject; return how many records had some."""
        with self._lock:
            places = [place for place in self._histories.get(subject, ()) if self._records[place].evidence]
            for place in places:
                self._records[place] = replace(self._records[place], evidence="")
            return len(places)

    def close(self) -> None:
        """Nothing is to be let go of: the memory goes with the object."""
