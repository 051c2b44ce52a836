"""A window as one string of bytes: what memory and SQLite keep of it, about 30 bytes a message beside its value.

Three parts: an index with one line for each entry in the order of arrival, what the entries share (the beginning of their
messages' keys and the usual `who`), and what is left of each. A message that is newer than all before, the rule in a chat,
is appended without looking at the others; one that arrives late is put in its place by the slow way.
"""

from __future__ import annotations

import itertools
from struct import Struct
from typing import TYPE_CHECKING, Final

from moderation.state.store import Entry, Window

if TYPE_CHECKING:
    from moderation.state.store import Mark

__all__ = ["FORGET", "leave", "recall"]

_HEAD: Final = Struct("<BIII")  # did any arrive late · entries · bytes of the shared beginning · bytes of the usual who
_LINE: Final = Struct("<qIII")  # time · bytes of the rest of its key · bytes of its who · bytes of its value
_FRESH: Final = Struct("<BIIIqIII")  # both, for a window with one entry
FORGET: Final = 2
"""A message drops entries that are older than itself by so many spans: the last of them serve messages that arrive late."""
_SHARED: Final = 1 << 31
"""Set in a length: the key begins with what is shared; the who is the usual one."""
_LENGTH: Final = _SHARED - 1
_NOTHING: Final = Window((), 0)
_entry: Final = tuple.__new__
"""Makes an Entry in a third of the time: there may be hundreds for one message."""

_Row = tuple[int, bytes, bytes, bytes]
_Line = tuple[int, int, int, int]


def leave(packed: bytes, message: bytes, at_ms: int, mark: Mark) -> tuple[bytes, Window]:
    """Return a window with one more entry, and what the message sees in it: at least its own entry."""
    who = mark.who.encode("utf-8", "surrogatepass")
    if not packed:
        return _begin(message, at_ms, who, mark)
    late, count, stem, usual = _HEAD.unpack_from(packed)
    shared = _HEAD.size + count * _LINE.size
    lines = [*_LINE.iter_unpack(packed[_HEAD.size : shared])]
    newest_ms = lines[-1][0] if lines else 0
    if not late and newest_ms <= at_ms - FORGET * mark.span_ms:
        return _begin(message, at_ms, who, mark)
    if late or newest_ms > at_ms:
        return _leave_late(packed, (at_ms, message, who, mark.value), mark)
    heap = shared + stem + usual
    common, often = packed[shared : shared + stem], packed[shared + stem : heap]
    line, rest = _written((at_ms, message, who, mark.value), common, often)
    drop = _outlived(lines, at_ms - FORGET * mark.span_ms, count + 1 - mark.keep)
    left = b"".join((
        _HEAD.pack(0, count + 1 - drop, stem, usual),
        packed[_HEAD.size + drop * _LINE.size : shared],
        line,
        packed[shared:heap],
        packed[heap + _length(lines[:drop]) :] if drop else packed[heap:],
        rest,
    ))  # fmt: skip
    entries = _newest(packed, lines[drop:], (common, often), at_ms - max(1, mark.span_ms))
    return left, Window((*entries[::-1], Entry(at_ms, _text(message), mark.who, mark.value)), len(entries) + 1)


def recall(packed: bytes, message: bytes, mark: Mark) -> Window:
    """Return what a message that came before saw in a window: the entries up to its own, empty where that is forgotten."""
    rows = _rows(packed) if packed else []
    own = max((index for index, row in enumerate(rows) if row[1] == message), default=None)
    return _NOTHING if own is None else _seen(rows[: own + 1], rows[own][0], mark.span_ms)


def _begin(message: bytes, at_ms: int, who: bytes, mark: Mark) -> tuple[bytes, Window]:
    """A window with its first entry: what most messages find of most windows is nothing, or nothing that still counts."""
    stem = message.rfind(b"|") + 1  # platform and chat, where all messages of a window share them
    value = mark.value
    head = _FRESH.pack(0, 1, stem, len(who), at_ms, len(message) - stem | _SHARED, _SHARED, len(value))
    packed = b"".join((head, message[:stem], who, message[stem:], value))
    return packed, Window((Entry(at_ms, message.decode("utf-8", "surrogatepass"), mark.who, value),), 1)


