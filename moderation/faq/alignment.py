"""Which words of a question answer to which words of a phrasing, and how much of both is left over.

Words are matched softly (`faq.alike`), each with the best that the other side has, weighed by how much they tell. What is
left over on both sides is the sign of a near miss: one thing was exchanged for another. All candidates are aligned at once,
and what is found out about a word is found out once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from moderation.faq.alike import alike

if TYPE_CHECKING:
    from moderation.faq.alike import Sign
    from moderation.faq.index import Asked, Index

__all__ = ["ALIGNED", "Alignment"]

ALIGNED: Final = ("asked", "told", "least", "product", "lost", "added", "exchanged")
"""The shares of the question (`asked`) and of the phrasing (`told`) that the other side has, the least of both and their product,
and the weight of the heaviest word that is left over of either (`lost`, `added`), and of both at once (`exchanged`)."""
_SCALE: Final = 0.2
"""Brings the weight of one word, mostly below 8, near to the other features."""

Array = Any


class Alignment:
    """A question beside phrasings that have at least one word: `features` one row a phrasing, in the order of `ALIGNED`."""

    __slots__ = ("_covered", "_mine", "_total", "features")

    def __init__(self, index: Index, asked: Asked, candidates: Array) -> None:
        import numpy as np  # noqa: PLC0415 - heavy

        self._mine = np.array(asked.sign_weights)
        self._total = self._mine.sum() + 1e-9
        numbers, places = index.words.gather(candidates)
        distinct, at = np.unique(index.words.ids[places], return_inverse=True)
        likeness = _likeness(asked.signs, [index.signs[number] for number in distinct.tolist()])[at]
        weights = index.words.values[places]
        starts = np.flatnonzero(np.diff(numbers, prepend=-1))
        self._covered = np.maximum.reduceat(likeness, starts)
        self.features = self._features(weights, weights * (1 - likeness.max(axis=1)), starts)

    def _features(self, weights: Array, theirs: Array, starts: Array) -> Array:
        import numpy as np  # noqa: PLC0415 - heavy

        mine = self._mine * (1 - self._covered)
        asked = 1 - mine.sum(axis=1) / self._total
        told = 1 - np.add.reduceat(theirs, starts) / (np.add.reduceat(weights, starts) + 1e-9)
        lost, added = mine.max(axis=1) * _SCALE, np.maximum.reduceat(theirs, starts) * _SCALE
        return np.array((asked, told, np.minimum(asked, told), asked * told, lost, added, np.minimum(lost, added))).T

    def by_entry(self, owner: Array, entries: int) -> Array:
        """Return for each entry and each word of the question the best that any of its phrasings has for it, 0–1."""
        import numpy as np  # noqa: PLC0415 - heavy

        best = np.zeros((entries, len(self._mine)))
        np.maximum.at(best, owner, self._covered)
        return best

    def shares(self, covered: Array) -> Array:
        """Return the share of the question that each row covers."""
        return covered @ self._mine / self._total


def _likeness(mine: tuple[Sign, ...], theirs: list[Sign]) -> Array:
    """How alike each of their words is to each word of the question."""
    import numpy as np  # noqa: PLC0415 - heavy

    marks = frozenset().union(*(sign.marks for sign in mine))
    nothing = [0.0] * len(mine)
    rows = [nothing if marks.isdisjoint(sign.marks) else [alike(one, sign) for one in mine] for sign in theirs]
    return np.array(rows, dtype=float).reshape(len(theirs), len(mine))
