"""From conditions to a Verdict: which rules fired, and what they come to together. Last step of the engine."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from moderation.engine.evaluate import counted, evidence, points_of, positive_signals
from moderation.engine.view import JOINED, NO_SIGNALS, View, look, looked
from moderation.program import All, Score
from moderation.verdict import Hit, Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from moderation.message import Message
    from moderation.program import Condition, Program, RuleProgram
    from moderation.signal import Signal
    from moderation.verdict import Severity

__all__ = ["Judge", "decide"]

_SEVERITIES: Final[dict[Severity, int]] = {"low": 0, "medium": 1, "high": 2, "critical": 3}


class Judge:
    """Applies the rules of one Program to what was observed about a message."""

    def __init__(self, program: Program) -> None:
        self._rules = program.rules
        self._ruleset = program.info.name
        self._fields = {info.name: info.fields for info in program.signals}
        self._named = {rule.id: positive_signals(rule.when) for rule in program.rules}
        self._always = tuple(place for place, rule in enumerate(program.rules) if rule.triggers is None)
        self._triggered: defaultdict[str, list[int]] = defaultdict(list)
        for place, rule in enumerate(program.rules):
            for name in rule.triggers or ():
                self._triggered[name].append(place)

    @property
    def needs_signals(self) -> bool:
        """Whether no rule can hold unless a signal was observed."""
        return not self._always

    def verdict(self, message: Message, signals: Sequence[Signal]) -> Verdict:
        """Return what the rules make of a message in which these signals were observed."""
        hits = [hit for rule, view in self.views(message, signals) if (hit := judge(rule, view)) and not _is_old(hit, message)]
        return decide(hits, message_id=message.id, ruleset=self._ruleset)

    def holds(self, condition: Condition, message: Message, signals: Sequence[Signal]) -> bool:
        """Return whether a condition that is no rule's (of a policy, of a route) holds for a message."""
        seen = looked(signals, self._fields)
        return evidence(condition, View(message=message, signals=signals, seen=seen, named=positive_signals(condition))) is not None

    def views(self, message: Message, signals: Sequence[Signal]) -> Iterator[tuple[RuleProgram, View]]:
        """Yield every rule that could hold, in the order of the ruleset, with what it sees of the message."""
        names = {signal.signal for signal in signals}
        places = {place for name in names for place in self._triggered.get(name, ())}
        seen: dict[tuple[str, ...] | None, dict[str, frozenset[int]]] = {}
        for place in sorted(places.union(self._always)):
            rule = self._rules[place]
            if rule.fields not in seen:
                seen[rule.fields] = look(signals, rule, self._fields)
            yield rule, View(message=message, signals=signals, seen=seen[rule.fields], named=self._named[rule.id])


def _is_old(hit: Hit, message: Message) -> bool:
    """Return whether a hit is about messages before this one alone: it was theirs."""
    return bool(hit.signals) and all(signal.field == JOINED and message.key not in signal.messages for signal in hit.signals)


def judge(rule: RuleProgram, view: View) -> Hit | None:
    """Return the Hit of a rule on a message, `None` if its condition does not hold."""
    score = score_of(rule.when)
    scored, places = counted(score, view) if score else (None, NO_SIGNALS)
    if scored is not None and scored.level is Level.PASS:
        return None  # whatever else the rule asks for
    found = places if score is rule.when else evidence(rule.when, view)
    if found is None:
        return None
    return Hit(
        rule=rule.id,
        title=rule.title,
        charter=rule.charter,
        label=rule.label,
        severity=rule.severity,
        status=rule.status,
        verdict=scored.level if scored else rule.verdict,
        score=scored.total if scored else points_of(found, view),
        signals=view.evidence(found),
        actions=rule.actions,
        tally=scored,
    )


def score_of(condition: Condition) -> Score | None:
    """Return the score that gives a rule its level: its whole condition, or the one that all else in it only restricts."""
    if isinstance(condition, Score):
        return condition
    scores = [part for part in condition.parts if isinstance(part, Score)] if isinstance(condition, All) else []
    return scores[0] if len(scores) == 1 else None


def decide(hits: Iterable[Hit], *, message_id: str | None = None, ruleset: str = "") -> Verdict:
    """Return the verdict that these hits come to: the worst of the enforced ones; the empty verdict is `pass`."""
    ordered = sorted(hits, key=_worst_first)
    enforced = [hit for hit in ordered if hit.status == "enforce"]
    level = enforced[0].verdict if enforced else Level.PASS
    deciding = [hit for hit in enforced if hit.verdict is level]
    labels = _labels(enforced)
    return Verdict(
        id=message_id,
        level=level,
        label=_label(deciding),
        labels=labels,
        score=labels[0][1] if labels else 0,
        hits=tuple(ordered),
        actions=tuple(dict.fromkeys(action for hit in deciding for action in hit.actions)),
        ruleset=ruleset,
    )


def _worst_first(hit: Hit) -> tuple[bool, int, int, int, str]:
    return (hit.status == "shadow", -hit.verdict.rank, -hit.score, -_SEVERITIES[hit.severity], hit.rule)


def _labels(hits: Iterable[Hit]) -> tuple[tuple[str, int], ...]:
    points: Counter[str] = Counter()
    for hit in hits:
        points[hit.label] += hit.score
    return tuple(sorted(points.items(), key=lambda pair: (-pair[1], pair[0])))


def _label(deciding: Sequence[Hit]) -> str | None:
    """The label with the most points among these hits; ties go to the severest, then to the first by name."""
    severity: dict[str, int] = {}
    for hit in deciding:
        severity[hit.label] = max(severity.get(hit.label, 0), _SEVERITIES[hit.severity])
    ranked = sorted(_labels(deciding), key=lambda pair: (-pair[1], -severity[pair[0]], pair[0]))
    return ranked[0][0] if ranked else None
