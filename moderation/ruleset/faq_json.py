"""JSON Lines of a FAQ → tree: every key and value with its place, which the standard reader does not tell.

A line is walked member by member; the values themselves are read by the standard library, so that JSON stays JSON.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from moderation.diagnostics import Diagnostic
from moderation.ruleset.tree import Entry, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from moderation.ruleset.source import TextFile
    from moderation.ruleset.tree import Node

__all__ = ["json_rows"]

_BLANKS: Final = re.compile(r"[ \t\r]*")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_DECODER: Final = json.JSONDecoder()
_DEEPEST: Final = 8
"""Lists and objects inside each other; a FAQ needs two."""


def json_rows(file: TextFile) -> tuple[tuple[Node, ...], tuple[Diagnostic, ...]]:
    r"""Return the value of each line of a text, and every line that is no JSON; blank lines are left out.

    >>> from moderation.ruleset.source import text_file
    >>> rows, _ = json_rows(text_file("a.jsonl", '{"question": "几点开门", "variants": ["营业时间"]}\n'))
    >>> rows[0].plain(), rows[0].get("question").at.column
    ({'question': '几点开门', 'variants': ['营业时间']}, 14)
    """
    rows: list[Node] = []
    found: list[Diagnostic] = []
    for start, line in zip(file.starts, file.lines, strict=True):
        if line.strip():
            reader = _Line(file, start, start + len(line))
            try:
                rows.append(reader.read())
            except (ValueError, RecursionError) as error:
                place = start + min(getattr(error, "pos", 0), max(len(line) - 1, 0))
                found.append(Diagnostic(slug="bad-json", at=file.position(place), values={"found": line.strip()[:40]}))
    return tuple(rows), tuple(found)


class _Line:
    """Reads one line; `position` is the offset in the whole text that was reached."""

    def __init__(self, file: TextFile, start: int, end: int) -> None:
        self._file, self._start, self._end = file, start, end
        self._line = file.text[start:end]
        self._at = 0

    def read(self) -> Node:
        """Return the only value of the line."""
        node = self._value(0)
        self._skip()
        if self._at < len(self._line):
            raise json.JSONDecodeError("more", self._line, self._at)
        return node

    def _value(self, depth: int) -> Node:
        self._skip()
        sign = self._line[self._at : self._at + 1]
        if depth > _DEEPEST:
            raise json.JSONDecodeError("deep", self._line, self._at)
        if sign == "{":
            return self._mapping(depth)
        return self._sequence(depth) if sign == "[" else self._scalar()

    def _scalar(self) -> Scalar:
        begin = self._at
        value, self._at = _DECODER.raw_decode(self._line, self._at)
        if isinstance(value, str):
            value = _SURROGATE.sub("\ufffd", value)
        text = value if isinstance(value, str) else self._line[begin : self._at]
        return Scalar(self._file, self._start + begin, self._start + self._at, text, value)

    def _mapping(self, depth: int) -> Mapping:
        begin, entries = self._at, {}
        while self._next("{" if self._at == begin else ",", "}"):
            key = self._scalar()
            self._expect(":")
            entries[key.text] = Entry(key, self._value(depth + 1))
        return Mapping(self._file, self._start + begin, self._start + self._at, entries)

    def _sequence(self, depth: int) -> Sequence:
        begin, nodes = self._at, []
        while self._next("[" if self._at == begin else ",", "]"):
            nodes.append(self._value(depth + 1))
        return Sequence(self._file, self._start + begin, self._start + self._at, tuple(nodes))

    def _next(self, sign: str, end: str) -> bool:
        """Whether another member follows; the sign before it, or the end, is passed."""
        self._skip()
        opening = sign in "[{"
        if not opening and self._line.startswith(end, self._at):
            self._at += 1
            return False
        self._expect(sign)
        self._skip()
        if opening and self._line.startswith(end, self._at):
            self._at += 1
            return False
        return True

    def _expect(self, sign: str) -> None:
        self._skip()
        if not self._line.startswith(sign, self._at):
            raise json.JSONDecodeError(sign, self._line, self._at)
        self._at += 1
        self._skip()

    def _skip(self) -> None:
        blanks = _BLANKS.match(self._line, self._at)
        self._at = blanks.end() if blanks else self._at
