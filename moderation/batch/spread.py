"""Candidates spread out into their characters, one candidate after the other, so that vectors can ask about each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from moderation.batch.alphabet import NOISE, PICTURE
from moderation.batch.proposed import SPOKEN, SURE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.joined import Folded
    from moderation.batch.proposed import Proposed

__all__ = ["Spread", "are_letters", "speaks", "spread"]


class Spread(NamedTuple):
    """Every character of some candidates: the candidate that it is of, its place in the folded view, and whether it is a letter.

    `ends` are where the characters of each candidate end.
    """

    of: NDArray[np.int64]
    places: NDArray[np.int64]
    letters: NDArray[np.bool_]
    ends: NDArray[np.int64]

    def held(self, held: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return how many characters of each candidate are held."""
        counts = np.concatenate([[0], np.cumsum(held)])
        sums: NDArray[np.int64] = np.diff(counts[self.ends], prepend=0)
        return sums


def spread(proposed: Proposed, folded: Folded) -> Spread:
    """Return the characters of some candidates, all of which have their places."""
    spans = proposed.lasts + 1 - proposed.firsts
    ends = np.cumsum(spans)
    of = np.repeat(np.arange(len(spans)), spans)
    places = np.repeat(proposed.firsts - ends + spans, spans) + np.arange(len(of))
    return Spread(of, places, are_letters(folded, places, speaks(proposed)[of]), ends)


def speaks(proposed: Proposed) -> NDArray[np.bool_]:
    """Return which candidates were found with emoji read as characters, before anything else was asked of them."""
    speaks: NDArray[np.bool_] = (proposed.ways >= SPOKEN) & (proposed.ways < SURE)
    return speaks


def are_letters(folded: Folded, places: NDArray[np.int64], speaks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which characters are letters, emoji among them where they are read as such."""
    flags = folded.flags[places]
    letters: NDArray[np.bool_] = ((flags & NOISE) == 0) | (speaks & ((flags & PICTURE) != 0))
    return letters
