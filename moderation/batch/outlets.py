"""Files that results go to: never one that is being read, and a full disk is one clear sentence."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from moderation.errors import EnvironmentalError, UsageError
from moderation.wording import both
from moderation.wording.batch import SENTENCES
from moderation.wording.files import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["is_file", "must_differ", "must_exist", "outlet", "secured", "write_all"]

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
def outlet(path: str | Path | None, *, at: int | None = None) -> Iterator[BinaryIO | None]:
    """Open a file to write, with the directories above it; without a path there is nothing to write to.

    With `at` the file is there already: what stands behind so many bytes is cut off, and writing goes on there.

    Raises:
        UsageError: the file is shorter than that, or not there any more.
        EnvironmentalError: it cannot be opened, or a write within the block failed.
    """
    if path is None:
        yield None
        return
    try:
        if at is None:
            _make_room(Path(path).parent)
        else:
            _must_reach(Path(path), at)
        with Path(path).open("wb" if at is None else "r+b", buffering=_BUFFER_BYTES) as stream:
            if at is not None:
                stream.truncate(at)
                stream.seek(at)
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise EnvironmentalError(*refusal("write", str(path), error)) from error


def _make_room(folder: Path) -> None:
    """Make a folder and those above it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # it is a file, which the operating system says in other words where it stands higher up
        raise NotADirectoryError(errno.ENOTDIR, "") from error


def secured(stream: BinaryIO | None) -> int:
    """Return how many bytes a file has, once all of them are safe on disk; 0 without a file.

    Raises:
        OSError: the disk is full, or refuses.
    """
    if stream is None or not is_file(stream):
        return 0
    stream.flush()
    os.fsync(stream.fileno())
    return stream.tell()


def write_all(stream: BinaryIO, content: bytes) -> None:
    """Write all of some bytes: the standard output of an interpreter without buffers may take a part and say so."""
    rest = memoryview(content)
    while rest:
        rest = rest[stream.write(rest) :]


def is_file(stream: BinaryIO) -> bool:
    """Return whether a stream is a file that stays, and no pipe or device."""
    return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)


def _must_reach(path: Path, size: int) -> None:
    if not path.is_file() or path.stat().st_size < size:
        raise UsageError(*both(SENTENCES, "changed-output", {"name": path}))
