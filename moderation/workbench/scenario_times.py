"""How a scenario says when: `3d`, `1d12h`, `20:59`, `2d 20:59`, or a date."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from moderation.archives.moments import moment
from moderation.compile.durations import seconds
from moderation.message import BEIJING

__all__ = ["EVENT_TIME_FORM", "MONDAY_NOON", "time_of"]

MONDAY_NOON: Final = datetime(2026, 1, 5, 12, tzinfo=BEIJING)
"""When a scenario begins that does not say so: on a working day, at an hour that no rule is about."""
EVENT_TIME_FORM: Final = "3d | 1d12h | 20:59 | 2d 20:59 | 2026-01-05 20:59"
"""What a diagnostic shows where the time of an event was expected."""

_CLOCK: Final = re.compile(r"(?:(\d{1,5})d\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_AGO: Final = re.compile(r"(?:\d{1,9}\s*[smhdw]\s*)+", re.ASCII)


def time_of(written: str, start: datetime) -> datetime | None:
    """Return the time that is written, seen from the start of its scenario; `None` where it is none.

    >>> [time_of(text, MONDAY_NOON).isoformat()[:16] for text in ("3d", "1d12h", "20:59", "2d 08:00", "2026/3/1 9:05")]
    ['2026-01-08T12:00', '2026-01-07T00:00', '2026-01-05T20:59', '2026-01-07T08:00', '2026-03-01T09:05']
    >>> time_of("tomorrow", MONDAY_NOON), time_of("25:00", MONDAY_NOON)
    (None, None)
    """
    text = written.strip().lower()
    try:
        clock = _CLOCK.fullmatch(text)
        if clock:
            days, hour, minute, second = (int(part or 0) for part in clock.groups())
            return start.replace(hour=hour, minute=minute, second=second, microsecond=0) + timedelta(days=days)
        if _AGO.fullmatch(text):
            return start + timedelta(seconds=sum(seconds(part) or 0 for part in re.findall(r"\d+\s*[smhdw]", text)))
    except (ValueError, OverflowError):  # no hour of a day, or beyond the calendar
        return None
    return moment(written)
