"""The tables of the SQLite store, version by version, and the way from any earlier version to the newest."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from moderation.errors import StoreError
from moderation.wording import both
from moderation.wording.state import SENTENCES

if TYPE_CHECKING:
    import sqlite3

__all__ = ["APPLICATION", "MIGRATIONS", "VERSION", "migrate"]

APPLICATION: Final = 0x6D6F6445
"""What says in the head of a file that it is a store of ours."""

_FIRST: Final = (
    # `id` is a hash of a window's name with the file's own salt: one look-up by number instead of two by text. There is no
    # index of `touched`: every message would pay for it with two more pages written, and hardly any has to drop windows.
    "CREATE TABLE windows (id INTEGER PRIMARY KEY, touched INTEGER NOT NULL, packed BLOB NOT NULL)",
    # Hashes of messages' keys; when the newer table is full the older one is emptied and becomes the newer.
    "CREATE TABLE seen_0 (id INTEGER PRIMARY KEY)",
    "CREATE TABLE seen_1 (id INTEGER PRIMARY KEY)",
    """CREATE TABLE state (
        salt BLOB NOT NULL,
        turn INTEGER NOT NULL,    -- messages that came, without those in the journal
        bytes INTEGER NOT NULL,   -- what all windows take
        newer INTEGER NOT NULL,   -- which table of seen keys is the newer
        seen INTEGER NOT NULL     -- how many keys are in it
    )""",
    """CREATE TABLE ledger (
        number INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        subject TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        evidence TEXT NOT NULL
    )""",
    "CREATE INDEX ledger_subject ON ledger (subject)",
    "CREATE TRIGGER ledger_keeps BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
    """CREATE TRIGGER ledger_stays BEFORE UPDATE OF number, key, subject, at_ms, kind, body ON ledger
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    f"PRAGMA application_id = {APPLICATION}",
)

_SECOND: Final = (
    # What messages left since the windows and the seen keys were brought up to date: `id` goes on from `turn`.
    "CREATE TABLE journal (id INTEGER PRIMARY KEY, message BLOB NOT NULL, at_ms INTEGER NOT NULL, marks BLOB NOT NULL)",
)

_THIRD: Final = ()
"""Nothing in the tables changes: windows may be ahead of `turn`, as `touched` tells, where earlier versions would count twice."""

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (_FIRST, _SECOND, _THIRD)
"""What leads from each version to the next one; an empty file has version 0."""
VERSION: Final = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, name: str, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Bring the file of a connection to the newest version, in one step that either happens or does not.

    Raises:
        StoreError: a newer version has written it, or another program.
    """
    if _version(connection, name, len(migrations)) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statements in migrations[_version(connection, name, len(migrations)) :]:  # another process may have been faster
            for statement in statements:
                connection.execute(statement)
        if not connection.execute("SELECT count(*) FROM state").fetchone()[0]:
            connection.execute("INSERT INTO state VALUES (?, 0, 0, 0, 0)", (secrets.token_bytes(16),))
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection, name: str, known: int) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION and (application or version or _tables(connection)):
        raise StoreError(*both(SENTENCES, "foreign", {"name": name}))
    if version > known:
        raise StoreError(*both(SENTENCES, "newer", {"name": name, "found": version, "known": known}))
    return version


def _tables(connection: sqlite3.Connection) -> int:
    tables: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return tables
