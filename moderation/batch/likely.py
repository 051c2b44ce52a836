"""Which patterns may stand in which rows: by what an expression demands, or by signs without which a matcher finds nothing.

What `Gate` is for one message, and stricter: never leaves out a pattern that would match.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.dictionary import counted
from moderation.batch.distinct import distinct
from moderation.batch.signs import sign_of
from moderation.match.demands import branches_of, image
from moderation.match.spec import DisguiseSpec, RegexSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from numpy.typing import NDArray

    from moderation.batch.joined import Views
    from moderation.batch.signs import Sign
    from moderation.match.demands import Branch
    from moderation.match.found import PatternMatcher
    from moderation.program import PatternProgram

__all__ = ["LikelyPatterns", "Pairs"]

Strings = dict[str, list[int]]

_ASCII: Final = 0x80
_DIGIT: Final = 0.05
_RARE: Final = 0.001
"""How often a digit, and anything else that is no Han character, stands at one place of ordinary text."""


class Pairs(NamedTuple):
    """Item `items[i]` may be in row `rows[i]`."""

    rows: NDArray[np.int64]
    items: NDArray[np.int64]


class LikelyPatterns:
    """The patterns of one Program, with the sets of strings that its expressions demand.

    `strings` holds, for each string of a first demand, the numbers of the demands that it fulfils; `others` does the same
    for what else is demanded, which is looked for where a first demand is fulfilled.
    """

    def __init__(self, patterns: Sequence[tuple[PatternProgram, PatternMatcher]], helpful: Container[str]) -> None:
        """Take the patterns of a Program and the signals that can help a rule to hold: the others are never proposed."""
        self.patterns = tuple(pattern for pattern, _ in patterns)
        self.strings: Strings = {}
        self.others: Strings = {}
        self._signs: list[tuple[int, Sign]] = []
        self._demands: dict[frozenset[str], int] = {}
        begun: dict[int, list[int]] = {}
        pattern_of: list[int] = []
        other_demands: list[list[int]] = []
        for place, pattern in enumerate(self.patterns):
            if pattern.signal not in helpful:
                continue
            branches = _branches(pattern)
            for first, *others in (sorted(branch, key=_expected) for branch in branches):
                begun.setdefault(self._number(first, self.strings), []).append(len(pattern_of))
                pattern_of.append(place)
                other_demands.append([self._number(demand, self.others) for demand in others])
            if not branches:
                self._signs.append((place, sign_of(pattern.spec)))

        self._begun = _lists([begun.get(number, []) for number in range(len(self._demands))])
        self._pattern_of, self._other_demands = np.asarray(pattern_of, np.int64), _lists(other_demands)

    def _number(self, demand: frozenset[str], strings: Strings) -> int:
        number = self._demands.setdefault(demand, len(self._demands))
        for string in demand:
            named = strings.setdefault(string, [])
            if number not in named:
                named.append(number)
        return number

    @property
    def hiding(self) -> frozenset[str]:
        """The kinds of hidden writing of which every place is proposed by some pattern."""
        specs = (self.patterns[place].spec for place, _ in self._signs)
        return frozenset(kind for spec in specs if isinstance(spec, DisguiseSpec) for kind in spec.of)

    @staticmethod
    def counts_once(pattern: PatternProgram) -> bool:
        """Return whether a pattern is worth its weight once for each time that it is proposed for a row."""
        return isinstance(pattern.spec, (RegexSpec, DisguiseSpec))

    def by_demands(self, firsts: Pairs, ask: Callable[[NDArray[np.int64]], Pairs]) -> Pairs:
        """Return the patterns of which a branch has all that it demands.

        `firsts` are the first demands that some rows fulfil; `ask` gives the others that some rows fulfil, in numbers of
        their own: row 0 is the first of those that were asked for.
        """
        most = max(len(self._demands), 1)
        fulfilled = distinct(firsts.rows * most + firsts.items)
        which, branches = self._begun.spread(fulfilled % most)
        rows, others = fulfilled[which] // most, self._other_demands.sizes[branches]
        held = others == 0
        if not held.all():
            asked = distinct(rows[~held])
            there = ask(asked)
            fulfilled = distinct(asked[there.rows] * most + there.items)
            which, demands = self._other_demands.spread(branches)
            missing = np.bincount(which[~_among(fulfilled, rows[which] * most + demands)], minlength=len(branches))
            held = missing == 0
        patterns = max(len(self.patterns), 1)
        once = distinct(rows[held] * patterns + self._pattern_of[branches[held]])
        return Pairs(once // patterns, once % patterns)

    def by_signs(self, views: Views) -> Pairs:
        """Return the patterns that are no expressions, or such of which nothing is known."""
        asked = {sign: sign(views) for _, sign in self._signs}
        rows = [asked[sign] for _, sign in self._signs]
        items = [np.full(len(some), place) for (place, _), some in zip(self._signs, rows, strict=True)]
        nothing = np.empty(0, np.int64)
        return Pairs(np.concatenate([nothing, *rows]), np.concatenate([nothing, *items]))


def _expected(demand: frozenset[str]) -> float:
    """How often a demand is fulfilled at one place of ordinary text, roughly."""
    known = _letters()
    return sum(math.prod(known.get(letter, _DIGIT if letter == "0" else _RARE) for letter in string) for string in demand)


@cache
def _letters() -> dict[str, float]:
    """How often a Han character stands at one place of ordinary text, by the words of jieba's dictionary."""
    words = counted()
    times = np.bincount(words.letters, np.repeat(words.times, words.lengths))
    total = int(times.sum())
    seen = np.flatnonzero(times)
    return {chr(code): int(times[code]) / total for code in seen[seen >= _ASCII].tolist()}


class _Lists(NamedTuple):
    """Lists of numbers, one behind the other."""

    firsts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    entries: NDArray[np.int64]

    def spread(self, wanted: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the entries of some lists, each with the place in `wanted` of its list."""
        times = self.sizes[wanted]
        which = np.repeat(np.arange(len(wanted)), times)
        starts = self.firsts[wanted] - np.cumsum(times) + times
        return which, self.entries[np.repeat(starts, times) + np.arange(len(which))]


def _lists(entries: Sequence[Sequence[int]]) -> _Lists:
    sizes = np.asarray(list(map(len, entries)), np.int64)
    return _Lists(np.cumsum(sizes) - sizes, sizes, np.asarray([entry for some in entries for entry in some], np.int64))


def _among(known: NDArray[np.int64], asked: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which numbers are among others, which are in order."""
    if not len(known):
        return np.zeros(len(asked), np.bool_)
    among: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, asked), len(known) - 1)] == asked
    return among


def _branches(pattern: PatternProgram) -> tuple[Branch, ...]:
    """The branches of an expression; none for what is no expression or demands nothing that is known."""
    if not isinstance(pattern.spec, RegexSpec):
        return ()
    branches = branches_of(pattern.spec.regex)
    if branches and all(branches):
        return branches
    literals = frozenset(map(image, pattern.spec.literals))
    return () if not literals or "" in literals else ((literals,),)
