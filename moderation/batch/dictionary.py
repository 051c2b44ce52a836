"""The words of the dictionary as arrays, for tables that are made of all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from moderation.text.segmentation import counted_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Counted", "counted"]


class Counted(NamedTuple):
    """Words one behind the other: their letters as code points, and of each its length and how often it was counted."""

    letters: NDArray[np.uint32]
    lengths: NDArray[np.int64]
    times: NDArray[np.int64]

    def of_length(self, length: int) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return the words of one length that were counted at all, a row of letters for each, and how often each was.

        >>> words = Counted(np.asarray([7, 8, 9, 7, 9]), np.asarray([2, 1, 2]), np.asarray([5, 4, 0]))
        >>> words.of_length(2)[0].tolist(), words.of_length(2)[1].tolist()
        ([[7, 8]], [5])
        """
        chosen = np.flatnonzero((self.lengths == length) & (self.times > 0))
        starts = (np.cumsum(self.lengths) - self.lengths)[chosen]
        return self.letters[starts[:, None] + np.arange(length)], self.times[chosen]


def counted() -> Counted:
    """Return the dictionary as it is now, in its order; made anew each time, so that nobody holds it who has read it."""
    words = counted_words()[0]
    return Counted(
        np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), "<u4"),
        np.fromiter(map(len, words), np.int64, len(words)),
        np.fromiter(words.values(), np.int64, len(words)),
    )
