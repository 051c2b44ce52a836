"""Archives cut into blocks that can be judged apart from each other, and put together again in their order.

A file of lines that do not depend on each other is cut as bytes: whoever judges a block decodes it too, so that the work of
reading is shared. What an export says in one place about another (members, replies, joins) has to be read in one go:
those are cut into rows. The same archive is always cut in the same places, which is what a scan is resumed by.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypedDict, cast

from moderation.archives import Reject, columns_of, jsonl, plain, read, roles_of, zone_of
from moderation.archives.fields import message_of
from moderation.archives.lines import HEAD_BYTES, encoding_of, has_returns, numbered
from moderation.archives.opening import unpacked
from moderation.archives.options import Options
from moderation.archives.priming import primed
from moderation.archives.roles import with_roles
from moderation.archives.sniffing import sniff
from moderation.archives.zipped import is_zip
from moderation.batch.cutting import Cut, cut
from moderation.errors import EnvironmentalError, UsageError
from moderation.wording.files import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import tzinfo

    from moderation.archives.columns import Columns
    from moderation.archives.lines import Numbered
    from moderation.message import Message

__all__ = ["Block", "Broken", "Lines", "ReadOptions", "Rows", "blocks", "in_rows", "rows_of"]

_ROWS: Final = 1 << 13
_CHARACTERS: Final = 1 << 20
"""What is judged together where rows are read one by one."""
_LAYOUTS: Final = 1 << 10
"""Sets of keys that are remembered: an archive has a few, a hostile one any number."""
_READERS: Final = {"jsonl": jsonl.read, "plain": plain.read}
"""The formats in which no line says anything about another."""
_PACKED: Final = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd")


class ReadOptions(TypedDict, total=False):
    """How an archive is to be read: the options of `archives.read`."""

    format: str | None
    tz: str | tzinfo | None
    roles: str | Path | Mapping[str, str] | None
    columns: str | Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Lines:
    """Whole lines of a file as they stand there, still to be read."""

    cut: Cut
    format: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that are read already."""

    rows: tuple[Message | Reject, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """The end of a compressed file that was damaged: one row more that is refused, numbered behind all others."""


Block = Lines | Rows | Broken


def blocks(source: str | Path | BinaryIO, options: ReadOptions, *, whole: bool) -> Iterator[Block]:
    """Yield an archive in blocks; as rows only, if it has to be read as a `whole`.

    Raises:
        UsageError, EnvironmentalError: as `archives.read`.
    """
    name = str(source) if isinstance(source, (str, Path)) else str(getattr(source, "name", ""))
    try:
        if isinstance(source, (str, Path)):
            with io.BufferedReader(Path(source).open("rb", buffering=0), HEAD_BYTES) as stream:
                yield from _of_buffered(stream, options, whole=whole)
        else:
            yield from _of_stream(source, options, whole=whole)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UsageError(*refusal("read", name, error)) from error
    except OSError as error:
        raise EnvironmentalError(*refusal("read", name, error)) from error


def rows_of(block: Lines | Rows, options: ReadOptions, *, lean: bool = False) -> Iterable[Message | Reject]:
    """Return the rows of a block, as `archives.read` yields them of the whole file; `lean` ones may lack all but id, text and kind."""
    if isinstance(block, Rows):
        return block.rows
    before = block.cut.first - 1
    content = block.cut.content if before == 0 else b"\n" + block.cut.content  # a mark of encoding is one at the very start only
    stream = io.BufferedReader(cast("io.RawIOBase", io.BytesIO(content)), HEAD_BYTES)
    shift = before - (before > 0)
    lines = ((number + shift, _shifted(line, shift)) for number, line in numbered(stream, _sample(block.cut.encoding)))
    reading = Options(zone=zone_of(options.get("tz")), columns=columns_of(options.get("columns")))
    if lean and block.format == "jsonl":
        return _lean(lines, reading)
    rows = _READERS[block.format](lines, reading)
    known = roles_of(options.get("roles"))
    return with_roles(rows, known) if known else rows


def _of_stream(source: BinaryIO, options: ReadOptions, *, whole: bool) -> Iterator[Block]:
    if isinstance(source, io.BufferedReader):
        yield from _of_buffered(source, options, whole=whole)
        return
    buffered = io.BufferedReader(cast("io.RawIOBase", source), HEAD_BYTES)
    try:
        yield from _of_buffered(buffered, options, whole=whole)
    finally:
        buffered.detach()  # the stream belongs to the caller


def _of_buffered(stream: io.BufferedReader[Any], options: ReadOptions, *, whole: bool) -> Iterator[Block]:
    stream = primed(stream)
    rows = read(stream, **options)  # nothing is read yet, but what cannot be is said
    is_packed = stream.peek(4)[:4].startswith(_PACKED)
    if whole or is_zip(stream.peek(4)[:4]) or (is_packed and not stream.seekable()):
        yield from in_rows(rows)
        return
    start = stream.tell() if is_packed else 0
    name = getattr(stream, "name", "")
    content, name, packing = unpacked(stream, name if isinstance(name, str) else "")
    head = content.peek(HEAD_BYTES)[:HEAD_BYTES]
    found = sniff(head, name, columns_of(options.get("columns")), options.get("format"))
    encoding = encoding_of(head)
    if found.format in _READERS and encoding not in ("utf-16", "utf-32") and not has_returns(head):
        for piece in cut(content, encoding):
            yield Lines(piece, found.format)
        if packing is not None and packing.is_broken:
            yield Broken()
        return
    if is_packed:
        stream.seek(start)
    yield from in_rows(rows)


def in_rows(rows: Iterable[Message | Reject]) -> Iterator[Rows]:
    """Rows by the thousand; those before an error are not lost."""
    held: list[Message | Reject] = []
    characters = 0
    try:
        for row in rows:
            held.append(row)
            characters += len(row.excerpt if isinstance(row, Reject) else row.text)
            if len(held) >= _ROWS or characters >= _CHARACTERS:
                yield Rows(tuple(held))
                held, characters = [], 0
    except (UsageError, EnvironmentalError):
        yield Rows(tuple(held))
        raise
    if held:
        yield Rows(tuple(held))


def _lean(lines: Iterator[Numbered], options: Options) -> Iterator[Message | Reject]:
    """The rows of JSON Lines without who wrote them, where and when, which takes longer to read than everything else."""
    slim = _Slim(options.columns)
    for number, line in lines:
        if isinstance(line, Reject):
            yield line
        elif line and not line.isspace():
            row = jsonl.parse(line, number)
            yield row if isinstance(row, Reject) else message_of(slim.of(row), number, line)


class _Slim:
    """What text, id and kind of a row are; rows with the same keys are asked only once which of them hold that."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._known: dict[tuple[str, ...], dict[str, str]] = {}

    def of(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return the values by field."""
        if self._columns:  # a path of keys depends on more than the keys
            return _wanted(self._columns.named(row))
        keys = tuple(row)
        held = self._known.get(keys)
        if held is None:
            if len(self._known) >= _LAYOUTS:
                self._known.clear()
            held = self._known[keys] = _wanted(self._columns.named({key: key for key in keys}))
        return {name: row[key] for name, key in held.items()}


def _wanted(named: dict[str, Any]) -> dict[str, Any]:
    return {name: named[name] for name in ("text", "id", "kind") if name in named}


def _shifted(line: str | Reject, shift: int) -> str | Reject:
    return replace(line, line=line.line + shift) if isinstance(line, Reject) else line


def _sample(encoding: str | None) -> bytes:
    """A beginning by which the encoding of a file is told."""
    return b"" if encoding is None else "大家早上好\n".encode(encoding)
