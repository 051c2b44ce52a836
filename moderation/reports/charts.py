"""The charts of a report: its numbers as bars with titles that a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.reports.svg import Bar, bars, heat, share
from moderation.reports.tiers import TIERS as TIER_NAMES
from moderation.reports.times import HOURS, WEEKDAYS
from moderation.wording import say
from moderation.wording.reports import SENTENCES, TIERS
from moderation.wording.reports import WEEKDAYS as DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.reports.times import Day
    from moderation.reports.values import Report
    from moderation.wording import Lang

__all__ = ["by_day", "by_hour", "by_week", "flagged_by_day", "moves_by_day", "peaks", "periods", "stretch", "tier_bar"]

_MOST_BARS: Final = 120
"""More are too thin to see on a phone; days are taken together."""


def periods(report: Report) -> tuple[tuple[Day, ...], ...]:
    """Return the days with anything in them, taken together so that there are at most 120 stretches of equal length.

    Days without anything leave no gap in the tuple, but count for the length of a stretch.
    """
    days = report.timeline.days
    if not days:
        return ()
    first, length = days[0].day.toordinal(), stretch(report)
    stretches: list[list[Day]] = [[] for _ in range((days[-1].day.toordinal() - first) // length + 1)]
    for day in days:
        stretches[(day.day.toordinal() - first) // length].append(day)
    return tuple(map(tuple, stretches))


def stretch(report: Report) -> int:
    """Return how many days one bar stands for."""
    days = report.timeline.days
    return -(-(days[-1].day.toordinal() - days[0].day.toordinal() + 1) // _MOST_BARS) if days else 1


def by_day(report: Report, lang: Lang) -> str:
    """Return the chart of messages by day."""
    series = [Bar(title, (sum(day.messages for day in days),)) for title, days in _titled(report, lang)]
    return bars(series, ("messages",), label=say(SENTENCES, "over-time", lang))


def flagged_by_day(report: Report, lang: Lang) -> str:
    """Return the chart of verdicts that did not pass by day."""
    series = [
        Bar(title, (sum(day.block for day in days), sum(day.review for day in days))) for title, days in _titled(report, lang)
    ]  # fmt: skip
    return bars(series, ("block", "review"), label=say(SENTENCES, "flagged", lang))


def moves_by_day(report: Report, lang: Lang) -> str:
    """Return the chart of joins and leaves by day; empty where nobody came or went."""
    if not report.totals.joins and not report.totals.leaves:
        return ""
    series = [
        Bar(title, (sum(day.joins for day in days), sum(day.leaves for day in days)))
        for title, days in _titled(report, lang, "moves-")
    ]  # fmt: skip
    return bars(series, ("joins", "leaves"), label=say(SENTENCES, "moves", lang))


def peaks(report: Report) -> dict[str, int]:
    """Return how high the highest bar of each chart by day is."""
    stretches = periods(report)
    return {
        "messages": max((sum(day.messages for day in days) for days in stretches), default=0),
        "flagged": max((sum(day.block + day.review for day in days) for days in stretches), default=0),
        "moves": max((sum(day.joins + day.leaves for day in days) for days in stretches), default=0),
    }


def by_hour(report: Report, lang: Lang) -> str:
    """Return the chart of messages by hour of the day."""
    timeline = report.timeline
    series = [
        Bar(
            say(SENTENCES, "hour", lang, {"hour": hour, "messages": timeline.hours[hour], "flagged": timeline.flagged_hours[hour]}),
            (timeline.hours[hour],),
        )
        for hour in range(HOURS)
    ]
    return bars(series, ("messages",), label=say(SENTENCES, "by-hour", lang))


def by_week(report: Report, lang: Lang) -> str:
    """Return the chart of messages by hour of the week, a line a day."""
    week = report.timeline.week
    titles = [[_week_title(day, hour, week[day][hour], lang) for hour in range(HOURS)] for day in range(WEEKDAYS)]
    return heat(week, titles, label=say(SENTENCES, "by-week", lang))


def tier_bar(report: Report, lang: Lang) -> str:
    """Return the chart of member tiers."""
    parts = [(f"{say(TIERS, name, lang)}: {count}", count) for name, count in report.tiers.counts]
    return share(parts, [f"tier-{name}" for name in TIER_NAMES], label=say(SENTENCES, "tiers", lang))


def _titled(report: Report, lang: Lang, about: str = "") -> Iterator[tuple[str, Sequence[Day]]]:
    for days in periods(report):
        if days:
            key = f"{about}day" if len(days) == 1 else f"{about}days"
            values = {
                "day": days[0].day, "first": days[0].day, "last": days[-1].day, "messages": sum(day.messages for day in days),
                "review": sum(day.review for day in days), "block": sum(day.block for day in days),
                "joins": sum(day.joins for day in days), "leaves": sum(day.leaves for day in days),
            }  # fmt: skip
            yield say(SENTENCES, key, lang, values), days
        else:
            yield "", ()


def _week_title(day: int, hour: int, messages: int, lang: Lang) -> str:
    return say(SENTENCES, "week-hour", lang, {"weekday": say(DAYS, str(day), lang), "hour": hour, "messages": messages})
