"""What a JSON document tells behind its records: looked up in its last bytes before the records are read.

Most exports name their chat first. Where a program wrote the keys in another order, the chat is known only at the end,
gigabytes after the messages that were said there.
"""

from __future__ import annotations

import json
import re
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from moderation.archives.document import Told
from moderation.archives.lines import encoding_of

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator, Sequence

    from moderation.archives.document import Entry

__all__ = ["may_tell_behind", "told_behind", "with_details"]

_BYTES: Final = 1 << 18
"""Details of a chat and its members take less; a hostile file must not be held as a whole."""
_PIECE_BYTES: Final = 1 << 16
_FAULTS: Final = 200
"""Each costs the decoder a look at everything before it; real documents have none behind their records."""
_DOCUMENT: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
_END: Final = re.compile(r'\]\s*,\s*(?=")')
"""Where an array ends and another key follows."""
_GAP: Final = re.compile(r"\s*([:,}])\s*")
_decode: Final = json.JSONDecoder(strict=False).raw_decode


def _last_bytes(stream: io.BufferedReader[Any]) -> bytes:
    """Return the end of a stream, to which it is read."""
    if stream.seekable():
        start = stream.tell()
        stream.seek(max(start, stream.seek(0, 2) - _BYTES))
        return stream.read(_BYTES)
    pieces: deque[bytes] = deque(maxlen=_BYTES // _PIECE_BYTES)
    while piece := stream.read(_PIECE_BYTES):
        pieces.append(piece)
    return b"".join(pieces)


def may_tell_behind(head: bytes) -> bool:
    """Return whether a document with these first bytes may tell something behind its records: an object may, an array cannot."""
    return _DOCUMENT.match(head) is not None


def told_behind(content: io.BufferedReader[Any], head: bytes) -> tuple[Told, ...]:
    """Return what a document tells behind its records, from its plain bytes, which are used up; `head` are the first of them."""
    encoding = encoding_of(head) or "utf-8"
    return tuple(_told(_last_bytes(content), encoding))


def with_details(found: Iterable[Entry], behind: Sequence[Told]) -> Iterator[Entry]:
    """Yield the entries of a document, with what is told behind its records as soon as it begins."""
    rest: Sequence[Told] = behind
    for entry in found:
        yield entry
        if rest and isinstance(entry, Told) and not entry.key:
            yield from rest
            rest = ()


def _told(end: bytes, encoding: str) -> Iterator[Told]:
    """What stands behind the array of records in the last bytes of a document, as `entries` tells what stands before it.

    >>> list(_told('[{"id": [1], "x": 2}], "name": "群", "ids": [3]}'.encode(), "utf-8"))
    [Told(key='name', value='群'), Told(key='ids', value=3)]
    """
    text = end.decode(encoding, "replace").rstrip()
    place, faults = 0, 0
    while text.endswith("}") and faults < _FAULTS and (found := _END.search(text, place)) is not None:
        told: list[Told] = []
        place, is_faulty = _read_members(text, found.end(), told)
        faults += is_faulty
        if place == len(text):
            yield from told
            return


def _read_members(text: str, at: int, told: list[Told]) -> tuple[int, bool]:
    """Take keys and values from a place on; return where they end, behind their bracket, and whether they end in a fault.

    What was read is no place to begin at again: a bracket within it closes what is within it.
    """
    while True:
        try:
            key, behind = _decode(text, at)
            colon = _GAP.match(text, behind)
            if not isinstance(key, str) or colon is None or colon[1] != ":":
                return behind, False
            value, at = _decode(text, colon.end())
        except (ValueError, RecursionError):
            return at, True
        told += (Told(key, part) for part in (value if isinstance(value, list) else (value,)))
        follows = _GAP.match(text, at)
        if follows is None or follows[1] != ",":
            return (at if follows is None else follows.end()), False
        at = follows.end()
