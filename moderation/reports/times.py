"""What happened over time: messages and verdicts by day, by hour of the day and by hour of the week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from moderation.verdict import Level

if TYPE_CHECKING:
    from moderation.reports.seen import Seen

__all__ = ["HOURS", "WEEKDAYS", "Day", "Timeline", "Times"]

HOURS: Final = 24
WEEKDAYS: Final = 7
_MOST_DAYS: Final = 20_000
"""More than fifty years: an archive with wrong dates all over the calendar must not fill the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day in the zone of the report; `messages` are those that members sent, `review` and `block` all verdicts of that level."""

    day: date
    messages: int = 0
    review: int = 0
    block: int = 0
    joins: int = 0
    leaves: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The days with anything in them, by date.

    `hours` and `week` (Monday first) count messages, `flagged_hours` verdicts that did not pass.
    `untimed` messages say no time; `beyond` are on days that were too many to keep.
    """

    days: tuple[Day, ...]
    hours: tuple[int, ...]
    flagged_hours: tuple[int, ...]
    week: tuple[tuple[int, ...], ...]
    untimed: int
    beyond: int

    @property
    def busiest(self) -> tuple[tuple[int, int], ...]:
        """The three busiest hours of the day with their messages, the busiest first; empty where no time is known."""
        ranked = sorted(enumerate(self.hours), key=lambda pair: (-pair[1], pair[0]))
        return tuple(pair for pair in ranked[:3] if pair[1])


class Times:
    """Counts rows by their time."""

    def __init__(self) -> None:
        self._days: dict[int, list[int]] = {}
        self._week = [0] * (WEEKDAYS * HOURS)
        self._flagged = [0] * HOURS
        self._others: Counter[str] = Counter()

    def add(self, row: Seen, people: int) -> None:
        """Count a row; `people` are those who joined or left by it."""
        if row.local is None:
            self._others["untimed"] += row.spoken
            return
        number = row.local.toordinal()
        day = self._days.get(number)
        if day is None:
            if len(self._days) >= _MOST_DAYS:
                self._others["beyond"] += row.spoken
                return
            day = self._days[number] = [0, 0, 0, 0, 0]
        hour = row.local.hour
        if row.spoken:
            day[0] += 1
            self._week[row.local.weekday() * HOURS + hour] += 1
        if row.flagged:
            day[1 if row.verdict.level is Level.REVIEW else 2] += 1
            self._flagged[hour] += 1
        if people:
            day[3 if row.message.kind == "join" else 4] += people

    @property
    def timeline(self) -> Timeline:
        """What was counted so far."""
        week = tuple(tuple(self._week[day * HOURS : day * HOURS + HOURS]) for day in range(WEEKDAYS))
        return Timeline(
            days=tuple(_day(number, counts) for number, counts in sorted(self._days.items())),
            hours=tuple(map(sum, zip(*week, strict=True))),
            flagged_hours=tuple(self._flagged),
            week=week,
            untimed=self._others["untimed"],
            beyond=self._others["beyond"],
        )


def _day(number: int, counts: list[int]) -> Day:
    messages, review, block, joins, leaves = counts
    return Day(day=date.fromordinal(number), messages=messages, review=review, block=block, joins=joins, leaves=leaves)
