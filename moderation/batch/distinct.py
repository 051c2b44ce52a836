"""Numbers without repetition, in order: by sorting, which for the few and nearly sorted numbers of a screen is the fastest way."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["distinct"]

Number = TypeVar("Number", bound=np.integer)


def distinct(numbers: NDArray[Number]) -> NDArray[Number]:
    """Return every number once, the smallest first.

    >>> distinct(np.asarray([3, 1, 3])).tolist(), distinct(np.asarray([], np.int64)).tolist()
    ([1, 3], [])
    """
    ordered = np.sort(numbers)
    fresh = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    once: NDArray[Number] = ordered[fresh]
    return once
