"""The archives of a scan, with a progress bar where a person is watching: on a terminal's error stream, else silent."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, BinaryIO

from moderation.cli.piped import stdin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["sources"]


def sources(files: list[str], rows: Callable[[], int] | None = None) -> Iterator[tuple[str, str | BinaryIO]]:
    """Yield each archive with its name, ready to be read; `-` is the standard input. `rows` tells how many are done by now."""
    if sys.stderr.isatty():
        from moderation.cli.bar import watched  # noqa: PLC0415 - nobody else pays for drawing

        yield from watched(files, rows)
    else:
        yield from ((file, stdin() if file == "-" else file) for file in files)
