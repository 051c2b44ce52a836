"""Several processes for one scan: blocks go out as somebody is free, and what came of them comes back in their order.

A worker has one block at a time and nobody waits for a queue to be emptied, so that nothing can lock; a worker whose parent
was killed ends by itself.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final

from moderation.archives import Reject
from moderation.batch.blocks import Block, Lines, Rows
from moderation.batch.processes import started
from moderation.batch.work import Done
from moderation.errors import ArchiveError, EnvironmentalError
from moderation.message import Message
from moderation.wording import both
from moderation.wording.batch import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from types import TracebackType
    from typing import Self

    from moderation.batch.work import Work

__all__ = ["Alone", "Task", "Workers"]

_AHEAD: Final = 2
"""Blocks a worker that are under way or wait for one before them: more would only cost memory."""
_PATIENCE_S: Final = 5.0
"""How long a worker has to end before it is ended."""


@dataclass(frozen=True, slots=True)
class Task:
    """A block of an archive, or its end (`None`), with the error by which it ended too early."""

    archive: int
    name: str
    block: Block | None
    error: ArchiveError | None = None


class Alone:
    """Does all tasks in this process."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Nothing is held."""

    def run(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Done]]:
        """Yield every task with what came of it, in their order."""
        for task in tasks:
            yield task, self._work.done(task.block, task.name) if isinstance(task.block, (Lines, Rows)) else Done()


class _Ticket:
    """A task under way; `done` is empty until somebody has done it."""

    __slots__ = ("done", "task")

    def __init__(self, task: Task) -> None:
        self.task = task
        self.done: tuple[Done, ...] = () if isinstance(task.block, (Lines, Rows)) else (Done(),)


class Workers:
    """Does tasks in processes of their own.

    The order and the bytes of what comes back are those of `Alone`, however many there are. No more than two blocks a
    worker are in memory.
    """

    def __init__(self, work: Work, number: int, *, is_much: bool = False) -> None:
        """Start so many processes that do what `work` does; where there `is_much` to do, and they can, they share its tables."""
        self._lean = work.lean
        self._number = number
        hands = started(_serve, work, number, is_much=is_much)
        self._processes = [hand.process for hand in hands]
        self._free = [hand.connection for hand in hands]
        self._busy: dict[Connection, _Ticket] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for connection in (*self._free, *self._busy):
            connection.close()
        for process in self._processes:
            if error is not None:
                process.terminate()
            process.join(_PATIENCE_S)
            if process.is_alive():
                process.kill()

    def run(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Done]]:
        """Yield every task with what came of it, in their order; what `tasks` raises comes behind all tasks before it.

        Raises:
            EnvironmentalError: a worker died, as one does where memory ran out.
        """
        pending: deque[_Ticket] = deque()
        fault: Exception | None = None
        more = True
        while more or pending:
            while more and self._free and len(pending) < _AHEAD * self._number:
                try:
                    pending.append(self._given(next(tasks)))
                except StopIteration:
                    more = False
                except Exception as error:  # noqa: BLE001 - raised as it is, in its turn
                    fault, more = error, False
            while pending and pending[0].done:
                ticket = pending.popleft()
                yield ticket.task, ticket.done[0]
            if self._busy:
                self._collect()
        if fault is not None:
            raise fault

    def _given(self, task: Task) -> _Ticket:
        ticket = _Ticket(task)
        if not ticket.done:
            connection = self._free.pop()
            self._busy[connection] = ticket
            try:
                connection.send((_sent(task.block, lean=self._lean), task.name))
            except OSError as error:
                raise EnvironmentalError(*both(SENTENCES, "worker-died")) from error
        return ticket

    def _collect(self) -> None:
        """Take what is ready; waits where nothing is."""
        ready = set(wait(list(self._busy)))
        for connection in [one for one in self._busy if one in ready]:
            try:
                done = connection.recv()
            except (EOFError, OSError) as error:
                raise EnvironmentalError(*both(SENTENCES, "worker-died")) from error
            if isinstance(done, Exception):
                raise done
            self._busy.pop(connection).done = (done,)
            self._free.append(connection)


def _serve(connection: Connection, work: Work) -> None:
    """Do block after block until nobody is there any more."""
    try:
        while True:
            block, name = connection.recv()
            try:
                done: Done | Exception = work.done(_received(block), name)
            except Exception as error:  # noqa: BLE001 - raised where the scan was called
                done = error
            connection.send(done)
    except (EOFError, OSError):
        return


def _sent(block: Block | None, *, lean: bool) -> Any:  # noqa: ANN401 - a block, or its messages as triples
    if lean and isinstance(block, Rows):
        return [row if isinstance(row, Reject) else (row.text, row.id, row.kind) for row in block.rows]
    return block


def _received(block: Any) -> Lines | Rows:  # noqa: ANN401 - what `_sent` returns
    if isinstance(block, list):
        return Rows(tuple(row if isinstance(row, Reject) else Message(row[0], id=row[1], kind=row[2]) for row in block))
    assert isinstance(block, (Lines, Rows))
    return block
