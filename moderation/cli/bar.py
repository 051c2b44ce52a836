"""The progress bar of a scan: it looks ten times a second how far the archive is read, so that no row pays for it."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from rich.progress import BarColumn, DownloadColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from moderation.archives.lines import HEAD_BYTES
from moderation.cli.piped import stdin
from moderation.cli.terminal import console
from moderation.errors import EnvironmentalError
from moderation.wording.files import refusal
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.console import RenderableType

__all__ = ["watched"]


def watched(files: list[str], rows: Callable[[], int] | None = None) -> Iterator[tuple[str, BinaryIO]]:
    """Yield each archive with its name while a bar shows how far it is read; `-` is the standard input.

    With `rows`, which tells how many are done by now, it shows how many that is a second.
    """
    with _Bar(rows) as bar:
        for file in files:
            with _opened(file) as stream:
                bar.watch(stream, Path(file).name)
                yield file, stream


def _opened(file: str) -> _Counted:
    try:
        return _Counted(_Raw(stdin().fileno(), closefd=False) if file == "-" else _Raw(file), HEAD_BYTES)
    except OSError as error:
        raise EnvironmentalError(*refusal("read", file, error)) from error


class _Raw(io.FileIO):
    """A file that knows how many of its bytes were taken; asking a buffer where it stands is not safe from a thread."""

    done = 0

    def readinto(self, buffer: Any, /) -> int | None:  # noqa: ANN401 - the signature of io
        count = super().readinto(buffer)
        self.done += count or 0
        return count


class _Counted(io.BufferedReader):
    """A buffered stream over such a file."""

    @property
    def done(self) -> int:
        """The bytes that were taken so far; a file that is read back and forth, as Parquet is, has no more than its size."""
        return cast("_Raw", self.raw).done


class _Bar(Progress):
    """A bar that asks the archive itself how far it is read."""

    def __init__(self, rows: Callable[[], int] | None) -> None:
        self._watched: list[tuple[TaskID, _Counted]] = []
        rate = () if rows is None else (_Rate(rows),)
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), *rate, TimeRemainingColumn())
        super().__init__(*columns, console=console(stderr=True))

    def watch(self, stream: _Counted, name: str) -> None:
        """Show how far `stream` is read from now on; a pipe has no end that could be known."""
        size = os.fstat(stream.fileno()).st_size if stream.seekable() else None
        self._watched.append((self.add_task(visible(name), total=size), stream))

    def get_renderables(self) -> Iterable[RenderableType]:
        """Return what is drawn, as of now."""
        for task, stream in self._watched:
            self.update(task, completed=stream.done)
        return super().get_renderables()


class _Rate(ProgressColumn):
    """Messages a second, over all of a scan."""

    def __init__(self, rows: Callable[[], int]) -> None:
        super().__init__()
        self._rows = rows
        self._before: tuple[float, int] | None = None

    def render(self, task: Task) -> Text:
        """Return the rate as of now; a scan that goes on where one was killed counts from there."""
        now, rows = task.get_time(), self._rows()
        if self._before is None:
            self._before = (now, rows)
        begun, first = self._before
        rate = (rows - first) / (now - begun) if now > begun else 0.0
        return Text(f"{rate:,.0f}/s")
