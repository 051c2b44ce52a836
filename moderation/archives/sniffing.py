"""Which format an archive is in: by what stands in it; the file's name only breaks a tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.archives.jsonl import parse
from moderation.archives.lines import head_lines
from moderation.archives.reject import Reject
from moderation.archives.table import delimiter_of
from moderation.errors import ArchiveError
from moderation.wording import both
from moderation.wording.archives import SENTENCES

if TYPE_CHECKING:
    from typing import Any

__all__ = ["FORMATS", "sniff"]

FORMATS: Final[tuple[str, ...]] = ("jsonl", "chatlab", "csv", "plain")

_SAMPLE_LINES: Final = 50
_BINARIES: Final = (
    (b"PK\x03\x04", "Excel / ZIP"), (b"\x1f\x8b", "GZIP"), (b"\xd0\xcf\x11\xe0", "Excel 97"), (b"SQLite format 3\x00", "SQLite"),
    (b"%PDF-", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"7z\xbc\xaf", "7-Zip"), (b"PAR1", "Parquet"),
)  # fmt: skip


def sniff(head: bytes, name: str = "") -> str:
    r"""Return the one of `FORMATS` that a text with these first bytes is in.

    Raises:
        ArchiveError: for a file that is no text, or one JSON document instead of one object a line.

    >>> sniff('{"id": 1, "text": "好"}'.encode()), sniff("编号,内容\n1,好".encode()), sniff("大家好".encode())
    ('jsonl', 'csv', 'plain')
    """
    binary = next((kind for mark, kind in _BINARIES if head.startswith(mark)), None)
    if binary is not None:
        raise ArchiveError(*both(SENTENCES, "binary-archive", {"name": name, "kind": binary}))
    lines = [line for line in head_lines(head) if line and not line.isspace()]
    return _json_format(lines, name) or _text_format(lines, name)


def _json_format(lines: list[str], name: str) -> str | None:
    """`jsonl` or `chatlab` where at least half of the first lines are objects, or the name says so."""
    rows = [line for line in lines if not line.startswith("#")][:_SAMPLE_LINES]
    objects: list[dict[str, Any]] = [row for row in (parse(line, 0) for line in rows) if not isinstance(row, Reject)]
    named_so = name.lower().endswith((".jsonl", ".ndjson"))
    if rows and not named_so and _is_document(rows[0].strip()):
        raise ArchiveError(*both(SENTENCES, "json-document", {"name": name}))
    if 2 * len(objects) < max(len(rows), 1) and not named_so:
        return None
    return "chatlab" if any("_type" in row for row in objects) else "jsonl"


def _is_document(first: str) -> bool:
    """Whether a JSON document spread over lines, or an array of objects in one line, begins here."""
    return first in ("{", "[") or first.startswith(("[{", "[ {"))


def _text_format(lines: list[str], name: str) -> str:
    """`csv` where the first line is a header with a column for the text, or the name says so."""
    delimiter = delimiter_of(lines[0]) if lines else None
    named_so = name.lower().endswith((".csv", ".tsv"))
    return "csv" if named_so or (delimiter is not None and delimiter in lines[0]) else "plain"
