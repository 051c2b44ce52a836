"""What stands in the messages of a platform's server, which may be anything: ids, texts and times, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

__all__ = ["id_in", "moment_in", "number_of", "text_in"]

_LONGEST_ID: Final = 160
_LONGEST_TEXT: Final = 2_000
_DIGITS: Final = 20
"""More than 64 bits hold."""
_LATEST: Final = 253_402_300_799
"""The last second of the year 9999: what is later is no time."""


def id_in(value: object) -> str:
    """Return an id, which is a number or a text: empty for anything else and for 0.

    >>> id_in(7), id_in("m7"), id_in(0), id_in(True), id_in(None)
    ('7', 'm7', '', '', '')
    """
    if isinstance(value, bool) or value == 0:
        return ""
    return str(value) if isinstance(value, int) else value[:_LONGEST_ID] if isinstance(value, str) else ""


def text_in(value: object) -> str:
    """Return a short text, such as a name: empty for anything else."""
    return value[:_LONGEST_TEXT] if isinstance(value, str) else ""


def moment_in(seconds: object) -> datetime | None:
    """Return a time that is given in seconds since 1970, `None` for anything else.

    >>> moment_in(0), moment_in("1"), moment_in(1_760_000_000).isoformat()
    (None, None, '2025-10-09T08:53:20+00:00')
    """
    if not isinstance(seconds, (int, float)) or isinstance(seconds, bool) or not 0 < seconds <= _LATEST:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def number_of(id_: str) -> int | str:
    """Return an id as a protocol has it: a number, unless a server of its own mind writes something else.

    >>> number_of("-100"), number_of("m7")
    (-100, 'm7')
    """
    digits = id_.removeprefix("-")
    return int(id_) if digits.isascii() and digits.isdigit() and len(digits) < _DIGITS else id_
