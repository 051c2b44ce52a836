"""Reading an archive: open, unpack, find encoding and format, and yield its rows one by one."""

from __future__ import annotations

import io
import zipfile
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from moderation.archives import jsonl, parquet, plain, qq, table
from moderation.archives.ahead import NOTHING, look_ahead
from moderation.archives.behind import with_details
from moderation.archives.beside import content_beside
from moderation.archives.columns import columns_of
from moderation.archives.decoding import Decoded
from moderation.archives.document import OWN_ARRAYS, Told, entries
from moderation.archives.fields import message_of
from moderation.archives.formats import EXPORTS, FORMATS
from moderation.archives.lines import HEAD_BYTES, numbered
from moderation.archives.newcomers import with_joins
from moderation.archives.opening import Content, Unpacked, spooled, unpacked
from moderation.archives.options import Options, zone_of
from moderation.archives.priming import primed
from moderation.archives.record import Record
from moderation.archives.reject import Reject, rejected
from moderation.archives.role_files import roles_of
from moderation.archives.roles import with_roles
from moderation.archives.sniffing import Found, sniff
from moderation.archives.zipped import FAULTS, Zipped, is_zip
from moderation.errors import ArchiveError, EnvironmentalError, UsageError
from moderation.wording import both
from moderation.wording.archives import SENTENCES
from moderation.wording.files import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import tzinfo

    from moderation.archives.ahead import Ahead
    from moderation.archives.lines import Numbered
    from moderation.archives.zipped import Member
    from moderation.message import Message

    Rows = Iterator[Message | Reject]

__all__ = ["read"]

_TEXTS: Final[dict[str, Callable[[Iterator[Numbered], Options], Rows]]] = {
    "jsonl": jsonl.read, "csv": table.read, "plain": plain.read, "qq": qq.read,
}  # fmt: skip
_MAPPED: Final = ("jsonl", "csv", "json", "parquet")


def read(
    source: str | Path | BinaryIO,
    *,
    format: str | None = None,  # noqa: A002 - the word of the command line
    tz: str | tzinfo | None = None,
    roles: str | Path | Mapping[str, str] | None = None,
    columns: str | Mapping[str, str] | None = None,
) -> Iterator[Message | Reject]:
    r"""Yield one Message or Reject for each row of an archive, in its order; rows in = messages + rejects.

    `source` is a path or a binary stream, which stays open; `.gz` and `.zst` are unpacked. `format` is one of `FORMATS`,
    found by content where it is not given; `tz` the zone of times that name none (Beijing); `roles` a role map or its
    file, id or name → owner, admin, member or bot; `columns` which field each column holds, as `text=内容,at=时间` or as a
    mapping. A message without an id gets its line or record number. Memory does not grow with the archive.

    Raises:
        ArchiveError: the format is unknown, or the file is in none of them (the latter with the first row).
        UsageError: there is no such file, zone, field or role.
        EnvironmentalError: the file cannot be opened or read, or an extra is not installed.

    >>> [message.text for message in read(io.BytesIO("早\n晚安".encode()))]
    ['早', '晚安']
    """
    mapping, known = columns_of(columns), roles_of(roles)
    _must_fit(format, is_mapped=bool(mapping))
    name = str(source) if isinstance(source, (str, Path)) else getattr(source, "name", "")
    name = name if isinstance(name, str) else ""
    options = Options(zone=zone_of(tz), columns=mapping, name=name, are_titles_trusted=not known)
    options = replace(options, beside=partial(content_beside, Path(name).parent.parent)) if name else options
    rows = _from_path(Path(source), format, options) if isinstance(source, (str, Path)) else _from_stream(source, format, options)
    rows = with_joins(_guarded(rows, name))
    return with_roles(rows, known) if known else rows


def _must_fit(format_: str | None, *, is_mapped: bool) -> None:
    choices = _MAPPED if is_mapped else FORMATS
    if format_ is not None and format_ not in choices:
        key = "fixed-columns" if format_ in FORMATS else "unknown-format"
        raise ArchiveError(*both(SENTENCES, key, {"format": format_, "formats": ", ".join(choices)}))


def _guarded(rows: Rows, name: str) -> Rows:
    """The rows, what the operating system says in place of one made into an error of the library."""
    try:
        yield from rows
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UsageError(*refusal("read", name, error)) from error
    except OSError as error:
        raise EnvironmentalError(*refusal("read", name, error)) from error


def _from_path(path: Path, format_: str | None, options: Options) -> Rows:
    with io.BufferedReader(path.open("rb", buffering=0), HEAD_BYTES) as stream:
        yield from _unpacked(stream, format_, options)


def _from_stream(stream: BinaryIO, format_: str | None, options: Options) -> Rows:
    if isinstance(stream, io.BufferedReader):
        yield from _unpacked(stream, format_, options)
        return
    buffered = io.BufferedReader(cast("io.RawIOBase", stream), HEAD_BYTES)
    try:
        yield from _unpacked(buffered, format_, options)
    finally:
        buffered.detach()  # the stream belongs to the caller


