"""The time of a message, in every way in which exports write it, as an aware datetime.

A time without a zone is Beijing time: that is what Chinese exports mean by it. Epoch numbers become Beijing time too,
so that `chat.hour` is the hour that the members saw.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Final

__all__ = ["BEIJING", "moment"]

BEIJING: Final = timezone(timedelta(hours=8))

_MILLISECONDS_FROM: Final = 100_000_000_000
"""As seconds this is the year 5138, as milliseconds 1973: no chat is older or younger."""

_LOCAL: Final = re.compile(
    r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]*(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})?)?秒?)?\s*"
)


def moment(value: object) -> datetime | None:
    """Return the time that `value` stands for: epoch seconds or milliseconds, ISO 8601, or `2025年3月1日 9:05`.

    `None` where it stands for none: a fact that is unknown, which no condition takes for an answer.

    >>> moment(1703001600).isoformat(), moment("2025/3/1 9:05").isoformat(), moment("yesterday")
    ('2023-12-20T00:00:00+08:00', '2025-03-01T09:05:00+08:00', None)
    """
    try:
        if isinstance(value, str):
            return _written(value)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        return _epoch(value)
    except (ValueError, OverflowError, OSError):  # out of the calendar's range, or no number at all
        return None


def _epoch(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds / 1000 if abs(seconds) >= _MILLISECONDS_FROM else seconds, BEIJING)


def _written(text: str) -> datetime | None:
    text = text[:64].strip()  # no written time is longer
    if text.replace(".", "", 1).isdecimal() and "." not in text[:9]:
        return _epoch(float(text))
    local = _LOCAL.fullmatch(text)
    if local is not None:
        year, month, day, hour, minute, second = (int(part or 0) for part in local.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=BEIJING)
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=BEIJING) if at.tzinfo is None else at
