"""Reading an archive: open, find encoding and format, and yield its rows one by one."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from moderation.archives import chatlab, jsonl, plain, table
from moderation.archives.lines import HEAD_BYTES, numbered
from moderation.archives.sniffing import FORMATS, sniff
from moderation.errors import ArchiveError, EnvironmentalError, UsageError
from moderation.wording import both
from moderation.wording.archives import SENTENCES
from moderation.wording.files import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from moderation.archives.lines import Numbered
    from moderation.archives.reject import Reject
    from moderation.message import Message

__all__ = ["read"]

_READERS: Final[dict[str, Callable[[Iterator[Numbered]], Iterator[Message | Reject]]]] = {
    "jsonl": jsonl.read, "chatlab": chatlab.read, "csv": table.read, "plain": plain.read,
}  # fmt: skip


def read(source: str | Path | BinaryIO, *, format: str | None = None) -> Iterator[Message | Reject]:  # noqa: A002 - the word of the command line
    r"""Yield one Message or Reject for each row of an archive, in its order; rows in = messages + rejects.

    `source` is a path or a binary stream, which stays open; `format` is one of `FORMATS`, found by content where it is
    not given. A message without an id gets its line number. Memory does not grow with the archive.

    Raises:
        ArchiveError: the format is unknown, or the file is in none of them (with the first row, not with the call).
        UsageError: there is no such file.
        EnvironmentalError: the file cannot be opened or read.

    >>> [message.text for message in read(io.BytesIO("早\n晚安".encode()))]
    ['早', '晚安']
    """
    if format is not None and format not in FORMATS:
        raise ArchiveError(*both(SENTENCES, "unknown-format", {"format": format, "formats": ", ".join(FORMATS)}))
    if isinstance(source, (str, Path)):
        return _guarded(_from_path(Path(source), format), str(source))
    name = getattr(source, "name", "")
    name = name if isinstance(name, str) else ""
    return _guarded(_from_stream(source, format, name), name)


def _guarded(rows: Iterator[Message | Reject], name: str) -> Iterator[Message | Reject]:
    """The rows, what the operating system says in place of one made into an error of the library."""
    try:
        yield from rows
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UsageError(*refusal("read", name, error)) from error
    except OSError as error:
        raise EnvironmentalError(*refusal("read", name, error)) from error


def _from_path(path: Path, format_: str | None) -> Iterator[Message | Reject]:
    with io.BufferedReader(path.open("rb", buffering=0), HEAD_BYTES) as stream:
        yield from _rows(stream, format_, str(path))


def _from_stream(stream: BinaryIO, format_: str | None, name: str) -> Iterator[Message | Reject]:
    if isinstance(stream, io.BufferedReader):
        yield from _rows(stream, format_, name)
        return
    buffered = io.BufferedReader(cast("io.RawIOBase", stream), HEAD_BYTES)
    try:
        yield from _rows(buffered, format_, name)
    finally:
        buffered.detach()  # the stream belongs to the caller


def _rows(stream: io.BufferedReader[Any], format_: str | None, name: str) -> Iterator[Message | Reject]:
    head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
    return _READERS[format_ or sniff(head, name)](numbered(stream, head))
