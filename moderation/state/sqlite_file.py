"""One SQLite file, opened the way a store wants it; whatever SQLite says against it becomes a StoreError here."""

from __future__ import annotations

import os
import sqlite3
import struct
import time
from contextlib import closing, suppress
from itertools import chain
from os import getpid
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from moderation.errors import StoreError
from moderation.state.sqlite_schema import migrate
from moderation.wording import both
from moderation.wording.state import REASONS, SENTENCES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

__all__ = ["Single", "SqliteFile", "Transaction", "insert", "is_waiting"]

T = TypeVar("T")

_PATIENCE_S: Final = 10.0
"""How long to wait for other processes that write: one takes less than a millisecond, so this is more than a busy bot."""
_PAUSE_S: Final = 0.0005
"""SQLite's own pauses grow to 100 ms, which starves one process among several that write all the time."""
_WAITING: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_FOREIGN: Final = (sqlite3.Error, struct.error, UnicodeError)

_PAGES: Final = 4_096
"""Pages that have changed before they are moved to their place, 16 MiB: with windows once in a thousand messages …"""
_MOVED: Final = 16_384
"""… or, where another thread moves them in the meantime, 64 MiB. They are estimated: …"""
_EACH: Final = 3
"""… so many for a transaction, and one for each row that is written anywhere but at an end."""
_LONG: Final = 65_536
"""Pages in the log, 256 MiB, with which it is time to have it begun anew, for which nobody may write for as long as two waits for the
disk. That is every twenty seconds with two thousand messages in each; with less to do it happens by itself, in any pause."""
_PAGES_DEFERRED: Final = 2 * _LONG
"""Pages with which who writes moves them nevertheless, should that thread not come to it."""
_LOG_BYTES: Final = 64 << 20
_LOG_DEFERRED_BYTES: Final = 320 << 20
"""What the file of the log keeps when the log is begun anew: to cut 200 MiB off takes 50 ms, in which who writes next would wait."""
_ROWS: Final = 200
"""Rows that one statement inserts; each has at most four values, and some builds of SQLite take no more than 999."""

_CHECKPOINT: Final = "PRAGMA wal_checkpoint(PASSIVE)"
_SETTINGS: Final = (
    "PRAGMA journal_mode = WAL",  # what was committed outlives a killed process, and readers never wait
    "PRAGMA synchronous = NORMAL",  # the disk is waited for at checkpoints; the ledger waits for it at once
    f"PRAGMA wal_autocheckpoint = {_PAGES}",
    f"PRAGMA journal_size_limit = {_LOG_BYTES}",
    "PRAGMA cache_size = -8192",  # KiB; what it has not, the system has
)


class SqliteFile:
    """A connection that threads share, one transaction at a time; a process that was forked gets a connection of its own."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self.lock = Lock()
        self.is_deferred = False
        self.is_behind = False  # something durable was committed and may not be on the disk
        self.unmoved = 0  # pages that have changed since pages were moved to their place, about
        self._settling = Lock()
        self._path = path
        self._parents: list[sqlite3.Connection] = []  # never closed here: that would end the locks of the process that opened them
        self._connection = self._open()
        self._process = getpid()

    def connection(self) -> sqlite3.Connection:
        """Return the connection of this process, to whoever holds the lock."""
        if self._process != getpid():
            self._parents.append(self._connection)
            self._connection = self._open()
            self._process = getpid()
        return self._connection

    def rows(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Return what one statement finds."""
        with self.lock:
            try:
                connection = self.connection()
                return _patient(lambda: connection.execute(statement, values).fetchall())
            except _FOREIGN as error:
                raise self.refused(error) from error

    def defer(self, *, on: bool = True) -> None:
        """From now on no transaction waits for the disk: `settle` does, in whichever thread calls it. `on=False` ends that."""
        self.rows(f"PRAGMA wal_autocheckpoint = {_PAGES_DEFERRED if on else _PAGES}")
        self.rows(f"PRAGMA journal_size_limit = {_LOG_DEFERRED_BYTES if on else _LOG_BYTES}")
        self.settle()
        self.is_deferred = on

    @property
    def is_settled(self) -> bool:
        """Whether `settle` would find nothing to do."""
        return not self.is_deferred or not (self.is_behind or self.unmoved > _MOVED)

    def settle(self) -> None:
        """Wait until what was committed durably is on the disk, and move pages to their place where many have changed."""
        with self._settling:
            if self.is_settled:
                return
            unmoved, self.is_behind = self.unmoved, False
            try:
                if unmoved > _MOVED:
                    self._move()
                    self.unmoved -= unmoved
                else:
                    self._flush()
            except (OSError, *_FOREIGN) as error:
                self.is_behind = True
                raise self.refused(error) from error

    def _move(self) -> None:
        """Move what has changed to its place, which makes it durable too; nobody is kept from writing meanwhile, or hardly.

        The log is begun anew only where nothing in it is left to be moved: when it has become long, what came while the most was
        moved is moved too, and then the last few pages while nobody writes.
        """
        with closing(sqlite3.connect(self._path, timeout=0, isolation_level=None)) as mover:
            busy, pages, _ = mover.execute(_CHECKPOINT).fetchone()
            if busy:
                self._flush()  # another process is at it
            elif pages > _LONG:
                mover.execute(_CHECKPOINT)
                with self.lock:
                    mover.execute(_CHECKPOINT)

    def _flush(self) -> None:
        """Have the system write the log beside the file, where everything is that was committed last."""
        log = os.open(f"{self._path}-wal", os.O_RDWR)
        try:
            os.fsync(log)
        finally:
            os.close(log)

    def close(self) -> None:
        """Close the connection; whatever is asked of the file afterwards is a StoreError."""
        with self.lock, suppress(sqlite3.Error):
            self._connection.close()

    def refused(self, error: Exception) -> StoreError:
        """Return what to tell of an error of SQLite, or of bytes in the file that nobody can have written."""
        slug = _slug(error)
        zh, en = both(REASONS, slug) if slug else (str(error), str(error))
        return StoreError(
            both(SENTENCES, "sqlite", {"name": self.name, "why": zh})[0], both(SENTENCES, "sqlite", {"name": self.name, "why": en})[1]
        )

    def _open(self) -> sqlite3.Connection:
        try:
            return _patient(self._connect)
        except _FOREIGN as error:
            raise self.refused(error) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
        connection.text_factory = lambda text: text.decode("utf-8", "surrogatepass")
        try:
            for setting in _SETTINGS:
                connection.execute(setting)
            migrate(connection, self.name)
        except BaseException:
            connection.close()
            raise
        return connection


