"""The processes of a scan: copies of this one, which share what it has made ready, or where that is not safe new ones.

A copy begins at once and costs the memory that it writes to. But a copy holds whatever a thread of this process held at
that moment, locks too, so that where threads run, and on systems that cannot copy or must not, each process begins
anew, is handed the Program and makes everything again.
"""

from __future__ import annotations

import gc
import signal
import sys
import threading
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, NamedTuple

from moderation.batch.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from moderation.batch.work import Plan

__all__ = ["Hand", "can_share", "started"]


class Hand(NamedTuple):
    """A process, and the connection to it."""

    process: Any  # each kind of start has a class of its own
    connection: Connection


def can_share() -> bool:
    """Return whether a process that is started now shares what this one has made.

    Threads that Python does not know of, such as numpy's, take no lock that a scan needs.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def started(serve: Callable[[Connection, Work], None], work: Work, number: int, *, is_much: bool) -> list[Hand]:
    """Return so many processes that `serve` by a `work` like this one until their connection ends.

    Where they can share them, the tables of it are made first if there `is_much` to do; with little it may do without.
    """
    shared = can_share()
    if shared and is_much:
        work.prepare()
    context: Any = get_context("fork" if shared else "spawn")
    hands: list[Hand] = []
    with _copied_cheaply(shared=shared), _undisturbed():
        for _ in range(number):
            here, there = context.Pipe()
            ours = [hand.connection for hand in hands] + [here] if shared else []
            process = context.Process(target=_begin, args=(serve, there, work if shared else work.plan, ours), daemon=True)
            process.start()
            there.close()
            hands.append(Hand(process, here))
    return hands


def _begin(serve: Callable[[Connection, Work], None], connection: Connection, work: Work | Plan, ours: list[Connection]) -> None:
    """Begin to serve, in the new process: `ours` are ends that belong to its parent, which must be the only one to hold them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts a scan interrupts its parent, who ends this
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for one in ours:
        one.close()
    serve(connection, work if isinstance(work, Work) else work.work())


@contextmanager
def _copied_cheaply(*, shared: bool) -> Iterator[None]:
    """Keep the collection of garbage away from what is there by now: to look at it would mean to write to it."""
    ours = shared and not gc.get_freeze_count()
    if ours:
        gc.freeze()
    try:
        yield
    finally:
        if ours:
            gc.unfreeze()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold an interrupt back until everybody knows what to do with it; a new process is born with what is held back."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
