"""The scan: archives → verdicts in one of the forms, with counts; memory does not grow with the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Unpack, cast

from moderation.archives import Reject
from moderation.batch.blocks import Broken, ReadOptions, blocks, in_rows, rows_of
from moderation.batch.job import Job, Running
from moderation.batch.needs import needs_joins
from moderation.batch.outlets import write_all
from moderation.batch.summary import Counts
from moderation.batch.work import Work, Writing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.batch.summary import Summary
    from moderation.batch.work import Done
    from moderation.message import Message
    from moderation.moderator import Moderator

__all__ = ["ReadOptions", "Scan", "ScanOptions", "scan_file"]


class Scan:
    """A scan of one archive after another: verdicts go to `verdicts`, rows that cannot be read to `rejects`, as JSON Lines.

    Both are binary streams that stay open; without one, its rows are only counted. Every row of an archive ends up in
    exactly one of the two, in the order of the archive. For workers, other forms and a scan that can be resumed there is
    `scan_file`.
    """

    def __init__(self, moderator: Moderator, *, verdicts: BinaryIO | None = None, rejects: BinaryIO | None = None) -> None:
        self._work = Work(moderator, Writing(form="jsonl" if verdicts is not None else ""), ReadOptions())
        self._whole = needs_joins(moderator.program)
        self._verdicts = verdicts
        self._rejects = rejects
        self._counts = Counts()

    @property
    def summary(self) -> Summary:
        """The counts so far."""
        return self._counts.summary

    def add(self, source: str | Path | BinaryIO, *, name: str = "", **options: Unpack[ReadOptions]) -> None:
        """Scan an archive; `name` is what the rejects call it, its path where nothing else is said.

        Raises:
            UsageError, EnvironmentalError: as `archives.read`; what was scanned so far stays written and counted.
        """
        name = name or (str(source) if isinstance(source, (str, Path)) else "")
        number = 0
        for block in blocks(source, options, whole=self._whole):
            rows = [Reject(number + 1, "bad-packing")] if isinstance(block, Broken) else rows_of(block, options)
            number += self._take(self._work.of_rows(rows, name))

    def add_rows(self, rows: Iterable[Message | Reject], name: str = "") -> None:
        """Scan rows that are read already; `name` is what the rejects call their archive."""
        for block in in_rows(rows):
            self._take(self._work.of_rows(block.rows, name))

    def _take(self, done: Done) -> int:
        for stream, content in ((self._verdicts, done.verdicts), (self._rejects, done.rejects)):
            if stream is not None and content:
                write_all(stream, content)
        self._counts += done.counts
        return done.rows


class ScanOptions(ReadOptions, total=False):
    """How a file is scanned, beside how it is read: the fields of a `Job` of the same names."""

    form: str
    flagged_only: bool
    workers: int
    resume: bool


def scan_file(
    path: str | Path,
    moderator: Moderator,
    *,
    out: str | Path | None = None,
    rejects: str | Path | None = None,
    **options: Unpack[ScanOptions],
) -> Summary:
    """Scan a file, write verdicts to `out` and unreadable rows to `rejects`, and return the counts.

    Verdicts are JSON Lines, or CSV or Parquet by the suffix of `out` or by `form`; those that passed are left out with
    `flagged_only`. `workers` processes share the work, to the same output. A scan that was killed goes on with `resume`.

    Raises:
        UsageError: there is no such file, it is in no readable format, it would be overwritten, or it changed meanwhile.
        EnvironmentalError: a file cannot be read or written, or an extra is missing.
    """
    how = {name: options.get(name) for name in ("form", "flagged_only", "workers", "resume") if name in options}
    reading = {name: options.get(name) for name in ReadOptions.__annotations__ if name in options}
    job = Job(
        archives=(str(path),),
        out=str(out or ""),
        rejects=str(rejects or ""),
        options=cast("ReadOptions", reading),
        **cast("dict[str, Any]", how),
    )
    return Running(job, moderator).run()
