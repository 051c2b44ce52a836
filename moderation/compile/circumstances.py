"""Condition strings that only the verdict or the ledger can answer: `label is minors`, `repeated_within 24h` → a Circumstance.

Only the policy may ask for these. They are read like facts, and `compile.policy` hands every other string to the reader of
ordinary conditions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from moderation.compile.comparisons import Mistake, parse_fact
from moderation.compile.durations import DURATION_FORM
from moderation.facts import FactInfo
from moderation.program import DeletedWithin, LabelIs, RepeatedWithin, SeverityIs
from moderation.verdict import Severity

if TYPE_CHECKING:
    from collections.abc import Collection

    from moderation.program import Circumstance, Fact

__all__ = ["CIRCUMSTANCES", "parse_circumstance"]

_SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)

CIRCUMSTANCES: Final[dict[str, FactInfo]] = {
    fact.name: fact
    for fact in (
        FactInfo(name="label", type="str", zh="违规的类别", en="label of the offence", read=lambda _: None),
        FactInfo(name="severity", type="str", zh="最重的严重程度", en="worst severity of it", read=lambda _: None, values=_SEVERITIES),
        FactInfo(name="repeated_within", type="duration", zh="离上一次违规多久", en="time since the last offence", read=lambda _: None),
        FactInfo(name="deleted_within", type="duration", zh="多久以后自己撤回", en="time until taken back", read=lambda _: None),
    )
}
"""What can be asked for, as if it were facts; no message alone can tell any of them."""


def parse_circumstance(text: str, labels: Collection[str]) -> Circumstance:
    """Return what a condition string about one of `CIRCUMSTANCES` asks for; `labels` are those that there are.

    >>> parse_circumstance("label in [minors, fraud]", ["minors", "fraud"])
    LabelIs(labels=('minors', 'fraud'), negated=False)
    >>> parse_circumstance("severity is not low", [])
    SeverityIs(severities=('medium', 'high', 'critical'))
    >>> parse_circumstance("repeated_within 24h", [])
    RepeatedWithin(seconds=86400)

    Raises:
        Mistake: it cannot be compared like this, or there is no such label, severity or length of time.
    """
    known = CIRCUMSTANCES["label"]
    label = FactInfo(name="label", type="str", zh=known.zh, en=known.en, read=known.read, values=tuple(labels))
    asked = parse_fact(text, {**CIRCUMSTANCES, "label": label})
    if asked.name in ("label", "severity"):
        return _listed(asked)
    if asked.operator != "<=":
        raise Mistake("wrong-fact-operator", fact=asked.name, found=asked.operator, expected="<=")
    if not isinstance(asked.value, int) or asked.value == 0:
        raise Mistake("wrong-fact-value", fact=asked.name, found=str(asked.value), expected=DURATION_FORM)
    return (RepeatedWithin if asked.name == "repeated_within" else DeletedWithin)(asked.value)


def _listed(asked: Fact) -> Circumstance:
    """A comparison of words as the words for which it holds."""
    words = tuple(map(str, asked.value)) if isinstance(asked.value, tuple) else (str(asked.value),)
    negated = "not" in asked.operator
    if asked.name == "label":
        return LabelIs(words, negated=negated)
    return SeverityIs(tuple(severity for severity in _SEVERITIES if (severity in words) is not negated))
