"""JSON Lines: one object a line with `text`, and whatever else the export kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from moderation.archives.escapes import repaired
from moderation.archives.fields import message_of
from moderation.archives.options import Options
from moderation.archives.record import Record
from moderation.archives.reject import Reject, rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.archives.lines import Numbered
    from moderation.message import Message

__all__ = ["parse", "read", "records"]

_decode: Final = json.JSONDecoder(strict=False).decode
"""Raw control characters within strings are taken as they are: exports contain them."""

_DEFAULT: Final = Options()


def read(lines: Iterator[Numbered], options: Options = _DEFAULT) -> Iterator[Message | Reject]:
    """Yield the row of every line that is not blank."""
    named, zone = options.columns.named, options.zone
    for number, line in lines:
        if isinstance(line, Reject):
            yield line
        elif line and not line.isspace():
            row = parse(line, number)
            yield row if isinstance(row, Reject) else message_of(named(row), number, line, zone)


def records(lines: Iterator[Numbered]) -> Iterator[Record | Reject]:
    """Yield the object of every line that is neither blank nor a `#` comment."""
    for number, line in lines:
        if isinstance(line, Reject):
            yield line
        elif line and not line.isspace() and not line.startswith("#"):
            row = parse(line, number)
            yield row if isinstance(row, Reject) else Record(number, row, line)


def parse(line: str, number: int) -> dict[str, Any] | Reject:
    r"""Return the object of a line, or why there is none; a lone `\ud800` stays in its text.

    >>> parse('{"text": "好"}', 1), parse('["好"]', 2).reason, parse('{"text": "好', 3).reason
    ({'text': '好'}, 'not-an-object', 'bad-json')
    """
    try:
        row = _decode(line)
    except (ValueError, RecursionError):  # no JSON; a number of 5,000 digits; brackets nested without end
        return _mended(line, number)
    return row if isinstance(row, dict) else rejected(number, "not-an-object", line)


def _mended(line: str, number: int) -> dict[str, Any] | Reject:
    """The same of a line that is nearly JSON: files that were joined keep the mark of each, and some exports have escapes of their own."""
    if line.startswith("\ufeff"):
        return parse(line.lstrip("\ufeff"), number)
    right = repaired(line) if "\\" in line else line
    return parse(right, number) if right != line else rejected(number, "bad-json", line)
