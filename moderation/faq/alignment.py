"""Which words of a question answer to which words of a phrasing, and how much of both is left over.

Words are matched softly (`faq.alike`), each with the best that the other side has, weighed by how much they tell. What is
left over on both sides is the sign of a near miss: one thing was exchanged for another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.faq.alike import alike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.faq.alike import Sign

__all__ = ["Aligned", "Aligner"]

_SCALE: Final = 0.2
"""Brings the weight of one word, mostly below 8, near to the other features."""


class Aligned(NamedTuple):
    """The shares of the question (`asked`) and of the phrasing (`told`) that the other side has, the least of both and their product,
    and the weight of the heaviest word that is left over of either (`lost`, `added`), and of both at once (`exchanged`).
    """  # noqa: D205 - one sentence

    asked: float
    told: float
    least: float
    product: float
    lost: float
    added: float
    exchanged: float


class Aligner:
    """Aligns one question with many phrasings: what it found out about a word it need not ask again."""

    def __init__(self, signs: Sequence[Sign], weights: Sequence[float]) -> None:
        self._signs, self._weights = signs, weights
        self._total = sum(weights) + 1e-9
        self._known: dict[Sign, tuple[float, ...]] = {}

    def likeness(self, sign: Sign) -> tuple[float, ...]:
        """Return how alike each word of the question is to a word."""
        found = self._known.get(sign)
        if found is None:
            found = self._known[sign] = tuple([alike(mine, sign) for mine in self._signs])
        return found

    def covered(self, signs: Sequence[Sign]) -> list[float]:
        """Return for each word of the question the best that some words have for it."""
        best = [0.0] * len(self._signs)
        for sign in signs:
            best = list(map(max, best, self.likeness(sign)))
        return best

    def share(self, covered: Sequence[float]) -> float:
        """Return the share of the question that is covered."""
        return sum(map(_times, self._weights, covered)) / self._total

    def align(self, signs: Sequence[Sign], weights: Sequence[float]) -> Aligned:
        """Return how the question and a phrasing cover each other."""
        covered = self.covered(signs)
        theirs = [weight * (1 - max(self.likeness(sign), default=0.0)) for sign, weight in zip(signs, weights, strict=True)]
        mine = [weight * (1 - share) for weight, share in zip(self._weights, covered, strict=True)]
        asked, told = 1 - sum(mine) / self._total, 1 - sum(theirs) / (sum(weights) + 1e-9)
        lost, added = max(mine, default=0.0) * _SCALE, max(theirs, default=0.0) * _SCALE
        return Aligned(asked, told, min(asked, told), asked * told, lost, added, min(lost, added))


def _times(one: float, other: float) -> float:
    return one * other
