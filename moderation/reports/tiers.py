"""Member tiers: core, active, quiet, gone. Every definition is in days before the last day of the archive, never before today.

- core: spoke on at least `core_days` of the last 30 days: a quarter of the days that the archive covers, at least 2;
- active: spoke within the last 30 days, on fewer days;
- quiet: last spoke 31 to 90 days ago, or joined and never spoke;
- gone: left and did not speak again, or last spoke more than 90 days ago.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.reports.members import Member

__all__ = ["ACTIVE_DAYS", "QUIET_DAYS", "TIERS", "Tier", "Tiers", "core_days", "tier", "tiers_of"]

Tier = Literal["core", "active", "quiet", "gone"]
TIERS: Final[tuple[Tier, ...]] = ("core", "active", "quiet", "gone")

ACTIVE_DAYS: Final = 30
QUIET_DAYS: Final = 90
_CORE_SHARE: Final = 4
"""One day in four: twice a week, which is what people who carry a chat do."""
_LEAST_CORE_DAYS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers:
    """How many members are in each tier, in the order of `TIERS`, those who run the chat included, bots left out.

    `untimed` are members of whom no time is known, so that they belong to none.
    """

    counts: tuple[tuple[Tier, int], ...]
    core_days: int
    untimed: int

    @property
    def members(self) -> int:
        """All members that are known."""
        return sum(count for _, count in self.counts) + self.untimed


def core_days(covered: int) -> int:
    """Return on how many days one has to speak to be of the core, in an archive that covers so many days.

    >>> core_days(400), core_days(10), core_days(1)
    (8, 3, 2)
    """
    return max(-(-min(covered, ACTIVE_DAYS) // _CORE_SHARE), _LEAST_CORE_DAYS)


def tier(member: Member, today: int, needed: int) -> Tier | None:
    """Return the tier of a member on a day; `None` where no time is known of one who spoke."""
    if member.left:
        return "gone"
    if not member.last_day:
        return None if member.messages else "quiet"
    behind = today - member.last_day
    if behind > QUIET_DAYS:
        return "gone"
    if behind >= ACTIVE_DAYS:
        return "quiet"
    return "core" if member.days_within(today, ACTIVE_DAYS) >= needed else "active"


def tiers_of(members: Iterable[Member], first: int, today: int) -> Tiers:
    """Return the tiers of all members in an archive from the day `first` to `today`."""
    needed = core_days(today - first + 1)
    counts: dict[Tier | None, int] = {}
    for member in members:
        if member.role != "bot":
            name = tier(member, today, needed)
            counts[name] = counts.get(name, 0) + 1
    return Tiers(counts=tuple((name, counts.get(name, 0)) for name in TIERS), core_days=needed, untimed=counts.get(None, 0))
