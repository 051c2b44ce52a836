"""Which lists decide alone: what is common may be evidence beside other evidence, but must not block by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.program import Condition, RuleProgram

__all__ = ["deciding", "least_weights"]

Weights = dict[str, int]
_ANY_WEIGHT: Final = -(10**9)


def deciding(rules: Iterable[RuleProgram]) -> Weights:
    """Return the signals of which one term is enough for a hit of an enforced rule, with the weight that it needs."""
    return _either([least_weights(rule.when) or {} for rule in rules if rule.status == "enforce"])


def least_weights(condition: Condition) -> Weights | None:  # noqa: PLR0911 - one for each kind of condition
    """Return the signals that make a condition hold alone, with the weight a term needs; `None` where none is asked for.

    >>> least_weights(All((Has("ad"), Not(Fact("user.trusted")))))["ad"] < 0, least_weights(All((Has("ad"), Has("link"))))
    (True, {})
    """
    match condition:
        case Has(signal):
            return {signal: _ANY_WEIGHT}
        case Fact() | Not():
            return None
        case All(parts):
            return _each([weights for part in parts if (weights := least_weights(part)) is not None])
        case AnyOf(parts):
            return _either([weights for part in parts if (weights := least_weights(part)) is not None])
        case AtLeast(n, parts):
            return _either([weights for part in parts if (weights := least_weights(part)) is not None]) if n == 1 else {}
        case Near():
            return {}
        case Score():
            level = min(level for level in (condition.review, condition.block, -_ANY_WEIGHT) if level is not None)
            return dict.fromkeys(condition.signals, level)


def _either(all_weights: list[Weights]) -> Weights:
    signals = {signal for weights in all_weights for signal in weights}
    return {signal: min(weights[signal] for weights in all_weights if signal in weights) for signal in signals}


def _each(all_weights: list[Weights]) -> Weights | None:
    if not all_weights:
        return None
    signals = set.intersection(*map(set, all_weights))
    return {signal: max(weights[signal] for weights in all_weights) for signal in signals}
