"""A place in a JSON text that is read piece by piece: the next value, and the way on where a value is broken.

A value is decoded at once, by the standard decoder, from a buffer of some dozen records; where the decoder
fails because the buffer ends, more is read. Where it fails because the value is broken, its end is searched: the bracket
that closes it, or the beginning of the next record, whichever comes first. Each character is looked at a bounded number
of times, and the buffer never holds more than one value of the longest length that is allowed.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from moderation.archives.escapes import repaired
from moderation.archives.record import EXCERPT_CHARS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.archives.decoding import Decoded

__all__ = ["Broken", "Cursor", "Value"]

_PIECE_CHARS: Final = 1 << 15
_LIMIT_CHARS: Final = 1 << 24
"""16 Mi a value, as for lines: no message is longer, and one endless value must not fill the memory."""

_OVERREAD_CHARS: Final = 1 << 22
"""How far faults may be found behind the records that have them, all together, before whole stretches are refused at once."""

_EDGE_CHARS: Final = 16
"""A fault so near to the end of the buffer may be a number, a word or an escape that goes on behind it."""

_decode: Final = json.JSONDecoder(strict=False).raw_decode
_GAP: Final = re.compile("[ \t\r\n,:\ufeff]*")
_STRING: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_TOKEN: Final = re.compile(rf'{_STRING.pattern}(?:[^"{{}}\[\]]*+{_STRING.pattern})*+|[{{\[]+|[}}\]]+|"', re.DOTALL)
"""Strings with nothing but commas, colons and numbers between them, or a run of brackets: one step each."""

_WORD: Final = re.compile(r"""[^,:\]}"{\[\s]+|.""", re.DOTALL)
_BEGINNING: Final = re.compile(r'\{\s*"[^"\\]{1,64}"')


class Value(NamedTuple):
    """A decoded value with its first characters."""

    value: Any
    source: str


class Broken(NamedTuple):
    """A value that cannot be decoded: why, and its first characters."""

    reason: str
    source: str


