"""The only outputs: a Verdict for each message, with the Hits that made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from moderation.signal import Signal

__all__ = ["Action", "Answer", "Hit", "Level", "Route", "Sanction", "SanctionName", "Severity", "Status", "Tally", "Verdict"]

Status = Literal["enforce", "shadow"]
Severity = Literal["low", "medium", "high", "critical"]
SanctionName = Literal["warn", "mute", "kick", "ban", "alert", "undecided"]


class Level(StrEnum):
    """How bad it is: `pass` < `review` < `block`; compares as the plain string."""

    PASS = "pass"  # noqa: S105 - a level, no password
    REVIEW = "review"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        """0 for pass, 1 for review, 2 for block."""
        return ("pass", "review", "block").index(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What a rule asks to be done: `delete`, `warn`, `strike` (value: points), `alert` (value: whom)."""

    name: str
    value: int | str | None = None

    def to_json(self) -> str | dict[str, int | str]:
        """Return `"delete"` or `{"strike": 10}`, as a ruleset writes it."""
        return self.name if self.value is None else {self.name: self.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How a score rule came to its points: (signal or bonus, points after its cap) in the rule's order, and its thresholds.

    >>> Tally(points=(("recruit", 3), ("user.trusted", -4)), review=4, block=7).total
    0
    """

    points: tuple[tuple[str, int], ...]
    review: int | None = None
    block: int | None = None

    @property
    def total(self) -> int:
        """The sum, never below 0."""
        return max(sum(points for _, points in self.points), 0)

    @property
    def level(self) -> Level:
        """What the total comes to: `block` from `block` points on, `review` from `review` points on."""
        if self.block is not None and self.total >= self.block:
            return Level.BLOCK
        return Level.REVIEW if self.review is not None and self.total >= self.review else Level.PASS


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A rule that fired: its evidence in `signals`, by field, start, longest first, then signal name.

    `score` is in points: those of the `tally` of a score rule, for any other rule the weights of the distinct terms.
    """

    rule: str
    title: str
    charter: str
    label: str
    severity: Severity
    status: Status
    verdict: Level
    score: int
    signals: tuple[Signal, ...]
    actions: tuple[Action, ...] = ()
    tally: Tally | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of LANGUAGE.md."""
        return {
            "rule": self.rule, "label": self.label, "status": self.status, "verdict": self.verdict.value, "score": self.score,
            "signals": [signal.to_dict() for signal in self.signals],
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """What is done to the member. `alert`: nothing, but staff are told; `undecided`: the ledger was out of reach, staff decide.

    `strikes` are those in the window, this offence's included; `count` is the number of the offence in the window, from 1.
    `reasons` say what made it more or less than usual, as the policy writes it. `alert` names whom to tell, empty for nobody.
    """

    action: SanctionName
    duration_s: int | None = None
    strikes: int = 0
    count: int = 0
    case: str | None = None
    reasons: tuple[str, ...] = ()
    alert: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of LANGUAGE.md."""
        return {
            "action": self.action, "duration_s": self.duration_s, "strikes": self.strikes, "case": self.case,
            "count": self.count, "reasons": list(self.reasons), "alert": self.alert or None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the FAQ says. `decision` is `answer` (send `text`) or `suggest` (show it to staff); `confidence` is 0–1.

    `choices` holds the entries of a short choice, best first, where several fit; else it is empty.
    """

    decision: Literal["answer", "suggest"]
    entry: str
    confidence: float
    text: str
    choices: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of LANGUAGE.md."""
        row: dict[str, Any] = {"entry": self.entry, "confidence": self.confidence, "text": self.text, "decision": self.decision}
        return {**row, "choices": list(self.choices)} if self.choices else row


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Who has to answer a message that is no violation: `to` whom, by `due_ms` (since 1970 UTC), and what is said meanwhile."""

    id: str
    title: str
    to: str
    priority: str
    due_ms: int | None = None
    reply: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; `due` is ISO 8601 in UTC."""
        due = None if self.due_ms is None else datetime.fromtimestamp(self.due_ms / 1000, UTC).isoformat()
        return {"id": self.id, "title": self.title, "to": self.to, "priority": self.priority, "due": due, "reply": self.reply or None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is thought of one message: the worst of its enforced hits, and everything needed to explain it.

    `labels` holds (label, points) pairs, most points first, summed over the enforced hits, and `score` is the most of
    them; `label` is the one with the most points among the hits that decided the level. `hits` holds shadow hits too,
    after the enforced ones, the worst first. `actions` are those of the hits that decided the level, without duplicates.

    `sanction`, `notice`, `answer` and `route` need a store or a FAQ; without one they are `None`. `repeated` says that the
    same message had been judged before, so that everything there is to do about it has been done.
    """

    id: str | None = None
    level: Level = Level.PASS
    label: str | None = None
    labels: tuple[tuple[str, int], ...] = ()
    score: int = 0
    hits: tuple[Hit, ...] = ()
    actions: tuple[Action, ...] = ()
    sanction: Sanction | None = None
    notice: str | None = None
    answer: Answer | None = None
    route: Route | None = None
    ruleset: str = ""
    repeated: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of LANGUAGE.md, its keys in the documented order."""
        return {
            "id": self.id, "verdict": self.level.value, "label": self.label, "labels": dict(self.labels), "score": self.score,
            "hits": [hit.to_dict() for hit in self.hits], "actions": [action.to_json() for action in self.actions],
            "sanction": self.sanction.to_dict() if self.sanction else None, "notice": self.notice,
            "answer": self.answer.to_dict() if self.answer else None, "route": self.route.to_dict() if self.route else None,
            "ruleset": self.ruleset,
        }  # fmt: skip

    def explain(self, lang: str = "zh", *, masked: bool = False) -> str:
        """Return why the message passed or not, in sentences a member understands; `lang` is `zh` or `en`.

        `masked` hides the inner characters of every piece of evidence, for a chat where it must not be repeated.
        """
        from moderation.explanation import explain  # noqa: PLC0415 - keeps sentences off the path of bots that never ask

        return explain(self, lang, masked=masked)
