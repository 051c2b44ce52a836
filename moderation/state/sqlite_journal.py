"""What messages left in windows since the windows' table was last brought up to date: one row a message, and what follows from them.

A message writes one page of the file, the end of the journal, where its windows would be four or five pages anywhere. Each
process knows what the rows come to without asking the file again: it reads those of others when it sees that there are some.
"""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from moderation.state.store import Mark
from moderation.state.traces import leave

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["LARGE_BYTES", "Recent", "Row", "in_table", "marks_of", "packed_marks", "places_of"]

_HEAD: Final = Struct("<I")  # marks
_LINE: Final = Struct("<qqqII")  # window · span · keep · bytes of its who · bytes of its value
_SAME: Final = 0xFFFF_FFFF
"""In place of a value's length: it is that of the mark before."""
LARGE_BYTES: Final = 8 << 20
"""When the journal takes so much, with windows that were read for it, it is time to bring it to its place."""
_CACHED_BYTES: Final = 4 << 20
"""What windows that are in the table already may take in a process that keeps them because it may need them again, twice: those that
were asked for since the last time there were so many, and of those of the time before what was not …"""
_OVERHEAD: Final = 150
"""… with the bytes that CPython needs for each beside its contents."""
_AT_ONCE: Final = 500

_ROWS: Final = "SELECT id, message, at_ms, marks FROM journal WHERE id > ? ORDER BY id"


class Row(NamedTuple):
    """What one message left; `number` counts messages since the file was made."""

    number: int
    message: bytes
    at_ms: int
    marks: bytes


def packed_marks(places: Sequence[int], marks: Sequence[Mark]) -> bytes:
    """Return marks with the numbers of their windows as bytes; a value that several have in a row is written once."""
    lines, rest, before = [_HEAD.pack(len(marks))], [], b""
    for place, mark in zip(places, marks, strict=True):
        who, value = mark.who.encode("utf-8", "surrogatepass"), mark.value
        again = value is before
        lines.append(_LINE.pack(place, mark.span_ms, mark.keep, len(who), _SAME if again else len(value)))
        rest.append(who if again else who + value)
        before = value
    return b"".join(lines + rest)


def places_of(packed: bytes) -> list[int]:
    """Return the numbers of the windows that packed marks are in."""
    end = _HEAD.size + _HEAD.unpack_from(packed)[0] * _LINE.size
    return [line[0] for line in _LINE.iter_unpack(packed[_HEAD.size : end])]


def marks_of(packed: bytes) -> dict[int, Mark]:
    """Return packed marks by the numbers of their windows; the names of the windows are not kept.

    >>> marks_of(packed_marks([7, 8], [Mark(window="a", span_ms=9, who="林", value=b"x"), Mark(window="b", span_ms=9, keep=0)]))[7]
    Mark(window='', span_ms=9, who='林', value=b'x', keep=64)
    """
    place = _HEAD.size + _HEAD.unpack_from(packed)[0] * _LINE.size
    marks: dict[int, Mark] = {}
    value = b""
    for number, span_ms, keep, who_bytes, length in _LINE.iter_unpack(packed[_HEAD.size : place]):
        value_at = place + who_bytes
        if length != _SAME:
            value = packed[value_at : value_at + length]
        if number not in marks:  # a message leaves one mark in a window
            who = packed[place:value_at].decode("utf-8", "surrogatepass")
            marks[number] = Mark(window="", span_ms=span_ms, who=who, value=value, keep=keep)
        place = value_at if length == _SAME else value_at + length
    return marks


