"""What is remembered, in one SQLite file: outlives the process, and is shared by all processes of one machine.

One transaction a message, or one for several that are observed together, which enters a row for each in the journal; the windows
themselves, packed as in memory, and the keys that were seen are brought up to date once in a bundle of messages, piece by piece.
"""

from __future__ import annotations

import sqlite3
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar
from zlib import crc32

from moderation.errors import StoreError
from moderation.state.sqlite_file import Single, SqliteFile, Transaction, insert, is_waiting
from moderation.state.sqlite_journal import LARGE_BYTES, Recent, Row, packed_marks
from moderation.state.sqlite_ledger import SqliteLedger
from moderation.state.sqlite_posting import Posting
from moderation.state.store import Sight
from moderation.state.traces import encoded, leave, recall, stored_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from moderation.state.store import Mark, Observed, Window

__all__ = ["BUNDLE", "LIMIT_BYTES", "SEEN", "SqliteStore"]

T = TypeVar("T")

LIMIT_BYTES: Final = 512 << 20
"""What all windows together may take in the file."""
SEEN: Final = 1_000_000
"""How many keys of messages are remembered at least: a message that comes again after so many others counts as new."""
BUNDLE: Final = 4_096
"""The journal's messages are brought to their windows, and windows are dropped, once in so many of them, or when they take much."""
_APART: Final = (1 << 40) - 1
"""The part of a window's number that tells it from those near it."""
_FIRST: Final = -(1 << 63)
_AT_ONCE: Final = 500
"""Keys that are looked up by one statement."""

_STATE: Final = "SELECT turn, coalesce((SELECT max(id) FROM journal), turn) FROM state"
_SEEN: Final = "SELECT id FROM seen_0 WHERE id IN ({0}) UNION ALL SELECT id FROM seen_1 WHERE id IN ({0})"
_ENTER_ALONE: Final = """INSERT INTO journal SELECT ?1, ?2, ?3, ?4 FROM state
    WHERE turn = ?5 AND coalesce((SELECT max(id) FROM journal), turn) = ?1 - 1
    AND NOT EXISTS (SELECT 1 FROM seen_0 WHERE id = ?6) AND NOT EXISTS (SELECT 1 FROM seen_1 WHERE id = ?6)"""


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
        self._posting: Posting | None = None
        self._is_alone = self._is_stuck = False

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
            if self._recent.last > 0:
                self._posting = None
                self._post(whole=True)
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
            while self._is_due():
                self._post()
        return seen

    def _is_due(self) -> bool:
        """Whether some of the journal is to be brought to its place."""
        recent = self._recent
        if self._posting is not None and self._posting.recent is recent:
            return self._posting.is_due
        self._posting = None
        return recent.rows >= self._due or (recent.size > LARGE_BYTES and not self._is_stuck)

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
            insert(connection, "journal", rows)
        return sights

    def _caught_up(self, connection: sqlite3.Connection, numbers: Sequence[int]) -> set[int]:
        """Take notice of what other processes did since; return those keys that the tables of keys have."""
        posted, last = connection.execute(_STATE).fetchone()
        self._is_alone = posted == self._recent.posted and last == self._recent.last
        if posted != self._recent.posted:
            if self._recent.posted > 0:  # another process does it, and goes on doing it as long as it is faster
                self._due = 2 * self._bundle
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

    def _post(self, *, whole: bool = False) -> None:
        """Bring a piece of the journal to its place, or all of it; where that cannot be, it stays until there is as much again."""
        dropped: list[int] | None = None
        try:
            with self._transaction as connection:
                self._caught_up(connection, ())
                posting = self._posting or Posting(self._recent)
                if posting.recent is not self._recent:  # another process was faster
                    return
                self._file.unmoved += posting.write(connection)
                while whole and not posting.is_whole:
                    posting.write(connection)
                if posting.is_whole:
                    dropped = posting.finish(connection, limit_bytes=self._limit, seen=self._remembered)
                if whole:
                    connection.execute("DELETE FROM journal")
        except StoreError:
            self._due, self._is_stuck = self._recent.rows + self._bundle, True
            self._recent = Recent()
            return
        self._posting = posting
        if dropped is not None:
            posting.finished(dropped)
            self._posting, self._due, self._is_stuck = None, self._bundle, False


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
