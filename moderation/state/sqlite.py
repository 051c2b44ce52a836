"""What is remembered, in one SQLite file: outlives the process, and is shared by all processes of one machine.

One transaction a message. A window is one row, packed as in memory: an index of entries would be read and written in a dozen
places where one is enough.
"""

from __future__ import annotations

from hashlib import blake2b
from operator import itemgetter
from threading import Lock
from typing import TYPE_CHECKING, Final
from zlib import crc32

from moderation.state.sqlite_file import SqliteFile, Transaction
from moderation.state.sqlite_ledger import SqliteLedger
from moderation.state.store import Sight
from moderation.state.traces import encoded, leave, recall, stored_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from moderation.state.store import Mark, Window

__all__ = ["LIMIT_BYTES", "SEEN", "SqliteStore"]

LIMIT_BYTES: Final = 512 << 20
"""What all windows together may take in the file."""
SEEN: Final = 1_000_000
"""How many keys of messages are remembered at least: a message that comes again after so many others counts as new."""
_BUNDLE: Final = 64
"""Counters in the file are brought up to date, and windows are dropped, once in so many messages of a process …"""
_BUNDLE_BYTES: Final = 4 << 20
"""… or as soon as the windows have grown by so much."""
_SAMPLE: Final = 2_048
"""So many windows are looked at when some must go, from anywhere: the ages of all would have to be kept in order by every message."""
_DROP: Final = 8
"""At most one in so many of them goes."""
_APART: Final = (1 << 40) - 1
"""The part of a window's number that tells it from those near it."""
_FIRST: Final = -(1 << 63)
_OVERHEAD: Final = 32
"""Bytes that SQLite needs for a window beside its contents."""

_SEEN: Final = (
    """SELECT newer, turn, EXISTS (SELECT 1 FROM seen_0 WHERE id = ?1) OR EXISTS (SELECT 1 FROM seen_1 WHERE id = ?1) FROM state"""
)
_ENTER: Final = ("INSERT INTO seen_0 VALUES (?)", "INSERT INTO seen_1 VALUES (?)")
_FORGET: Final = ("DELETE FROM seen_0", "DELETE FROM seen_1")
_PUT: Final = "INSERT INTO windows VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET touched = excluded.touched, packed = excluded.packed"
_AGES: Final = "SELECT id, touched, length(packed) FROM windows WHERE id >= ? ORDER BY id LIMIT ?"


class SqliteStore(SqliteLedger):
    """A `Store` in one file, safe to share by threads and by processes. Windows are bounded by `limit_bytes`, the ledger is not.

    Raises:
        StoreError: the file cannot be opened, is no store, or was written by a newer version.
    """

    def __init__(self, path: Path, *, limit_bytes: int = LIMIT_BYTES, seen: int = SEEN) -> None:
        file = SqliteFile(path)
        super().__init__(file)
        self._salt: bytes = file.rows("SELECT salt FROM state")[0][0]
        self._transaction = Transaction(file, durable=False)
        self._limit = limit_bytes
        self._remembered = seen
        self._lock = Lock()
        self._messages = 0  # since the counters in the file were brought up to date
        self._grown = 0

    def observe(self, message: str, at_ms: int, marks: Sequence[Mark]) -> Sight:
        """Leave the marks of a message, unless its key was seen before, and return the windows as it sees them."""
        key = encoded(message)
        number = self._number(key)
        with self._lock:
            with self._transaction as connection:
                newer, turn, seen = connection.execute(_SEEN, (number,)).fetchone()
                observing = _Observing(key, at_ms, marks, [self._place(stored_name(mark)) for mark in marks])
                observing.read(connection)
                if seen:
                    return Sight(False, observing.recalled())  # noqa: FBT003 - a field
                connection.execute(_ENTER[newer], (number,))
                windows = observing.left()
                grown = observing.write(connection, turn)
                tidied = self._tidy(connection, grown, number)
            self._messages = 0 if tidied else self._messages + 1  # only now: it is committed
            self._grown = 0 if tidied else self._grown + grown
        return Sight(True, windows)  # noqa: FBT003 - a field

    def _number(self, name: bytes) -> int:
        """A name as a number of 64 bits: two of a million meet once in ten million files, and nobody can make them."""
        return int.from_bytes(blake2b(name, digest_size=8, salt=self._salt).digest(), "big", signed=True)

    def _place(self, name: str) -> int:
        """The number of a window. Windows whose names agree after the first `|` lie together: mostly they are written together."""
        whole = encoded(name)
        near = crc32(whole[whole.find(b"|") + 1 :])
        return (near << 32 & ~_APART | self._number(whole) & _APART) + _FIRST

    def _tidy(self, connection: sqlite3.Connection, grown: int, anywhere: int) -> bool:
        """Once in a while bring the counters up to date and forget what is too much; return whether it was time for it."""
        messages, grown = self._messages + 1, self._grown + grown
        if messages < _BUNDLE and grown < _BUNDLE_BYTES:
            return False
        connection.execute("UPDATE state SET turn = turn + ?1, seen = seen + ?1, bytes = bytes + ?2", (messages, grown))
        taken, seen, newer = connection.execute("SELECT bytes, seen, newer FROM state").fetchone()
        if taken > self._limit:
            _drop_oldest(connection, taken - self._limit, anywhere)
        if seen >= self._remembered:
            connection.execute(_FORGET[1 - newer])
            connection.execute("UPDATE state SET newer = 1 - newer, seen = 0")
        return True


