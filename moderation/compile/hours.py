"""`faq.hours` → Hours: spans in minutes, dates written out, a time zone that exists."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, available_timezones

from moderation.program import Hours
from moderation.ruleset.mistakes import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.compile.report import Report
    from moderation.ruleset.faq import FaqHours
    from moderation.ruleset.tree import Path

__all__ = ["read_hours"]

_DAY: Final = 1440
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN: Final = re.compile(r"\s*(\d{1,2})[:：](\d{2})\s*(?:-|－|–|—|~|～|至|到)\s*(次日)?(\d{1,2})[:：](\d{2})\s*")
_SPAN_FORM: Final = "09:00-21:00"
_DATES: Final = re.compile(r"\s*(\d{4}-\d{1,2}-\d{1,2})\s*(?:(?:\.\.|~|～|至|到)\s*(\d{4}-\d{1,2}-\d{1,2})\s*)?")
_DATES_FORM: Final = "2026-10-01 | 2026-10-01..2026-10-07"
_LONGEST_SPAN: Final = 366
"""Days of one span of dates: more is a slip of the pen in the year."""
_CHINA: Final = "Asia/Shanghai"


def read_hours(hours: FaqHours, at: Path, report: Report) -> Hours:
    """Return the hours that stand at a path of the document; mistakes are reported, what is wrong is left out."""
    opened = [hours.open] if isinstance(hours.open, str) else hours.open
    spans = [span for index, text in enumerate(opened) if (span := _span(text, _place(hours, at, index), report))]
    _report_overlaps(sorted(spans), (*at, "open"), report)
    holidays = _dates(hours.holidays, (*at, "holidays"), report)
    workdays = _dates(hours.workdays, (*at, "workdays"), report)
    for both in sorted(set(holidays) & set(workdays))[:1]:
        report.warning("holiday-and-workday", (*at, "workdays"), found=both)
    _check_zone(hours.timezone, (*at, "timezone"), report)
    return Hours(
        spans=tuple(sorted(spans)),
        timezone=hours.timezone,
        weekdays=tuple(sorted({_WEEKDAYS.index(day) for day in hours.weekdays})),
        holidays=holidays,
        workdays=workdays,
        outside=hours.outside,
    )


def _place(hours: FaqHours, at: Path, index: int) -> Path:
    return (*at, "open") if isinstance(hours.open, str) else (*at, "open", index)


def _span(text: str, at: Path, report: Report) -> tuple[int, int] | None:
    """The minutes of `09:00-21:00`; one that closes before it opens closes on the next day."""
    found = _SPAN.fullmatch(text)
    numbers = [int(part) for part in found.groups() if part and part.isdecimal()] if found else []
    if found is None or numbers[1] > 59 or numbers[3] > 59 or max(numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]) > _DAY:  # noqa: PLR2004 - minutes of an hour
        report.error("bad-hours", at, found=text, expected=_SPAN_FORM)
        return None
    opens, closes = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    if opens in (closes, _DAY):
        report.error("bad-hours", at, found=text, expected=_SPAN_FORM, near="00:00-24:00" if opens == closes else None)
        return None
    return opens, closes + _DAY if closes < opens or found[3] else closes


def _report_overlaps(spans: Sequence[tuple[int, int]], at: Path, report: Report) -> None:
    """Report spans of one day that overlap, the last also with the first of the next day."""
    following = [(opens + _DAY, closes + _DAY) for opens, closes in spans[:1]]
    for earlier, later in pairwise([*spans, *following]):
        if later[0] < earlier[1]:
            report.error("hours-overlap", at, found=_written(later), other=_written(earlier))


def _written(span: tuple[int, int]) -> str:
    return "-".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (span[0] % _DAY, span[1] % _DAY or _DAY))


def _dates(written: Sequence[str], at: Path, report: Report) -> tuple[str, ...]:
    """The ISO dates that are listed, spans of dates written out, sorted."""
    days: set[str] = set()
    for index, text in enumerate(written):
        found = _DATES.fullmatch(text)
        span = tuple(_between(found[1], found[2] or found[1])) if found else ()
        if not span:
            report.error("bad-date", (*at, index), found=text, expected=_DATES_FORM)
        days.update(span)
    return tuple(sorted(days))


def _between(first: str, last: str) -> Iterator[str]:
    """Every date from the first to the last; none where one does not exist, or they are too far apart."""
    try:
        start, end = (date(*map(int, part.split("-"))) for part in (first, last))
        if (end - start).days < _LONGEST_SPAN:
            yield from ((start + timedelta(days=ahead)).isoformat() for ahead in range((end - start).days + 1))
    except (ValueError, OverflowError):
        return


def _check_zone(name: str, at: Path, report: Report) -> None:
    if name == _CHINA:  # needs no data, see moderation.faq.hours
        return
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        known = available_timezones() or {_CHINA}
        meant = _CHINA if any(word in name.lower() for word in ("beijing", "北京", "china", "+8", "shanghai")) else nearest(name, known)
        report.error("unknown-timezone", at, near=meant, found=name)
