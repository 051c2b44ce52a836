"""A scan from end to end: which archives, where to, by how many processes, from where on; nothing is written twice or lost."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from moderation.archives import Reject, columns_of, roles_of, zone_of
from moderation.batch.blocks import Broken, Lines, ReadOptions, Rows, blocks
from moderation.batch.checkpoint import Checkpoint, Place, fingerprint, forget, load, must_match, save
from moderation.batch.forms import form_named, form_of
from moderation.batch.inputs import STDIN
from moderation.batch.needs import needs_joins
from moderation.batch.outlets import is_file, must_differ, must_exist, outlet, secured, write_all
from moderation.batch.parquet import to_parquet
from moderation.batch.rows import reject_line
from moderation.batch.summary import Counts
from moderation.batch.work import Done, Work, Writing
from moderation.batch.workers import Alone, Task, Workers
from moderation.errors import ArchiveError, UsageError
from moderation.wording import both
from moderation.wording.batch import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.batch.checkpoint import Fingerprint
    from moderation.batch.summary import Summary
    from moderation.moderator import Moderator

    Sources = Iterable[tuple[str, str | Path | BinaryIO]]

__all__ = ["MOST_WORKERS", "Job", "Running"]

MOST_WORKERS: Final = 64
"""No machine that this is for has more cores, and a number with a digit too many must not start a thousand processes."""
_BETWEEN: Final = 16
"""Blocks between two checkpoints: a second or two of work, of which securing the files takes a hundredth."""
_MUCH: Final = 1 << 20
"""Bytes of archives that are worth the tables of a screen: some five thousand messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to scan, and how. `out` and `rejects` are paths, `-` for the standard output, empty for nowhere.

    `form` is one of `forms.FORMS`, by the suffix of `out` where it is empty; `flagged_only` leaves out verdicts that
    passed; `resume` goes on where a scan to the same `out` was killed, and begins anew where none was.
    """

    archives: tuple[str, ...]
    out: str = ""
    rejects: str = ""
    form: str = ""
    flagged_only: bool = False
    workers: int = 1
    resume: bool = False
    options: ReadOptions = field(default_factory=ReadOptions)
    between: int = _BETWEEN


class Running:
    """A Job that runs, once. `rows` are those that are done so far, `unread` the errors of archives that cannot be read at all."""

    def __init__(self, job: Job, moderator: Moderator) -> None:
        """Take a Job.

        Raises:
            UsageError: it cannot be done as it is put.
            EnvironmentalError: an extra is missing.
        """
        self._moderator = moderator
        self._job = job = replace(job, options=_settled(job.options), form=form_of(job.out, job.form) if job.out else "")
        self._head = form_named(job.form, moderator.program.info.name).head if job.out else b""
        _must_be_possible(job, moderator)
        self._streams: dict[str, BinaryIO | None] = {}
        self._saved: Checkpoint | None = None
        self._fingerprints: tuple[Fingerprint, ...] = ()
        self._place, self._counts, self._since = Place(), Counts(), 0
        self.unread: list[ArchiveError] = []

    @property
    def rows(self) -> int:
        """The rows that are done so far, those of a scan that was killed included."""
        return self._counts.rows

    @property
    def summary(self) -> Summary:
        """The counts so far."""
        return self._counts.summary

    def run(self, sources: Sources | None = None) -> Summary:
        """Do it, and return the counts; `sources` are the archives by name, opened by whoever wants to watch them being read.

        Raises:
            ArchiveError: the only archive is in no readable format; of several, the others are read all the same.
            UsageError: there is nothing that could be resumed.
            EnvironmentalError: a file cannot be read or written.
        """
        job = self._job
        self._find_place()
        with ExitStack() as stack:
            self._streams["rejects"] = stack.enter_context(_opened(job.rejects, self._at(job.rejects, self._place.rejects_at)))
            self._streams["verdicts"] = stack.enter_context(_opened(self._target, self._at(job.out, self._place.verdicts_at)))
            if self._saved is None:
                self._write("verdicts", self._head)
            doing = stack.enter_context(self._doers())
            for task, done in doing.run(self._tasks(sources or ((name, name) for name in job.archives))):
                self._take(task, done)
        self._finish()
        return self.summary

    @property
    def _target(self) -> str:
        """Where verdicts go while the scan runs."""
        return f"{self._job.out}.part" if self._job.form == "parquet" else self._job.out

    @property
    def _checkpoint(self) -> Path | None:
        """Where checkpoints are; none where nothing could be resumed."""
        return Path(f"{self._job.out}.checkpoint") if self._job.out not in ("", STDIN) else None

    def _doers(self) -> AbstractContextManager[Alone | Workers]:
        job = self._job
        work = Work(self._moderator, Writing(form=job.form, flagged_only=job.flagged_only), job.options)
        if job.workers == 1:
            return Alone(work)
        return Workers(work, job.workers, is_much=_is_much(job.archives))

    def _at(self, path: str, at: int) -> int | None:
        return at if self._saved is not None and path not in ("", STDIN) else None

    def _find_place(self) -> None:
        """Find out where to begin: at the checkpoint, if it is one of this very scan, or else anew."""
        path, job = self._checkpoint, self._job
        if job.resume and path is not None:
            self._saved = load(path)
        if self._saved is not None:
            must_match(self._saved, self._ruleset, self._call, job.archives)
            self._place, self._counts, self._fingerprints = self._saved.place, self._saved.counts, self._saved.archives
            self.unread = [ArchiveError(*sentences) for sentences in self._saved.unread]
        elif path is not None:
            forget(path)

    @property
    def _ruleset(self) -> str:
        info = self._moderator.program.info
        return f"{info.id}@{info.version}#{info.digest}"

    @property
    def _call(self) -> dict[str, Any]:
        """The options that the output depends on, by the names of the command line."""
        options = self._job.options
        return {
            "--out-format": self._job.form, "--only": self._job.flagged_only, "--rejects": self._job.rejects,
            "--format": options.get("format"), "--tz": str(options.get("tz")),
            "--roles": json.dumps(options.get("roles"), sort_keys=True), "--columns": json.dumps(options.get("columns"), sort_keys=True),
        }  # fmt: skip

    def _tasks(self, sources: Sources) -> Iterator[Task]:
        """Everything there is to do, from the place on; an archive that cannot be read ends with why."""
        begin = self._place
        whole = needs_joins(self._moderator.program)
        for number, (name, source) in enumerate(sources):
            if number < begin.archive:
                continue
            error = None
            done = begin.blocks if number == begin.archive else 0
            try:
                for block in islice(blocks(source, self._job.options, whole=whole), done, None):
                    yield Task(number, name, block)
            except ArchiveError as fault:
                error = fault
            yield Task(number, name, None, error)

    def _take(self, task: Task, done: Done) -> None:
        """Write and count what came of a task."""
        if task.block is None:
            if task.error is not None and len(self._job.archives) == 1:
                raise task.error
            self.unread += [task.error] if task.error is not None else []
            self._place = replace(self._place, archive=task.archive + 1, blocks=0, rows=0)
            return
        if isinstance(task.block, Broken):
            done = self._broken(task)
        self._write("verdicts", done.verdicts)
        self._write("rejects", done.rejects)
        self._counts += done.counts
        self._place = replace(self._place, blocks=self._place.blocks + 1, rows=self._place.rows + done.rows)
        self._since += isinstance(task.block, (Lines, Rows))
        if self._since >= self._job.between:
            self._since = 0
            self._secure()

    def _broken(self, task: Task) -> Done:
        """What comes of the damaged end of a compressed archive."""
        reject = Reject(self._place.rows + 1, "bad-packing")
        counts = Counts()
        counts.reject(reject)
        return Done(rejects=reject_line(reject, task.name), rows=1, counts=counts)

    def _write(self, name: str, content: bytes) -> None:
        stream = self._streams[name]
        if stream is not None and content:
            write_all(stream, content)

    def _secure(self) -> None:
        """Write a checkpoint, if there is anything that could be resumed."""
        path, verdicts = self._checkpoint, self._streams["verdicts"]
        if path is None or verdicts is None or not is_file(verdicts) or STDIN in self._job.archives:
            return
        if not self._fingerprints:
            self._fingerprints = tuple(map(fingerprint, self._job.archives))
        place = replace(self._place, verdicts_at=secured(verdicts), rejects_at=secured(self._streams["rejects"]))
        unread = tuple((error.sentence("zh"), error.sentence("en")) for error in self.unread)
        save(path, Checkpoint(
            ruleset=self._ruleset, call=self._call, archives=self._fingerprints, place=place, counts=self._counts, unread=unread,
        ))  # fmt: skip

    def _finish(self) -> None:
        """Make the file what it is to be, and let go of the checkpoint."""
        if self._job.form == "parquet":
            to_parquet(Path(self._target), Path(self._job.out))
            Path(self._target).unlink()
        if self._checkpoint is not None:
            forget(self._checkpoint)


def _settled(options: ReadOptions) -> ReadOptions:
    """The same options with every file that they name read, for all processes and all archives."""
    zone, roles, columns = zone_of(options.get("tz")), roles_of(options.get("roles")), columns_of(options.get("columns"))
    return ReadOptions(format=options.get("format"), tz=zone, roles=dict(roles), columns=dict(columns.by_field))


def _must_be_possible(job: Job, moderator: Moderator) -> None:
    if not 1 <= job.workers <= MOST_WORKERS:
        raise UsageError(*both(SENTENCES, "bad-workers", {"number": job.workers, "most": MOST_WORKERS}))
    if job.workers > 1 and moderator.store is not None:
        raise UsageError(*both(SENTENCES, "store-alone"))
    if job.resume and (job.out in ("", STDIN) or STDIN in job.archives):
        raise UsageError(*both(SENTENCES, "nothing-to-resume"))
    read = [name for name in job.archives if name != STDIN]
    must_exist(read)
    extra = [f"{job.out}.part"] if job.form == "parquet" else []
    must_differ([target for target in (job.out, job.rejects, *extra) if target not in ("", STDIN)], read)


def _is_much(archives: Iterable[str]) -> bool:
    """Whether there are more messages than are checked one by one; nobody knows of the standard input."""
    return any(name == STDIN for name in archives) or sum(Path(name).stat().st_size for name in archives) > _MUCH


def _opened(target: str, at: int | None) -> AbstractContextManager[BinaryIO | None]:
    return nullcontext(sys.stdout.buffer) if target == STDIN else outlet(target or None, at=at)