class _Observing:
    """One message and its windows: read at once, looked at, written at once."""

    __slots__ = ("_after", "_at_ms", "_before", "_marks", "_message", "_numbers")

    def __init__(self, message: bytes, at_ms: int, marks: Sequence[Mark], numbers: list[int]) -> None:
        self._message = message
        self._at_ms = at_ms
        self._marks = marks
        self._numbers = numbers
        self._before: dict[int, bytes] = {}
        self._after: dict[int, bytes] = {}

    def read(self, connection: sqlite3.Connection) -> None:
        """Fetch the windows that are there."""
        places = ",".join("?" * len(self._numbers))
        self._before = dict(connection.execute(f"SELECT id, packed FROM windows WHERE id IN ({places})", self._numbers))  # noqa: S608 - ?s

    def recalled(self) -> tuple[Window, ...]:
        """Return what the message saw when it came before."""
        windows = [self._before.get(number, b"") for number in self._numbers]
        return tuple([recall(window, self._message, self._at_ms, mark) for window, mark in zip(windows, self._marks, strict=True)])

    def left(self) -> tuple[Window, ...]:
        """Leave the marks and return what the message sees."""
        return tuple([self._leave(number, mark) for number, mark in zip(self._numbers, self._marks, strict=True)])

    def write(self, connection: sqlite3.Connection, turn: int) -> int:
        """Put the windows back and return by how many bytes they have grown."""
        connection.executemany(_PUT, [(number, turn, window) for number, window in self._after.items()])
        created = len(self._after) - len(self._before)
        return sum(map(len, self._after.values())) - sum(map(len, self._before.values())) + created * _OVERHEAD

    def _leave(self, number: int, mark: Mark) -> Window:
        if number in self._after:  # a message leaves one mark in a window
            return recall(self._after[number], self._message, self._at_ms, mark)
        self._after[number], window = leave(self._before.get(number, b""), self._message, self._at_ms, mark)
        return window


def _drop_oldest(connection: sqlite3.Connection, excess: int, anywhere: int) -> None:
    """Drop the longest untouched of the windows that follow a number, until the excess is gone."""
    sample = connection.execute(_AGES, (anywhere, _SAMPLE)).fetchall()
    if len(sample) < _SAMPLE:  # the numbers are a ring
        sample = list({*sample, *connection.execute(_AGES, (_FIRST, _SAMPLE - len(sample)))})
    sample.sort(key=itemgetter(1, 0))
    freed = 0
    for number, _touched, size in sample[: max(1, len(sample) // _DROP)]:
        if freed >= excess:
            break
        connection.execute("DELETE FROM windows WHERE id = ?", (number,))
        freed += size + _OVERHEAD
    connection.execute("UPDATE state SET bytes = bytes - ?", (freed,))
