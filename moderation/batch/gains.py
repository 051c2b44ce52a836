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
    from moderation.batch.keys import Found

__all__ = ["Gained", "Gains", "Stretches"]


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

    def stretches(self, found: Found, letters: Compact) -> Stretches:
        """Return what was found as tables, of longer stretches only the beginning."""
        height = min(int(found.lengths.max(initial=0)), LONGEST)
        covered = np.zeros((height, len(found.starts)), np.uint16)
        for row in range(height):
            within = np.flatnonzero(found.lengths > row)
            covered[row, within] = letters.symbols.take(found.starts[within] + row)
        return Stretches(covered, self._terms.symbols[:height].take(found.items, axis=1), found.items)

    def are_plain(self, way: str, found: Found, stretches: Stretches) -> NDArray[np.bool_]:
        """Return which are letters of which all is known: plain Han, as many as those of the term, and those in another spelling."""
        plain: NDArray[np.bool_] = self._terms.plain[found.items] & (self._terms.lengths[found.items] == found.lengths)
        plain &= is_plain(stretches.covered).all(axis=0)
        if way == OTHERWISE:
            plain &= _same_letters(stretches)
        return plain

    def may_be_bent(self, way: str, stretches: Stretches) -> NDArray[np.bool_]:
        """Return which plain letters are others than those of the term, and such as its author asked for."""
        covered, own = stretches.covered, stretches.own
        may: NDArray[np.bool_] = (covered != own).any(axis=0)
        if way == "sound":
            at = np.flatnonzero(may & ~self._terms.homophone[stretches.items])
            may[at] = (covered[:, None, at] == own[:, at]).any(axis=1).all(axis=0)
        return may

    def needed(self, way: str, stretches: Stretches) -> NDArray[np.float64]:
        """Return the nats that the terms must gain over plain letters, wherever they stand."""
        return self._needed.nats("shuffle" if way == OTHERWISE else way, stretches.covered, stretches.own)

    def gained(self, stretches: Stretches, needed: NDArray[np.float64]) -> Gained:
        """Return what the terms gain over plain letters alone."""
        covered = stretches.covered
        meant, shuffled, smooth = self._terms.costs.take(stretches.items, axis=1)
        intended = np.where(_same_letters(stretches), shuffled, meant)
        return Gained(_costs(covered) - intended, smooth - FOLLOWING * natural(covered), needed, intended)


def _same_letters(stretches: Stretches) -> NDArray[np.bool_]:
    """Where the letters are those of the term in some order."""
    covered, own = stretches.covered, stretches.own
    same: NDArray[np.bool_] = covered.sum(axis=0, dtype=np.uint32) == own.sum(axis=0, dtype=np.uint32)
    at = np.flatnonzero(same)
    same[at] = (np.sort(covered.take(at, axis=1), axis=0) == np.sort(own.take(at, axis=1), axis=0)).all(axis=0)
    return same


def _costs(covered: NDArray[np.uint16]) -> NDArray[np.float64]:
    """What the most probable words of some letters cost: most are two."""
    costs: NDArray[np.float64] = best(words(covered[:2]))[-1]
    longer = np.flatnonzero(covered[2:].any(axis=0))
    costs[longer] = best(words(covered[:, longer]))[-1]
    return costs
