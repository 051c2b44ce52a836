"""What is remembered, in one SQLite file: outlives the process, and is shared by all processes of one machine.

One transaction a message, or one for several that are observed together, which enters a row for each in the journal; the windows
themselves, packed as in memory, and the keys that were seen are brought up to date once in a bundle of messages.
"""

from __future__ import annotations

import sqlite3
from hashlib import blake2b
from operator import itemgetter
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar
from zlib import crc32

from moderation.errors import StoreError
from moderation.state.sqlite_file import Single, SqliteFile, Transaction, is_waiting
from moderation.state.sqlite_journal import LARGE_BYTES, Recent, Row, packed_marks
from moderation.state.sqlite_ledger import SqliteLedger
from moderation.state.store import Sight
from moderation.state.traces import encoded, leave, recall, stored_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from moderation.state.store import Mark, Observed, Window

__all__ = ["BUNDLE", "LIMIT_BYTES", "SEEN", "SqliteStore"]

T = TypeVar("T")

LIMIT_BYTES: Final = 512 << 20
"""What all windows together may take in the file."""
SEEN: Final = 1_000_000
"""How many keys of messages are remembered at least: a message that comes again after so many others counts as new."""
BUNDLE: Final = 256
"""The journal's messages are brought to their windows, and windows are dropped, once in so many of them, or when they take much."""
_SAMPLE: Final = 2_048
"""So many windows are looked at when some must go, from anywhere: the ages of all would have to be kept in order by every message."""
_DROP: Final = 8
"""At most one in so many of them goes."""
_APART: Final = (1 << 40) - 1
"""The part of a window's number that tells it from those near it."""
_FIRST: Final = -(1 << 63)
_AT_ONCE: Final = 500
"""Keys that are looked up by one statement."""
_OVERHEAD: Final = 32
"""Bytes that SQLite needs for a window beside its contents."""

_STATE: Final = "SELECT turn, coalesce((SELECT max(id) FROM journal), turn) FROM state"
_SEEN: Final = "SELECT id FROM seen_0 WHERE id IN ({0}) UNION ALL SELECT id FROM seen_1 WHERE id IN ({0})"
_ENTER: Final = "INSERT INTO journal VALUES (?, ?, ?, ?)"
_ENTER_ALONE: Final = """INSERT INTO journal SELECT ?1, ?2, ?3, ?4 FROM state
    WHERE turn = ?5 AND coalesce((SELECT max(id) FROM journal), turn) = ?1 - 1
    AND NOT EXISTS (SELECT 1 FROM seen_0 WHERE id = ?6) AND NOT EXISTS (SELECT 1 FROM seen_1 WHERE id = ?6)"""
_SEE: Final = ("INSERT OR IGNORE INTO seen_0 VALUES (?)", "INSERT OR IGNORE INTO seen_1 VALUES (?)")
_FORGET: Final = ("DELETE FROM seen_0", "DELETE FROM seen_1")
_PUT: Final = "INSERT INTO windows VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET touched = excluded.touched, packed = excluded.packed"
_AGES: Final = "SELECT id, touched, length(packed) FROM windows WHERE id >= ? ORDER BY id LIMIT ?"


class _Asked(NamedTuple):
    """A message as it is asked about: its key and the number of that, its time, the numbers of its windows, its marks in them."""

    key: bytes
    number: int
    at_ms: int
    places: list[int]
    marks: Sequence[Mark]


class _Leaving(NamedTuple):
    """What becomes of a message: its row of the journal, its windows after it, and what it sees in them."""

    row: Row
    after: dict[int, bytes]
    seen: tuple[Window, ...]


