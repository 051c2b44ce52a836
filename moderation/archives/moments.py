"""The time of a message, in every way in which exports write it, as an aware datetime.

A time without a zone is a time in the zone that the operator names, Beijing if none: that is what Chinese exports mean
by it. Epoch numbers become times of that zone too, so that `chat.hour` is the hour that the members saw.

In `11/05/2026` one number is the month. Where it says itself which (`11/22/2026`, `22.11.2026`) that holds; else the
`order` that the other dates of the file show (`dates`), and without one it is no time at all.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Final, Literal

from moderation.message import BEIJING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BEIJING", "Order", "moment", "order_of", "swapped"]

Order = Literal["day", "month"]
"""What comes first where the year comes last."""

_DIVISORS: Final = ((10**17, 10**9), (10**14, 10**6), (10**11, 10**3))
"""From where on an epoch is in nano-, micro- or milliseconds: as seconds 10^11 is the year 5138, as milliseconds 1973."""

_FIRST_YEAR: Final = 2
_LAST_YEAR: Final = 9998
"""Nearer to the edge of the calendar a time cannot be moved to another zone."""

_WRITTEN_CHARS: Final = 64
"""No written time is longer."""
_NUMBER: Final = re.compile(r"-?\d{1,30}|-?\d{9,30}\.\d{0,20}", re.ASCII)
_COMPACT: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])"
    r"(?:(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d))?(?P<before>)(?P<after>)(?P<part>)(?P<zone>)",
    re.ASCII,
)
"""20261122 and 20261122160500: as epochs, days of 1970 or of the year 2612."""
_DAYS: Final = range(19_000_101, 21_000_101)
_SECONDS: Final = range(19_000_101_000_000, 21_000_101_000_000)
"""Numbers that may be written so."""

_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_LAST_MONTH: Final = 12
_HALF: Final = r"上午|下午|[AaPp]\.?[Mm]\b\.?"
_CLOCK: Final = (
    rf"(?:[T,\s]*(?:at\s+)?(?P<before>{_HALF})?\s*(?P<hour>\d{{1,2}})[:：时](?P<minute>\d{{1,2}})(?:[:：分](?P<second>\d{{1,2}})?(?:[.,](?P<part>\d{{1,9}}))?)?"
    rf"秒?\s*(?P<after>{_HALF})?\s*(?P<zone>Z|UTC|GMT|[+-]\d{{2}}:?\d{{2}})?)?\s*"
)
_WEEKDAY: Final = r"(?:\s*[\(（]?(?:星期|周)[一二三四五六日天][\)）]?)?"
_LOCAL: Final = re.compile(
    rf"(?P<year>\d{{4}})\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*(?P<day>\d{{1,2}})\s*日?{_WEEKDAY}{_CLOCK}", re.ASCII
)
_SWAPPED: Final = re.compile(rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<then>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}){_CLOCK}", re.ASCII)
"""Dates with the year behind day and month, or month and day."""
_SPELT: Final = tuple(
    re.compile(rf"(?:[A-Za-z]{{3,9}},\s*)?{date}{_CLOCK}", re.ASCII)
    for date in (
        r"(?P<day>\d{1,2})[-\s.]+(?P<month>[A-Za-z]{3,9})[-\s.,]+(?P<year>\d{4}|\d\d)",
        r"(?P<month>[A-Za-z]{3,9})\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
    )
)


def moment(value: object, zone: tzinfo = BEIJING, order: Order | None = None) -> datetime | None:
    """Return the time that `value` stands for: an epoch number, ISO 8601, `2025年3月1日 9:05`, or `11/22/2026 4:05 PM`.

    `None` where it stands for none: a fact that is unknown, which no condition takes for an answer.

    >>> moment(1703001600).isoformat(), moment("2025/3/1 9:05 PM").isoformat(), moment("yesterday")
    ('2023-12-20T00:00:00+08:00', '2025-03-01T21:05:00+08:00', None)
    >>> moment("11/05/2026"), moment("11/05/2026", order="month").isoformat()
    (None, '2026-11-05T00:00:00+08:00')
    """
    try:
        if isinstance(value, str):
            return _written(value, zone, order)
        if isinstance(value, datetime):
            return _aware(value, zone)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        is_compact = isinstance(value, int) and (value in _DAYS or value in _SECONDS)  # a float would be looked for one by one
        return _written(str(value), zone, order) if is_compact else _epoch(value, zone)
    except (ValueError, OverflowError, OSError, LookupError):  # out of the calendar's range, or no number at all
        return None


def _epoch(number: float, zone: tzinfo) -> datetime:
    if number < 0:  # what programs write for a time that they do not know
        raise ValueError
    divisor = next((divisor for least, divisor in _DIVISORS if abs(number) >= least), 1)
    return _aware(datetime.fromtimestamp(number / divisor, zone), zone)


def _written(text: str, zone: tzinfo, order: Order | None) -> datetime | None:
    text = _trimmed(text)
    if _NUMBER.fullmatch(text):
        compact = _COMPACT.fullmatch(text)
        return _epoch(float(text), zone) if compact is None else _at(compact, int(compact["month"]), int(compact["day"]), zone)
    if text[4:5] == "-" == text[7:8]:
        with suppress(ValueError):
            return _aware(datetime.fromisoformat(text), zone)
    found = _LOCAL.fullmatch(text)
    if found is not None:
        return _at(found, int(found["month"]), int(found["day"]), zone)
    found = _SWAPPED.fullmatch(text)
    if found is not None:
        return _in_order(found, zone, order)
    found = next((found for spelt in _SPELT if (found := spelt.fullmatch(text))), None)
    if found is not None:
        return _at(found, _MONTHS[found["month"][:3].lower()], int(found["day"]), zone)
    return _aware(datetime.fromisoformat(text), zone)


def _trimmed(text: str) -> str:
    """A text without blanks around it and with plain ones within: newer tables of languages put narrow ones before AM and PM."""
    return text[:_WRITTEN_CHARS].strip().replace("\u202f", " ").replace("\xa0", " ")


def _in_order(found: re.Match[str], zone: tzinfo, order: Order | None) -> datetime | None:
    first, then = int(found["first"]), int(found["then"])
    order = order_of(found) or order
    if order is None and first != then:
        return None
    return _at(found, *((then, first) if order == "day" else (first, then)), zone)


def swapped(text: str) -> re.Match[str] | None:
    """Return the parts of a date with its year behind day and month, whichever comes first; `None` for any other text."""
    return _SWAPPED.fullmatch(_trimmed(text))


def order_of(found: re.Match[str]) -> Order | None:
    """Return the order of a date that `swapped` found, where it shows it: by a number that is no month, or by points."""
    if int(found["then"]) > _LAST_MONTH:
        return "month"
    return "day" if int(found["first"]) > _LAST_MONTH or found["mark"] == "." else None


def _at(found: re.Match[str], month: int, day: int, zone: tzinfo) -> datetime:
    """The time of a date whose clock, if it has one, stands in the groups of `_CLOCK`."""
    clock: Mapping[str, str | None] = found.groupdict()
    part = int((clock["part"] or "0")[:6].ljust(6, "0"))
    year = int(found["year"]) + (2000 if len(found["year"]) < 4 else 0)  # noqa: PLR2004 - no chat is older
    hour = _hour(clock["hour"], clock["before"] or clock["after"] or None)
    named = _zone(clock["zone"]) or zone
    return _aware(datetime(year, month, day, hour, int(clock["minute"] or 0), int(clock["second"] or 0), part, named), named)


def _hour(written: str | None, half: str | None) -> int:
    """The hour of the day; twelve o'clock belongs to the half that it begins."""
    hour = int(written or 0)
    if half is None or hour > 12:  # noqa: PLR2004 - a clock face
        return hour
    return hour % 12 + (12 if half[0] in "下Pp" else 0)


def _zone(written: str | None) -> tzinfo | None:
    if not written:
        return None
    if written in ("Z", "UTC", "GMT"):
        return UTC
    east = timedelta(hours=int(written[1:3]), minutes=int(written[-2:]))
    return timezone(east if written[0] == "+" else -east)


def _aware(at: datetime, zone: tzinfo) -> datetime:
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError
    return at.replace(tzinfo=zone) if at.tzinfo is None else at