class Transaction:
    """`with` it, everything that is executed happens at once or, when anything goes wrong, not at all.

    A `durable` one waits for the disk, so that it outlives not only the process but the machine, unless that is deferred.
    """

    __slots__ = ("_durable", "_file")

    def __init__(self, file: SqliteFile, *, durable: bool) -> None:
        self._file = file
        self._durable = durable

    def __enter__(self) -> sqlite3.Connection:
        self._file.lock.acquire()
        try:
            connection = self._file.connection()
            if self._durable and not self._file.is_deferred:
                connection.execute("PRAGMA synchronous = FULL")
            _begin(connection)
        except _FOREIGN as error:
            self._let_go()
            raise self._file.refused(error) from error
        except BaseException:
            self._let_go()
            raise
        return connection

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._file.connection().execute("ROLLBACK" if error else "COMMIT")
            self._file.unmoved += _EACH
            self._file.is_behind = self._file.is_behind or self._durable
        except sqlite3.Error as refused:
            error = error or refused
        finally:
            self._let_go()
        if isinstance(error, _FOREIGN):
            raise self._file.refused(error) from error

    def _let_go(self) -> None:
        with suppress(sqlite3.Error, StoreError):
            connection = self._file.connection()
            if connection.in_transaction:  # a COMMIT that failed
                connection.execute("ROLLBACK")
            if self._durable and not self._file.is_deferred:
                connection.execute("PRAGMA synchronous = NORMAL")
        self._file.lock.release()


class Single:
    """`with` it, every statement is a transaction of its own, and none waits for another process."""

    __slots__ = ("_file",)

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def __enter__(self) -> sqlite3.Connection:
        self._file.lock.acquire()
        try:
            return self._file.connection()
        except BaseException:
            self._file.lock.release()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.unmoved += _EACH
        self._file.lock.release()
        if isinstance(error, _FOREIGN):
            raise self._file.refused(error) from error


def insert(connection: sqlite3.Connection, table: str, rows: Sequence[Sequence[Any]], otherwise: str = "") -> None:
    """Insert rows, many by one statement: other threads are let in once for all of them, and not after each."""
    for start in range(0, len(rows), _ROWS):
        some = rows[start : start + _ROWS]
        values = ",".join([f"({','.join('?' * len(some[0]))})"] * len(some))
        connection.execute(f"INSERT INTO {table} VALUES {values} {otherwise}", [*chain.from_iterable(some)])  # noqa: S608 - names of ours


def _begin(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if not is_waiting(error):
            raise
        _patient(lambda: connection.execute("BEGIN IMMEDIATE"))


def _patient(action: Callable[[], T]) -> T:
    """Return what an action returns, once no other process is in its way."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return action()
        except sqlite3.OperationalError as error:
            if not is_waiting(error) or time.monotonic() > until:
                raise
        time.sleep(_PAUSE_S)


def is_waiting(error: sqlite3.Error) -> bool:
    """Return whether another process is in the way."""
    return (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF in _WAITING  # the rest says why


def _slug(error: Exception) -> str | None:
    """The reason that is told, `None` where SQLite's own words are best."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorname", None) or ""
        known = (slug for slug in REASONS if slug.startswith("SQLITE_") and code.startswith(slug))
        return next(known, "closed" if isinstance(error, sqlite3.ProgrammingError) else None)
    return "damaged"