class Cursor:
    """A place in the text of `pieces`."""

    def __init__(self, pieces: Decoded) -> None:
        self._decoded = pieces
        self._pieces: Iterator[str] = iter(pieces)
        self._text, self._at, self._gap = "", 0, ""
        self._beginning, self._is_sure = "", False
        self._next: int | None = None
        self._is_nothing_ahead = False
        self._overread = 0

    def char(self) -> str:
        """Return the character at which the next value or bracket begins; empty at the end of the text."""
        gap = ""
        while True:
            end = _GAP.match(self._text, self._at).end()  # type: ignore[union-attr]  # matches the empty text too
            gap = (gap + self._text[self._at : end])[-EXCERPT_CHARS:]
            self._at = end
            if end < len(self._text):
                self._gap = gap
                return self._text[end]
            if not self._more():
                return ""

    def step(self) -> None:
        """Go over one character."""
        self._at += 1

    def learn(self) -> None:
        """Take note of how the record begins that stands here: so all others will, and that is where to go on behind a broken one."""
        beginning = None if self._is_sure else _BEGINNING.match(self._text, self._at)
        if beginning is not None:
            self._is_sure = "," in self._gap  # the first record stands behind a bracket, and spaces may differ there
            self._beginning, self._next = (self._gap if self._is_sure else f",{self._gap}") + beginning[0], None

    def begins_record(self) -> bool:
        """Whether what stands here begins as all records do."""
        start = self._beginning.find("{")
        return start >= 0 and self._text.startswith(self._beginning[start:], self._at)

    def value(self) -> Value | Broken:
        """Return the value that begins here, and go on behind it."""
        while True:
            try:
                value, end = _decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if self._is_cut(error) and self._more():
                    continue
                return self._mended(error.pos if isinstance(error, json.JSONDecodeError) else len(self._text))
            if end == len(self._text) and self._text[self._at] not in '{["' and self._more():
                continue
            return self._taken(value, end)

    def skip(self, beginnings: str) -> Broken:
        """Go on to the next of some characters, or to a record, and return what was left out."""
        source = self._text[self._at : self._at + EXCERPT_CHARS]
        self._at += 1
        choices = ([f"[{re.escape(beginnings)}]"] if beginnings else []) + ([re.escape(self._beginning)] if self._beginning else [])
        pattern = re.compile("|".join(choices)) if choices else None
        while True:
            found = pattern.search(self._text, self._at) if pattern is not None else None
            if found is not None:
                self._at = found.start()
                return Broken("bad-json", _shown(source))
            self._at = max(self._at, len(self._text) - EXCERPT_CHARS)  # a beginning may be cut by the end of the buffer
            if not self._more():
                self._at = len(self._text)
                return Broken("bad-json", _shown(source))

    def jump(self, pattern: re.Pattern[str]) -> bool:
        """Go to the end of the next match of `pattern` in the buffer, if there is one; it is always the same pattern."""
        found = None if self._is_nothing_ahead else pattern.search(self._text, self._at)
        if found is None:
            self._is_nothing_ahead = True
            return False
        self._at = found.end()
        return True

    def _taken(self, value: object, end: int) -> Value | Broken:
        start, self._at = self._at, end
        source = self._text[start : min(end, start + EXCERPT_CHARS)]
        if self._decoded.is_undecoded(self._text, start, end):
            return Broken("bad-encoding", _shown(source))
        return Value(value, source)

    def _is_cut(self, error: Exception) -> bool:
        """Whether a fault may come from the end of the buffer alone."""
        if not isinstance(error, json.JSONDecodeError) or len(self._text) - self._at >= _LIMIT_CHARS:
            return False
        return error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - _EDGE_CHARS

    def _mended(self, fault: int) -> Value | Broken:
        """The value that begins here, its escapes repaired; broken for good where that is not all that is wrong."""
        if self._overread > _OVERREAD_CHARS:  # hostile: each record would be read again by all that it swallows
            self._next = self._text.find(self._beginning, fault) if self._beginning else -1
        end, is_whole = self._end()
        self._overread += max(0, fault - end)
        start = self._at
        if is_whole:
            try:
                value, _ = _decode(repaired(self._text[start:end]))
            except (ValueError, RecursionError):
                pass
            else:
                return self._taken(value, end)
        reason = "line-too-long" if end - start >= _LIMIT_CHARS else "bad-json"
        undecoded = self._decoded.is_undecoded(self._text, start, end)
        self._at = end
        broken = Broken("bad-encoding" if undecoded else reason, _shown(self._text[start : min(end, start + EXCERPT_CHARS)]))
        if reason == "line-too-long" and self._beginning:
            self.skip("")
        return broken

    def _end(self) -> tuple[int, bool]:
        """Where the broken value ends, and whether a bracket closes it there."""
        if self._text[self._at] not in '{["':
            return _WORD.match(self._text, self._at).end(), False  # type: ignore[union-attr]  # matches at least one character
        while True:
            found = self._next_beginning()
            stop = found if found >= 0 else len(self._text)
            end = _closed(self._text, self._at, stop)
            if end is not None:
                return end, True
            if found >= 0:
                return found, False
            if len(self._text) - self._at >= _LIMIT_CHARS or not self._more():
                return max(len(self._text), self._at + 1), False

    def _next_beginning(self) -> int:
        """Where the next record of the buffer begins, -1 if none does; remembered, so that many broken ones cost one search."""
        if not self._beginning:
            return -1
        if self._next is None or -1 < self._next <= self._at:
            self._next = self._text.find(self._beginning, self._at + 1)
        return self._next

    def _more(self) -> bool:
        """Read on, at least as much as is held already, so that what is read twice stays in proportion."""
        wanted = max(_PIECE_CHARS, len(self._text) - self._at)
        pieces, got = [], 0
        for piece in self._pieces:
            pieces.append(piece)
            got += len(piece)
            if got >= wanted:
                break
        self._text, self._at = "".join((self._text[self._at :], *pieces)), 0
        self._next, self._is_nothing_ahead = None, False
        return bool(pieces)


def _closed(text: str, start: int, stop: int) -> int | None:
    """Behind the bracket or quote that closes what begins at `start`; `None` where none does before `stop`."""
    if text[start] == '"':
        whole = _STRING.match(text, start, stop)
        return whole.end() if whole is not None else None
    depth = 0
    for token in _TOKEN.finditer(text, start, stop):
        if token[0] == '"':
            return None  # a text that never ends
        run = token.end() - token.start()
        if token[0][0] in "}]":
            if run >= depth:
                return token.start() + max(depth, 1)
            depth -= run
        elif token[0][0] != '"':
            depth += run
    return None


def _shown(source: str) -> str:
    return source.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") if not source.isascii() else source
