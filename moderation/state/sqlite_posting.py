"""The journal on its way to its place: windows and keys are written some hundred at a time, so that no message waits long for it.

Each piece is a transaction of its own. A window's row tells the last message that is in it, so nothing is left in it twice by
whoever reads the journal again, because a process ended between two pieces. Once all pieces are there, the messages count as
posted; their rows are cleared away with the pieces of the next time.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from moderation.state.sqlite_file import insert
from moderation.state.sqlite_journal import in_table

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from moderation.state.sqlite_journal import Recent

__all__ = ["Posting"]

_PIECE: Final = 200
"""Windows, and keys, that are written at once, in a millisecond or two."""
_PACE: Final = 2
"""How much faster it is written than it came: done when half as many messages have come."""
_SAMPLE: Final = 2_048
"""So many windows are looked at when some must go, from anywhere: the ages of all would have to be kept in order by every message."""
_DROP: Final = 8
"""At most one in so many of them goes."""
_OVERHEAD: Final = 32
"""Bytes that SQLite needs for a window beside its contents."""
_FIRST: Final = -(1 << 63)

_PUT: Final = "ON CONFLICT (id) DO UPDATE SET touched = excluded.touched, packed = excluded.packed"
_FORGET: Final = ("DELETE FROM seen_0", "DELETE FROM seen_1")
_CLEAR: Final = "DELETE FROM journal WHERE id <= min(?, (SELECT min(id) FROM journal) + ?)"
_AGES: Final = "SELECT id, touched, length(packed) FROM windows WHERE id >= ? ORDER BY id LIMIT ?"


class Posting:
    """What has come to `recent` by now, as it is brought to its place; given up when `recent` is."""

    __slots__ = ("_keys", "_pieces", "_places", "_rows", "_until", "_written", "recent")

    def __init__(self, recent: Recent) -> None:
        self.recent = recent
        self._until = recent.last
        self._rows = recent.rows
        self._places = recent.unposted
        self._keys = sorted(recent.seen)
        self._pieces = max(1, -(-max(len(self._places), len(self._keys)) // _PIECE))
        self._written = 0
        recent.size = 0

    @property
    def is_due(self) -> bool:
        """Whether it is time for a piece, by the messages that have come since it was begun."""
        came = self.recent.last - self._until
        return self._written * self._rows < self._pieces * _PACE * (came + 1)

    @property
    def is_whole(self) -> bool:
        """Whether all pieces are written, and only `finish` is left."""
        return self._written >= self._pieces

    def write(self, connection: sqlite3.Connection) -> int:
        """Write the next piece, within a transaction, and return how many rows it had."""
        start = self._written * _PIECE
        places, keys = self._places[start : start + _PIECE], self._keys[start : start + _PIECE]
        windows = self.recent.as_touched(connection, places)
        stored = [length for _, length in in_table(connection, "length(packed)", places)]
        insert(connection, "windows", windows, _PUT)
        grown = sum(len(window) for _, _, window in windows) - sum(stored) + _OVERHEAD * (len(windows) - len(stored))
        connection.execute("UPDATE state SET bytes = bytes + ?", (grown,))
        newer = connection.execute("SELECT newer FROM state").fetchone()[0]
        insert(connection, f"seen_{newer}", [(number,) for number in keys], "ON CONFLICT DO NOTHING")
        connection.execute(_CLEAR, (self.recent.posted, self._rows // self._pieces * _PACE + _PIECE))
        self._written += 1
        return len(places) + len(keys)

    def finish(self, connection: sqlite3.Connection, *, limit_bytes: int, seen: int) -> list[int]:
        """Have the messages count as posted, forget what is too much, and return the windows that were dropped; in a transaction."""
        taken, known, newer = connection.execute("SELECT bytes, seen, newer FROM state").fetchone()
        dropped = _drop_oldest(connection, taken - limit_bytes, self._keys, self._until)
        known += self._until - self.recent.posted
        connection.execute("UPDATE state SET turn = ?, seen = ?, bytes = ?", (self._until, known, taken - sum(dropped.values())))
        if known >= seen:
            connection.execute(_FORGET[1 - newer])
            connection.execute("UPDATE state SET newer = 1 - newer, seen = 0")
        return list(dropped)

    def finished(self, dropped: Iterable[int]) -> None:
        """Take notice that what `finish` did was committed."""
        self.recent.posted_up(self._until, self._keys, dropped)


def _drop_oldest(connection: sqlite3.Connection, excess: int, anywhere: Iterable[int], until: int) -> dict[int, int]:
    """Drop long untouched windows, in samples from here and there, until the excess is gone; return them with what each took.

    Windows that a message later than `until` touched stay: what it left in them is in the journal too.
    """
    dropped: dict[int, int] = {}
    for start in anywhere if excess > 0 else ():
        sample = connection.execute(_AGES, (start, _SAMPLE)).fetchall()
        if len(sample) < _SAMPLE:  # the numbers are a ring
            sample = list({*sample, *connection.execute(_AGES, (_FIRST, _SAMPLE - len(sample)))})
        sample.sort(key=itemgetter(1, 0))
        for number, touched, size in sample[: max(1, len(sample) // _DROP)]:
            if touched > until:
                break
            connection.execute("DELETE FROM windows WHERE id = ?", (number,))
            dropped[number] = size + _OVERHEAD
            excess -= size + _OVERHEAD
            if excess <= 0:
                return dropped
    return dropped
