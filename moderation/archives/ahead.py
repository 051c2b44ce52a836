"""What has to be known of a whole archive before its first row is read: looked up in a first pass, where there is any such thing."""

from __future__ import annotations

import io
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from moderation.archives.behind import may_tell_behind, told_behind
from moderation.archives.dates import are_unclear, order_in
from moderation.archives.decoding import Decoded
from moderation.archives.document import Told, entries
from moderation.archives.formats import EXPORTS
from moderation.archives.lines import HEAD_BYTES, numbered
from moderation.archives.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderation.archives.columns import Columns
    from moderation.archives.moments import Order
    from moderation.archives.sniffing import Found

__all__ = ["NOTHING", "Ahead", "look_ahead"]


class Ahead(NamedTuple):
    """What a document tells behind its records, and whether day or month comes first in the dates of a table."""

    behind: tuple[Told, ...] = ()
    order: Order | None = None


NOTHING = Ahead()


def look_ahead(found: Found, head: bytes, columns: Columns) -> Callable[[io.BufferedReader[Any]], Ahead] | None:
    """Return what has to be done with a content that begins with `head`, using it up; `None` where nothing has to be known."""
    export = EXPORTS.get(found.format)
    if export is not None and found.stored == "document" and may_tell_behind(head) and not export.reader.told <= _told_before(head):
        return partial(_behind, head=head)
    if found.stored == "table" and are_unclear(numbered(_stream(head), head), columns):
        return partial(_order, head=head, columns=columns)
    return None


def _told_before(head: bytes) -> set[str]:
    """What a document tells before its first record."""
    before = takewhile(lambda entry: not isinstance(entry, Record), entries(Decoded(io.BytesIO(head), head)))
    return {entry.key for entry in before if isinstance(entry, Told)}


def _behind(content: io.BufferedReader[Any], head: bytes) -> Ahead:
    return Ahead(behind=told_behind(content, head))


def _order(content: io.BufferedReader[Any], head: bytes, columns: Columns) -> Ahead:
    return Ahead(order=order_in(numbered(content, head), columns))


def _stream(head: bytes) -> io.BufferedReader[Any]:
    return io.BufferedReader(io.BytesIO(head), HEAD_BYTES)
