"""A Moderator whose ruleset is watched: compiled and tested aside, swapped between two messages, kept on any error.

Watching is by the digest of every file that the ruleset is made of, whenever `poll` is called: by the caller, by a thread
(`start`), or from an event loop (`await watched.apoll()`).
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import threading
from typing import TYPE_CHECKING, Final

from moderation.errors import RulesetError
from moderation.moderator import Moderator
from moderation.ruleset.packs import existing, locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from moderation.diagnostics import Diagnostic
    from moderation.message import Message
    from moderation.program import Program
    from moderation.ruleset.loading import Loaded
    from moderation.state.store import Store
    from moderation.verdict import Verdict

    Rehearsal = Callable[[str | Path, Loaded, Program], Iterable[Diagnostic]]
    Digests = dict[str, str | None]

__all__ = ["WatchedModerator"]

_NOT_READ: Final = frozenset({"missing-file", "unreadable-file"})
"""Mistakes about a file of which nothing was read; it is watched for all that."""


class WatchedModerator:
    """Checks messages by the newest sound version of a ruleset; safe to share by threads.

    With a `store` windows and strikes survive, and so does what waits for a store that is away. `rehearse` returns what
    is wrong with a compiled ruleset that only running it shows: its tests and scenarios (`workbench.rehearsal.rehearse`).
    `on_swap` is told the new Program, `on_error` every new error; both are called by whoever polls, never by `check`.
    """

    def __init__(
        self,
        source: str | Path,
        *,
        store: Store | None = None,
        rehearse: Rehearsal | None = None,
        on_swap: Callable[[Program], object] | None = None,
        on_error: Callable[[Exception], object] | None = None,
    ) -> None:
        """Load a ruleset and be ready to check by it; one whose tests fail is taken, and the failure is reported.

        Raises:
            RulesetError: the ruleset has mistakes; there is no older version to go on with.
            UsageError: there is no such pack or file.
        """
        self._source, self._rehearse = source, rehearse
        self._on_swap, self._on_error = on_swap, on_error
        self._polling = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._error: Exception | None = None
        existing(source)
        before, candidate = _located(source), _Candidate(source)
        if candidate.program is None:
            raise RulesetError(candidate.mistakes)
        self._moderator = Moderator(candidate.program, store=store)
        self._seen: Digests | None = before | candidate.sources
        failures = candidate.failures(rehearse)
        if failures:
            self._report(RulesetError(failures))

    @property
    def moderator(self) -> Moderator:
        """The Moderator of the version that is running."""
        return self._moderator

    @property
    def program(self) -> Program:
        """The Program that is running."""
        return self._moderator.program

    @property
    def error(self) -> Exception | None:
        """Why the newest version is not running, `None` where it is."""
        return self._error

    def check(self, message: str | Message) -> Verdict:
        """Return the verdict on one message by the version that is running when the call begins."""
        return self._moderator.check(message)

    def checks(self, messages: Sequence[Message]) -> list[Callable[[], Verdict]]:
        """Return the same as `Moderator.checks`, all by the version that is running when the call begins."""
        return self._moderator.checks(messages)

    async def acheck(self, message: str | Message) -> Verdict:
        """Return the same as `check`, without keeping the event loop from other work."""
        return await self._moderator.acheck(message)

    def scan(self, messages: Iterable[str | Message]) -> Iterator[Verdict]:
        """Return the verdicts on many messages, each by the version that is running when it is read."""
        return map(self.check, messages)

    def explain(self, message: str | Message, lang: str = "zh") -> str:
        """Return everything there is to say about a message by the version that is running."""
        return self._moderator.explain(message, lang)

    def poll(self) -> bool:
        """Look at the files once; return whether another version was taken.

        Costs reading the files where nothing has changed. A version that cannot be compiled, that fails its own tests,
        or whose files change while they are read is not taken: the old one goes on, and the same error is told once.
        """
        with self._polling:
            digests = _located(self._source) | _digests(self._seen or ())
            if digests == self._seen:
                return False
            try:
                return self._try(digests)
            except Exception as error:  # noqa: BLE001 - whatever goes wrong with a new version, the old one goes on
                self._seen = None
                self._report(error)
                return False

    async def apoll(self) -> bool:
        """Return the same as `poll`, which works in a thread meanwhile."""
        return await asyncio.to_thread(self.poll)

    def start(self, every_s: float = 2.0) -> None:
        """Poll in a thread of its own until `stop`; calling it again changes nothing."""
        if self._thread is None:
            self._stopping.clear()
            self._thread = threading.Thread(target=self._watch, args=(every_s,), name="moderation-reload", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread of `start`, after the poll that it is in."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._stopping.set()
            thread.join()

    def _watch(self, every_s: float) -> None:
        while not self._stopping.wait(every_s):
            self.poll()

    def _try(self, digests: Digests) -> bool:
        """Compile and test what the files hold now, and take it if it is sound and they still hold it."""
        candidate = _Candidate(self._source)
        mistakes = candidate.mistakes if candidate.program is None else candidate.failures(self._rehearse)
        read = _digests(_places(mistakes)) | digests | candidate.sources
        if _located(self._source) | _digests(read) != read:
            self._seen = None  # somebody is still writing: look again
            return False
        self._seen = read
        if candidate.program is None or mistakes:
            self._report(RulesetError(mistakes))
            return False
        return self._take(candidate.program)

    def _take(self, program: Program) -> bool:
        self._error = None
        if program.info.digest == self.program.info.digest:
            return False  # a comment, a blank, a test: nothing that a message could tell
        self._moderator = self._moderator.succeeded_by(program)
        if self._on_swap is not None:
            self._on_swap(program)
        return True

    def _report(self, error: Exception) -> None:
        before, self._error = self._error, error
        if self._on_error is not None and str(error) != str(before):
            self._on_error(error)


class _Candidate:
    """What the files of a ruleset come to, with the digests of the files as they were read."""

    def __init__(self, source: str | Path) -> None:
        from moderation.compile.assemble import compile_ruleset  # noqa: PLC0415 - loads pydantic and yaml, in a thread if asked for
        from moderation.ruleset.loading import load  # noqa: PLC0415 - the same

        self._source = source
        self._loaded = load(source)
        compiled = compile_ruleset(self._loaded)
        self.program = compiled.program
        self.mistakes = compiled.diagnostics
        self.sources: Digests = dict(compiled.sources)

    def failures(self, rehearse: Rehearsal | None) -> tuple[Diagnostic, ...]:
        """What only running the ruleset shows."""
        if self.program is None or rehearse is None:
            return ()
        return tuple(rehearse(self._source, self._loaded, self.program))


def _places(mistakes: Iterable[Diagnostic]) -> Iterator[str]:
    """The files that mistakes are in or about: mending one of them may mend the ruleset."""
    for mistake in mistakes:
        yield os.path.realpath(mistake.at.path)
        if mistake.slug in _NOT_READ:
            yield os.path.realpath(mistake.values["found"])


def _located(source: str | Path) -> Digests:
    """The file that a source means now, by its real name: a link that leads elsewhere is a change."""
    path = locate(source)
    return _digests([os.path.realpath(path)]) if path is not None else {}


def _digests(paths: Iterable[str]) -> Digests:
    """The hex SHA-256 of some files as they are, `None` for one that cannot be read."""
    return {path: _digest(path) for path in paths}


def _digest(path: str) -> str | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - the name as loading noted it
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
