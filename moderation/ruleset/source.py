"""Reads the files of a ruleset: bytes → text with line numbers, and remembers what was read.

First step of loading. A file that is missing, too large or not UTF-8 becomes a Diagnostic, never an exception; every
file that was read is kept with its SHA-256, because a compiled Program is only good for exactly these bytes.
"""

from __future__ import annotations

import hashlib
import os
import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple

from moderation.diagnostics import Diagnostic, Position

__all__ = ["Files", "Source", "TextFile", "bad_characters", "shown", "text_file"]

_BOM: Final = b"\xef\xbb\xbf"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_BAD_CHARACTERS: Final = 20
"""A binary file has thousands of them; the first twenty tell the author enough."""


class Source(NamedTuple):
    """A file that a ruleset is made of: its absolute path (or the label of a text) and the hex SHA-256 of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text with its lines; `path` is what diagnostics show, `starts` are the offsets at which the lines start."""

    path: str
    text: str
    lines: tuple[str, ...]
    starts: tuple[int, ...]

    def position(self, start: int, end: int | None = None) -> Position:
        """Return the place of `text[start:end]`: at least one column wide, cut at the end of its first line."""
        row = bisect_right(self.starts, start) - 1
        line, column = self.lines[row], start - self.starts[row]
        stop = min((start + 1 if end is None else end) - self.starts[row], len(line))
        return Position(self.path, row + 1, column + 1, max(stop, column + 1) + 1, line)

    def line(self, number: int) -> Position:
        """Return the place of a whole line, counted from 1, without the blanks around it."""
        line = self.lines[number - 1]
        column = len(line) - len(line.lstrip()) + 1
        return Position(self.path, number, column, max(len(line.rstrip()), column) + 1, line)


def text_file(path: str, text: str) -> TextFile:
    r"""Return a text with its lines, which end at `\n` or `\r\n`, as editors count them.

    >>> text_file("a.yaml", "terms:\n  赌博: 3\n").position(9, 11)
    Position(path='a.yaml', line=2, column=3, end_column=5, source='  赌博: 3')
    """
    raw = text.split("\n")
    starts = tuple(accumulate((len(line) + 1 for line in raw[:-1]), initial=0))
    return TextFile(path, text, tuple(line.removesuffix("\r") for line in raw), starts)


def bad_characters(file: TextFile) -> tuple[Diagnostic, ...]:
    """Return a mistake for each character that no ruleset may hold: NUL, other control characters, lone surrogates."""
    found = (match for match, _ in zip(_UNPRINTABLE.finditer(file.text), range(_MOST_BAD_CHARACTERS), strict=False))
    return tuple(
        Diagnostic(slug="bad-character", at=_encodable(file.position(match.start())), values={"found": f"U+{ord(match[0]):04X}"})
        for match in found
    )


def _encodable(at: Position) -> Position:
    """The same place with a line that every terminal and file takes."""
    source = at.source.encode("utf-8", "replace").decode("utf-8")
    return Position(at.path, at.line, at.column, at.end_column, source)


def shown(path: Path) -> str:
    """Return a path as diagnostics show it: relative to the working directory where it lies below that."""
    absolute, here = os.path.abspath(path), os.path.abspath(os.curdir)  # noqa: PTH100 - links stay as the author wrote them
    return Path(absolute).relative_to(here).as_posix() if Path(absolute).is_relative_to(here) else Path(absolute).as_posix()


class Files:
    """A builder: reads files and collects the Sources and the mistakes that were met on the way."""

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self.diagnostics: list[Diagnostic] = []

    def note(self, path: str, content: bytes) -> None:
        """Remember what stood in a file."""
        self.sources.setdefault(path, Source(path, hashlib.sha256(content).hexdigest()))

    def read(self, path: Path, *, limit: int, named_at: Position, older: bool = False) -> TextFile | None:
        """Return the text of a file of at most `limit` bytes; `None` after noting the mistake that `named_at` made.

        With `older` it may be in UTF-16 or GB18030, as spreadsheets write it.
        """
        name = shown(path)
        try:
            content = self._content(path, name, limit, named_at)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            self._refuse("unreadable-file", named_at, found=name, reason=getattr(error, "strerror", None) or type(error).__name__)
            return None
        if content is None:
            return None
        self.note(str(path.resolve()), content)
        return self._decoded(name, _in_utf8(content) if older else content)

    def _content(self, path: Path, name: str, limit: int, named_at: Position) -> bytes | None:
        if not path.is_file():
            self._refuse("missing-file", named_at, nearest=_nearest(path), found=name)
        elif (size := path.stat().st_size) > limit:
            self._refuse("file-too-large", Position(name), found=f"{size:,}", limit=f"{limit:,}")
        else:
            return path.read_bytes()
        return None

    def _decoded(self, name: str, content: bytes) -> TextFile | None:
        content = content.removeprefix(_BOM)
        try:
            return text_file(name, content.decode("utf-8"))
        except UnicodeDecodeError as error:
            self.diagnostics.append(_wrong_encoding(name, content, error))
        return None

    def _refuse(self, slug: str, at: Position, *, nearest: str | None = None, **values: str) -> None:
        self.diagnostics.append(Diagnostic(slug=slug, at=at, values=values, nearest=nearest))


def _wrong_encoding(name: str, content: bytes, error: UnicodeDecodeError) -> Diagnostic:
    """The mistake of a file that is not UTF-8, at the line of the first byte that shows it."""
    start = content.rfind(b"\n", 0, error.start) + 1
    stop = content.find(b"\n", error.start)
    guess = _encoding(content)
    column = len(content[start : error.start].decode("utf-8", "replace")) + 1
    source = content[start : stop if stop >= 0 else len(content)].decode(guess or "utf-8", "replace").rstrip("\r")
    return Diagnostic(
        slug="wrong-encoding",
        at=Position(name, content.count(b"\n", 0, error.start) + 1, column, column + 1, source),
        values={"found": (guess or "?").upper(), "byte": f"0x{content[error.start]:02X}", "offset": str(error.start)},
    )


def _in_utf8(content: bytes) -> bytes:
    """The same text in UTF-8, where it is in an encoding that can be told."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        guess = _encoding(content)
        return content.decode(guess, "replace").encode("utf-8", "replace") if guess else content
    return content


def _encoding(content: bytes) -> str | None:
    """UTF-16 by its byte order mark, else GB18030 if the bytes are that."""
    if content.startswith(_UTF16):
        return "utf-16"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return "gb18030"


def _nearest(path: Path) -> str | None:
    """The file beside a missing one whose name is spelt most alike."""
    try:
        beside = sorted(entry.name for entry in path.parent.iterdir())
    except (OSError, ValueError):
        return None
    return next(iter(get_close_matches(path.name[:100], beside, n=1)), None)
