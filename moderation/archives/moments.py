"""The time of a message, in every way in which exports write it, as an aware datetime.

A time without a zone is a time in the zone that the operator names, Beijing if none: that is what Chinese exports mean
by it. Epoch numbers become times of that zone too, so that `chat.hour` is the hour that the members saw.
"""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from typing import Final

from moderation.message import BEIJING

__all__ = ["BEIJING", "moment"]

_DIVISORS: Final = ((10**17, 10**9), (10**14, 10**6), (10**11, 10**3))
"""From where on an epoch is in nano-, micro- or milliseconds: as seconds 10^11 is the year 5138, as milliseconds 1973."""

_FIRST_YEAR: Final = 2
_LAST_YEAR: Final = 9998
"""Nearer to the edge of the calendar a time cannot be moved to another zone."""

_LOCAL: Final = re.compile(
    r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]*(上午|下午|[AaPp][Mm])?\s*(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})?)?秒?\s*([AaPp][Mm]|上午|下午)?)?\s*"
)


def moment(value: object, zone: tzinfo = BEIJING) -> datetime | None:
    """Return the time that `value` stands for: an epoch number, ISO 8601, or `2025年3月1日 9:05`.

    `None` where it stands for none: a fact that is unknown, which no condition takes for an answer.

    >>> moment(1703001600).isoformat(), moment("2025/3/1 9:05 PM").isoformat(), moment("yesterday")
    ('2023-12-20T00:00:00+08:00', '2025-03-01T21:05:00+08:00', None)
    """
    try:
        if isinstance(value, str):
            return _written(value, zone)
        if isinstance(value, datetime):
            return _aware(value, zone)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        return _epoch(value, zone)
    except (ValueError, OverflowError, OSError):  # out of the calendar's range, or no number at all
        return None


def _epoch(number: float, zone: tzinfo) -> datetime:
    divisor = next((divisor for least, divisor in _DIVISORS if abs(number) >= least), 1)
    return _aware(datetime.fromtimestamp(number / divisor, zone), zone)


def _written(text: str, zone: tzinfo) -> datetime | None:
    text = text[:64].strip()  # no written time is longer
    if text.replace(".", "", 1).isdecimal() and "." not in text[:9]:
        return _epoch(float(text), zone)
    local = _LOCAL.fullmatch(text)
    if local is None:
        return _aware(datetime.fromisoformat(text), zone)
    *date, before, hour, minute, second, after = local.groups()
    year, month, day = map(int, date)
    return _aware(datetime(year, month, day, _hour(hour, before or after), int(minute or 0), int(second or 0), tzinfo=zone), zone)


def _hour(written: str | None, half: str | None) -> int:
    """The hour of the day; twelve o'clock belongs to the half that it begins."""
    hour = int(written or 0)
    if half is None or hour > 12:  # noqa: PLR2004 - a clock face
        return hour
    return hour % 12 + (12 if half[0] in "下Pp" else 0)


def _aware(at: datetime, zone: tzinfo) -> datetime:
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError
    return at.replace(tzinfo=zone) if at.tzinfo is None else at
