"""Which format an archive is in: by what stands in it; the file's name only breaks a tie."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Literal

from moderation.archives import qq
from moderation.archives.columns import Columns
from moderation.archives.decoding import Decoded
from moderation.archives.document import OWN_ARRAYS, Told, entries
from moderation.archives.formats import EXPORTS, FORMATS, export_of_columns, export_of_records
from moderation.archives.jsonl import parse
from moderation.archives.lines import encoding_of, head_lines
from moderation.archives.names import canonical
from moderation.archives.parquet import MAGIC
from moderation.archives.record import Record, sequence
from moderation.archives.reject import Reject
from moderation.archives.table import delimiter_of, header_names
from moderation.errors import ArchiveError
from moderation.wording import both
from moderation.wording.archives import SENTENCES

__all__ = ["FORMATS", "Found", "is_enough", "sniff"]

_SAMPLE_LINES: Final = 50
_SAMPLE_RECORDS: Final = 200
_BINARIES: Final = (
    (b"PK\x03\x04", "Excel / ZIP"), (b"\xd0\xcf\x11\xe0", "Excel 97"), (b"SQLite format 3\x00", "SQLite"), (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"7z\xbc\xaf", "7-Zip"), (b"Rar!\x1a\x07", "RAR"),
)  # fmt: skip
_DOCUMENT: Final = re.compile(r'\s*(?:\[\s*(?:[{\]]|$)|\{\s*(?:"[^"\n]{0,200}"\s*:|\}?\s*$))')
"""How a JSON document begins; a chat line may begin with a bracket too, such as [图片]."""


@dataclass(frozen=True, slots=True)
class Found:
    """A format, and how its records are stored: one JSON document, JSON Lines, a table, plain lines, or Parquet."""

    format: str
    stored: Literal["document", "lines", "table", "text", "parquet"]


def sniff(head: bytes, name: str = "", columns: Columns | None = None, wanted: str | None = None) -> Found:
    r"""Return what a file with these first bytes is; of the format that is `wanted`, where the operator said so.

    With a mapping of `columns` the format is one of those whose columns can be named.

    Raises:
        ArchiveError: for a file that is no text.

    >>> sniff('{"id": 1, "text": "好"}'.encode()).format, sniff("编号,内容\n1,好".encode()).format, sniff("大家好".encode()).format
    ('jsonl', 'csv', 'plain')
    """
    if wanted == "parquet" or (wanted is None and head.startswith(MAGIC)):
        return Found("parquet", "parquet")
    binary = next((kind for mark, kind in _BINARIES if head.startswith(mark)), None)
    if binary is not None and wanted is None:
        raise ArchiveError(*both(SENTENCES, "binary-archive", {"name": name, "kind": binary}))
    lines = [line for line in head_lines(head) if line and not line.isspace()]
    found = _as_wanted(lines, wanted) if wanted is not None else _found(head, lines, name.lower(), columns or Columns())
    return _own(found) if columns and wanted is None else found


def is_enough(head: bytes) -> bool:
    r"""Return whether a beginning tells what the whole is, as far as it was read: its first lines are there, and make sense.

    >>> is_enough(b"hello\n"), is_enough(b"hel"), is_enough(b'{\n "messages"'), is_enough(b'{"text": "a"}\n')
    (True, False, False, True)
    """
    whole = head[: head.rfind(b"\n") + 1]
    if not whole or (encoding_of(head) or "").startswith(("utf-16", "utf-32")):
        return False
    lines = [line for line in head_lines(whole) if line and not line.isspace() and not line.startswith("#")]
    if not lines:
        return False
    if _DOCUMENT.match(lines[0]) is not None:
        return bool(_objects(lines[:1]))
    if lines[0].startswith(qq.BEGINNINGS):
        return any(qq.is_head(line) for line in lines)
    return len(lines) > 1 or (export_of_columns(header_names(lines[0])) is None and delimiter_of(lines[0]) is None)


def _own(found: Found) -> Found:
    """The same with columns that the operator names, whatever export it may be."""
    return Found({"document": "json", "lines": "jsonl", "table": "csv"}.get(found.stored, found.format), found.stored)


def _as_wanted(lines: list[str], wanted: str) -> Found:
    if wanted in ("plain", "qq"):
        return Found(wanted, "text")
    export = EXPORTS.get(wanted)
    if wanted == "csv" or (export is not None and export.stored == "table"):
        return Found(wanted, "table")
    if export is not None and export.tables and lines and not _is_json(lines) and export_of_columns(header_names(lines[0])) is export:
        return Found(wanted, "table")
    return Found(wanted, "document" if wanted == "json" or (wanted != "jsonl" and _is_document(lines)) else "lines")


def _found(head: bytes, lines: list[str], name: str, columns: Columns) -> Found:
    if _is_json(lines) or name.endswith((".jsonl", ".ndjson", ".json")):
        named_so = name.endswith((".jsonl", ".ndjson"))
        if not named_so and _is_document(lines):
            found = _document(head, lines)
            if found is not None:
                return found
        objects = _objects(lines)
        if named_so or 2 * len(objects) >= max(len(_rows(lines)), 1):
            export = export_of_records((), objects)
            return Found("jsonl" if export is None else export.name, "lines")
    return _text(lines, name, columns)


def _rows(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.startswith("#")][:_SAMPLE_LINES]


def _objects(lines: list[str]) -> list[dict[str, Any]]:
    return [row for row in (parse(line, 0) for line in _rows(lines)) if not isinstance(row, Reject)]


def _is_json(lines: list[str]) -> bool:
    """Whether some line is an object, or the first begins a document."""
    rows = _rows(lines)
    return bool(rows) and (_DOCUMENT.match(rows[0]) is not None or bool(_objects(lines)))


def _is_document(lines: list[str]) -> bool:
    """Whether one JSON document begins here, and not one object a line."""
    rows = _rows(lines)
    if not rows or _DOCUMENT.match(rows[0]) is None:
        return False
    if rows[0].lstrip().startswith("["):
        return True
    objects = _objects(lines)
    if len(rows) == 1 and objects:
        return any(isinstance(objects[0].get(key), (list, dict)) for key in ("messages", "chats", "chunks")) or _holds_records(objects[0])
    return 2 * len(objects) < len(rows)


def _holds_records(document: dict[str, Any]) -> bool:
    """Whether an object is no message, but has an array of objects where a document of anybody's own may have its records."""
    if any(canonical(key) == "text" and isinstance(value, str) for key, value in document.items()):
        return False
    return any(isinstance(one, dict) for key in OWN_ARRAYS for one in sequence(document.get(key))[:1])


