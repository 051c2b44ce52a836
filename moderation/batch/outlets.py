"""Files that results go to: never one that is being read, and a full disk is one clear sentence."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from moderation.errors import EnvironmentalError, UsageError
from moderation.wording import both
from moderation.wording.batch import SENTENCES
from moderation.wording.files import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["must_differ", "must_exist", "outlet"]

_BUFFER_BYTES: Final = 1 << 17


def must_exist(paths: Iterable[str | Path]) -> None:
    """Guarantee that every path is there and no directory, so that nothing is overwritten for a mistyped name.

    Raises:
        UsageError: one is not.
    """
    for path in map(Path, paths):
        try:
            if path.stat() and path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "")
        except OSError as error:
            raise UsageError(*refusal("read", str(path), error)) from error


def must_differ(paths: Iterable[str | Path], others: Iterable[str | Path]) -> None:
    """Guarantee that no path to write is a path to read, or another path to write.

    Raises:
        UsageError: two of them are the same file, by whatever name.
    """
    seen = [Path(other) for other in others]
    for path in map(Path, paths):
        if any(_are_same(path, other) for other in seen):
            raise UsageError(*both(SENTENCES, "same-file", {"name": path}))
        seen.append(path)


def _are_same(path: Path, other: Path) -> bool:
    if path.exists() and other.exists():
        return path.samefile(other) and (path.is_file() or other.is_file())  # /dev/null may serve twice
    return os.path.realpath(path) == os.path.realpath(other)


@contextmanager
def outlet(path: str | Path | None) -> Iterator[BinaryIO | None]:
    """Open a file to write, with the directories above it; without a path there is nothing to write to.

    Raises:
        EnvironmentalError: it cannot be opened, or a write within the block failed.
    """
    if path is None:
        yield None
        return
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        with Path(path).open("wb", buffering=_BUFFER_BYTES) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise EnvironmentalError(*refusal("write", str(path), error)) from error
