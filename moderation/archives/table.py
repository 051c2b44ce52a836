"""CSV with a header: comma, tab or semicolon, quoted fields with line breaks and doubled quotes.

Written by hand, because the standard reader swallows the rest of a file behind one quote that is never closed, and
refuses long fields unless a setting of the whole process is changed. Here an open quote costs its own line only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from moderation.archives.columns import Columns
from moderation.archives.fields import message_of
from moderation.archives.options import Options
from moderation.archives.record import Record
from moderation.archives.reject import Reject, rejected
from moderation.errors import ArchiveError
from moderation.wording import both
from moderation.wording.archives import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.archives.lines import Numbered
    from moderation.message import Message

__all__ = ["cells_of", "columns", "delimiter_of", "header_names", "read", "records", "split"]

_DELIMITERS: Final = (",", "\t", ";")
_FIELD_LINES: Final = 1000
"""No message has more lines; behind a quote that stays open for longer, every line stands for itself again."""

_FIELD_CHARS: Final = 1 << 22
"""Nor are eight lines of a message this long: what is held for one field stays within some hundred megabytes."""


_USUAL: Final = Columns()
_DEFAULT: Final = Options()


def delimiter_of(header: str, mapping: Columns = _USUAL) -> str | None:
    r"""Return what separates the columns of a header; `None` where no column would hold the text.

    >>> delimiter_of("编号,内容"), delimiter_of("id\ttext"), delimiter_of("大家好")
    (',', '\t', None)
    """
    found = [delimiter for delimiter in _DELIMITERS if "text" in columns(header, delimiter, mapping)]
    return max(found, key=header.count, default=None)


def columns(header: str, delimiter: str, mapping: Columns = _USUAL) -> list[str | None]:
    """Return the field of each column of a header, `None` for a column that is not read or named twice."""
    seen: set[str | None] = set()
    return [_once(mapping.field_of(name.strip()), seen) for name in split(header, delimiter)]


def read(lines: Iterator[Numbered], options: Options = _DEFAULT) -> Iterator[Message | Reject]:
    """Yield the row of every record behind the header.

    Raises:
        ArchiveError: no column of the header holds the text.
    """
    header = _header(lines)
    if header is None:
        return
    delimiter = delimiter_of(header, options.columns)
    if delimiter is None:
        raise ArchiveError(*both(SENTENCES, "no-text-column", {"header": header[:60]}))
    names = columns(header, delimiter, options.columns)
    for number, record in _records(lines, delimiter):
        yield record if isinstance(record, Reject) else _row(split(record, delimiter), names, (number, record), options)


def records(lines: Iterator[Numbered], tables: Sequence[frozenset[str]]) -> Iterator[Record | Reject]:
    """Yield every record behind the header with its cells by the header's own names, in lower case.

    Raises:
        ArchiveError: the header has all columns of none of the `tables`.
    """
    header = _header(lines)
    if header is None:
        return
    names = header_names(header)
    wanted = next((table for table in tables if table <= set(names)), None)
    if wanted is None:
        missing = min((table - set(names) for table in tables), key=len)
        raise ArchiveError(*both(SENTENCES, "missing-column", {"header": header[:60], "wanted": ", ".join(sorted(missing))}))
    delimiter = max(_DELIMITERS, key=header.count)
    for number, record in _records(lines, delimiter):
        yield record if isinstance(record, Reject) else _cells(split(record, delimiter), names, (number, record), wanted)


def cells_of(lines: Iterator[Numbered]) -> Iterator[list[str]]:
    """Yield the cells of a table row by row, its header first; rows that cannot be read are left out."""
    header = _header(lines)
    if header is None:
        return
    delimiter = max(_DELIMITERS, key=header.count)
    yield [name.strip() for name in split(header, delimiter)]
    for _, record in _records(lines, delimiter):
        if not isinstance(record, Reject):
            yield split(record, delimiter)


def header_names(header: str, delimiter: str | None = None) -> list[str]:
    """Return the names of the columns of a header, in lower case; empty for one that stands there again."""
    seen: set[str | None] = set()
    return [_once(name.strip().lower(), seen) or "" for name in split(header, delimiter or max(_DELIMITERS, key=header.count))]


def _once(name: str | None, seen: set[str | None]) -> str | None:
    """A name that was not `seen` before; a hostile header has millions of columns."""
    if name in seen:
        return None
    seen.add(name)
    return name


def _header(lines: Iterator[Numbered]) -> str | None:
    header = next((line for _, line in lines if isinstance(line, Reject) or line.strip()), None)
    return header.excerpt if isinstance(header, Reject) else header and header.lstrip("\ufeff")


def _cells(cells: list[str], names: list[str], place: tuple[int, str], wanted: frozenset[str]) -> Record | Reject:
    number, source = place
    if len(cells) > len(names) and any(cells[len(names) :]):
        return rejected(number, "extra-columns", source)
    fields = dict(zip(names, cells, strict=False))
    return Record(number, fields, source) if wanted <= fields.keys() else rejected(number, "missing-columns", source)


def _row(cells: list[str], names: list[str | None], place: tuple[int, str], options: Options) -> Message | Reject:
    number, source = place
    if len(cells) > len(names) and any(cells[len(names) :]):
        return rejected(number, "extra-columns", source)
    row = {name: cell for name, cell in zip(names, cells, strict=False) if name is not None and (cell or name == "text")}
    return message_of(row, number, source, options.zone, options.order) if "text" in row else rejected(number, "missing-columns", source)


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


def split(record: str, delimiter: str) -> list[str]:
    """Return the cells of a record; what follows a closing quote belongs to its cell, as in every spreadsheet."""
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
