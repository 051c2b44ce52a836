"""From a path or a stream to plain bytes: `.gz` and `.zst` are unpacked on the way, told by their first bytes.

A compressed file that ends too early or is damaged gives what could be unpacked; `Unpacked.is_broken` says that there
was more.
"""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple, cast

from moderation.archives.lines import HEAD_BYTES
from moderation.errors import EnvironmentalError
from moderation.wording import both
from moderation.wording.archives import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Content", "Unpacked", "spooled", "unpacked"]

_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_ENOUGH_BYTES: Final = 1 << 16
"""The first bytes must be enough to tell encoding and format by."""

_FRAME_BYTES: Final = 1 << 10
"""Four bytes of zstd can stand for 128 KiB, so this is what keeps a bomb small."""

_NAMES: Final = (".gz", ".zst", ".zstd")


class Unpacked(io.RawIOBase):
    """The bytes of a compressed stream, up to where it is damaged."""

    def __init__(self, read: Callable[[int], bytes | memoryview], faults: tuple[type[Exception], ...]) -> None:
        super().__init__()
        self._read, self._faults = read, faults
        self.is_broken = False

    def readable(self) -> bool:
        """Return true, as `io` asks before it reads."""
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - the signature of io
        """Fill a buffer; nothing behind the damage."""
        wanted, done = min(len(buffer), _ENOUGH_BYTES), 0
        while done < wanted and not self.is_broken:
            try:
                content = self._read(len(buffer) - done)
            except self._faults:
                self.is_broken = True
                break
            if not content:
                break
            buffer[done : done + len(content)] = content
            done += len(content)
        return done


class Content(NamedTuple):
    """Plain bytes, the name of what is in them, and the unpacking that they come from, where they were packed."""

    stream: io.BufferedReader[Any]
    name: str
    packing: Unpacked | None


@contextmanager
def spooled(stream: BinaryIO) -> Iterator[io.BufferedReader[Any]]:
    """Put the rest of a stream into a temporary file, for what has to be sought in; in memory is a piece at a time."""
    with tempfile.TemporaryFile(prefix="moderation-") as whole:
        shutil.copyfileobj(stream, whole)
        whole.seek(0)
        yield cast("io.BufferedReader[Any]", whole)


def unpacked(stream: io.BufferedReader[Any], name: str) -> Content:
    """Return the plain bytes of a stream, unpacked where there is something to unpack.

    Raises:
        EnvironmentalError: the stream is `.zst`, and what unpacks it is not installed.
    """
    head = stream.peek(4)[:4]
    opener = _gzip if head.startswith(_GZIP) else _zstd if head.startswith(_ZSTD) else None
    if opener is None:
        return Content(stream, name, None)
    raw = opener(stream)
    inner = next((name[: -len(ending)] for ending in _NAMES if name.lower().endswith(ending)), name)
    return Content(io.BufferedReader(raw, HEAD_BYTES), inner, raw)


def _gzip(stream: BinaryIO) -> Unpacked:
    return Unpacked(gzip.GzipFile(fileobj=stream, mode="rb").read1, (EOFError, gzip.BadGzipFile, zlib.error))


def _zstd(stream: BinaryIO) -> Unpacked:
    try:
        import zstandard  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise EnvironmentalError(*both(SENTENCES, "missing-extra", {"what": ".zst", "extra": "zstd"})) from error
    return Unpacked(_Frames(stream, zstandard.ZstdDecompressor().decompressobj).read, (zstandard.ZstdError, EOFError))


class _Frames:
    """The content of zstd frames, one behind the other; the reader of the package does not tell a file that ends too early."""

    def __init__(self, stream: BinaryIO, begin: Callable[[], Any]) -> None:
        self._stream, self._begin = stream, begin
        self._frame: Any = None
        self._rest, self._ready = b"", memoryview(b"")

    def read(self, size: int) -> memoryview:
        """Return at most `size` bytes; none at the end.

        Raises:
            EOFError: the stream ends within a frame.
        """
        while not self._ready and self._unpack():
            pass
        content, self._ready = self._ready[:size], self._ready[size:]
        return content

    def _unpack(self) -> bool:
        content = self._rest or self._stream.read(_FRAME_BYTES)
        self._rest = b""
        if not content:
            if self._frame is not None:
                raise EOFError
            return False
        self._frame = self._frame or self._begin()
        self._ready = memoryview(self._frame.decompress(content))
        if self._frame.eof:
            self._rest, self._frame = self._frame.unused_data, None
        return True
