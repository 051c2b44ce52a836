"""A ruleset without one of its guards, as far as the matcher and the conditions are concerned: nothing is compiled again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moderation.match.settle import settle
from moderation.match.terms import TermMatcher
from moderation.program import All, AnyOf, AtLeast, Not

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from moderation.match.candidates import Candidate
    from moderation.match.pattern import Pattern
    from moderation.match.settle import TermMatch
    from moderation.match.table import TermTable
    from moderation.program import Condition
    from moderation.workbench.guards import Guard

__all__ = ["Weighed", "without_not"]


class Weighed:
    """A term matcher that weighs its candidates as if the guards of `without` did not stand in the ruleset."""

    def __init__(self, table: TermTable) -> None:
        self._table = table
        self._matcher = TermMatcher(table)
        self._candidates: dict[str, list[Candidate]] = {}
        self._usual: dict[str, tuple[TermMatch, ...]] = {}
        self.without: tuple[Guard, ...] = ()

    def candidates(self, text: str) -> list[Candidate]:
        """Return what the matcher proposes for a text, guards or not."""
        if text not in self._candidates:
            self._candidates[text] = self._matcher.candidates(text)
        return self._candidates[text]

    def find(self, text: str, hope: object = None) -> tuple[TermMatch, ...]:  # noqa: ARG002 - what `TermMatcher.find` may save
        """Return the matches without the guards, in the order of `TermMatcher.find`; none is left out, hope or not."""
        return settle(list(self._bared(self.without, self.candidates(text)))) if self.without else self.usual(text)

    def usual(self, text: str) -> tuple[TermMatch, ...]:
        """Return the matches of a text with all guards in place."""
        if text not in self._usual:
            self._usual[text] = settle(self.candidates(text))
        return self._usual[text]

    def makes_a_difference(self, guards: Sequence[Guard], texts: Iterable[str]) -> bool:
        """Return whether something else is matched in one of some texts without these guards."""
        return any(self.usual(text) != settle(list(self._bared(guards, self.candidates(text)))) for text in texts)

    def spares(self, guard: Guard) -> bool:
        """Return whether the words of an `allow` hold a term of its list that would count without it, if its evidence stood near."""
        lifted = (
            candidate._replace(pattern=replace(candidate.pattern, near=None)) if candidate.pattern.near else candidate
            for candidate in self._bared([guard], self.candidates(guard.what))
        )
        return any(match.signal == guard.owner for match in settle(list(lifted)))

    def _bared(self, guards: Sequence[Guard], candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        """Yield the candidates without some guards; those of one pattern share one pattern again, as `settle` expects."""
        bared: dict[Pattern, Pattern | None] = {}
        for candidate in candidates:
            pattern = candidate.pattern
            if pattern not in bared:
                bared[pattern] = self._without_all(guards, pattern)
            bare = bared[pattern]
            if bare is not None:
                yield candidate if bare is pattern else candidate._replace(pattern=bare)

    def _without_all(self, guards: Iterable[Guard], pattern: Pattern) -> Pattern | None:
        left: Pattern | None = pattern
        for guard in guards:
            left = None if left is None else self.bare(guard, left)
        return left

    def bare(self, guard: Guard, pattern: Pattern) -> Pattern | None:
        """Return a pattern without a guard: itself where the guard is about another one, None where it is the guard."""
        if pattern.signal != guard.owner or guard.what not in ("", pattern.text):
            return pattern
        if guard.kind == "allow":
            return None if pattern.role == "allow" else pattern
        if guard.kind == "near":
            return replace(pattern, near=None) if pattern.role == "term" and self._near(pattern) == guard.near else pattern
        if pattern.role == "near" or pattern.matching != guard.matching:
            return pattern
        return replace(pattern, matching=replace(pattern.matching, boundary=guard.without))

    def _near(self, pattern: Pattern) -> tuple[tuple[str, ...], int]:
        rows, within = pattern.near or ((), 0)
        return tuple(self._table.texts[row] for row in rows), within


def without_not(condition: Condition, number: int) -> Condition:
    """Return a condition without its `not` of a number, counted in the order of `compile.tree.walk`.

    What it stood in goes on without it; a condition that was nothing else always holds.

    >>> from moderation.program import Has
    >>> without_not(All((Has("ad"), Not(Has("joke")))), 0)
    All(parts=(Has(signal='ad'),))
    """
    bare = _Remover(number).bare(condition)
    return All(()) if bare is None else bare


class _Remover:
    """Walks through a condition once, counting."""

    def __init__(self, number: int) -> None:
        self._left = number

    def bare(self, condition: Condition) -> Condition | None:
        """Return what is left of a condition, None where it was the `not` in question or held nothing else."""
        match condition:
            case All() | AnyOf() | AtLeast():
                parts = tuple(bare for part in condition.parts if (bare := self.bare(part)) is not None)
                return replace(condition, parts=parts) if parts else None
            case Not():
                self._left -= 1
                bare = None if self._left == -1 else self.bare(condition.part)
                return None if bare is None else Not(bare)
            case _:
                return condition
