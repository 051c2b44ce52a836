"""Whether a condition can hold at all: a small, bounded search that never calls a possible condition impossible.

Signals are free truths, facts range over the few values that tell their comparisons apart, and what depends on the
text (near, score, disguise) is a free truth that needs its signals. The search gives up on hard cases: then the
condition counts as possible.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from moderation.compile.ranges import compares, fact_of, samples
from moderation.compile.tree import signals_of, walk
from moderation.facts import DISGUISED
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

    from moderation.facts import FactValue
    from moderation.program import Condition

__all__ = ["can_hold"]

_WORK: Final = 200_000
"""Parts of conditions that one search may look at: some tenths of a second at the very worst."""

_World = dict["Hashable", "FactValue"]


def can_hold(condition: Condition, *, silent: Collection[str] = ()) -> bool:
    """Return whether some message could make a condition hold; `silent` signals are those that nothing can raise.

    >>> can_hold(All((Has("ad"), Not(Has("ad")))))
    False
    >>> can_hold(All((Fact("message.chars", ">", 10), Fact("message.chars", "<", 5))))
    False
    """
    return _Search(condition, frozenset(silent)).run()


@dataclass(slots=True)
class _Search:
    """One search: a depth-first assignment of the unknowns, cut as soon as the condition is decided."""

    condition: Condition
    silent: frozenset[str]
    world: _World = field(default_factory=dict)
    nodes_left: int = 0

    def run(self) -> bool:
        choices = list(_choices(self.condition, self.silent).items())
        size = sum(1 for _ in walk(self.condition))
        self.nodes_left = max(_WORK // size, 64)
        return self._extend(choices)

    def _extend(self, choices: list[tuple[Hashable, tuple[FactValue, ...]]]) -> bool:
        """Depth first, with its own stack: a rule may name more signals than Python nests calls."""
        pending: list[tuple[int, FactValue]] = []
        depth = 0
        while True:
            decided = self._holds(self.condition)
            self.nodes_left -= 1
            if decided or self.nodes_left <= 0:
                return True
            if decided is None:
                pending.extend((depth, value) for value in reversed(choices[depth][1]))
            if not pending:
                return False
            depth, value = pending.pop()
            for unknown, _ in choices[depth:]:
                self.world.pop(unknown, None)
            self.world[choices[depth][0]] = value
            depth += 1

    def _holds(self, condition: Condition) -> bool | None:  # noqa: PLR0911 - one branch a kind of condition
        """True or false where the world so far decides it, else `None`."""
        match condition:
            case Has():
                return self._seen(condition.signal)
            case Fact():
                return self._compares(condition)
            case Not():
                inner = self._holds(condition.part)
                return None if inner is None else not inner
            case All():
                return self._at_least(condition.parts, len(condition.parts))
            case AnyOf():
                return self._at_least(condition.parts, 1)
            case AtLeast():
                return self._at_least(condition.parts, condition.n)
            case Near():
                return _and(self._free(condition), *(self._seen(signal) for signal in condition.signals))
            case Score():
                return _and(self._free(condition), _or(*(self._seen(signal) for signal in condition.signals)))

    def _seen(self, signal: str) -> bool | None:
        return False if signal in self.silent else self._free(signal)

    def _free(self, unknown: Hashable) -> bool | None:
        return bool(self.world[unknown]) if unknown in self.world else None

    def _compares(self, fact: Fact) -> bool | None:
        if fact.name == DISGUISED:
            return self._free(fact)
        plain = fact_of(fact)
        return compares(plain, self.world[plain.name]) if plain.name in self.world else None

    def _at_least(self, parts: tuple[Condition, ...], n: int) -> bool | None:
        held = [self._holds(part) for part in parts]
        if sum(part is True for part in held) >= n:
            return True
        return False if sum(part is not False for part in held) < n else None


def _and(*parts: bool | None) -> bool | None:
    return False if False in parts else None if None in parts else True


def _or(*parts: bool | None) -> bool | None:
    return True if True in parts else None if None in parts else False


def _choices(condition: Condition, silent: frozenset[str]) -> Mapping[Hashable, tuple[FactValue, ...]]:
    """Everything that the condition depends on, with the values that are worth trying, the likeliest first."""
    free: dict[Hashable, tuple[FactValue, ...]] = {}
    facts: dict[str, list[Fact]] = {}
    for signal in signals_of(condition):
        if signal not in silent:
            free[signal] = (True, False)
    for part in walk(condition):
        if isinstance(part, Near | Score) or (isinstance(part, Fact) and part.name == DISGUISED):
            free[part] = (True, False)
        elif isinstance(part, Fact):
            plain = fact_of(part)
            facts.setdefault(plain.name, []).append(plain)
    # Facts first: they are few, and what contradicts itself mostly does so there.
    return {**{name: samples(name, comparisons) for name, comparisons in facts.items()}, **free}