def _unpacked(stream: io.BufferedReader[Any], format_: str | None, options: Options) -> Rows:
    """The rows of what is in a file, or in the files of a ZIP."""
    stream = primed(stream)
    is_pipe = not stream.seekable()
    if not is_zip(stream.peek(4)[:4]):
        start = 0 if is_pipe else stream.tell()

        def begin() -> Content:
            if not is_pipe:
                stream.seek(start)
            return unpacked(stream, options.name)

        yield from _streamed(begin, format_, options, is_pipe=is_pipe)
    elif is_pipe:  # the list of its files is at its end
        with spooled(stream) as whole:
            yield from _zipped(whole, format_, options)
    else:
        yield from _zipped(stream, format_, options)


def _zipped(stream: BinaryIO, format_: str | None, options: Options) -> Rows:
    """The rows of all files in a ZIP, one file after the other; a file that cannot be read is one reject."""
    try:
        packed = Zipped(stream)
    except zipfile.BadZipFile as error:
        raise ArchiveError(*both(SENTENCES, "broken-zip", {"name": options.name})) from error
    if not packed.members:
        raise ArchiveError(*both(SENTENCES, "binary-archive", {"name": options.name, "kind": "Excel / ZIP"}))
    for member in packed.members:
        named = replace(options, name=f"{options.name}/{member.name}", beside=partial(packed.beside, member))
        try:
            for row in _of_member(packed, member, format_, named):
                yield replace(row, inside=member.name) if isinstance(row, Reject) else row
        except (ArchiveError, zipfile.BadZipFile):
            yield replace(rejected(1, "bad-member", member.name), inside=member.name)


def _of_member(packed: Zipped, member: Member, format_: str | None, options: Options) -> Rows:
    """The rows of one file in a ZIP."""
    with ExitStack() as stack:

        def begin() -> Content:
            unpacking = Unpacked(stack.enter_context(packed.opened(member)).read, FAULTS)
            return Content(io.BufferedReader(unpacking, HEAD_BYTES), options.name, unpacking)

        yield from _streamed(begin, format_, options)


def _streamed(begin: Callable[[], Content], format_: str | None, options: Options, *, is_pipe: bool = False) -> Rows:
    """The rows of a content, which begins again as often as is asked unless it comes from a pipe."""
    content = begin()
    head = content.stream.peek(HEAD_BYTES)[:HEAD_BYTES]
    found = sniff(head, content.name, options.columns, format_)
    look = look_ahead(found, head, options.columns)
    if (look is not None and is_pipe) or (found.stored == "parquet" and not content.stream.seekable()):
        with spooled(content.stream) as whole:
            ahead = look(whole) if look is not None else NOTHING
            whole.seek(0)
            yield from _counted(_rows(found, whole, head, options, ahead), content.packing)
        return
    ahead = look(content.stream) if look is not None else NOTHING
    content = begin() if look is not None else content
    yield from _counted(_rows(found, content.stream, head, options, ahead), content.packing)


def _counted(rows: Rows, packing: Unpacked | None) -> Rows:
    """The rows, and one reject behind them where what they were packed in is damaged."""
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - the count of all is what is wanted
        yield row
    if packing is not None and packing.is_broken:
        yield rejected(count + 1, "bad-packing", "")


def _rows(found: Found, stream: io.BufferedReader[Any], head: bytes, options: Options, ahead: Ahead) -> Rows:
    options = options if ahead.order is None else replace(options, order=ahead.order)
    if found.stored == "parquet":
        return parquet.read(stream, options)
    if found.format == "json":
        return _own_document(Decoded(stream, head), options)
    if found.format in _TEXTS:
        return _TEXTS[found.format](numbered(stream, head), options)
    return _exported(found, stream, head, options, ahead.behind)


def _exported(found: Found, stream: io.BufferedReader[Any], head: bytes, options: Options, behind: Sequence[Told]) -> Rows:
    """The rows of an export, from whichever way its records are stored."""
    export = EXPORTS[found.format]
    reader = export.reader(options)
    if found.stored == "document":
        records: Iterable[Record | Reject | Told] = with_details(entries(Decoded(stream, head)), behind)
    elif found.stored == "lines":
        records = jsonl.records(numbered(stream, head))
    else:
        records = table.records(numbered(stream, head), export.tables)
    for record in records:
        if isinstance(record, Record):
            row = reader.take(record)
            if row is not None:
                yield row
        elif isinstance(record, Reject):
            yield record
        else:
            reader.meet(record.key, record.value)


def _own_document(pieces: Decoded, options: Options) -> Rows:
    """The rows of a JSON document of anybody's own: an array of objects, or an object with one."""
    for entry in entries(pieces, OWN_ARRAYS):
        if isinstance(entry, Record):
            yield message_of(options.columns.named(entry.fields), entry.number, entry.source, options.zone)
        elif isinstance(entry, Reject):
            yield entry
