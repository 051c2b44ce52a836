"""Which rules could hold at all, given what may have been seen: asked of many messages at once, before anything is examined.

`True` promises nothing, `False` is certain: with no more signals and points than these no rule of the Program can hold.
Facts that are not told and everything under a `not` count as possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, assert_never

import numpy as np

from moderation.engine.hope import scores_in
from moderation.facts import DISGUISED
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from moderation.program import Condition, Program

__all__ = ["Possible", "Seen"]

_COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "is": np.equal, "is_not": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip


class Seen(NamedTuple):
    """What may have been seen in `size` messages: message `rows[i]` has signal `signals[i]` with at most `points[i]` points.

    The same pair may come several times, for several terms. `facts` holds what is known of every message, by the name of
    the fact; `disguised` says where some evidence may be disguised.
    """

    size: int
    rows: NDArray[np.int64]
    signals: NDArray[np.int64]
    points: NDArray[np.int64]
    disguised: NDArray[np.bool_]
    facts: Mapping[str, NDArray[Any]]


class _Seen(NamedTuple):
    """The same in tables: `signals` a row for each signal, `scores` a row for each score."""

    size: int
    signals: NDArray[np.bool_]
    scores: NDArray[np.int64]
    disguised: NDArray[np.bool_]
    facts: Mapping[str, NDArray[Any]]


class Possible:
    """Tells where a rule of one Program may hold."""

    def __init__(self, program: Program) -> None:
        self._columns = {info.name: column for column, info in enumerate(program.signals)}
        self._conditions = tuple(rule.when for rule in program.rules)
        self.scores_in = {score: place for place, score in enumerate(dict.fromkeys(scores_in(self._conditions)))}
        self._members = _members(self.scores_in, self._columns)
        nothing = np.empty(0, np.int64)
        seen = Seen(1, nothing, nothing, nothing, np.zeros(1, np.bool_), {})
        self.needs_signals = not bool(self.rows(seen)[0])

    def column(self, signal: str) -> int:
        """Return the number by which `Seen` knows a signal."""
        return self._columns[signal]

    def rows(self, seen: Seen) -> NDArray[np.bool_]:
        """Return for each message whether some rule could hold."""
        tables = self._tables(seen)
        possible = np.zeros(seen.size, np.bool_)
        for condition in self._conditions:
            possible |= self._holds(condition, tables)
        return possible

    def _tables(self, seen: Seen) -> _Seen:
        signals = np.zeros((len(self._columns), seen.size), np.bool_)
        signals[seen.signals, seen.rows] = True
        pairs, which = np.unique(seen.rows * len(self._columns) + seen.signals, return_inverse=True)
        points = np.bincount(which.ravel(), weights=seen.points, minlength=len(pairs))
        rows, columns = np.divmod(pairs, len(self._columns)) if len(pairs) else (pairs, pairs)
        return _Seen(seen.size, signals, self._sums(rows, columns, points, seen.size), seen.disguised, seen.facts)

    def _sums(self, rows: NDArray[np.int64], columns: NDArray[np.int64], points: NDArray[Any], count: int) -> NDArray[np.int64]:
        """The points of each score for each message, capped by signal."""
        firsts, scores, caps = self._members
        times = firsts[columns + 1] - firsts[columns]
        entries = np.repeat(firsts[columns] - np.cumsum(times) + times, times) + np.arange(times.sum())
        scored = np.minimum(np.repeat(points, times), caps[entries])
        places = scores[entries] * count + np.repeat(rows, times)
        sums = np.bincount(places, weights=scored, minlength=len(self.scores_in) * count)
        return sums.astype(np.int64).reshape(len(self.scores_in), count)

    def _holds(self, condition: Condition, seen: _Seen) -> NDArray[np.bool_]:  # noqa: PLR0911 - one for each kind of condition
        match condition:
            case Has():
                return self._seen(condition.signal, seen)
            case Fact():
                return _by_fact(condition, seen)
            case All():
                return self._at_least(len(condition.parts), condition.parts, seen)
            case AnyOf():
                return self._at_least(1, condition.parts, seen)
            case AtLeast():
                return self._at_least(condition.n, condition.parts, seen)
            case Not():
                return np.ones(seen.size, np.bool_)
            case Near():
                return self._at_least(len(condition.signals), [Has(name) for name in condition.signals], seen)
            case Score():
                return self._reaches(condition, seen)
            case _:
                assert_never(condition)

    def _seen(self, signal: str, seen: _Seen) -> NDArray[np.bool_]:
        column = self._columns.get(signal)
        return np.zeros(seen.size, np.bool_) if column is None else seen.signals[column]

    def _at_least(self, n: int, parts: Sequence[Condition], seen: _Seen) -> NDArray[np.bool_]:
        holding = np.zeros(seen.size, np.int64)
        for part in parts:
            holding += self._holds(part, seen)
        return holding >= n

    def _reaches(self, score: Score, seen: _Seen) -> NDArray[np.bool_]:
        total = seen.scores[self.scores_in[score]]
        scored = total > 0
        for bonus, extra in score.bonuses:
            if extra > 0:
                total = total + extra * (self._holds(bonus, seen) & scored)
        least = min((level for level in (score.review, score.block) if level is not None), default=None)
        return np.zeros(seen.size, np.bool_) if least is None else total >= least


def _by_fact(fact: Fact, seen: _Seen) -> NDArray[np.bool_]:
    """Where a fact may compare as asked; one that is not told may."""
    if fact.name == DISGUISED and fact.operator == "is" and fact.value is True:
        return seen.disguised
    known = seen.facts.get(fact.name)
    if known is None or fact.operator not in _COMPARE:
        return np.ones(seen.size, np.bool_)
    holds: NDArray[np.bool_] = _COMPARE[fact.operator](known, fact.value)
    return holds


def _members(scores: Mapping[Score, int], columns: Mapping[str, int]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """For each signal the scores that count it, with its cap there: where its entries begin, and the entries."""
    entries: list[list[tuple[int, float]]] = [[] for _ in columns]
    for score, place in scores.items():
        caps = dict(score.caps)
        for name in score.signals:
            if name in columns:
                entries[columns[name]].append((place, max(caps.get(name, np.inf), 0)))  # not seen at all it counts 0
    firsts = np.concatenate([[0], np.cumsum([len(some) for some in entries], dtype=np.int64)])
    flat = [entry for some in entries for entry in some]
    return firsts, np.asarray([place for place, _ in flat], np.int64), np.asarray([cap for _, cap in flat], np.float64)
