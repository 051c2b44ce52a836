"""Latin letters that may be the initials of a term, in many rows: what `match.bent` asks of one candidate at a time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.proposed import HIDDEN, WEAK, WEIGHED
from moderation.match.bent import _LONGEST_INITIALS, _SURE_ALONE, _SURE_INITIALS, _has_no_word
from moderation.text.latin import is_abbreviation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.joined import Compact, Folded
    from moderation.batch.keys import Found

__all__ = ["ways_of_initials"]

_NOT: Final = np.int8(-1)
_ASCII: Final = 0x80
_SYMBOLS: Final = 1 << 16
_REMEMBERED: Final = 1 << 14
_IS_LATIN: Final = np.zeros(_SYMBOLS, np.bool_)
_IS_LATIN[[*map(ord, "abcdefghijklmnopqrstuvwxyz0123456789")]] = True


def ways_of_initials(found: Found, letters: Compact, folded: Folded) -> NDArray[np.int8]:
    """Return how sure it is that some initials are meant as such, one of the ways of `Proposed`; -1 where they surely are not."""
    ways = np.full(len(found.starts), _NOT)
    first, last = _run(found.starts, letters, -1), _run(found.starts + found.lengths - 1, letters, 1)
    whole = last - first + 1 == found.lengths
    sure = whole & (found.lengths >= _SURE_ALONE)
    asked = np.flatnonzero(sure | _touches(first, letters, -1) | _touches(last, letters, 1))
    for place in asked.tolist():
        begin, end = int(first[place]), int(last[place]) + 1
        written = folded.codes[letters.places[begin:end]]
        if not ((written >= ord("A")) & (written <= ord("Z"))).any():
            run = letters.symbols[begin:end].tobytes().decode("utf-16-le")
            ways[place] = _way(run, int(found.starts[place]) - begin, int(found.lengths[place]))
    return ways


def _run(at: NDArray[np.int64], letters: Compact, step: int) -> NDArray[np.int64]:
    """The ends of the runs of Latin letters and digits without a gap that some letters are a part of."""
    at = at.copy()
    for _ in range(_LONGEST_INITIALS):
        beside = at + step
        goes_on = _IS_LATIN[letters.symbols[beside]] & (np.abs(letters.places[beside] - letters.places[at]) == 1)
        if not goes_on.any():
            break
        at[goes_on] += step
    return at


def _touches(at: NDArray[np.int64], letters: Compact, step: int) -> NDArray[np.bool_]:
    """Where a letter that is not Latin stands beside another without a gap."""
    beside = at + step
    touching: NDArray[np.bool_] = (letters.symbols[beside] >= _ASCII) & (np.abs(letters.places[beside] - letters.places[at]) == 1)
    return touching


@lru_cache(maxsize=_REMEMBERED)
def _way(run: str, start: int, size: int) -> np.int8:
    """How sure initials are within a run of small letters."""
    at_edge = start == 0 or start + size == len(run)
    only = at_edge and len(run) <= _LONGEST_INITIALS and len(set(run)) > 1 and run.isalpha() and _has_no_word(run)
    whole = size == len(run)
    if only or (whole and size >= _SURE_INITIALS):
        return HIDDEN | WEAK if is_abbreviation(run) else WEIGHED
    if not whole:
        return _NOT
    return HIDDEN | WEAK if is_abbreviation(run) else WEAK
