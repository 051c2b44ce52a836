"""Rules → RuleProgram: condition, charter article, label, actions, fields, and what a rule cannot do without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.compile.possible import report_impossible
from moderation.compile.satisfiable import can_hold
from moderation.compile.tree import walk
from moderation.compile.triggers import triggers
from moderation.message import FIELDS
from moderation.program import All, RuleProgram, Score
from moderation.ruleset.mistakes import nearest
from moderation.verdict import Action, Level

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from moderation.compile.conditions import ConditionReader
    from moderation.compile.report import Report
    from moderation.program import Condition
    from moderation.ruleset.schema import From, Rule
    from moderation.ruleset.tree import Path

__all__ = ["RuleReader", "fields_of"]

_ACTIONS: Final[dict[str, type]] = {"delete": type(None), "warn": type(None), "strike": int, "alert": str}
"""What a rule may ask for, and the type of its value."""

_FORMS: Final = {"delete": "delete", "warn": "warn", "strike": "{strike: 1}", "alert": "{alert: …}"}


def fields_of(written: From) -> tuple[str, ...]:
    """Return the message fields that a `from` names, in the order of `message.FIELDS`.

    >>> fields_of(["nickname", "authored"])
    ('text', 'nickname')
    """
    named = {written} if isinstance(written, str) else set(written)
    return tuple(name for name in FIELDS if name in named or (name == "text" and "authored" in named))


def article_of(reference: str, charter: Sequence[str]) -> str | None:
    """Return the article that a reference is the beginning of, `None` if there is none; 第1 is no beginning of 第10条.

    >>> article_of("第1条", ["第1条 守法", "第10条 不刷屏"])
    '第1条 守法'
    """
    within_number = reference[-1:].isnumeric()
    for article in charter:
        if article.startswith(reference) and not (within_number and article[len(reference) :][:1].isnumeric()):
            return article
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleReader:
    """Reads rules once all signals are known: `signals` are all of them, `silent` those that nothing can raise.

    `behaviors` are those that no single message raises, so that a rule that needs one cannot be tested with single messages.
    """

    conditions: ConditionReader
    report: Report
    signals: Collection[str]
    silent: Collection[str]
    labels: Collection[str]
    behaviors: Collection[str] = ()

    def read(self, rule: Rule, index: int, charter: Sequence[str]) -> RuleProgram | None:
        """Return the compiled rule, `None` if it is off; mistakes are reported in either case."""
        at: Path = ("rules", index)
        if rule.when is None:
            return None
        condition = self.conditions.read(rule.when, (*at, "when"))
        self._check(rule, condition, at)
        article, label, actions = self._article(rule, at, charter), self._label(rule, at), self._actions(rule, at)
        if rule.status == "off":
            return None
        return RuleProgram(
            id=rule.id,
            title=rule.title or rule.id,
            charter=article,
            label=label,
            severity=rule.severity or "medium",
            status=rule.status or "enforce",
            verdict=_level(rule, condition),
            when=condition,
            actions=actions,
            fields=None if rule.from_ is None else fields_of(rule.from_),
            triggers=triggers(condition, self.signals),
        )

    def _check(self, rule: Rule, condition: Condition, at: Path) -> None:
        assert rule.when is not None
        report_impossible(rule.when, condition, (*at, "when"), self.silent, self.report)
        if rule.verdict is not None and _is_scored(condition):
            self.report.warning("verdict-beside-score", (*at, "verdict"), found=rule.verdict)
        tests = rule.tests
        is_tested = bool(tests and tests.match and tests.pass_)
        if rule.status in (None, "enforce") and not is_tested and can_hold(condition, silent={*self.silent, *self.behaviors}):
            self.report.warning("rule-without-tests", (*at, "id"), found=rule.id)

    def _article(self, rule: Rule, at: Path, charter: Sequence[str]) -> str:
        reference = (rule.charter or "").strip()
        article = article_of(reference, charter) if reference and charter else reference
        if article is None:
            articles = {name: name for whole in charter for name in (whole, whole.split()[0])}
            self.report.error("unknown-charter", (*at, "charter"), near=nearest(reference, articles), found=reference)
        return article or reference

    def _label(self, rule: Rule, at: Path) -> str:
        label = rule.label or rule.id
        if rule.label is not None and label not in self.labels:
            self.report.error("unknown-label", (*at, "label"), near=nearest(label, self.labels), found=label)
        return label

    def _actions(self, rule: Rule, at: Path) -> tuple[Action, ...]:
        written = [({name: None} if isinstance(name, str) else name) for name in rule.actions or ()]
        named = [(name, value, (*at, "actions", index)) for index, action in enumerate(written) for name, value in action.items()]
        return tuple(Action(name=name, value=value) for name, value, place in named if self._is_action(name, value, place))

    def _is_action(self, name: str, value: int | str | None, at: Path) -> bool:
        if name not in _ACTIONS:
            self.report.error("unknown-action", at, near=nearest(name, _ACTIONS), found=name, expected=" | ".join(_FORMS.values()))
            return False
        if not isinstance(value, _ACTIONS[name]) or isinstance(value, bool):
            self.report.error("wrong-action-value", at, action=name, found="" if value is None else value, expected=_FORMS[name])
            return False
        return True


def _is_scored(condition: Condition) -> bool:
    """Whether the levels of a score give the rule its verdict: as its whole condition, or as the only one that `all` combines."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    scores = [part for part in parts if isinstance(part, Score)]
    return len(scores) == 1 and (scores[0].review, scores[0].block) != (None, None)


def _level(rule: Rule, condition: Condition) -> Level:
    """The verdict that was asked for; without one the worst that a score can give, else a person's review."""
    if rule.verdict is not None:
        return Level(rule.verdict)
    return Level.BLOCK if any(isinstance(part, Score) and part.block is not None for part in walk(condition)) else Level.REVIEW
