"""What happened on each day, counted from the ledger as it grows: for `统计`, without reading the whole of it every time.

Reads a ledger from its beginning once, then only what came since. That may take seconds, so it is done aside: never in the thread
that judges.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.state.store import Ledger, Record

__all__ = ["DAY_MS", "Day", "Tally"]

DAY_MS: Final = 86_400_000
_BEIJING_MS: Final = 8 * 3_600_000
_DAYS: Final = 400
"""How many days are remembered: those that are farthest back go first."""


@dataclass(slots=True)
class Day:
    """What was entered about one day: records by kind, measures that were decided, who broke rules, notices that were held back."""

    kinds: Counter[str] = field(default_factory=Counter)
    actions: Counter[str] = field(default_factory=Counter)
    members: set[str] = field(default_factory=set)
    held: int = 0


class Tally:
    """The days of one community; used by one thread at a time.

    >>> from moderation.state.memory import MemoryStore
    >>> from moderation.state.store import Record
    >>> store = MemoryStore(); tally = Tally("群")
    >>> _ = store.append(Record(key="1", subject="群|7", at_ms=9_000, kind="report", body="{}"))
    >>> tally.day(store, 10_000).kinds["report"], tally.day(store, 10_000 + DAY_MS).kinds["report"]
    (1, 0)
    """

    def __init__(self, community: str) -> None:
        self._prefix = f"{community}|"
        self._days: dict[int, Day] = {}
        self._read = 0

    def day(self, ledger: Ledger, at_ms: int) -> Day:
        """Return what happened on the day of a time, as people in Beijing count days, after a look at what came since the last one.

        Raises:
            StoreError: the ledger is out of reach; what was read of it so far stays counted.
        """
        for record in ledger.records(self._read):
            if record.subject.startswith(self._prefix):
                self._count(record)
            self._read = record.number
        return self._days.get(_date(at_ms)) or Day()

    def _count(self, record: Record) -> None:
        day = self._days.setdefault(_date(record.at_ms), Day())
        if len(self._days) > _DAYS:
            self._days.pop(min(self._days))
        day.kinds[record.kind] += 1
        if record.kind == "offence":
            day.members.add(record.subject)
            given = json.loads(record.body).get("sanction") or {}
            day.actions[str(given.get("action"))] += 1
        elif record.kind == "applied":
            day.held += "say: held" in str(json.loads(record.body).get("problem"))


def _date(at_ms: int) -> int:
    return (at_ms + _BEIJING_MS) // DAY_MS