class Recent:
    """What one process knows of the journal, and of windows that it has read or written; only ever used within a transaction.

    It is true as long as nobody else has brought the table up to date; then it is begun anew. `posted` is the last message whose
    traces are in the table, `last` the last one that is known; `seen` are the numbers of the keys of those in between.
    """

    __slots__ = ("_as_of", "_before", "_pending", "_touched", "_windows", "last", "posted", "seen", "size")

    def __init__(self, posted: int = -1) -> None:
        self.posted = self.last = posted
        self.seen: set[int] = set()
        self.size = 0
        self._windows: dict[int, bytes] = {}
        self._before: dict[int, bytes] = {}  # what was asked for a while ago, and not since
        self._pending: dict[int, list[Row]] = {}  # what others left in windows that this process has not looked at since
        self._touched: dict[int, int] = {}  # the last message that touched a window whose row in the table is old
        self._as_of: dict[int, int] = {}  # the last message in a window that the table had already, though the journal has it too

    @property
    def rows(self) -> int:
        """How many messages have left what is not in the table yet."""
        return self.last - self.posted

    def read_on(self, connection: sqlite3.Connection, number: Callable[[bytes], int]) -> None:
        """Take notice of the rows that others have written; `number` tells the number of a key."""
        for row in map(Row._make, connection.execute(_ROWS, (self.last,))):
            for place in set(places_of(row.marks)):  # a message leaves one mark in a window
                self._pending.setdefault(place, []).append(row)
                self._touched[place] = row.number
            self._note(row, number(row.message))

    def windows(self, connection: sqlite3.Connection, places: Sequence[int]) -> list[bytes]:
        """Return windows as they are now, packed; an unknown one is empty."""
        known = self._windows
        missing = [place for place in places if place not in known]
        if missing:
            self._fetch(connection, missing)
        if self._pending:
            for place in self._pending.keys() & set(places):
                self._catch_up(place)
        return [known[place] for place in places]

    def left(self, row: Row, seen: int, after: dict[int, bytes]) -> None:
        """Take notice of a message of this process that was entered, and of its windows after it."""
        self._windows.update(after)
        self._touched.update(dict.fromkeys(after, row.number))
        self._note(row, seen)

    @property
    def unposted(self) -> list[int]:
        """Those windows that the table does not hold as they are, in the order in which they lie there."""
        return sorted(self._touched)

    def as_touched(self, connection: sqlite3.Connection, places: Sequence[int]) -> list[tuple[int, int, bytes]]:
        """Return some of them as they are now, each with the last message that touched it."""
        return [(place, self._touched[place], window) for place, window in zip(places, self.windows(connection, places), strict=True)]

    def posted_up(self, until: int, seen: Iterable[int], dropped: Iterable[int]) -> None:
        """Take notice that the tables hold what came up to a message: those keys, and all windows but some that were dropped."""
        self.posted = until
        self.seen.difference_update(seen)
        self._touched = {place: number for place, number in self._touched.items() if number > until}
        self._as_of = {place: number for place, number in self._as_of.items() if number > until}
        for place in dropped:
            self._windows.pop(place, None)
            self._before.pop(place, None)
        if sum(map(len, self._windows.values())) + _OVERHEAD * len(self._windows) > _CACHED_BYTES:
            known = self._before = self._windows
            self._windows = {place: known[place] for place in self._touched if place in known}

    def _note(self, row: Row, seen: int) -> None:
        self.last = row.number
        self.seen.add(seen)
        self.size += len(row.marks) + len(row.message)

    def _fetch(self, connection: sqlite3.Connection, places: Sequence[int]) -> None:
        """Have windows at hand: what is known from before, and the rest from the file."""
        before = self._before
        found = {place: before.pop(place) for place in places if place in before}
        if len(found) < len(places):
            for place, touched, window in in_table(connection, "touched, packed", [place for place in places if place not in found]):
                found[place] = window
                if touched > self.posted:
                    self._as_of[place] = touched
        for place in places:
            window = self._windows[place] = found.get(place, b"")
            self.size += len(window) + _OVERHEAD

    def _catch_up(self, place: int) -> None:
        """Leave in a window what others left there, unless it was in the table already."""
        window, as_of = self._windows[place], self._as_of.get(place, 0)
        for row in self._pending.pop(place):
            if row.number > as_of:
                window, _ = leave(window, row.message, row.at_ms, marks_of(row.marks)[place])
        self._windows[place] = window


def in_table(connection: sqlite3.Connection, columns: str, places: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """Yield the numbers of those windows that are in the table, each with some of its columns."""
    for start in range(0, len(places), _AT_ONCE):
        asked = places[start : start + _AT_ONCE]
        yield from connection.execute(f"SELECT id, {columns} FROM windows WHERE id IN ({','.join('?' * len(asked))})", asked)  # noqa: S608
