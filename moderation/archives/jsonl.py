"""JSON Lines: one object a line with `text`, and whatever else the export kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from moderation.archives.fields import canonical, message_of
from moderation.archives.reject import Reject, rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.archives.lines import Numbered
    from moderation.message import Message

__all__ = ["parse", "read"]

_decode: Final = json.JSONDecoder(strict=False).decode
"""Raw control characters within strings are taken as they are: exports contain them."""


def read(lines: Iterator[Numbered]) -> Iterator[Message | Reject]:
    """Yield the row of every line that is not blank."""
    for number, line in lines:
        if isinstance(line, Reject):
            yield line
        elif line and not line.isspace():
            row = parse(line, number)
            yield row if isinstance(row, Reject) else message_of(_named(row), number, line)


def parse(line: str, number: int) -> dict[str, Any] | Reject:
    r"""Return the object of a line, or why there is none; a lone `\ud800` stays in its text.

    >>> parse('{"text": "好"}', 1), parse('["好"]', 2).reason, parse('{"text": "好', 3).reason
    ({'text': '好'}, 'not-an-object', 'bad-json')
    """
    try:
        row = _decode(line)
    except (ValueError, RecursionError):  # no JSON; a number of 5,000 digits; brackets nested without end
        if line.startswith("\ufeff"):  # files that were joined keep the mark of each
            return parse(line.lstrip("\ufeff"), number)
        return rejected(number, "bad-json", line)
    return row if isinstance(row, dict) else rejected(number, "not-an-object", line)


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """The row under canonical names; the exact name wins over another name for the same thing."""
    named: dict[str, Any] = {}
    for key, value in row.items():
        name = canonical(key)
        if name is not None and (key == name or name not in named):
            named[name] = value
    return named
