"""The messages of one chat in the order of their times, as if they had been live: behaviours, ladder and notices included.

What one message means for the next needs all messages of a chat in one place. Spark's `applyInArrow` brings them there;
so does any other tool that groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.batch.arrow import verdict_batch
from moderation.batch.table import Layout
from moderation.moderator import Moderator
from moderation.state import open_store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from moderation.program import Program

__all__ = ["scan_history"]


def scan_history(program: Program, table: Any, *, columns: str | Mapping[str, str] | None = None, zone: tzinfo | None = None) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return, for a `pyarrow.Table` of all messages of a chat, one of as many verdicts in the same order, of `verdict_schema()`.

    Columns are those of `scan_batches`. Messages are judged in the order of their times, whatever theirs in the table is,
    with a memory that begins empty and ends with the table: the verdicts are those of `replay` on the same messages. A
    message is remembered that has an id, a time and an author; one without a time is judged by itself, behind the others.

    Raises:
        EnvironmentalError: pyarrow is not installed.
        UsageError: there is no column of texts, or the mapping names none.
    """
    messages = Layout(columns, zone).of(table)
    moderator = Moderator(program, store=open_store("memory://"))
    rows = [messages.message(row) for row in range(len(messages.texts))]
    timed = [(message.at_ms is None, message.at_ms or 0, row) for row, message in enumerate(rows)]
    order = [row for _, _, row in sorted(timed)]
    places = [0] * len(rows)
    verdicts = []
    for place, row in enumerate(order):
        places[row] = place
        verdicts.append(moderator.check(rows[row]))
    return _table(verdict_batch([message.id for message in rows], verdicts, places))


def _table(batch: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra

    return pa.Table.from_batches([batch])
