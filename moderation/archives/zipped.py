"""The archives in a ZIP: its files by path, each unpacked as it is read.

A ZIP is small whatever comes out of it, so what comes out is bounded: files that share their bytes, are locked or packed in
a way that has no bounds are refused, and one file grows to at most a thousand times its packed size.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO, Final, NamedTuple

from moderation.archives.beside import LISTED_BYTES
from moderation.archives.endings import is_archive
from moderation.archives.lines import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FAULTS", "Member", "Zipped", "is_zip"]

_MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_END_MARK: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_COMMENT_BYTES: Final = 1 << 16
_LIST_BYTES: Final = 1 << 24
"""The list of three hundred thousand files; a longer one would fill the memory before anything is read."""
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Deflate makes a thousand bytes of one at most; others a million."""
_LOCKED: Final = 1
_UTF8: Final = 1 << 11
_LISTS: Final = 8
"""Lists beside the channels of one export: the same for every day, so that each is unpacked once."""
FAULTS: Final = (zipfile.BadZipFile, zlib.error, EOFError)
"""What reading from a file in a damaged ZIP may raise."""
_HOSTILE: Final = (ValueError, OverflowError, NotImplementedError, RuntimeError, EOFError, struct.error, zlib.error)
"""What else the library raises for lists and heads that no program writes."""


class Member(NamedTuple):
    """A file in a ZIP, with its path there."""

    name: str
    info: zipfile.ZipInfo


class Zipped:
    """An open ZIP; `members` are the files that hold messages, by path."""

    def __init__(self, stream: BinaryIO) -> None:
        """Take a stream that can be sought in.

        Raises:
            zipfile.BadZipFile: it is cut off, or lists more files than is bearable.
        """
        with _as_bad():
            if _list_bytes(stream) > _LIST_BYTES:
                raise zipfile.BadZipFile
            self._zip = zipfile.ZipFile(stream)
            self._infos = dict(_paths(self._zip.infolist()))
            self._bounded = _apart(self._zip.infolist())
        self._lists: dict[str, bytes] = {}
        found = [Member(name, info) for name, info in self._infos.items() if is_archive(PurePosixPath(name).name) and not _is_hidden(name)]
        self.members = sorted(found, key=lambda member: PurePosixPath(member.name).parts)

    @contextmanager
    def opened(self, member: Member) -> Iterator[IO[bytes]]:
        """Open a file; what is read from it may raise one of `FAULTS`.

        Raises:
            zipfile.BadZipFile: it is damaged, locked or unbounded.
        """
        with _as_bad():
            content = self._open(member.info)
        with content:
            yield content

    def beside(self, member: Member, name: str) -> bytes:
        """Return what a file in the folder above that of a member holds; nothing where there is none that can be read."""
        path = str(PurePosixPath(member.name).parent.parent / name)
        if path not in self._lists:
            if len(self._lists) >= _LISTS:
                self._lists.clear()
            self._lists[path] = self._content(path)
        return self._lists[path]

    def _content(self, path: str) -> bytes:
        info = self._infos.get(path)
        try:
            with _as_bad():
                return self._open(info).read(LISTED_BYTES) if info is not None else b""
        except zipfile.BadZipFile:
            return b""

    def _open(self, info: zipfile.ZipInfo) -> IO[bytes]:
        if info.header_offset not in self._bounded or info.compress_type not in _METHODS or info.flag_bits & _LOCKED:
            raise zipfile.BadZipFile
        return self._zip.open(info)


@contextmanager
def _as_bad() -> Iterator[None]:
    """Whatever is wrong with a ZIP is one error."""
    try:
        yield
    except _HOSTILE as error:
        raise zipfile.BadZipFile from error


def is_zip(head: bytes) -> bool:
    """Return whether a file begins as a ZIP does."""
    return head.startswith(_MARKS)


def _list_bytes(stream: BinaryIO) -> int:
    """How long the list of files is, by what stands at the end of the ZIP."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_BYTES - _COMMENT_BYTES))
    end = stream.read()
    place = end.rfind(_END_MARK)
    if place < 0:
        raise zipfile.BadZipFile
    return int.from_bytes(end[place + 12 : place + 16], "little")


def _apart(infos: list[zipfile.ZipInfo]) -> set[int]:
    """Where the files begin that share no byte with the one behind them: a bomb says the same bytes a thousand times."""
    ranked = sorted(infos, key=lambda info: info.header_offset)
    ends = [info.header_offset + info.compress_size for info in ranked]
    following = [info.header_offset for info in ranked[1:]] + [max(ends, default=0) + 1]
    return {info.header_offset for info, end, behind in zip(ranked, ends, following, strict=True) if end < behind}


def _paths(infos: list[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files with their paths; old programs write names in the encoding of their country, which says nothing of itself."""
    raw = [b"" if info.flag_bits & _UTF8 else info.filename.encode("cp437", "replace") for info in infos]
    encoding = encoding_of(b"\n".join(raw)) or "utf-8"
    for info, name in zip(infos, raw, strict=True):
        if not info.is_dir():
            yield name.decode(encoding, "replace") if name else info.filename, info


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
