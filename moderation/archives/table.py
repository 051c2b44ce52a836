"""CSV with a header: comma, tab or semicolon, quoted fields with line breaks and doubled quotes.

Written by hand, because the standard reader swallows the rest of a file behind one quote that is never closed, and
refuses long fields unless a setting of the whole process is changed. Here an open quote costs its own line only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from moderation.archives.fields import canonical, message_of
from moderation.archives.reject import Reject, rejected
from moderation.errors import ArchiveError
from moderation.wording import both
from moderation.wording.archives import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.archives.lines import Numbered
    from moderation.message import Message

__all__ = ["columns", "delimiter_of", "read"]

_DELIMITERS: Final = (",", "\t", ";")
_FIELD_LINES: Final = 1000
"""No message has more lines; behind a quote that stays open for longer, every line stands for itself again."""

_FIELD_CHARS: Final = 1 << 22
"""Nor are eight lines of a message this long: what is held for one field stays within some hundred megabytes."""


def delimiter_of(header: str) -> str | None:
    r"""Return what separates the columns of a header; `None` where no column would hold the text.

    >>> delimiter_of("编号,内容"), delimiter_of("id\ttext"), delimiter_of("大家好")
    (',', '\t', None)
    """
    found = [delimiter for delimiter in _DELIMITERS if "text" in columns(header, delimiter)]
    return max(found, key=header.count, default=None)


def columns(header: str, delimiter: str) -> list[str | None]:
    """Return the canonical field of each column of a header, `None` for a column that is not read or named twice."""
    names = [canonical(name) for name in _split(header, delimiter)]
    return [name if name not in names[:place] else None for place, name in enumerate(names)]


def read(lines: Iterator[Numbered]) -> Iterator[Message | Reject]:
    """Yield the row of every record behind the header.

    Raises:
        ArchiveError: no column of the header holds the text.
    """
    header = next((line for _, line in lines if isinstance(line, Reject) or line.strip()), None)
    if header is None:
        return
    header = header.excerpt if isinstance(header, Reject) else header
    delimiter = delimiter_of(header)
    if delimiter is None:
        raise ArchiveError(*both(SENTENCES, "no-text-column", {"header": header[:60]}))
    names = columns(header, delimiter)
    for number, record in _records(lines, delimiter):
        yield record if isinstance(record, Reject) else _row(_split(record, delimiter), names, number, record)


def _row(cells: list[str], names: list[str | None], number: int, record: str) -> Message | Reject:
    if len(cells) > len(names) and any(cells[len(names) :]):
        return rejected(number, "extra-columns", record)
    row = {name: cell for name, cell in zip(names, cells, strict=False) if name is not None and (cell or name == "text")}
    return message_of(row, number, record) if "text" in row else rejected(number, "missing-columns", record)


def _records(lines: Iterator[Numbered], delimiter: str) -> Iterator[Numbered]:
    """Join the lines of a quoted field; every line ends up in exactly one record or Reject."""
    held: list[tuple[int, str]] = []
    for number, line in lines:
        if isinstance(line, Reject):
            yield from _each_alone(held, delimiter)
            held = []
            yield number, line
        elif not held and '"' not in line:
            if line and not line.isspace():
                yield number, line
        else:
            is_open = _stays_open(line, delimiter, within=bool(held))
            held.append((number, line))
            if not is_open:
                yield held[0][0], "\n".join(part for _, part in held)
                held = []
            elif _is_endless(held):
                yield from _each_alone(held, delimiter)
                held = []
    yield from _each_alone(held, delimiter)


def _is_endless(held: list[tuple[int, str]]) -> bool:
    return len(held) > _FIELD_LINES or sum(len(line) for _, line in held[-8:]) > _FIELD_CHARS


def _each_alone(held: list[tuple[int, str]], delimiter: str) -> Iterator[Numbered]:
    """Yield lines behind a quote that was never closed as records of their own."""
    for number, line in held:
        if _stays_open(line, delimiter, within=False):
            yield number, rejected(number, "open-quote", line)
        elif line and not line.isspace():
            yield number, line


_QUOTED_REST: Final = re.compile(r'[^"]*+(?:""[^"]*+)*+("?)')


def _stays_open(line: str, delimiter: str, *, within: bool) -> bool:
    """Whether a quoted field is still open at the end of `line`, if one was (`within`) or was not at its start."""
    place = 0
    while True:
        if not within:
            opening = 0 if place == 0 and line.startswith('"') else line.find(f'{delimiter}"', place) + 1
            if opening == 0 and not (place == 0 and line.startswith('"')):
                return False
            place = opening + 1
        closed = _QUOTED_REST.match(line, place)
        if closed is None or not closed[1]:
            return True
        place, within = closed.end(), False


def _split(record: str, delimiter: str) -> list[str]:
    """The cells of a record; what follows a closing quote belongs to its cell, as in every spreadsheet."""
    if '"' not in record:
        return record.split(delimiter)
    cells, place = [], 0
    while place <= len(record):
        cell = ""
        if record.startswith('"', place):
            closed = _QUOTED_REST.match(record, place + 1)
            place = closed.end() if closed else len(record)
            cell = (closed[0].removesuffix('"') if closed and closed[1] else record[place:]).replace('""', '"')
        end = record.find(delimiter, place)
        end = len(record) if end < 0 else end
        cells.append(cell + record[place:end])
        place = end + 1
    return cells
