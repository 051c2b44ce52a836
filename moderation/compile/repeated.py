"""Finds forbidden words in what the bot itself would say: terms of the ruleset that stand in its own notices.

A word counts as forbidden if a rule can hit because of it alone, or because of it beside a contact, a link or a behaviour;
words that rules only take for evidence beside another word (加我, 私聊) may be said.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moderation.match.terms import TermMatcher, build, folded
from moderation.program import All, AnyOf, AtLeast, Has, Near, Score
from moderation.text.fold import WALL
from moderation.text.templates import slots

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from moderation.match.spec import TermSpec
    from moderation.match.terms import TermMatch
    from moderation.program import Condition, RuleProgram

__all__ = ["RepeatedTerms"]


class RepeatedTerms:
    """Finds the forbidden words of a ruleset in some texts; the cost is one pass over its terms, whatever their number."""

    def __init__(self, specs: Iterable[TermSpec], rules: Sequence[RuleProgram], free: Collection[str], texts: Iterable[str]) -> None:
        """Look for `specs` by `rules` in `texts`; `free` signals are contacts, links and behaviours."""
        letters = set(folded("".join(texts)))
        near = [_plainly(spec) for spec in specs if letters.issuperset(folded(spec.text))]
        self._find = TermMatcher(build(near)).find
        self._rules = [rule for rule in rules if rule.status == "enforce" and (rule.fields is None or "text" in rule.fields)]
        self._free = frozenset(free)

    def find(self, template: str) -> Iterator[TermMatch]:
        """Yield the forbidden words of a template, its fields left aside, by their start."""
        seen: dict[tuple[str, str], TermMatch] = {}
        for match in self._find(_without_fields(template)):
            seen.setdefault((match.signal, match.term), match)
        points: dict[str, int] = {}
        for match in seen.values():
            points[match.signal] = points.get(match.signal, 0) + match.weight
        for match in seen.values():
            if any(_is_decisive(rule.when, match.signal, points[match.signal], self._free) for rule in self._rules):
                yield match


def _plainly(spec: TermSpec) -> TermSpec:
    """A term as an author would write it in a text of his own: not bent."""
    kept = replace(spec.matching, lookalike=False, homophone=False, pinyin="off", split=False, emoji=False, shuffle=False)
    return spec._replace(matching=kept)


def _without_fields(template: str) -> str:
    for slot in slots(template):
        template = template[: slot.start] + WALL * (slot.end - slot.start) + template[slot.end :]
    return template


def _is_decisive(condition: Condition, signal: str, points: int, free: frozenset[str]) -> bool:
    alone = {signal: points}
    if _can_hold(condition, alone):
        return not _can_hold(condition, {})
    beside = dict.fromkeys(free, 0)
    return _can_hold(condition, {**beside, **alone}) and not _can_hold(condition, beside)


def _can_hold(condition: Condition, seen: dict[str, int]) -> bool:  # noqa: PLR0911 - one branch a kind of condition
    """Whether a condition holds for the signals that were seen, if everything else is as it takes."""
    match condition:
        case Has():
            return condition.signal in seen
        case All():
            return all(_can_hold(part, seen) for part in condition.parts)
        case AnyOf():
            return any(_can_hold(part, seen) for part in condition.parts)
        case AtLeast():
            return sum(_can_hold(part, seen) for part in condition.parts) >= condition.n
        case Near():
            return all(signal in seen for signal in condition.signals)
        case Score():
            caps = dict(condition.caps)
            points = sum(min(seen[name], caps.get(name, seen[name])) for name in condition.signals if name in seen)
            levels = [level for level in (condition.review, condition.block) if level is not None]
            return bool(levels) and points >= min(levels)
        case _:
            return True