class SqliteStore(SqliteLedger):
    """A `Store` in one file, safe to share by threads and by processes. Windows are bounded by `limit_bytes`, the ledger is not.

    Raises:
        StoreError: the file cannot be opened, is no store, or was written by a newer version.
    """

    def __init__(self, path: Path, *, limit_bytes: int = LIMIT_BYTES, seen: int = SEEN, bundle: int = BUNDLE) -> None:
        file = SqliteFile(path)
        super().__init__(file)
        self._hash = blake2b(digest_size=8, salt=file.rows("SELECT salt FROM state")[0][0])
        self._transaction = Transaction(file, durable=False)
        self._single = Single(file)
        self._limit = limit_bytes
        self._remembered = seen
        self._bundle = self._due = bundle
        self._lock = Lock()
        self._recent = Recent()
        self._is_alone = False

    def observe(self, message: str, at_ms: int, marks: Sequence[Mark]) -> Sight:
        """Leave the marks of a message, unless its key was seen before, and return the windows as it sees them."""
        asked = self._asked(message, at_ms, marks)
        return self._entered(lambda: self._alone(asked) or self._together([asked])[0])

    def observe_all(self, observed: Sequence[Observed]) -> list[Sight]:
        """Leave the marks of several messages in one transaction, and return what each sees, as if they had come one by one."""
        asked = [self._asked(*one) for one in observed]
        return self._entered(lambda: self._together(asked)) if asked else []

    def close(self) -> None:
        """Let go of the file, in which everything is in its place then; what was returned as entered stays entered."""
        with self._lock:
            if self._recent.rows:
                self._post()
        super().close()

    def _asked(self, message: str, at_ms: int, marks: Sequence[Mark]) -> _Asked:
        key = encoded(message)
        return _Asked(key, self._number(key), at_ms, [self._place(stored_name(mark)) for mark in marks], marks)

    def _entered(self, enter: Callable[[], T]) -> T:
        """What entering messages returns; from time to time the journal is brought to its place after it."""
        with self._lock:
            try:
                seen = enter()
            except BaseException:
                self._recent = Recent()  # what happened in the file is there to read
                raise
            recent = self._recent
            if recent.rows >= self._due or (recent.size > LARGE_BYTES and self._due == self._bundle):
                self._post()
        return seen

    def _alone(self, asked: _Asked) -> Sight | None:
        """What `observe` does, in one statement; `None` where the message had come before, or another process was here since."""
        recent = self._recent
        if not self._is_alone or asked.number in recent.seen:
            return None
        with self._single as connection:
            try:
                leaving = _leaving(asked, recent, connection)
                entered = connection.execute(_ENTER_ALONE, (*leaving.row, recent.posted, asked.number)).rowcount
            except sqlite3.OperationalError as error:
                if not is_waiting(error):
                    raise
                entered = 0
        if entered:
            recent.left(leaving.row, asked.number, leaving.after)
            return Sight(True, leaving.seen)  # noqa: FBT003 - a field
        self._is_alone = False
        return None

    def _together(self, asked: Sequence[_Asked]) -> list[Sight]:
        """What `observe_all` does, in one transaction, after a look at what other processes have done."""
        with self._transaction as connection:
            seen = self._caught_up(connection, [one.number for one in asked])
            recent = self._recent
            recent.windows(connection, list(dict.fromkeys(place for one in asked for place in one.places)))  # all that are missing at once
            rows, sights = [], []
            for one in asked:
                if one.number in seen or one.number in recent.seen:
                    sights.append(_recalled(one, recent, connection))
                    continue
                leaving = _leaving(one, recent, connection)
                rows.append(leaving.row)
                recent.left(leaving.row, one.number, leaving.after)  # begun anew, should it not be committed
                sights.append(Sight(True, leaving.seen))  # noqa: FBT003 - a field
            connection.executemany(_ENTER, rows)
        return sights

    def _caught_up(self, connection: sqlite3.Connection, numbers: Sequence[int]) -> set[int]:
        """Take notice of what other processes did since; return those keys that the tables of keys have."""
        posted, last = connection.execute(_STATE).fetchone()
        self._is_alone = posted == self._recent.posted and last == self._recent.last
        if posted != self._recent.posted:
            self._recent = Recent(posted)
        if last != self._recent.last:
            self._recent.read_on(connection, self._number)
        return {number for start in range(0, len(numbers), _AT_ONCE) for number in _seen(connection, numbers[start : start + _AT_ONCE])}

    def _number(self, name: bytes) -> int:
        """A name as a number of 64 bits: two of a million meet once in ten million files, and nobody can make them."""
        hashing = self._hash.copy()
        hashing.update(name)
        return int.from_bytes(hashing.digest(), "big", signed=True)

    def _place(self, name: str) -> int:
        """The number of a window. Windows whose names agree after the first `|` lie together: mostly they are written together."""
        whole = encoded(name)
        near = crc32(whole[whole.find(b"|") + 1 :])
        return (near << 32 & ~_APART | self._number(whole) & _APART) + _FIRST

    def _post(self) -> None:
        """Bring what is in the journal to its place; where that cannot be, it stays where it is until there is as much again."""
        try:
            with self._transaction as connection:
                self._caught_up(connection, ())
                dropped = self._posted(connection) if self._recent.rows else []
            self._recent.posted_up(dropped)
            self._due = self._bundle
        except StoreError:
            self._due = self._recent.rows + self._bundle
            self._recent = Recent()

    def _posted(self, connection: sqlite3.Connection) -> list[int]:
        """Write windows and keys, forget what is too much; return the windows that were dropped."""
        recent = self._recent
        windows = recent.unposted(connection)
        stored = recent.stored(connection)
        connection.executemany(_PUT, windows)
        taken, seen, newer = connection.execute("SELECT bytes, seen, newer FROM state").fetchone()
        connection.executemany(_SEE[newer], [(number,) for number in sorted(recent.seen)])
        connection.execute("DELETE FROM journal")
        taken += sum(len(window) for _, _, window in windows) - sum(stored) + _OVERHEAD * (len(windows) - len(stored))
        dropped = _drop_oldest(connection, taken - self._limit, recent.seen)
        connection.execute(
            "UPDATE state SET turn = ?, seen = ?, bytes = ?", (recent.last, seen + recent.rows, taken - sum(dropped.values()))
        )
        if seen + recent.rows >= self._remembered:
            connection.execute(_FORGET[1 - newer])
            connection.execute("UPDATE state SET newer = 1 - newer, seen = 0")
        return list(dropped)


