r"""From bytes to text piece by piece: for documents, which have no lines that could be told apart before they are parsed.

The encoding is found as for lines. A byte that does not belong to it becomes a lone surrogate `\udc80`–`\udcff`, so that
the record around it can be found and refused, and nothing else is lost.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from moderation.archives.lines import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Decoded"]

_PIECE_BYTES: Final = 1 << 15
_UNDECODED: Final = re.compile("[\udc80-\udcff]")


class Decoded:
    """The text of a binary stream as an iterator of pieces; `first` are bytes that were taken from it before."""

    def __init__(self, stream: BinaryIO, head: bytes, first: bytes = b"") -> None:
        self._stream, self._first = stream, first
        self._decoder: Any = None
        self._settle(encoding_of(head))
        self._is_broken = False

    def __iter__(self) -> Iterator[str]:
        """Yield the text; no piece is empty."""
        while content := self._first or self._stream.read(_PIECE_BYTES):
            self._first = b""
            if piece := self._decode(content, final=False):
                yield piece
        if piece := self._decode(b"", final=True):
            yield piece

    def is_undecoded(self, text: str, start: int, end: int) -> bool:
        """Whether a byte between two places of a text could not be decoded."""
        return self._is_broken and _UNDECODED.search(text, start, end) is not None

    def _settle(self, encoding: str | None) -> None:
        if encoding is not None:
            self._encoding = "utf-8-sig" if encoding == "utf-8" else encoding
            errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "strict"
            self._decoder = codecs.getincrementaldecoder(self._encoding)(errors)

    def _decode(self, content: bytes, *, final: bool) -> str:
        if self._decoder is None:
            if content.isascii():
                return content.decode("ascii")
            self._settle(encoding_of(content) or "utf-8")
        before = self._decoder.getstate()
        try:
            return str(self._decoder.decode(content, final))
        except UnicodeDecodeError:
            self._is_broken = True
            self._decoder.setstate(before)
            self._decoder.errors = "surrogateescape"
            text = str(self._decoder.decode(content, final))
            self._decoder.errors = "strict"
            return text
