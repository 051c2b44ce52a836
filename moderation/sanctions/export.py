"""The ledger as rows that any program reads: one JSON object a record, in the order in which they were entered."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moderation.state.store import Record

__all__ = ["exported", "iso"]


def exported(record: Record, *, words: bool = True) -> dict[str, Any]:
    """Return a record of the ledger as JSON values; without `words` nothing is in it that anybody wrote.

    `evidence` is `None` where there is none, or where it was erased.
    """
    evidence = json.loads(record.evidence) if record.evidence and words else None
    if evidence is not None:
        evidence.pop("entry", None)  # by whom it was entered matters to nobody but him
    return {
        "number": record.number, "key": record.key, "kind": record.kind, "subject": record.subject, "at": iso(record.at_ms),
        "at_ms": record.at_ms, "body": json.loads(record.body), "evidence": evidence,
    }  # fmt: skip


def iso(at_ms: int) -> str:
    """Return a time in ISO 8601, UTC.

    >>> iso(1_795_305_600_000)
    '2026-11-22T00:00:00+00:00'
    """
    try:
        return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat()
    except (OverflowError, OSError, ValueError):
        return str(at_ms)
