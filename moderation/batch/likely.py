"""Which patterns may stand in which rows: by what an expression demands, or by signs without which a matcher finds nothing.

What `Gate` is for one message, and stricter: never leaves out a pattern that would match.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.distinct import distinct
from moderation.batch.signs import sign_of
from moderation.match.demands import branches_of, image
from moderation.match.spec import DisguiseSpec, RegexSpec
from moderation.text.segmentation import frequencies

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
        self._by_first: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        for place, pattern in enumerate(self.patterns):
            if pattern.signal not in helpful:
                continue
            branches = _branches(pattern)
            for first, *others in (sorted(branch, key=_expected) for branch in branches):
                named = tuple(self._number(demand, self.others) for demand in others)
                self._by_first.setdefault(self._number(first, self.strings), []).append((place, named))
            if not branches:
                self._signs.append((place, sign_of(pattern.spec)))

    def _number(self, demand: frozenset[str], strings: Strings) -> int:
        number = self._demands.setdefault(demand, len(self._demands))
        for string in demand:
            named = strings.setdefault(string, [])
            if number not in named:
                named.append(number)
        return number

    @staticmethod
    def counts_once(pattern: PatternProgram) -> bool:
        """Return whether a pattern is worth its weight once for each time that it is proposed for a row."""
        return isinstance(pattern.spec, (RegexSpec, DisguiseSpec))

    def by_demands(self, firsts: Pairs, ask: Callable[[NDArray[np.int64]], Pairs]) -> Pairs:
        """Return the patterns of which a branch has all that it demands.

        `firsts` are the first demands that some rows fulfil; `ask` gives the others that some rows fulfil, in numbers of
        their own: row 0 is the first of those that were asked for.
        """
        rows_of = _by_item(firsts)
        asked = [rows for first, rows in rows_of.items() if any(others for _, others in self._by_first[first])]
        rows = distinct(np.concatenate([np.empty(0, np.int64), *asked]))
        fulfilled = np.zeros((len(self._demands), len(rows)), np.bool_)
        if len(rows):
            others = ask(rows)
            fulfilled[others.items, others.rows] = True
        parts = []
        for first, there in rows_of.items():
            places = np.searchsorted(rows, there)
            for pattern, named in self._by_first[first]:
                held = there[fulfilled[list(named)][:, places].all(axis=0)] if named else there
                parts.append(Pairs(held, np.full(len(held), pattern)))
        return _distinct(parts)

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
    counts: Counter[str] = Counter()
    for word, times in frequencies().items():
        for letter in word:
            counts[letter] += times
    total = counts.total()
    return {letter: times / total for letter, times in counts.items() if not letter.isascii()}


def _by_item(pairs: Pairs) -> dict[int, NDArray[np.int64]]:
    """The rows of each item, each row once."""
    order = np.argsort(pairs.items, kind="stable")
    items, firsts = np.unique(pairs.items[order], return_index=True)
    rows = np.split(pairs.rows[order], firsts[1:]) if len(items) else []
    return {item: distinct(some) for item, some in zip(items.tolist(), rows, strict=True)}


def _distinct(parts: Sequence[Pairs]) -> Pairs:
    """Pairs, each of them once."""
    nothing = np.empty(0, np.int64)
    rows, items = (np.concatenate([nothing, *column]) for column in zip(*parts, strict=True)) if parts else (nothing, nothing)
    most = int(items.max(initial=0)) + 1
    once = distinct(rows * most + items)
    return Pairs(once // most, once % most)


def _branches(pattern: PatternProgram) -> tuple[Branch, ...]:
    """The branches of an expression; none for what is no expression or demands nothing that is known."""
    if not isinstance(pattern.spec, RegexSpec):
        return ()
    branches = branches_of(pattern.spec.regex)
    if branches and all(branches):
        return branches
    literals = frozenset(map(image, pattern.spec.literals))
    return () if not literals or "" in literals else ((literals,),)
