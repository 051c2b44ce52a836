"""What each rule hit: counts, and a few samples in which every different text had the same chance. And what it may have hit wrongly."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from moderation.verdict import Level

if TYPE_CHECKING:
    from moderation.reports.members import Member
    from moderation.reports.seen import Seen
    from moderation.verdict import Hit

__all__ = ["CLEAN_DAYS", "CLEAN_MESSAGES", "Candidate", "Candidates", "Evidence", "RuleHits", "Sample"]

CLEAN_MESSAGES: Final = 50
CLEAN_DAYS: Final = 14
_CLEAN_SHARE: Final = 100
"""A history is clean with one message in a hundred that did not pass: rules are wrong now and then."""
_DAY_MS: Final = 86_400_000
_SAMPLES: Final = 5
_CANDIDATES: Final = 40
_RULES: Final = 2_000
_USERS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Sample:
    """A message with the hit of one rule."""

    row: Seen
    hit: Hit


@dataclass(slots=True)
class RuleHits:
    """What one rule hit: `messages` = `review` + `block` of the rule's own verdicts; shadow hits decided nothing."""

    rule: str
    title: str
    charter: str
    label: str
    status: str
    messages: int = 0
    review: int = 0
    block: int = 0
    users: set[str] = field(default_factory=set)
    kept: list[tuple[int, str, Sample]] = field(default_factory=list)

    @property
    def samples(self) -> tuple[Sample, ...]:
        """Some of its messages, each another text."""
        return tuple(sample for _, _, sample in sorted(self.kept, key=lambda kept: kept[:2]))

    def add(self, row: Seen, hit: Hit) -> None:
        """Count a hit."""
        self.messages += 1
        if hit.verdict is Level.BLOCK:
            self.block += 1
        else:
            self.review += 1
        if row.user and len(self.users) < _USERS:
            self.users.add(row.user)
        self._keep(Sample(row, hit))

    def _keep(self, sample: Sample) -> None:
        """Keep the samples whose texts have the lowest check sums: a fair choice that is the same every time."""
        text = sample.row.message.text or "|".join(signal.text for signal in sample.hit.signals)
        rank = _check_sum(text)
        if any(kept[0] == rank for kept in self.kept):
            return
        self.kept.append((rank, text[:80], sample))
        if len(self.kept) > _SAMPLES:
            self.kept.remove(max(self.kept, key=lambda kept: kept[:2]))


class Evidence:
    """The hits of every rule; enforced and shadow hits of a rule are apart. `others` counts hits of rules beyond 2,000."""

    def __init__(self) -> None:
        self._rules: dict[tuple[str, str], RuleHits] = {}
        self.others = 0

    def add(self, row: Seen) -> None:
        """Count the hits of a message, each rule once."""
        for hit in {(hit.rule, hit.status): hit for hit in reversed(row.verdict.hits)}.values():
            kept = self._rules.get((hit.rule, hit.status))
            if kept is None:
                if len(self._rules) >= _RULES:
                    self.others += 1
                    continue
                kept = RuleHits(hit.rule, hit.title, hit.charter, hit.label, hit.status)
                self._rules[hit.rule, hit.status] = kept
            kept.add(row, hit)

    @property
    def rules(self) -> tuple[RuleHits, ...]:
        """The rules that hit, most messages first; those on trial behind the others."""
        return tuple(sorted(self._rules.values(), key=lambda kept: (kept.status != "enforce", -kept.messages, kept.rule)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A verdict that somebody should look at: `clean` messages came before it, it rests on `lone` evidence, or both."""

    row: Seen
    clean: int
    is_regular: bool
    is_lone: bool


class Candidates:
    """Looks for verdicts that may be wrong: on members with long clean histories, and on one weak signal alone."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[tuple[int, int, int], Candidate]] = {}
        self._number = 0
        self.regular = 0
        self.lone = 0

    def add(self, row: Seen, member: Member | None) -> None:
        """Look at a message that did not pass; `member` is its author's record before this message is counted."""
        regular, lone = member is not None and _is_regular(row, member), _is_lone(row)
        if not (regular or lone):
            return
        self.regular += regular
        self.lone += lone
        self._number += 1
        clean = member.messages - member.flagged if member else 0
        candidate = Candidate(row, clean, is_regular=regular, is_lone=lone)
        self._keep(row, ((2 * regular + lone, clean, -self._number), candidate))

    def _keep(self, row: Seen, entry: tuple[tuple[int, int, int], Candidate]) -> None:
        """Keep the most doubtful, one of each text: what is said every day would leave no place for anything else."""
        text = row.message.text or "|".join(signal.text for hit in row.verdict.hits for signal in hit.signals)
        key = _check_sum(text)
        if key not in self._kept or entry[0] > self._kept[key][0]:
            self._kept[key] = entry
        if len(self._kept) > _CANDIDATES:
            del self._kept[min(self._kept, key=lambda key: self._kept[key][0])]

    @property
    def found(self) -> tuple[Candidate, ...]:
        """The most doubtful, each another text: both reasons first, then the longest clean history."""
        return tuple(candidate for _, candidate in sorted(self._kept.values(), key=lambda entry: entry[0], reverse=True))


def _check_sum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _is_regular(row: Seen, member: Member) -> bool:
    """Whether somebody had sent many messages for a while, and next to nothing was wrong with them."""
    clean = member.messages - member.flagged
    if clean < CLEAN_MESSAGES or member.flagged * _CLEAN_SHARE > clean or row.at_ms is None or member.first_ms is None:
        return False
    return row.at_ms - member.first_ms >= CLEAN_DAYS * _DAY_MS


def _is_lone(row: Seen) -> bool:
    """Whether one piece of evidence in one rule is all there is, and it is for a person to look at."""
    if row.verdict.level is not Level.REVIEW:
        return False
    hits = [hit for hit in row.verdict.hits if hit.status == "enforce"]
    return len(hits) == 1 and len(hits[0].signals) == 1
