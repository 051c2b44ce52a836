"""The streaming scan: messages → verdicts → JSON Lines, with counts; memory does not grow with the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypedDict, Unpack

from moderation.archives import Reject, read
from moderation.batch.outlets import must_differ, must_exist, outlet
from moderation.batch.rows import reject_line, verdict_line
from moderation.batch.summary import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from moderation.batch.summary import Summary
    from moderation.message import Message
    from moderation.moderator import Moderator

__all__ = ["ReadOptions", "Scan", "scan_file"]


class ReadOptions(TypedDict, total=False):
    """How an archive is to be read: the options of `archives.read`."""

    format: str | None
    tz: str | tzinfo | None
    roles: str | Path | Mapping[str, str] | None
    columns: str | Mapping[str, str] | None


class Scan:
    """A scan of one archive after another: verdicts go to `verdicts`, rows that cannot be read to `rejects`.

    Both are binary streams that stay open; without one, its rows are only counted. Every row of an archive ends up in
    exactly one of the two, in the order of the archive.
    """

    def __init__(self, moderator: Moderator, *, verdicts: BinaryIO | None = None, rejects: BinaryIO | None = None) -> None:
        self._check = moderator.check
        self._line = verdict_line(moderator.program.info.name)
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
        self.add_rows(read(source, **options), name or (str(source) if isinstance(source, (str, Path)) else ""))

    def add_rows(self, rows: Iterable[Message | Reject], name: str = "") -> None:
        """Scan rows that are read already; `name` is what the rejects call their archive."""
        check, line, counts, passed = self._check, self._line, self._counts, 0
        write = self._verdicts.write if self._verdicts is not None else None
        try:
            for row in rows:
                if isinstance(row, Reject):
                    self._refuse(row, name)
                    continue
                verdict = check(row)
                if write is not None:
                    write(line(verdict))
                if verdict.hits:
                    counts.verdict(verdict)
                else:
                    passed += 1
        finally:
            counts.passed(passed)

    def _refuse(self, reject: Reject, name: str) -> None:
        if self._rejects is not None:
            self._rejects.write(reject_line(reject, name))
        self._counts.reject(reject)


def scan_file(
    path: str | Path,
    moderator: Moderator,
    *,
    out: str | Path | None = None,
    rejects: str | Path | None = None,
    **options: Unpack[ReadOptions],
) -> Summary:
    """Scan a file, write verdicts to `out` and unreadable rows to `rejects` as JSON Lines, and return the counts.

    Raises:
        UsageError: there is no such file, it is in no readable format, or it would be overwritten.
        EnvironmentalError: a file cannot be read or written.
    """
    must_exist([path])
    must_differ([target for target in (out, rejects) if target is not None], [path])
    with outlet(rejects) as refused, outlet(out) as verdicts:
        scan = Scan(moderator, verdicts=verdicts, rejects=refused)
        scan.add(path, **options)
    return scan.summary
