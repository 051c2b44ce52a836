"""Parquet: the columns that hold something about a message, a few thousand rows at a time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from moderation.archives.columns import within
from moderation.archives.fields import message_of
from moderation.archives.reject import Reject, rejected
from moderation.errors import ArchiveError, EnvironmentalError
from moderation.wording import both
from moderation.wording.archives import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.archives.options import Options
    from moderation.message import Message

__all__ = ["MAGIC", "read"]

MAGIC: Final = b"PAR1"
_ROWS: Final = 4096
_BAD: Final = object()
"""Stands for a value that cannot be read."""

_LOST_ROWS: Final = 1 << 20
"""A damaged file may claim any number of rows; so many are refused one by one, the rest is not believed."""


def read(stream: BinaryIO, options: Options) -> Iterator[Message | Reject]:
    """Yield the row of every row of the table, numbered from 1; the stream must be one that can be sought in.

    Raises:
        ArchiveError: the file is damaged beyond reading, or has no column for the text.
        EnvironmentalError: pyarrow is not installed.
    """
    try:
        from pyarrow import ArrowException  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
        from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]  # noqa: PLC0415 - the same
    except ImportError as error:
        raise EnvironmentalError(*both(SENTENCES, "missing-extra", {"what": "Parquet", "extra": "arrow"})) from error
    try:
        table: Any = ParquetFile(_Whole(stream), pre_buffer=False)
    except (ArrowException, OSError, ValueError) as error:
        raise ArchiveError(*both(SENTENCES, "broken-parquet", {"name": options.name})) from error
    fields = _fields(table.schema_arrow.names, options)
    number = 1
    for group in range(table.num_row_groups):
        rows = table.metadata.row_group(group).num_rows
        yield from _group(table, group, fields, (number, rows), options)
        number += max(rows, 0)


def _fields(names: list[str], options: Options) -> dict[str, str]:
    """The columns to read, with the field that each holds."""
    fields: dict[str, str] = {}
    for name in names:
        field = options.columns.field_of(name)
        if field is not None and (field not in fields.values() or name == field):
            fields = {column: held for column, held in fields.items() if held != field} | {name: field}
    if "text" not in {*fields.values(), *options.columns.nested_in(names)}:
        raise ArchiveError(*both(SENTENCES, "no-text-column", {"header": ", ".join(names)[:60]}))
    return fields


def _group(
    table: Any,  # noqa: ANN401 - pyarrow ships no types
    group: int,
    fields: dict[str, str],
    place: tuple[int, int],
    options: Options,
) -> Iterator[Message | Reject]:
    """The rows of one row group; those behind a damaged page are refused."""
    from pyarrow import ArrowException  # noqa: PLC0415 - an extra

    number, rows = place
    end = number + rows
    nested = options.columns.nested_in(table.schema_arrow.names)
    wanted = list(dict.fromkeys([*fields, *(path.partition(".")[0] for path in nested.values())]))
    try:
        for batch in table.iter_batches(_ROWS, row_groups=[group], columns=wanted, use_threads=False):
            values = {name: _values(batch.column(name)) for name in batch.schema.names}
            columns = {fields[name]: column for name, column in values.items() if name in fields}
            columns |= {field: _inner(values, path) for field, path in nested.items()}
            for at in range(batch.num_rows):
                yield _row(columns, at, number, options)
                number += 1
    except (ArrowException, OSError, ValueError):
        for lost in range(number, min(end, number + _LOST_ROWS)):
            yield rejected(lost, "bad-page", "")


def _inner(columns: dict[str, list[Any]], path: str) -> list[Any]:
    """The values at the end of a path, which begins with the name of a column."""
    root = path.partition(".")[0]
    return [within({root: value}, path) for value in columns[root]]


def _values(column: Any) -> list[Any]:  # noqa: ANN401 - pyarrow ships no types
    """The values of a column, `_BAD` for one that is no text in UTF-8 or no time of the calendar."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError, LookupError):
        return [_value(cell) for cell in column]


def _value(cell: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    try:
        return cell.as_py()
    except (ValueError, OverflowError, LookupError):
        return _BAD


def _row(columns: dict[str, list[Any]], at: int, number: int, options: Options) -> Message | Reject:
    row = {field: values[at] for field, values in columns.items() if values[at] is not None}
    if row.get("text") is _BAD:
        return rejected(number, "bad-encoding", "")
    row = {
        field: value.decode("utf-8", "replace") if isinstance(value, bytes) else value for field, value in row.items() if value is not _BAD
    }
    return message_of(row, number, str(row.get("text", ""))[:80], options.zone)


class _Whole(io.RawIOBase):
    """A stream that pyarrow may close without closing it for its owner."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        return self._stream.read(size)

    def seek(self, place: int, whence: int = 0, /) -> int:
        return self._stream.seek(place, whence)

    def tell(self) -> int:
        return self._stream.tell()
