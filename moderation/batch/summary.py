"""What a scan came to, in numbers that add up: messages = verdicts + rejects, levels and labels sum to their verdicts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from moderation.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.archives import Reject
    from moderation.verdict import Status, Verdict

__all__ = ["Counts", "RuleCount", "Summary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """How many messages a rule hit."""

    rule: str
    title: str
    label: str
    status: Status
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a scan came to.

    `messages` are all rows that came in, `levels` counts the verdicts by level (pass, review, block), `labels` those
    that did not pass by their label, most first; `rules` the messages that each rule hit, most first; `reasons` the
    rejects by reason. A message that several rules hit is counted once by each of them.
    """

    verdicts: int = 0
    rejects: int = 0
    levels: tuple[tuple[Level, int], ...] = tuple((level, 0) for level in Level)
    labels: tuple[tuple[str, int], ...] = ()
    rules: tuple[RuleCount, ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()

    @property
    def messages(self) -> int:
        """The rows that came in."""
        return self.verdicts + self.rejects

    def at_least(self, level: Level) -> int:
        """Return how many verdicts are as bad as `level` or worse.

        >>> Summary(verdicts=3, levels=((Level.PASS, 1), (Level.REVIEW, 2), (Level.BLOCK, 0))).at_least(Level.REVIEW)
        2
        """
        return sum(count for other, count in self.levels if other.rank >= level.rank)

    def to_dict(self) -> dict[str, Any]:
        """Return the numbers as JSON values."""
        return {
            "messages": self.messages, "verdicts": self.verdicts, "rejects": self.rejects,
            "levels": {level.value: count for level, count in self.levels}, "labels": dict(self.labels),
            "rules": [{"rule": row.rule, "label": row.label, "status": row.status, "messages": row.messages} for row in self.rules],
            "reasons": dict(self.reasons),
        }  # fmt: skip


class Counts:
    """Counts while a scan runs; `summary` may be asked at any time."""

    def __init__(self) -> None:
        self._passed = 0
        self._levels: Counter[Level] = Counter()
        self._labels: Counter[str] = Counter()
        self._rules: Counter[tuple[str, str, str, Status]] = Counter()
        self._reasons: Counter[str] = Counter()

    def __add__(self, other: Counts) -> Counts:
        """Return the counts of both together."""
        both = Counts()
        for counts in (self, other):
            both._passed += counts._passed
            both._levels.update(counts._levels)
            both._labels.update(counts._labels)
            both._rules.update(counts._rules)
            both._reasons.update(counts._reasons)
        return both

    @property
    def rows(self) -> int:
        """The rows that came in so far: verdicts and rejects."""
        return self._passed + self._levels.total() + self._reasons.total()

    def to_dict(self) -> dict[str, Any]:
        """Return the counts as JSON values, from which `from_dict` makes the same again."""
        return {
            "passed": self._passed, "levels": dict(self._levels), "labels": dict(self._labels),
            "rules": [[*rule, count] for rule, count in self._rules.items()], "reasons": dict(self._reasons),
        }  # fmt: skip

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Counts:
        """Return the counts that `to_dict` wrote.

        >>> counts = Counts()
        >>> counts.passed(3)
        >>> Counts.from_dict(counts.to_dict()).rows
        3
        """
        counts = cls()
        counts._passed = row["passed"]
        counts._levels.update({Level(level): count for level, count in row["levels"].items()})
        counts._labels.update(row["labels"])
        counts._rules.update({(rule, title, label, status): count for rule, title, label, status, count in row["rules"]})
        counts._reasons.update(row["reasons"])
        return counts

    def passed(self, number: int) -> None:
        """Count verdicts without any hit, many at once: they are most of every archive."""
        self._passed += number

    def verdict(self, verdict: Verdict) -> None:
        """Count a verdict with its hits."""
        self._levels[verdict.level] += 1
        if verdict.label is not None:
            self._labels[verdict.label] += 1
        self._rules.update({(hit.rule, hit.title, hit.label, hit.status) for hit in verdict.hits})

    def reject(self, reject: Reject) -> None:
        """Count a row that could not be read."""
        self._reasons[reject.reason] += 1

    @property
    def summary(self) -> Summary:
        """Everything that was counted so far."""
        levels = {level: self._levels[level] + (self._passed if level is Level.PASS else 0) for level in Level}
        rules = sorted(self._rules.items(), key=lambda pair: (-pair[1], pair[0]))
        return Summary(
            verdicts=sum(levels.values()),
            rejects=self._reasons.total(),
            levels=tuple(levels.items()),
            labels=_most_first(self._labels),
            rules=tuple(RuleCount(rule=r, title=t, label=la, status=s, messages=n) for (r, t, la, s), n in rules),
            reasons=_most_first(self._reasons),
        )


def _most_first(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
