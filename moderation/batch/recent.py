"""What is remembered while an archive is read from its beginning: a `Store` for one pass, several times cheaper than the others.

Windows are what they are in every store, kept as tuples instead of bytes: most hold one entry and never another. What takes
too much room is dropped longest untouched first, which in an archive, whose messages come by time, is what has long lapsed.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from moderation.state import tally
from moderation.state.memory import MemoryStore
from moderation.state.packed import FORGET
from moderation.state.seen import Seen
from moderation.state.store import Entry, Sight, Window
from moderation.state.traces import stored_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.state.store import Mark

__all__ = ["LIMIT_BYTES", "Recent"]

LIMIT_BYTES: Final = 64 << 20
"""What all windows together may take: those of the last fifty thousand messages or so, days of a busy chat."""
_SEEN: Final = 1_000_000
_WINDOW: Final = 200
_ENTRY: Final = 160
"""Bytes that CPython needs for a window beside its name, and for an entry beside its value."""
_DROP: Final = 64
"""When the windows take too much, one part in so many is dropped at once."""
_AT: Final = itemgetter(0)
_NOTHING: Final = Window((), 0)


class _Late(list[Entry]):
    """Entries of which some came later than others that are newer."""


class Recent(MemoryStore):
    """A `Store` for one thread that reads messages in their order; what it tells is what a `MemoryStore` does.

    >>> from moderation.state.store import Mark
    >>> store = Recent()
    >>> flood = Mark(window="flood|g1|小林", span_ms=10_000)
    >>> store.observe("qq|g1|1", 0, [flood]).windows[0].count, store.observe("qq|g1|2", 9_000, [flood]).windows[0].count
    (1, 2)
    """

    def __init__(self, *, limit_bytes: int = LIMIT_BYTES) -> None:
        super().__init__(limit_bytes=limit_bytes)
        self._came = Seen(_SEEN)
        self._entries: dict[str, Entry | list[Entry]] = {}  # longest untouched first
        self._tallies: dict[str, bytes] = {}  # one a rule
        self._size = 0

    def observe(self, message: str, at_ms: int, marks: Sequence[Mark]) -> Sight:
        """Leave the marks of a message, unless its key was seen before, and return the windows as it sees them."""
        if not self._came.add(message):
            return Sight(False, tuple([self._recalled(mark, message, at_ms) for mark in marks]))  # noqa: FBT003 - a field
        left: set[str] = set()
        windows = tuple([self._left(mark, message, at_ms, left) for mark in marks])
        if self._size > self._limit:
            self._drop_longest_untouched()
        return Sight(True, windows)  # noqa: FBT003 - a field

    def _left(self, mark: Mark, message: str, at_ms: int, left: set[str]) -> Window:
        """A window with one more entry, as its message sees it; of several marks in one window the first is left."""
        if not mark.keep:
            return self._tallied(mark, at_ms, left)
        name, entry = mark.window, Entry(at_ms, message, mark.who, mark.value)
        before = self._entries.pop(name, None)
        if before is None:
            self._entries[name] = entry
            self._size += _WINDOW + len(name) + _ENTRY + len(mark.value)
            left.add(name)
            return Window((entry,), 1)
        if name in left:
            self._entries[name] = before
            return self._recalled(mark, message, at_ms)
        left.add(name)
        entries = before if isinstance(before, list) else [before]
        if type(entries) is _Late or entries[-1].at_ms > at_ms:
            return self._left_late(mark, entries, entry)
        return self._left_last(mark, entries, entry)

    def _left_last(self, mark: Mark, entries: list[Entry], entry: Entry) -> Window:
        """The same for an entry that is newer than all the others, which are in order."""
        forgotten_ms, seen_ms = entry.at_ms - FORGET * mark.span_ms, entry.at_ms - max(1, mark.span_ms)
        before = len(entries)
        drop = max(0, before + 1 - mark.keep) if entries[-1].at_ms > forgotten_ms else before
        while drop < before and entries[drop].at_ms <= forgotten_ms:
            drop += 1
        self._size += _ENTRY + len(mark.value) - (_sizes(entries[:drop]) if drop else 0)
        del entries[:drop]
        entries.append(entry)
        first = 0 if entries[0].at_ms > seen_ms else bisect_right(entries, seen_ms, key=_AT)
        self._entries[mark.window] = entries
        return Window(tuple(entries[first:]), len(entries) - first)

    def _left_late(self, mark: Mark, entries: list[Entry], entry: Entry) -> Window:
        """The same for an entry that is older than the newest, or a window in which such a one stands."""
        kept = _Late([*(one for one in entries if one.at_ms > entry.at_ms - FORGET * mark.span_ms), entry])
        while len(kept) > mark.keep:
            del kept[min(range(len(kept)), key=lambda place: kept[place].at_ms)]  # the oldest; of one time, who came first
        window = _seen(kept, entry.at_ms, mark.span_ms)
        self._entries[mark.window] = kept if any(one.at_ms > other.at_ms for one, other in pairwise(kept)) else list(kept)
        self._size += _sizes(kept) - _sizes(entries)
        return window if window.count else Window((entry,), 1)

    def _tallied(self, mark: Mark, at_ms: int, left: set[str]) -> Window:
        """The same where nothing but numbers is kept."""
        name = stored_name(mark)
        before = self._tallies.get(name, b"")
        if name in left:
            return tally.recall(before, at_ms, mark)
        left.add(name)
        self._tallies[name], window = tally.leave(before, at_ms, mark)
        return window

    def _recalled(self, mark: Mark, message: str, at_ms: int) -> Window:
        """What a message that came before saw in a window: the entries up to its own, empty where that is forgotten."""
        if not mark.keep:
            return tally.recall(self._tallies.get(stored_name(mark), b""), at_ms, mark)
        before = self._entries.get(mark.window)
        entries = before if isinstance(before, list) else [before] if before else []
        own = max((place for place, entry in enumerate(entries) if entry.message == message), default=None)
        return _NOTHING if own is None else _seen(entries[: own + 1], entries[own].at_ms, mark.span_ms)

    def _drop_longest_untouched(self) -> None:
        most = self._limit - self._limit // _DROP
        names = iter(list(self._entries))
        while self._size > most and (name := next(names, None)) is not None:
            gone = self._entries.pop(name)
            self._size -= _WINDOW + len(name) + _sizes(gone if isinstance(gone, list) else [gone])


def _sizes(entries: Sequence[Entry]) -> int:
    return sum(_ENTRY + len(entry.value) for entry in entries)


def _seen(entries: list[Entry], at_ms: int, span_ms: int) -> Window:
    seen = sorted((entry for entry in entries if at_ms - span_ms < entry.at_ms <= at_ms), key=lambda entry: entry.at_ms)
    return Window(tuple(seen), len(seen))