def _document(head: bytes, lines: list[str]) -> Found | None:
    """What a document is, by what it tells and its first records; `None` where it has neither records nor anything known."""
    told: list[str] = []
    records: list[dict[str, Any]] = []
    for entry in islice(entries(Decoded(io.BytesIO(head), head)), _SAMPLE_RECORDS):
        if isinstance(entry, Told):
            told.append(entry.key)
        elif isinstance(entry, Record):
            records.append(entry.fields)
    export = export_of_records(told, records)
    if export is not None:
        return Found(export.name, "document")
    return Found("json", "document") if records or any(told) or lines[-1].rstrip().endswith(("]", "}")) else None


def _text(lines: list[str], name: str, columns: Columns) -> Found:
    """A table where the first line is a header with a column for the text, QQ's export by its heads, or else plain lines."""
    if not columns and any(qq.is_head(line) for line in lines[:_SAMPLE_LINES]):
        return Found("qq", "text")
    export = export_of_columns(header_names(lines[0])) if lines else None
    if export is not None:
        return Found(export.name, "table")
    delimiter = delimiter_of(lines[0], columns) if lines else None
    named_so = name.endswith((".csv", ".tsv")) or bool(columns)
    return Found("csv", "table") if named_so or (delimiter is not None and delimiter in lines[0]) else Found("plain", "text")
