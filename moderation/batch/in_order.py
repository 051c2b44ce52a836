"""Messages in the order of their times, however many there are: sorted runs on disk, merged as they are read."""

from __future__ import annotations

import heapq
import pickle
import tempfile
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

from moderation.errors import EnvironmentalError
from moderation.wording.files import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType
    from typing import Self

    from moderation.message import Message

    Timed = tuple[int, int, Message]

__all__ = ["AT_ONCE", "InOrder"]

AT_ONCE: Final = 50_000
"""Messages that are kept in memory: some 50 MB of ordinary ones."""
_MOST_RUNS: Final = 64
"""Files that are open at once, far below what any system allows; beyond, they are merged into one."""
_BLOCK: Final = 256
"""Messages that are written and read together: one at a time would cost most of the run."""


class InOrder:
    """A builder: takes messages in any order and gives them back by time, those of one time as they came.

    Memory does not grow with their number: what does not fit goes to files without a name, which nobody else can read and
    which are gone when this is closed.
    """

    def __init__(self, *, at_once: int = AT_ONCE) -> None:
        self._at_once = at_once
        self._number = 0
        self._kept: list[Timed] = []
        self._runs: list[BinaryIO] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        return self._number

    def add(self, message: Message, at_ms: int) -> None:
        """Take a message.

        Raises:
            EnvironmentalError: the disk is full.
        """
        self._kept.append((at_ms, self._number, message))
        self._number += 1
        if len(self._kept) >= self._at_once:
            self._set_down(sorted(self._kept, key=_place))
            self._kept = []
            if len(self._runs) >= _MOST_RUNS:
                runs, self._runs = self._runs, []
                self._set_down(heapq.merge(*map(_read, runs), key=_place))
                _close(runs)

    def messages(self) -> Iterator[Message]:
        """Yield every message that was taken, by time."""
        for _, _, message in heapq.merge(*map(_read, self._runs), sorted(self._kept, key=_place), key=_place):
            yield message

    def close(self) -> None:
        """Let go of everything."""
        _close(self._runs)
        self._runs, self._kept = [], []

    def _set_down(self, timed: Iterable[Timed]) -> None:
        try:
            run = tempfile.TemporaryFile(prefix="moderation-")  # noqa: SIM115 - closed by `close`
            self._runs.append(run)
            rest = iter(timed)
            while block := list(islice(rest, _BLOCK)):
                pickle.dump(block, run, pickle.HIGHEST_PROTOCOL)
            run.flush()
        except OSError as error:
            raise EnvironmentalError(*refusal("write", tempfile.gettempdir(), error)) from error


def _place(timed: Timed) -> tuple[int, int]:
    return timed[0], timed[1]


def _read(run: BinaryIO) -> Iterator[Timed]:
    run.seek(0)
    while True:
        try:
            yield from pickle.load(run)  # noqa: S301 - written a moment ago by this process, to a file without a name
        except EOFError:
            return


def _close(runs: Iterable[BinaryIO]) -> None:
    for run in runs:
        run.close()
