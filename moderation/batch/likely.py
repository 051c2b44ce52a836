"""Which patterns may stand in which rows: by what an expression demands, or by signs without which a matcher finds nothing.

What `Gate` is for one message, and stricter: never leaves out a pattern that would match.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from moderation.batch.signs import sign_of
from moderation.match.demands import branches_of, image
from moderation.match.spec import DisguiseSpec, RegexSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from moderation.batch.joined import Views
    from moderation.match.demands import Branch
    from moderation.match.found import PatternMatcher
    from moderation.program import PatternProgram

__all__ = ["LikelyPatterns", "Pairs"]


class Pairs(NamedTuple):
    """Item `items[i]` may be in row `rows[i]`."""

    rows: NDArray[np.int64]
    items: NDArray[np.int64]


class LikelyPatterns:
    """The patterns of one Program, with the sets of strings that its expressions demand.

    `strings` holds, for each string, the numbers of the demands that it fulfils.
    """

    def __init__(self, patterns: Sequence[tuple[PatternProgram, PatternMatcher]]) -> None:
        self.patterns = tuple(pattern for pattern, _ in patterns)
        self.strings: dict[str, list[int]] = {}
        self._signs = []
        self._demands: dict[frozenset[str], int] = {}
        self._pattern_of: list[int] = []
        self._wanted: list[int] = []
        branches_by_demand: list[list[int]] = []
        for place, (pattern, _) in enumerate(patterns):
            for branch in _branches(pattern):
                for demand in branch:
                    number = self._number(demand)
                    branches_by_demand.extend([] for _ in range(number + 1 - len(branches_by_demand)))
                    branches_by_demand[number].append(len(self._pattern_of))
                self._pattern_of.append(place)
                self._wanted.append(len(branch))
            if not _branches(pattern):
                self._signs.append((place, sign_of(pattern.spec)))
        self._firsts = np.concatenate([[0], np.cumsum([len(some) for some in branches_by_demand], dtype=np.int64)])
        self._branches = np.asarray([branch for some in branches_by_demand for branch in some], np.int64)

    def _number(self, demand: frozenset[str]) -> int:
        if demand not in self._demands:
            self._demands[demand] = len(self._demands)
            for string in demand:
                self.strings.setdefault(string, []).append(self._demands[demand])
        return self._demands[demand]

    @staticmethod
    def counts_once(pattern: PatternProgram) -> bool:
        """Return whether a pattern is worth its weight once for each time that it is proposed for a row."""
        return isinstance(pattern.spec, (RegexSpec, DisguiseSpec))

    def by_demands(self, rows: NDArray[np.int64], demands: NDArray[np.int64]) -> Pairs:
        """Return the patterns of which a branch has all that it demands, given the demands that rows fulfil."""
        fulfilled = np.unique(rows * max(len(self._demands), 1) + demands)
        rows, demands = np.divmod(fulfilled, max(len(self._demands), 1))
        times = self._firsts[demands + 1] - self._firsts[demands]
        entries = np.repeat(self._firsts[demands] - np.cumsum(times) + times, times) + np.arange(times.sum())
        count = max(len(self._pattern_of), 1)
        pairs, fulfilled_times = np.unique(np.repeat(rows, times) * count + self._branches[entries], return_counts=True)
        rows, branches = np.divmod(pairs, count)
        whole = fulfilled_times >= np.asarray(self._wanted, np.int64)[branches]
        patterns = np.asarray(self._pattern_of, np.int64)[branches[whole]]
        found = np.unique(rows[whole] * max(len(self.patterns), 1) + patterns)
        return Pairs(*np.divmod(found, max(len(self.patterns), 1)))

    def by_signs(self, views: Views) -> Pairs:
        """Return the patterns that are no expressions, or such of which nothing is known."""
        rows = [sign(views) for _, sign in self._signs]
        items = [np.full(len(some), place) for (place, _), some in zip(self._signs, rows, strict=True)]
        nothing = np.empty(0, np.int64)
        return Pairs(np.concatenate([nothing, *rows]), np.concatenate([nothing, *items]))


def _branches(pattern: PatternProgram) -> tuple[Branch, ...]:
    """The branches of an expression; none for what is no expression or demands nothing that is known."""
    if not isinstance(pattern.spec, RegexSpec):
        return ()
    branches = branches_of(pattern.spec.regex)
    if branches and all(branches):
        return branches
    literals = frozenset(map(image, pattern.spec.literals))
    return () if not literals or "" in literals else ((literals,),)
