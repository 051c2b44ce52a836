"""The values of a report, ready to be shown: whatever had to be masked is masked, whatever had to be cut is cut."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moderation.reports.masking import Piece
    from moderation.reports.tiers import Tiers
    from moderation.reports.times import Timeline

__all__ = [
    "Asking",
    "Case",
    "Offender",
    "QuestionFigures",
    "Recurred",
    "Report",
    "RuleFigures",
    "Shown",
    "Totals",
    "WordFigures",
    "as_json",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The numbers at the top.

    `rows` = `verdicts` + `rejects`; `verdicts` = `passed` + `review` + `block` = `spoken` + `notices`. `joins` and `leaves`
    are people; `members` are those who spoke, at least so many where `members_missed` were too many to be kept.
    """

    rows: int
    verdicts: int
    rejects: int
    passed: int
    review: int
    block: int
    spoken: int
    notices: int
    chats: int
    members: int
    members_missed: int
    joins: int
    leaves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message as it may be shown: when, by whom, in parts of which some are evidence. `id` is empty where it is masked."""

    at: str
    member: str
    id: str
    pieces: tuple[Piece, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: the text, and the spans of its evidence."""
        spans, place = [], 0
        for piece, is_evidence in self.pieces:
            if is_evidence:
                spans.append([place, place + len(piece)])
            place += len(piece)
        return {"at": self.at, "member": self.member, "id": self.id or None, "text": "".join(p for p, _ in self.pieces), "evidence": spans}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFigures:
    """What one rule hit: `messages` = `review` + `block`, by how many `members`, and samples."""

    rule: str
    title: str
    charter: str
    label: str
    status: str
    messages: int
    review: int
    block: int
    members: int
    samples: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offender:
    """A member with two or more messages that did not pass; `rules` with how often, most first."""

    member: str
    messages: int
    review: int
    block: int
    first: str
    last: str
    rules: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurred:
    """A link, contact or text that came again; a text in so many `writings`."""

    kind: str
    value: str
    messages: int
    flagged: int
    members: int
    chats: int
    first: str
    last: str
    writings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A verdict that may be wrong: on somebody with so many `clean` messages before it (`regular`), or on `lone` evidence."""

    shown: Shown
    rules: tuple[str, ...]
    level: str
    clean: int
    regular: bool
    lone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question that nobody took up."""

    shown: Shown
    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """`asked` = `answered` + `unanswered` + `waiting`; `latest` are the newest unanswered ones."""

    asked: int
    answered: int
    unanswered: int
    waiting: int
    latest: tuple[Asking, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFigures:
    """The words that stand in most messages, with in how many of the `sampled` of all `texts`."""

    words: tuple[tuple[str, int], ...]
    sampled: int
    texts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that a report tells. `missing` names what no message of the source says: `time`, `author`, `text`.

    `followed` says that each message was judged in the light of those before it, which a scan does not do.
    `partial` are (name, messages that say it) for what only some say. `zone` is that of every day, hour and time.
    """

    sources: tuple[str, ...]
    rulesets: tuple[str, ...]
    zone: str
    masked: bool
    followed: bool
    first: str
    last: str
    totals: Totals
    missing: tuple[str, ...]
    partial: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]
    timeline: Timeline
    rules: tuple[RuleFigures, ...]
    labels: tuple[tuple[str, int], ...]
    chats: tuple[tuple[str, int], ...]
    offenders: tuple[Offender, ...]
    offender_count: int
    campaigns: tuple[Recurred, ...]
    addresses: tuple[Recurred, ...]
    candidates: tuple[Case, ...]
    regular_count: int
    lone_count: int
    tiers: Tiers
    talkers: tuple[tuple[str, int], ...]
    questions: QuestionFigures
    words: WordFigures

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; its keys are the names of the fields, and `busiest_hours` with their messages; dates are ISO 8601."""
        told = {field.name: as_json(getattr(self, field.name)) for field in fields(self)}
        return {**told, "busiest_hours": as_json(self.timeline.busiest)}


def as_json(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return a value of a report as JSON values."""
    if isinstance(value, Shown):
        return value.to_dict()
    if is_dataclass(value):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