def _leave_late(packed: bytes, row: _Row, mark: Mark) -> tuple[bytes, Window]:
    """The slow way: an entry that is older than the newest, or a window in which such a one stands."""
    rows = [*(before for before in _rows(packed) if before[0] > row[0] - FORGET * mark.span_ms), row]
    while len(rows) > mark.keep:
        del rows[min(range(len(rows)), key=lambda index: rows[index][0])]  # the oldest; of one time, who came first
    late = any(before[0] > after[0] for before, after in itertools.pairwise(rows))
    window = _seen(rows, row[0], mark.span_ms)
    return _pack(rows, late=late), window if window.count else _window([row])


def _outlived(lines: list[_Line], until_ms: int, drop: int) -> int:
    """How many entries of a window in order give way: at least `drop`, and all up to a time."""
    drop = max(0, drop)
    while drop < len(lines) and lines[drop][0] <= until_ms:
        drop += 1
    return drop


def _seen(rows: list[_Row], at_ms: int, span_ms: int) -> Window:
    return _window(sorted((row for row in rows if at_ms - span_ms < row[0] <= at_ms), key=lambda row: row[0]))


def _window(rows: list[_Row]) -> Window:
    return Window(tuple(Entry(at_ms, _text(key), _text(who), value) for at_ms, key, who, value in rows), len(rows))


def _newest(packed: bytes, lines: list[_Line], shared: tuple[bytes, bytes], after_ms: int) -> list[Entry]:
    """The entries of a window in order that are later than a time, newest first, read from its end: costs as much as they are."""
    common, often, end = shared[0], _text(shared[1]), len(packed)
    entries = []
    for at_ms, rest, who, value in reversed(lines):
        if at_ms <= after_ms:
            break
        value_at = end - value
        who_at = value_at - (who & _LENGTH)
        key_at = who_at - (rest & _LENGTH)
        key = common + packed[key_at:who_at] if rest & _SHARED else packed[key_at:who_at]
        whose = often if who & _SHARED else packed[who_at:value_at].decode("utf-8", "surrogatepass")
        entries.append(_entry(Entry, (at_ms, key.decode("utf-8", "surrogatepass"), whose, packed[value_at:end])))
        end = key_at
    return entries


def _rows(packed: bytes) -> list[_Row]:
    """All entries in the order of their arrival."""
    _late, count, stem, usual = _HEAD.unpack_from(packed)
    shared = _HEAD.size + count * _LINE.size
    common, often = packed[shared : shared + stem], packed[shared + stem : shared + stem + usual]
    place, rows = shared + stem + usual, []
    for at_ms, rest, who, value in _LINE.iter_unpack(packed[_HEAD.size : shared]):
        who_at = place + (rest & _LENGTH)
        value_at = who_at + (who & _LENGTH)
        key = (common if rest & _SHARED else b"") + packed[place:who_at]
        rows.append((at_ms, key, often if who & _SHARED else packed[who_at:value_at], packed[value_at : value_at + value]))
        place = value_at + value
    return rows


def _pack(rows: list[_Row], *, late: bool) -> bytes:
    stem = rows[0][1][: rows[0][1].rfind(b"|") + 1]
    usual = rows[0][2]
    written = [_written(row, stem, usual) for row in rows]
    head = _HEAD.pack(late, len(rows), len(stem), len(usual))
    return b"".join((head, *(line for line, _ in written), stem, usual, *(rest for _, rest in written)))


def _written(row: _Row, stem: bytes, usual: bytes) -> tuple[bytes, bytes]:
    """An entry's line of the index and what stands of it at the end."""
    at_ms, key, who, value = row
    rest, flag = (key[len(stem) :], _SHARED) if key.startswith(stem) else (key, 0)
    if who == usual:
        return _LINE.pack(at_ms, len(rest) | flag, _SHARED, len(value)), rest + value
    return _LINE.pack(at_ms, len(rest) | flag, len(who), len(value)), rest + who + value


def _length(lines: list[_Line]) -> int:
    """How many bytes entries take at the end of a window, by their lines."""
    return sum((rest & _LENGTH) + (who & _LENGTH) + value for _, rest, who, value in lines)


def _text(encoded: bytes) -> str:
    return encoded.decode("utf-8", "surrogatepass")
