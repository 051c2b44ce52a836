"""Finds the parts of a rule's condition that can never hold, and says what in them excludes one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.compile.describing import describe
from moderation.compile.satisfiable import can_hold
from moderation.compile.tree import parts_of
from moderation.program import All, Has
from moderation.ruleset.schema import AllWhen, AnyWhen, AtLeastWhen, NotWhen, ScoreWhen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from moderation.compile.report import Report
    from moderation.program import Condition
    from moderation.ruleset.schema import When
    from moderation.ruleset.tree import Path

__all__ = ["report_impossible"]

_MOST_PARTS: Final = 12
"""In longer lists nobody would read which parts exclude one another, and looking for them takes a search for each."""


def report_impossible(when: When, condition: Condition, at: Path, silent: Collection[str], report: Report) -> None:
    """Report the innermost parts of a condition that can never hold; `silent` signals have nothing that could be seen."""
    if isinstance(condition, Has):
        if condition.signal in silent:
            report.error("never-holds", at, found=describe(condition))
        return
    _report(when, condition, at, frozenset(silent), report)


def _report(when: When, condition: Condition, at: Path, silent: frozenset[str], report: Report) -> bool:
    """Whether something was reported here or inside."""
    inside = [_report(part, inner, place, silent, report) for part, inner, place in _inside(when, condition, at)]
    # A silent signal alone is no news: its list is already reported as empty.
    if any(inside) or isinstance(condition, Has) or can_hold(condition, silent=silent):
        return any(inside)
    report.error("never-holds", at, found=_conflict(condition, silent))
    return True


def _inside(when: When, condition: Condition, at: Path) -> Iterator[tuple[When, Condition, Path]]:
    """The parts of a condition with how and where they were written."""
    match when:
        case AllWhen():
            parts, key = when.all, "all"
        case AnyWhen():
            parts, key = when.any, "any"
        case AtLeastWhen():
            parts, key = when.of, "of"
        case NotWhen():
            yield when.not_, parts_of(condition)[0], (*at, "not")
            return
        case ScoreWhen():
            for text, bonus in zip(when.bonus, parts_of(condition), strict=True):
                yield text, bonus, (*at, "bonus", text)
            return
        case _:
            return
    for index, (part, inner) in enumerate(zip(parts, parts_of(condition), strict=True)):
        yield part, inner, (*at, key, index)


def _conflict(condition: Condition, silent: frozenset[str]) -> str:
    """The fewest parts that already exclude one another, or the condition itself."""
    if not isinstance(condition, All) or len(condition.parts) > _MOST_PARTS:
        return describe(condition)
    kept = list(condition.parts)
    for part in condition.parts:
        without = [other for other in kept if other is not part]
        if without and not can_hold(All(tuple(without)), silent=silent):
            kept = without
    return ", ".join(map(describe, kept))
