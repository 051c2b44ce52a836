"""Answers that are asked for once: numbers by the hash of the question, looked up for many questions at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

__all__ = ["Known"]

_BITS: Final = 15
"""Answers that are kept, each in a place of its own; what comes later to the same place takes it."""
_SHIFT: Final = np.uint64(64 - _BITS)
_MIX: Final = np.uint64(0xD6E8FEB86659FD93)
_NONE: Final = np.uint64(0xFFFFFFFFFFFFFFFF)


class Known:
    """Answers of so many numbers each."""

    def __init__(self, width: int) -> None:
        self._hashes = np.full(1 << _BITS, _NONE)
        self._answers = np.zeros((1 << _BITS, width), np.float64)

    def of(self, hashes: NDArray[np.uint64], ask: Callable[[int], Sequence[float]]) -> NDArray[np.float64]:
        """Return the answer to every hash; `ask` gives that to a place among them for one that is new."""
        places = (hashes * _MIX) >> _SHIFT
        answers: NDArray[np.float64] = self._answers[places]
        fresh = np.flatnonzero(self._hashes[places] != hashes)
        if len(fresh):
            new, first, which = np.unique(hashes[fresh], return_index=True, return_inverse=True)
            asked = np.asarray([ask(place) for place in fresh[first].tolist()], np.float64)
            answers[fresh] = asked[which.ravel()]
            self._hashes[places[fresh[first]]] = new
            self._answers[places[fresh[first]]] = asked
        return answers
