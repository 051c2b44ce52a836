"""What terms gain over the letters that stand for them, for many at once: all of `match.natural` that asks for no neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from moderation.batch.asked import OTHERWISE, is_plain
from moderation.batch.needed import LONGEST, Needed
from moderation.batch.pairs import natural
from moderation.batch.segmenting import best, words
from moderation.match.natural import FOLLOWING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.asked import Terms
    from moderation.batch.joined import Compact

__all__ = ["Gained", "Gains", "Places", "Stretches", "Ways"]


Ways = dict[str, tuple[int, int]]
"""Ways to be bent, each with the first place and the end of what was found in it."""


class Places(NamedTuple):
    """Stretches of so many letters, each with the term that it may be bent from."""

    starts: NDArray[np.int64]
    lengths: NDArray[np.int32]
    items: NDArray[np.int32]

    def at(self, chosen: NDArray[np.int64]) -> Places:
        """Return some of them."""
        return Places(self.starts[chosen], self.lengths[chosen], self.items[chosen])


class Stretches(NamedTuple):
    """Letters that were found and those of the terms `items`, one below the other, as far as they are weighed at all."""

    covered: NDArray[np.uint16]
    own: NDArray[np.uint16]
    items: NDArray[np.int32]

    def at(self, chosen: NDArray[np.int64]) -> Stretches:
        """Return some of them."""
        return Stretches(self.covered.take(chosen, axis=1), self.own.take(chosen, axis=1), self.items[chosen])


class Gained(NamedTuple):
    """What terms gain by words and by bigrams, what they need, and what they cost."""

    gained: NDArray[np.float64]
    smoother: NDArray[np.float64]
    needed: NDArray[np.float64]
    cost: NDArray[np.float64]


class Gains:
    """Weighs letters against the terms of one table."""

    def __init__(self, terms: Terms) -> None:
        self._terms, self._needed = terms, Needed()

    def stretches(self, places: Places, letters: Compact) -> Stretches:
        """Return some places as tables, of longer stretches only the beginning."""
        height = min(int(places.lengths.max(initial=0)), LONGEST)
        covered = np.zeros((height, len(places.starts)), np.uint16)
        for row in range(height):
            within = np.flatnonzero(places.lengths > row)
            covered[row, within] = letters.symbols.take(places.starts[within] + row)
        return Stretches(covered, self._terms.symbols[:height].take(places.items, axis=1), places.items)

    def are_plain(self, ways: Ways, places: Places, stretches: Stretches) -> NDArray[np.bool_]:
        """Return which are letters of which all is known: plain Han, as many as those of the term, and those in another spelling."""
        plain: NDArray[np.bool_] = self._terms.plain[places.items] & (self._terms.lengths[places.items] == places.lengths)
        plain &= (is_plain(stretches.covered) | (stretches.covered == stretches.own)).all(axis=0)
        others = slice(*ways.get(OTHERWISE, (0, 0)))
        plain[others] &= _same_letters(stretches.covered[:, others], stretches.own[:, others])
        return plain

    def may_be_bent(self, ways: Ways, stretches: Stretches) -> NDArray[np.bool_]:
        """Return which plain letters are others than those of the term, and such as its author asked for."""
        covered, own = stretches.covered, stretches.own
        may: NDArray[np.bool_] = (covered != own).any(axis=0)
        first, end = ways.get("sound", (0, 0))
        at = np.flatnonzero(may[first:end] & ~self._terms.homophone[stretches.items[first:end]]) + first
        if len(at):
            may[at] = (covered[:, None, at] == own[:, at]).any(axis=1).all(axis=0)
        return may

    def needed(self, ways: Ways, stretches: Stretches) -> NDArray[np.float64]:
        """Return the nats that the terms must gain over plain letters, wherever they stand."""
        needed = np.empty(len(stretches.items))
        for way, span in ways.items():
            some, asked = slice(*span), "shuffle" if way == OTHERWISE else way
            needed[some] = self._needed.nats(asked, stretches.covered[:, some], stretches.own[:, some])
        return needed

    def gained(self, stretches: Stretches, needed: NDArray[np.float64]) -> Gained:
        """Return what the terms gain over plain letters alone."""
        covered = stretches.covered
        meant, shuffled, smooth = self._terms.costs.take(stretches.items, axis=1)
        intended = np.where(_same_letters(covered, stretches.own), shuffled, meant)
        return Gained(_costs(covered) - intended, smooth - FOLLOWING * natural(covered), needed, intended)


def _same_letters(covered: NDArray[np.uint16], own: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Where the letters are those of the term in some order."""
    same: NDArray[np.bool_] = covered.sum(axis=0, dtype=np.uint32) == own.sum(axis=0, dtype=np.uint32)
    at = np.flatnonzero(same)
    same[at] = (np.sort(covered.take(at, axis=1), axis=0) == np.sort(own.take(at, axis=1), axis=0)).all(axis=0)
    return same


def _costs(covered: NDArray[np.uint16]) -> NDArray[np.float64]:
    """What the most probable words of some letters cost: most are two."""
    costs: NDArray[np.float64] = best(words(covered[:2]))[-1]
    longer = np.flatnonzero(covered[2:].any(axis=0))
    if len(longer):
        costs[longer] = best(words(covered[:, longer]))[-1]
    return costs
