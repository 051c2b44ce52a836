"""What is done with a block of an archive, here or in a worker: read, judged, written as bytes, counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.archives import Reject
from moderation.batch.blocks import rows_of
from moderation.batch.bulk import Bulk
from moderation.batch.forms import form_named
from moderation.batch.needs import needs_text_only
from moderation.batch.rows import reject_line
from moderation.batch.summary import Counts
from moderation.moderator import Moderator
from moderation.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.batch.blocks import Lines, ReadOptions, Rows
    from moderation.message import Message
    from moderation.program import Program
    from moderation.verdict import Verdict

__all__ = ["Done", "Plan", "Work", "Writing"]

_ROWS: Final = 1 << 13
"""Lines of one character would be half a million messages a block: so many are in memory at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What is written of verdicts: in one of `forms.FORMS`, none at all for an empty name; all of them or the flagged ones."""

    form: str = "jsonl"
    flagged_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a block: `rows` = verdicts + rejects, whatever of them was written."""

    verdicts: bytes = b""
    rejects: bytes = b""
    rows: int = 0
    counts: Counts = field(default_factory=Counts)


class Plan(NamedTuple):
    """What a process needs to know that does the same elsewhere."""

    program: Program
    writing: Writing
    options: ReadOptions

    def work(self) -> Work:
        """Return the Work of this plan, with nothing made ready yet."""
        return Work(Moderator(self.program), self.writing, self.options)


class Work:
    """Does blocks by one Moderator; the same block always comes to the same.

    `lean` says that of a message only text, id and kind need be known.
    """

    def __init__(self, moderator: Moderator, writing: Writing, options: ReadOptions) -> None:
        self.plan = Plan(moderator.program, writing, options)
        self.lean = needs_text_only(moderator.program) and moderator.store is None
        self._bulk = Bulk(moderator)
        self._form = form_named(writing.form, moderator.program.info.name) if writing.form else None
        self._flagged_only = writing.flagged_only
        self._options = options

    def prepare(self) -> None:
        """Make the tables that otherwise the first large block would wait for."""
        self._bulk.prepare()

    def done(self, block: Lines | Rows, name: str) -> Done:
        """Return what comes of a block of the archive that the rejects call `name`."""
        return self.of_rows(rows_of(block, self._options, lean=self.lean), name)

    def of_rows(self, rows: Iterable[Message | Reject], name: str) -> Done:
        """Return what comes of rows that are read already."""
        counts, verdicts, rejects, number = Counts(), [], [], 0
        coming = iter(rows)
        while some := list(islice(coming, _ROWS)):
            messages = [row for row in some if not isinstance(row, Reject)]
            verdicts.append(self._judged(messages, counts))
            for reject in (row for row in some if isinstance(row, Reject)):
                rejects.append(reject_line(reject, name))
                counts.reject(reject)
            number += len(some)
        return Done(verdicts=b"".join(verdicts), rejects=b"".join(rejects), rows=number, counts=counts)

    def _judged(self, messages: list[Message], counts: Counts) -> bytes:
        judged = list(zip(messages, self._bulk.verdicts(messages), strict=True))
        found = [verdict for _, verdict in judged if verdict is not None]
        for verdict in found:
            counts.verdict(verdict)
        counts.passed(len(messages) - len(found))
        if self._form is None:
            return b""
        return self._form.rows([pair for pair in judged if _is_flagged(pair[1])] if self._flagged_only else judged)


def _is_flagged(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.level is not Level.PASS
