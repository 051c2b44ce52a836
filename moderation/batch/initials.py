"""Latin letters that may be the initials of a term, in many rows: what `match.bent` asks of one candidate at a time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.proposed import HIDDEN, WEAK, WEIGHED
from moderation.match.bent import LONGEST_INITIALS, SURE_ALONE, SURE_INITIALS, has_no_word
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
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_IS_LATIN: Final = np.zeros(_SYMBOLS, np.bool_)
_IS_LATIN[[*map(ord, "abcdefghijklmnopqrstuvwxyz0123456789")]] = True


def ways_of_initials(found: Found, letters: Compact, folded: Folded) -> NDArray[np.int8]:
    """Return how sure it is that some initials are meant as such, one of the ways of `Proposed`; -1 where they surely are not."""
    ways = np.full(len(found.starts), _NOT)
    first, last = _run(found.starts, letters, -1), _run(found.starts + found.lengths - 1, letters, 1)
    sure = (last - first + 1 == found.lengths) & (found.lengths >= SURE_ALONE)
    at = np.flatnonzero(sure | _touches(first, letters, -1) | _touches(last, letters, 1))
    at = at[~_has_capitals(first[at], last[at], letters, folded)]
    first, last, starts, lengths = first[at], last[at], found.starts[at], found.lengths[at]
    _, one, which = np.unique(_hashes(first, last, starts, lengths, letters), return_index=True, return_inverse=True)
    answers = np.zeros(len(one), np.int8)
    columns = first[one], last[one], starts[one], lengths[one]
    for place, (begin, end, start, size) in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        answers[place] = _way(letters.symbols[begin : end + 1].tobytes().decode("utf-16-le"), start - begin, size)
    ways[at] = answers[which.ravel()]
    return ways


def _run(at: NDArray[np.int64], letters: Compact, step: int) -> NDArray[np.int64]:
    """The ends of the runs of Latin letters and digits without a gap that some letters are a part of."""
    at = at.copy()
    for _ in range(LONGEST_INITIALS):
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


def _has_capitals(first: NDArray[np.int64], last: NDArray[np.int64], letters: Compact, folded: Folded) -> NDArray[np.bool_]:
    """Where a capital stands between two letters."""
    capitals = np.zeros(len(first), np.bool_)
    for offset in range(int((last - first).max(initial=-1)) + 1):
        written = folded.codes[letters.places[np.minimum(first + offset, last)]]
        capitals |= (written >= ord("A")) & (written <= ord("Z"))
    return capitals


def _hashes(
    first: NDArray[np.int64], last: NDArray[np.int64], starts: NDArray[np.int64], lengths: NDArray[np.int32], letters: Compact
) -> NDArray[np.uint64]:
    """A number for each run with the place of some initials in it."""
    values = ((starts - first) * _SYMBOLS + lengths).astype(np.uint64)
    for offset in range(int((last - first).max(initial=-1)) + 1):
        values = values * _STEP + letters.symbols[np.minimum(first + offset, last)]
    return values


@lru_cache(maxsize=_REMEMBERED)
def _way(run: str, start: int, size: int) -> np.int8:
    """How sure initials are within a run of small letters."""
    at_edge = start == 0 or start + size == len(run)
    only = at_edge and len(run) <= LONGEST_INITIALS and len(set(run)) > 1 and run.isalpha() and has_no_word(run)
    whole = size == len(run)
    if only or (whole and size >= SURE_INITIALS):
        return HIDDEN | WEAK if is_abbreviation(run) else WEIGHED
    if not whole:
        return _NOT
    return HIDDEN | WEAK if is_abbreviation(run) else WEAK
