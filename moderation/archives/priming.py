"""The beginning of a pipe: as much of it as tells what the whole is, however small the pieces in which it comes.

A file shows its first bytes at once. What comes through a pipe may come by the line or by the byte, and whoever types or
follows a log wants an answer before the end: so reading goes on only until the beginning is enough.
"""

from __future__ import annotations

import io
from typing import Any, Final

from moderation.archives.lines import HEAD_BYTES
from moderation.archives.sniffing import is_enough

__all__ = ["primed"]

_MOST_BYTES: Final = 1 << 16
"""Enough for anything; a pipe must not be waited for any longer."""


def primed(stream: io.BufferedReader[Any]) -> io.BufferedReader[Any]:
    """Return a stream whose first `peek` shows what it is; one that can go back is returned as it is."""
    if stream.seekable() or isinstance(stream.raw, _Primed):
        return stream
    head = b""
    while len(head) < _MOST_BYTES and (piece := stream.read1(_MOST_BYTES)):
        head += piece
        if b"\n" in piece and is_enough(head):  # asked once a line, because pieces may be single bytes
            break
    return io.BufferedReader(_Primed(head, stream), HEAD_BYTES)


class _Primed(io.RawIOBase):
    """A stream of which the beginning was read already; closing it leaves the stream to its owner."""

    def __init__(self, head: bytes, stream: io.BufferedReader[Any]) -> None:
        super().__init__()
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        """Return true, as `io` asks before it reads."""
        return True

    def fileno(self) -> int:
        """Return the number of the pipe, by which is asked whether it has more at hand."""
        return self._stream.fileno()

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - the signature of io
        """Fill a buffer, first with the beginning."""
        content = self._head[: len(buffer)] or self._stream.read1(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(content)] = content
        return len(content)
