"""A JSON document of any size as its records and what it tells beside them, one by one.

The records are the elements of the outermost array, or of the arrays called `messages`, wherever an export has them: at
the top, or in the list of chats of a whole account. Brackets that are missing, doubled or misplaced cost what stands
there, and the records behind them are found again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from moderation.archives.cursor import Broken, Cursor
from moderation.archives.record import Record
from moderation.archives.reject import Reject, rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.archives.decoding import Decoded

__all__ = ["ARRAYS", "OWN_ARRAYS", "Entry", "Told", "entries"]

ARRAYS: Final = frozenset({"messages"})
OWN_ARRAYS: Final = frozenset({"messages", "data", "rows", "records", "items", "list", "results", "消息"})
"""Where a document of anybody's own has its records, if it is no array itself."""

_ROOMS: Final = frozenset({"chats", "left_chats", "contacts", "frequent_contacts", "list", "chunks"})
"""Where the export of a whole Telegram account keeps its chats, QQ Chat Exporter its parts, and what is too much to be read at once."""

_DEPTH: Final = 6
"""No export nests its arrays of messages deeper; a hostile document must not use up the stack."""

_RECORDS_AHEAD: Final = re.compile(r'"messages"\s*:\s*(?=\[)')


class Told(NamedTuple):
    """What a document says beside its records; an empty key begins a new object, such as the next chat of an account.

    The elements of an array come one by one, each under the array's key.
    """

    key: str
    value: Any = None


Entry = Record | Reject | Told


def entries(pieces: Decoded, arrays: frozenset[str] = ARRAYS) -> Iterator[Entry]:
    """Yield every record, in order and numbered from 1, and between them what the document tells.

    Records are the elements of `arrays`, or of an array that is the document itself.
    """
    return _Walk(Cursor(pieces), arrays).everything()


class _Walk:
    """A way through a document."""

    def __init__(self, cursor: Cursor, arrays: frozenset[str]) -> None:
        self._cursor, self._arrays = cursor, arrays
        self._number = 0

    def everything(self) -> Iterator[Entry]:
        while char := self._cursor.char():
            if char == "{" and not self._cursor.begins_record():
                yield from self._object(0)
            elif char == "{":
                yield self._record()
            elif char == "[":
                self._cursor.step()
                yield from self._records()
            elif char in "]}":
                self._cursor.step()
            else:
                yield from self._lost("{[")

    def _object(self, depth: int) -> Iterator[Entry]:
        self._cursor.step()
        yield Told("")
        while char := self._cursor.char():
            if char == '"':
                key = self._cursor.value()
                yield from self._lost('"{}') if isinstance(key, Broken) else self._member(key.value, depth)
            elif char == "{":
                yield self._record()  # it fell out of its array
            elif char in "}]":
                self._cursor.step()
                if char == "}":
                    return
            elif char == "[":
                self._cursor.step()
                yield from self._records()
            else:
                yield from self._lost('"{}')

    def _member(self, key: str, depth: int) -> Iterator[Entry]:
        char = self._cursor.char()
        if char == "[":
            self._cursor.step()
            if key in self._arrays:
                yield from self._records()
            else:
                yield from self._list(key, depth)
        elif char == "{" and key in _ROOMS and depth < _DEPTH:
            yield Told(key)
            yield from self._object(depth + 1)
        elif char and char not in "]}":
            told = self._cursor.value()
            yield from self._lost('"{}') if isinstance(told, Broken) else (Told(key, told.value),)

    def _list(self, key: str, depth: int) -> Iterator[Entry]:
        while char := self._cursor.char():
            if char in "]}":
                self._cursor.step()
                return
            if char == "{" and key in _ROOMS and depth < _DEPTH:
                yield from self._object(depth + 1)
                continue
            told = self._cursor.value()
            if isinstance(told, Broken):
                if self._cursor.jump(_RECORDS_AHEAD):
                    return
            else:
                yield Told(key, told.value)

    def _records(self) -> Iterator[Entry]:
        while char := self._cursor.char():
            if char in "]}":
                self._cursor.step()
                return
            if char == "{":
                self._cursor.learn()
            yield self._record()

    def _record(self) -> Record | Reject:
        self._number += 1
        found = self._cursor.value()
        if isinstance(found, Broken):
            return rejected(self._number, found.reason, found.source)
        if not isinstance(found.value, dict):
            return rejected(self._number, "not-an-object", found.source)
        return Record(self._number, found.value, found.source)

    def _lost(self, beginnings: str) -> Iterator[Entry]:
        """Refuse what makes no sense here, and go on where the messages begin, or else at the next of some characters."""
        if self._cursor.jump(_RECORDS_AHEAD):
            return
        self._number += 1
        broken = self._cursor.skip(beginnings)
        yield rejected(self._number, broken.reason, broken.source)
