"""Service hours: is anybody there, from when on, and until when has somebody to answer? All of it from message times.

A span belongs to the day on which it opens: with 22:00–02:00 the night after a holiday's eve is still served, the
night after the holiday is not.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from moderation.message import BEIJING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.program import Hours

__all__ = ["CHINA", "Timetable", "zone"]

CHINA: Final = frozenset({
    "Asia/Shanghai", "Asia/Chongqing", "Asia/Chungking", "Asia/Harbin", "PRC", "Asia/Hong_Kong", "Hongkong", "Asia/Macau", "Asia/Macao",
    "Asia/Taipei", "ROC", "Asia/Singapore", "Singapore",
})  # fmt: skip
"""Eight hours ahead of UTC all the year since 1991: these need no time zone data, which Windows and small images lack."""

_EARLIEST: Final = datetime(2, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(9990, 1, 1, tzinfo=UTC)
"""A time beyond these, as a broken export has it, counts as the last that can be reckoned with."""

_DAYS_AHEAD: Final = 400
"""How far a next opening is looked for: over a year, so that hours with one workday a year still open."""


@lru_cache(maxsize=64)
def zone(name: str) -> tzinfo:
    """Return the time zone of an IANA name; those of China whether or not the system has time zone data.

    >>> zone("Asia/Shanghai").utcoffset(None)
    datetime.timedelta(seconds=28800)

    Raises:
        KeyError: there is no such zone, or no data about it.
    """
    if name in CHINA:
        return timezone(timedelta(hours=8))
    try:
        return ZoneInfo(name)
    except (ValueError, OSError) as error:  # a path, a directory
        raise KeyError(name) from error


class Timetable:
    """The hours of a Program made ready to be asked; naive times are Beijing's, as everywhere."""

    __slots__ = ("_holidays", "_hours", "_workdays", "_zone", "overlap")

    def __init__(self, hours: Hours) -> None:
        self._hours = hours
        self._zone = zone(hours.timezone)
        self._holidays = frozenset(hours.holidays)
        self._workdays = frozenset(hours.workdays)
        self.overlap = max((closes - 1 for _, closes in hours.spans), default=0) // 1440
        """How many days a span may reach beyond the day it belongs to."""

    def local(self, at: datetime) -> datetime:
        """Return a time as the clocks of the service show it."""
        aware = at if at.tzinfo is not None else at.replace(tzinfo=BEIJING)
        return min(max(aware, _EARLIEST), _LATEST).astimezone(self._zone)

    def serves(self, day: date) -> bool:
        """Return whether anybody works on a day: a make-up workday wins over a holiday, both over the day of the week."""
        named = day.isoformat()
        if named in self._workdays:
            return True
        return named not in self._holidays and day.weekday() in self._hours.weekdays

    def is_open(self, at: datetime) -> bool:
        """Return whether somebody is there: from the first second of a span to the last before it closes."""
        opened = self.next_open(at)
        return opened is not None and opened <= self.local(at)

    def next_open(self, at: datetime) -> datetime | None:
        """Return when somebody is there next, in local time: at once within hours; `None` if never within a year."""
        moment = self.local(at)
        found = next(self._spans(moment), None)
        return max(found[0], moment).astimezone(self._zone) if found else None

    def due(self, at: datetime, within_s: int) -> datetime | None:
        """Return when so much service time has passed since `at`: only open hours count, and a promise may end as they end.

        What is asked at 20:55 and promised within 10 minutes, where hours end at 21:00, is due five minutes after the
        next opening. `None` where there is not so much service time within a year.
        """
        cursor, rest = self.local(at).astimezone(UTC), timedelta(seconds=within_s)
        for opens, closes in self._spans(self.local(at)):
            cursor = max(cursor, opens)
            if cursor + rest <= closes:
                return (cursor + rest).astimezone(self._zone)
            rest -= max(closes - cursor, timedelta())
        return None

    def _spans(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The spans that end after a moment, in UTC, by their beginning."""
        first = moment.date() - timedelta(days=self.overlap)
        for ahead in range(_DAYS_AHEAD):
            day = first + timedelta(days=ahead)
            if self.serves(day):
                for opens, closes in self._hours.spans:
                    span = self._at(day, opens), self._at(day, closes)
                    if span[1] > moment:
                        yield span

    def _at(self, day: date, minutes: int) -> datetime:
        """A minute of a day in UTC; 1440 and more are of the next day's clock."""
        ahead, minutes = divmod(minutes, 1440)
        return datetime.combine(day + timedelta(days=ahead), time(*divmod(minutes, 60)), self._zone).astimezone(UTC)
