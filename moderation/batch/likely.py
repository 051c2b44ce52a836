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
    from moderation.batch.signs import Sign
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
        self._signs: list[tuple[int, Sign]] = []
        self._demands: dict[frozenset[str], int] = {}
        self._branches: list[tuple[int, tuple[int, ...]]] = []
        for place, pattern in enumerate(self.patterns):
            branches = _branches(pattern)
            self._branches.extend((place, tuple(map(self._number, branch))) for branch in branches)
            if not branches:
                self._signs.append((place, sign_of(pattern.spec)))

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

    def by_demands(self, rows: NDArray[np.int64], demands: NDArray[np.int64], size: int) -> Pairs:
        """Return the patterns of which a branch has all that it demands, given the demands that some of `size` rows fulfil."""
        fulfilled = np.zeros((len(self._demands), size), np.bool_)
        fulfilled[demands, rows] = True
        possible: dict[int, NDArray[np.bool_]] = {}
        for place, (first, *others) in self._branches:
            held = fulfilled[first]
            for other in others:
                held = held & fulfilled[other]
            possible[place] = possible[place] | held if place in possible else held
        found = [(place, np.flatnonzero(held)) for place, held in possible.items()]
        nothing = np.empty(0, np.int64)
        return Pairs(
            np.concatenate([nothing, *(some for _, some in found)]),
            np.concatenate([nothing, *(np.full(len(some), place) for place, some in found)]),
        )

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
