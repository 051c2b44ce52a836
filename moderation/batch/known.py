"""Answers that are asked for once: numbers by the hash of the question, looked up for many questions at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

__all__ = ["Known"]

_REMEMBERED: Final = 1 << 17
"""Answers that are kept; when there are more, all are asked for again."""


class Known:
    """Answers of so many numbers each."""

    def __init__(self, width: int) -> None:
        self._hashes = np.zeros(1, np.uint64)
        self._answers = np.zeros((1, width), np.float64)

    def of(self, hashes: NDArray[np.uint64], ask: Callable[[int], Sequence[float]]) -> NDArray[np.float64]:
        """Return the answer to every hash; `ask` gives that to a place among them for one that is new."""
        if len(self._hashes) > _REMEMBERED:
            self._hashes, self._answers = self._hashes[:1], self._answers[:1]
        fresh = np.flatnonzero(self._hashes[self._places(hashes)] != hashes)
        if len(fresh):
            new, first = np.unique(hashes[fresh], return_index=True)
            asked = np.asarray([ask(place) for place in fresh[first].tolist()], np.float64)
            at = np.searchsorted(self._hashes, new)
            self._hashes, self._answers = np.insert(self._hashes, at, new), np.insert(self._answers, at, asked, axis=0)
        answers: NDArray[np.float64] = self._answers[self._places(hashes)]
        return answers

    def _places(self, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
        return np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
