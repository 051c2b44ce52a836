"""The ledger in the SQLite file: rows that triggers in the file itself keep anybody from changing or deleting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from moderation.state.sqlite_file import Transaction
from moderation.state.store import Record
from moderation.state.traces import encoded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from moderation.state.sqlite_file import SqliteFile

__all__ = ["SqliteLedger"]

_PAGE: Final = 200
"""Records that are read at once: the lock is held only so long."""
# Text goes in as bytes and is named text there: so lone surrogates and NUL pass, and any SQLite tool shows it.
_FIND: Final = "SELECT * FROM ledger WHERE key = CAST(? AS TEXT)"
_HISTORY: Final = "SELECT * FROM ledger WHERE subject = CAST(? AS TEXT) ORDER BY number"
_AFTER: Final = "SELECT * FROM ledger WHERE number > ? ORDER BY number LIMIT ?"
_COUNT: Final = "SELECT count(*) FROM ledger WHERE subject = CAST(? AS TEXT)"
_ENTER: Final = """INSERT INTO ledger (key, subject, at_ms, kind, body, evidence)
    VALUES (CAST(? AS TEXT), CAST(? AS TEXT), ?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT))"""
_ERASE: Final = "UPDATE ledger SET evidence = '' WHERE subject = CAST(? AS TEXT) AND evidence != ''"


class SqliteLedger:
    """The `Ledger` half of a SQLite store. What `append` returned outlives the process and, on an honest disk, the machine.

    Waiting for the disk takes a millisecond, or, where others keep it busy, a hundred: a bot that answers thousands of messages a
    second lets another thread do so (`defer`, `settle`).
    """

    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        self._durably = Transaction(file, durable=True)

    def append(self, record: Record, *, after: int | None = None) -> Record | None:
        """Enter a record and return it with its number, or what is there under its key; `None` if `after` does not fit."""
        with self._durably as connection:
            known = connection.execute(_FIND, (encoded(record.key),)).fetchone()
            if known is not None:
                return _record(known)
            if after is not None and connection.execute(_COUNT, (encoded(record.subject),)).fetchone()[0] != after:
                return None
            return replace(record, number=_entered(connection, record))

    def history(self, subject: str) -> tuple[Record, ...]:
        """Return everything about a subject, in the order in which it was entered."""
        return tuple(map(_record, self._file.rows(_HISTORY, (encoded(subject),))))

    def find(self, key: str) -> Record | None:
        """Return the record of a key."""
        rows = self._file.rows(_FIND, (encoded(key),))
        return _record(rows[0]) if rows else None

    def records(self, after: int = 0) -> Iterator[Record]:
        """Yield the whole ledger in the order of its numbers, from the one after `after`."""
        while rows := self._file.rows(_AFTER, (after, _PAGE)):
            yield from map(_record, rows)
            after = rows[-1][0]

    def erase(self, subject: str) -> int:
        """Empty the evidence of everything about a subject, overwriting it in the file; return how many records had some."""
        self._file.rows("PRAGMA secure_delete = ON")
        try:
            with self._durably as connection:
                erased = connection.execute(_ERASE, (encoded(subject),)).rowcount
        finally:
            self._file.rows("PRAGMA secure_delete = OFF")
        self._file.rows("PRAGMA wal_checkpoint(TRUNCATE)")  # the file beside it still holds what was there before
        return erased

    def defer(self, *, on: bool = True) -> None:
        """From now on what `append` returned outlives the process at once, the machine when `settle` has returned; `on=False` ends that.

        Raises:
            StoreError: the file is out of reach.
        """
        self._file.defer(on=on)

    @property
    def is_settled(self) -> bool:
        """Whether everything that was entered outlives the machine, on an honest disk; always, unless that is deferred."""
        return self._file.is_settled

    def settle(self) -> None:
        """Wait for the disk, in a thread of its own: whoever enters something meanwhile need not.

        Raises:
            StoreError: the disk refuses.
        """
        self._file.settle()

    def close(self) -> None:
        """Let go of the file; what was returned as entered stays entered."""
        self._file.close()


def _entered(connection: sqlite3.Connection, record: Record) -> int:
    texts = [encoded(text) for text in (record.key, record.subject, record.kind, record.body, record.evidence)]
    number = connection.execute(_ENTER, (*texts[:2], record.at_ms, *texts[2:])).lastrowid
    assert number is not None
    return number


def _record(row: tuple[Any, ...]) -> Record:
    number, key, subject, at_ms, kind, body, evidence = row
    return Record(key=key, subject=subject, at_ms=at_ms, kind=kind, body=body, evidence=evidence, number=number)
