"""The progress bar of a scan: it looks ten times a second how far the archive is read, so that no row pays for it."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from moderation.archives.lines import HEAD_BYTES
from moderation.cli.piped import stdin
from moderation.cli.terminal import console
from moderation.errors import EnvironmentalError
from moderation.wording.files import refusal
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

__all__ = ["watched"]


def watched(files: list[str]) -> Iterator[tuple[str, BinaryIO]]:
    """Yield each archive with its name while a bar shows how far it is read; `-` is the standard input."""
    with _Bar() as bar:
        for file in files:
            with _opened(file) as stream:
                bar.watch(stream, Path(file).name)
                yield file, stream


def _opened(file: str) -> _Counted:
    try:
        return _Counted(io.FileIO(stdin().fileno(), closefd=False) if file == "-" else io.FileIO(file), HEAD_BYTES)
    except OSError as error:
        raise EnvironmentalError(*refusal("read", file, error)) from error


class _Counted(io.BufferedReader):
    """A stream that knows how many bytes of lines were taken from it; asking where it stands is not safe from a thread."""

    done = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self.done += len(line)
        return line


class _Bar(Progress):
    """A bar that asks the archive itself how far it is read."""

    def __init__(self) -> None:
        self._watched: list[tuple[TaskID, _Counted]] = []
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TimeRemainingColumn())
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
