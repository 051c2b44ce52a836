"""The archives of a scan, with a progress bar where a person is watching: on a terminal's error stream, else silent."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from moderation.cli.piped import stdin
from moderation.cli.terminal import console
from moderation.errors import EnvironmentalError
from moderation.wording.files import refusal
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress

__all__ = ["sources"]


def sources(files: list[str]) -> Iterator[tuple[str, str | BinaryIO]]:
    """Yield each archive with its name, ready for `Scan.add`; `-` is the standard input."""
    if sys.stderr.isatty():
        with _bar() as bar:
            yield from _watched(files, bar)
    else:
        yield from ((file, stdin() if file == "-" else file) for file in files)


def _bar() -> Progress:
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - nobody else watches

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console(stderr=True))


def _watched(files: list[str], bar: Progress) -> Iterator[tuple[str, BinaryIO]]:
    for file in files:
        path = Path(file)
        size = None if file == "-" or not path.is_file() else path.stat().st_size
        task = bar.add_task(visible(path.name), total=size)
        with _opened(file, lambda count, task=task: bar.advance(task, count)) as stream:  # type: ignore[misc]  # a default binds the task of this round
            yield file, stream


def _opened(file: str, tick: Callable[[int], None]) -> BinaryIO:
    try:
        return _Metered(stdin().fileno() if file == "-" else file, tick)
    except OSError as error:
        raise EnvironmentalError(*refusal("read", file, error)) from error


class _Metered(io.FileIO):
    """A file that tells how many bytes were read, once for each large block and not once for each row."""

    def __init__(self, file: str | int, tick: Callable[[int], None]) -> None:
        super().__init__(file, closefd=isinstance(file, str))
        self._tick = tick

    def readinto(self, buffer: bytearray, /) -> int | None:  # type: ignore[override]  # the narrow type of what BufferedReader hands over
        count = super().readinto(buffer)
        self._tick(count or 0)
        return count