def _seen(connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[int]:
    """Those of some keys that were seen."""
    wanted = ",".join("?" * len(numbers))
    return (number for (number,) in connection.execute(_SEEN.format(wanted), (*numbers, *numbers)))


def _recalled(asked: _Asked, recent: Recent, connection: sqlite3.Connection) -> Sight:
    """What a message sees that had come before."""
    windows = zip(recent.windows(connection, asked.places), asked.marks, strict=True)
    return Sight(False, tuple(recall(window, asked.key, asked.at_ms, mark) for window, mark in windows))  # noqa: FBT003 - a field


def _leaving(asked: _Asked, recent: Recent, connection: sqlite3.Connection) -> _Leaving:
    """What a message leaves, as far as this process knows the file."""
    _, _, at_ms, places, marks = asked
    row = Row(recent.last + 1, asked.key, at_ms, packed_marks(places, marks))
    after: dict[int, bytes] = {}
    seen = []
    for place, mark, before in zip(places, marks, recent.windows(connection, places), strict=True):
        if place in after:  # a message leaves one mark in a window
            seen.append(recall(after[place], asked.key, at_ms, mark))
        else:
            after[place], window = leave(before, asked.key, at_ms, mark)
            seen.append(window)
    return _Leaving(row, after, tuple(seen))


def _drop_oldest(connection: sqlite3.Connection, excess: int, anywhere: Iterable[int]) -> dict[int, int]:
    """Drop long untouched windows, in samples from here and there, until the excess is gone; return them with what each took."""
    dropped: dict[int, int] = {}
    for start in anywhere if excess > 0 else ():
        sample = connection.execute(_AGES, (start, _SAMPLE)).fetchall()
        if len(sample) < _SAMPLE:  # the numbers are a ring
            sample = list({*sample, *connection.execute(_AGES, (_FIRST, _SAMPLE - len(sample)))})
        sample.sort(key=itemgetter(1, 0))
        for number, _touched, size in sample[: max(1, len(sample) // _DROP)]:
            connection.execute("DELETE FROM windows WHERE id = ?", (number,))
            dropped[number] = size + _OVERHEAD
            excess -= size + _OVERHEAD
            if excess <= 0:
                return dropped
    return dropped
