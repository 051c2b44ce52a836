"""What could not be entered because the store was out of reach: kept in this process, entered when the store is back.

Bounded: past `TEXT_BYTES` of evidence only the offences themselves are kept, without what was said; past `RECORDS` of them further ones
are counted and dropped. A process that ends while the store is away takes its backlog with it.
"""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.state.store import Ledger, Record

__all__ = ["RECORDS", "TEXT_BYTES", "Backlog"]

RECORDS: Final = 200_000
"""About 200 MB: an hour's outage in a community in which every message is an offence."""
TEXT_BYTES: Final = 32 << 20
_AT_ONCE: Final = 256
"""How many are entered for one message: the first one after an outage shall not wait for all of it."""


class Backlog:
    """Records that wait, oldest first, each key once; safe to share by threads."""

    def __init__(self, *, records: int = RECORDS, text_bytes: int = TEXT_BYTES) -> None:
        self._most, self._text_bytes = records, text_bytes
        self._lock = Lock()
        self._waiting: dict[str, Record] = {}
        self._held_bytes = 0
        self.dropped = 0
        """How many records there was no room for."""

    def __len__(self) -> int:
        return len(self._waiting)

    def find(self, key: str) -> Record | None:
        """Return the record of a key that waits, if there is one."""
        return self._waiting.get(key)

    def keep(self, record: Record) -> None:
        """Keep a record; the first of a key counts."""
        with self._lock:
            if record.key in self._waiting:
                return
            if len(self._waiting) >= self._most:
                self.dropped += 1
                return
            size = 4 * len(record.evidence)
            if self._held_bytes + size > self._text_bytes:
                record, size = replace(record, evidence=""), 0
            self._held_bytes += size
            self._waiting[record.key] = record

    def waits(self, subject: str) -> bool:
        """Return whether anything about a subject waits."""
        return any(record.subject == subject for record in tuple(self._waiting.values()))

    def flush(self, ledger: Ledger, *, first: str = "", at_most: int = _AT_ONCE) -> int:
        """Enter what waits, that of the subject `first` before anything else, and return how much is left.

        Raises:
            StoreError: the store is still out of reach; what is left waits on.
        """
        waiting = tuple(self._waiting.values())
        for record in sorted(waiting, key=lambda record: record.subject != first)[:at_most]:
            ledger.append(record)
            with self._lock:
                if self._waiting.pop(record.key, None) is not None:
                    self._held_bytes -= 4 * len(record.evidence)
        return len(self._waiting)
