"""Who spoke: one small record a member, bounded in number, from which tiers, offenders and clean histories are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from moderation.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.reports.seen import Seen

__all__ = ["Member", "Members"]

_CAPACITY: Final = 100_000
"""Members that are kept, about 40 MB; a group has some thousand, only an archive of very many groups has more."""
_SLACK: Final = 1.25
_DAYS_KEPT: Final = (1 << 30) - 1
"""The last thirty days, one bit each."""
_RULES_KEPT: Final = 8


@dataclass(slots=True)
class Member:
    """What is known of one member: counts, first and last message, on which of the thirty days up to `last_day` they spoke."""

    user: str
    name: str = ""
    role: str = "member"
    messages: int = 0
    review: int = 0
    block: int = 0
    first_ms: int | None = None
    last_ms: int | None = None
    last_day: int = 0
    days: int = 0
    left: bool = False
    rules: dict[str, int] = field(default_factory=dict)

    @property
    def flagged(self) -> int:
        """Messages that did not pass."""
        return self.review + self.block

    def days_within(self, today: int, window: int) -> int:
        """Return on how many of the `window` (at most thirty) days up to `today` the member spoke.

        >>> Member("a", last_day=100, days=0b101).days_within(101, 3)
        1
        """
        behind = today - self.last_day
        return 0 if behind >= window else (self.days & ((1 << (window - behind)) - 1)).bit_count()

    def spoke(self, row: Seen) -> None:
        """Count a message of this member."""
        self.messages += 1
        self.name, self.role = row.name or self.name, row.message.author.role
        self.left = False
        if row.at_ms is not None:
            self.first_ms = row.at_ms if self.first_ms is None else min(self.first_ms, row.at_ms)
            self.last_ms = row.at_ms if self.last_ms is None else max(self.last_ms, row.at_ms)
        if row.local is not None:
            self._on(row.local.toordinal())

    def offended(self, row: Seen) -> None:
        """Count a verdict that did not pass."""
        if row.verdict.level is Level.BLOCK:
            self.block += 1
        else:
            self.review += 1
        for rule in {hit.rule for hit in row.verdict.hits if hit.status == "enforce"}:
            if rule in self.rules or len(self.rules) < _RULES_KEPT:
                self.rules[rule] = self.rules.get(rule, 0) + 1

    def _on(self, day: int) -> None:
        ahead = day - self.last_day
        if ahead >= 0:
            self.days = ((self.days << min(ahead, 30)) | 1) & _DAYS_KEPT
            self.last_day = day
        else:
            self.days |= (1 << -ahead) & _DAYS_KEPT if ahead > -31 else 0  # noqa: PLR2004 - the days that are kept


class Members:
    """All members of an archive, by platform and account; when there are too many, those who said least are forgotten.

    `forgotten` counts them, so that a report can say that its numbers of members are too low.
    """

    def __init__(self, capacity: int = _CAPACITY) -> None:
        self._capacity = capacity
        self._members: dict[str, Member] = {}
        self._by_name: dict[str, str] = {}
        self.forgotten = 0

    def __iter__(self) -> Iterator[Member]:
        return iter(self._members.values())

    def of(self, user: str) -> Member:
        """Return the record of a member, a new one for somebody new."""
        member = self._members.get(user)
        if member is None:
            if len(self._members) >= self._capacity * _SLACK:
                self._forget()
            member = self._members[user] = Member(user)
        return member

    def known(self, user: str) -> Member | None:
        """Return the record of a member, `None` for nobody."""
        return self._members.get(user)

    def named(self, name: str, platform: str) -> Member | None:
        """Return the member who spoke under a name last; notices often have nothing but that."""
        return self._members.get(self._by_name.get(f"{platform}|{name}", "")) or self._members.get(f"{platform}|{name}")

    def spoke(self, row: Seen) -> Member:
        """Count a message and return its author's record."""
        member = self.of(row.user)
        if row.name and row.name != member.name:
            self.call(member, row.name, row.message.platform)
        member.spoke(row)
        return member

    def call(self, member: Member, name: str, platform: str) -> None:
        """Know a member by a name from now on."""
        self._by_name[f"{platform}|{name}"] = member.user

    def _forget(self) -> None:
        ranked = sorted(self._members.values(), key=lambda member: (-member.flagged, -member.messages, member.user))
        self.forgotten += len(ranked) - self._capacity
        self._members = {member.user: member for member in ranked[: self._capacity]}
        self._by_name = {name: user for name, user in self._by_name.items() if user in self._members}
