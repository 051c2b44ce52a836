"""Bytes cut into pieces of whole lines, each with the number of its first line and the encoding of the file."""

from __future__ import annotations

import select
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from moderation.archives.lines import encoding_of
from moderation.archives.opening import Unpacked

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

__all__ = ["Cut", "cut"]

_PIECE_BYTES: Final = 1 << 20
"""Some five thousand messages: enough for what a piece costs by itself, little enough to have several of them in memory."""
_PIPE_BYTES: Final = 1 << 16
"""What a pipe hands over at once: whoever types wants an answer."""
_LINE_BYTES: Final = 1 << 24
"""A longer line is refused by `archives`, whatever stands in it, so that its rest need not be kept."""
_KEPT_BYTES: Final = _LINE_BYTES + 2


@dataclass(frozen=True, slots=True)
class Cut:
    """Whole lines: `first` is the number of the first one, `encoding` that of the file, `None` while all was ASCII."""

    content: bytes
    first: int
    encoding: str | None


def cut(stream: io.BufferedReader[Any], encoding: str | None) -> Iterator[Cut]:
    """Yield a stream in pieces, of which the head tells the `encoding`; a file is always cut in the same places."""
    first = 1
    while True:
        content = _piece(stream)
        if not content:
            return
        encoding = encoding or _settled(content)
        yield Cut(content, first, encoding)
        first += content.count(b"\n")


def _piece(stream: io.BufferedReader[Any]) -> bytes:
    """Some bytes to the end of a line."""
    content = stream.read(_PIECE_BYTES) if stream.seekable() or isinstance(stream.raw, Unpacked) else _at_hand(stream)
    if not content or content.endswith(b"\n"):
        return content
    parts, kept = [content], len(content) - content.rfind(b"\n") - 1
    while rest := stream.readline(_LINE_BYTES):
        parts.append(rest[: max(_KEPT_BYTES - kept, 0)])
        kept += len(rest)
        if rest.endswith(b"\n"):
            parts += [b"\n"] if kept > _KEPT_BYTES else []
            break
    return b"".join(parts)


def _at_hand(stream: io.BufferedReader[Any]) -> bytes:
    """What a pipe has to give by now, at least something."""
    parts = [stream.read1(_PIPE_BYTES)]
    while parts[-1] and sum(map(len, parts)) < _PIECE_BYTES and _has_more(stream):
        parts.append(stream.read1(_PIPE_BYTES))
    return b"".join(parts)


def _has_more(stream: io.BufferedReader[Any]) -> bool:
    try:
        return bool(select.select([stream], [], [], 0)[0])
    except (OSError, ValueError):  # no descriptor, or a system that tells of sockets alone
        return False


def _settled(content: bytes) -> str | None:
    """The encoding by the first line that is not ASCII, as `archives.lines` settles it."""
    if content.isascii():
        return None
    line = next(line for line in content.split(b"\n") if not line.isascii())
    encoding = encoding_of(line[:_LINE_BYTES]) or "utf-8"
    return encoding if encoding in ("utf-8", "gb18030") else None
