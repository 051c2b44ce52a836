"""The archives of a scan, with a progress bar where a person is watching: on a terminal's error stream, else silent."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, BinaryIO

from moderation.cli.piped import stdin

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["sources"]


def sources(files: list[str]) -> Iterator[tuple[str, str | BinaryIO]]:
    """Yield each archive with its name, ready for `Scan.add`; `-` is the standard input."""
    if sys.stderr.isatty():
        from moderation.cli.bar import watched  # noqa: PLC0415 - nobody else pays for drawing

        yield from watched(files)
    else:
        yield from ((file, stdin() if file == "-" else file) for file in files)
