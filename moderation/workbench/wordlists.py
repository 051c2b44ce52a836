"""Reads word lists as the world writes them: one term a line, CSV with a category, a tab and a weight, any encoding.

Nothing is lost in silence: a line is terms, a comment, or is skipped with its reason.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from moderation.archives.lines import HEAD_BYTES, numbered
from moderation.archives.reject import Reject
from moderation.errors import EnvironmentalError, UsageError
from moderation.match.terms import folds_to_nothing
from moderation.ruleset.fields import MAX_TERM
from moderation.ruleset.source import bad_characters, text_file
from moderation.wording.files import refusal
from moderation.workbench.columns import Layout, cells_of, layout_of
from moderation.workbench.encodings import spelled_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Reason", "SkippedRow", "WordList", "WordRow", "read_list"]

Reason = Literal[
    "bad-encoding", "line-too-long", "too-long", "bad-character", "empty", "no-term", "weight-ignored", "cell-ignored", "duplicate"
]

_COMMENT: Final = re.compile(r"^\s*(?:#|//).*|\s#.*")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{4,}={0,2}")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_ENOUGH_BASE64: Final = 3
"""Lines without which a list is not taken for base64: one or two Latin words might be read as Han by chance."""
_HEAVIEST: Final = 1000
_LONGEST_LINE: Final = 20_000
_SHOWN: Final = 60


class WordRow(NamedTuple):
    """A term with its category (empty where the list has none), its weight and its line."""

    text: str
    category: str
    weight: int | None
    line: int


class SkippedRow(NamedTuple):
    """What was not taken as it stands: its line, why, and the beginning of it."""

    line: int
    reason: Reason
    text: str


class WordList(NamedTuple):
    """What a file holds, in its order."""

    rows: tuple[WordRow, ...]
    skipped: tuple[SkippedRow, ...]


def read_list(path: str | Path) -> WordList:
    """Return the terms of a word list, those that occur twice included.

    Raises:
        UsageError: there is no such file.
        EnvironmentalError: it cannot be read.
    """
    try:
        content = Path(path).read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UsageError(*refusal("read", str(path), error)) from error
    except OSError as error:
        raise EnvironmentalError(*refusal("read", str(path), error)) from error
    return _Reader().read(spelled_out(content))


class _Reader:
    """A builder: collects rows and what is skipped."""

    def __init__(self) -> None:
        self._rows: list[WordRow] = []
        self._skipped: list[SkippedRow] = []

    def read(self, content: bytes) -> WordList:
        """Return what some bytes hold."""
        lines = _without_base64(list(self._lines(content)))
        layout = layout_of([line for _, line in lines])
        for number, line in lines[1:] if layout.has_header else lines:
            self._read_line(number, line, layout)
        return WordList(tuple(self._rows), tuple(sorted(self._skipped)))

    def _lines(self, content: bytes) -> Iterator[tuple[int, str]]:
        """The lines that hold something, comments cut off."""
        stream = io.BufferedReader(io.BytesIO(content), HEAD_BYTES)
        for number, line in numbered(stream, content[:HEAD_BYTES]):
            if isinstance(line, Reject):
                self._skip(number, "line-too-long" if line.reason == "line-too-long" else "bad-encoding", line.excerpt)
            elif len(line) > _LONGEST_LINE:
                self._skip(number, "line-too-long", line)
            elif written := _COMMENT.sub("", line.strip("\ufeff")).strip(" \r\n\f\v\u3000"):
                yield number, written

    def _read_line(self, number: int, line: str, layout: Layout) -> None:
        if not layout.delimiter:
            self._add(number, line.strip())
            return
        cells = cells_of(line, layout.delimiter)
        if not layout.roles:
            for cell in filter(None, cells):
                self._add(number, cell)
            return
        named = dict(zip(layout.roles, cells, strict=False))
        for cell in filter(None, cells[len(layout.roles) :]):
            self._skip(number, "cell-ignored", cell)
        if not named.get("term"):
            self._skip(number, "no-term", line)
        else:
            self._add(number, named["term"], named.get("category", ""), self._weight(number, named.get("weight", "")))

    def _weight(self, number: int, written: str) -> int | None:
        if not written:
            return None
        try:
            weight = float(written)
        except ValueError:
            weight = 0.5
        if weight.is_integer() and abs(weight) <= _HEAVIEST:
            return int(weight)
        self._skip(number, "weight-ignored", written)
        return None

    def _add(self, number: int, text: str, category: str = "", weight: int | None = None) -> None:
        if len(text) > MAX_TERM:
            self._skip(number, "too-long", text)
        elif bad_characters(text_file("", text)):
            self._skip(number, "bad-character", text)
        elif folds_to_nothing(text):
            self._skip(number, "empty", text)
        else:
            self._rows.append(WordRow(text, category, weight, number))

    def _skip(self, number: int, reason: Reason, text: str) -> None:
        self._skipped.append(SkippedRow(number, reason, text[:_SHOWN]))


def _without_base64(lines: Sequence[tuple[int, str]]) -> Sequence[tuple[int, str]]:
    """Return the lines decoded if all of them are base64 of text and most of that is Chinese; else as they are."""
    if len(lines) < _ENOUGH_BASE64:
        return lines
    decoded = [(number, _decoded(line)) for number, line in lines]
    texts = [(number, text) for number, text in decoded if text is not None]
    chinese = sum(_HAN.search(text) is not None for _, text in texts)
    return texts if len(texts) == len(lines) and 2 * chinese >= len(lines) else lines


def _decoded(line: str) -> str | None:
    if len(line) % 4 or not _BASE64.fullmatch(line):
        return None
    try:
        text = base64.b64decode(line, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return text if text.isprintable() else None
