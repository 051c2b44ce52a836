r"""From bytes to numbered lines: the first step of every archive reader.

The encoding is found without a detector: a byte order mark, then strict UTF-8, then GB18030. Lines end at `\n` only
(at `\r`, where a file has no other end), so that U+2028 or a form feed inside a message never splits it. Memory is bounded
by the longest line that is allowed.
"""

from __future__ import annotations

import io
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from moderation.archives.reject import Reject, rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["HEAD_BYTES", "Numbered", "encoding_of", "has_returns", "head_lines", "numbered"]

Numbered = tuple[int, str | Reject]
"""A 1-based line number with the line, its end cut off, or with why it could not be decoded."""

HEAD_BYTES: Final = 1 << 18
"""How much of a stream may be looked at to find its encoding and format: enough for some thousand chat lines."""

_LIMIT_BYTES: Final = 1 << 24
"""16 MiB a line: no message is longer, and a file without line breaks must not fill the memory."""

_CUT_BYTES: Final = 1 << 12
"""A head of this size, the smallest piece that a pipe hands over, may end anywhere, within a character too."""

_BY_CHANCE: Final = "\u0800"
"""From here on UTF-8 takes three bytes; the two bytes of a Chinese character in GB18030 may be those of one below by chance."""

_FEW: Final = 4
"""That so many different characters are so by chance happens in one of ten thousand texts."""

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def encoding_of(head: bytes) -> str | None:
    """Return the encoding of a text from its first bytes; `None` where nothing but ASCII was seen.

    A broken line does not change the encoding of a file whose other lines are sound.

    >>> encoding_of("大家好".encode()), encoding_of("大家好".encode("gb18030")), encoding_of(b"hello")
    ('utf-8', 'gb18030', None)
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    lines = [line for line in _whole_lines(head) if not line.isascii()]
    if not lines:
        return None
    shown = [_shown_by(line) for line in lines]
    return "gb18030" if shown.count("gb18030") > shown.count("utf-8") else "utf-8"


def head_lines(head: bytes) -> list[str]:
    """Return the whole lines among the first bytes of a text, undecodable bytes replaced: for looking, not for reading."""
    encoding = encoding_of(head) or "utf-8"
    if encoding.startswith(("utf-16", "utf-32")):
        text = head.decode(encoding, "replace")
        return text.split(_wide_end(text))
    head = head.replace(b"\r", b"\n") if has_returns(head) else head
    return [line.decode(encoding, "replace").strip("\ufeff\r") for line in _whole_lines(head)]


def numbered(stream: io.BufferedReader[Any], head: bytes) -> Iterator[Numbered]:
    """Yield every line of a stream with its number; an undecodable or endless line comes as a Reject."""
    encoding = encoding_of(head)
    if encoding in ("utf-16", "utf-32"):
        return _wide_lines(stream, encoding, _wide_end(head.decode(encoding, "replace")))
    if has_returns(head):
        return _byte_lines(_marked_off(io.BufferedReader(_Returns(stream), HEAD_BYTES)), encoding_of(head.replace(b"\r", b"\n")))
    return _byte_lines(_marked_off(stream), encoding)


def has_returns(head: bytes) -> bool:
    r"""Return whether the lines of a text end at `\r` alone, as old programs of the Mac write them.

    >>> has_returns(b"a\rb"), has_returns(b"a\r\n"), has_returns(b"a")
    (True, False, False)
    """
    return b"\r" in head and b"\n" not in head


def _whole_lines(head: bytes) -> list[bytes]:
    """The lines of a head; the last of a long one was probably cut."""
    lines = head.split(b"\n")
    return lines[:-1] if len(lines) > 1 and len(head) >= _CUT_BYTES else lines


def _shown_by(line: bytes) -> str | None:
    """The encoding that a line speaks for; `None` where it may be in both, as 图片 may, or in neither."""
    if not _decodes(line, "gb18030"):
        return "utf-8" if _decodes(line, "utf-8") else None
    if not _decodes(line, "utf-8"):
        return "gb18030"
    characters = {char for char in line.decode("utf-8", "replace") if char >= "\x80"}
    return "utf-8" if max(characters) >= _BY_CHANCE or len(characters) > _FEW else None


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError as error:
        return len(line) >= _CUT_BYTES and error.end >= len(line) - 1  # the head ended within a character
    return True


def _marked_off(stream: BinaryIO) -> Iterator[bytes]:
    """The raw lines of a stream without its byte order mark."""
    lines = iter(partial(stream.readline, _LIMIT_BYTES), b"")
    first = next(lines, b"")
    mark = next((mark for mark, _ in _MARKS if first.startswith(mark)), b"")
    return chain((first[len(mark) :],) if first else (), lines)


def _byte_lines(lines: Iterator[bytes], encoding: str | None) -> Iterator[Numbered]:
    settled = encoding is not None
    encoding = encoding or "utf-8"
    for number, raw in enumerate(lines, 1):
        if not settled and not raw.isascii():
            encoding, settled = encoding_of(raw) or "utf-8", True
        if len(raw) == _LIMIT_BYTES and not raw.endswith(b"\n"):
            _skip_line(lines)
            yield number, rejected(number, "line-too-long", raw)
            continue
        try:
            yield number, raw.decode(encoding).rstrip("\r\n")
        except UnicodeDecodeError:
            yield number, rejected(number, "bad-encoding", raw.rstrip(b"\r\n"))


def _wide_end(text: str) -> str:
    return "\r" if "\r" in text and "\n" not in text else "\n"


class _Returns(io.RawIOBase):
    """A stream in which a return ends a line, with the ends that all others have."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - the signature of io
        content = self._stream.read(len(buffer))
        buffer[: len(content)] = content.replace(b"\r", b"\n")
        return len(content)


def _wide_lines(stream: io.BufferedReader[Any], encoding: str, end: str) -> Iterator[Numbered]:
    """The lines of UTF-16 or UTF-32, where a line break is no single byte; a broken character is replaced."""
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline=end)
    try:
        lines = iter(partial(text.readline, _LIMIT_BYTES), "")
        for number, line in enumerate(lines, 1):
            if len(line) == _LIMIT_BYTES and not line.endswith(end):
                _skip_line(lines)
                yield number, rejected(number, "line-too-long", line)
            else:
                yield number, line.rstrip("\r\n")
    finally:
        with suppress(ValueError):  # who opened the stream took it back already
            text.detach()


def _skip_line(lines: Iterable[str] | Iterable[bytes]) -> None:
    """Read on to the end of the line, so that one endless line is one row."""
    for part in lines:
        if len(part) < _LIMIT_BYTES or part[-1:] in ("\n", "\r", b"\n"):
            return
