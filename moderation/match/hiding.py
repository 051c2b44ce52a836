"""Whether a text is written to hide what it says: what else in it supports that a word is bent.

Who hides one word hides more. Split characters, rare look-alikes, pinyin and initials beside Han and emoji inside words are
what `oddities` finds; that the Han characters of a whole text hardly follow one another is what the bigrams say.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from moderation.match.oddities import hiding_places
from moderation.text.bigrams import attractions
from moderation.text.fold import plain
from moderation.text.noise import without_noise

if TYPE_CHECKING:
    from moderation.match.candidates import Candidate

__all__ = ["hides_elsewhere", "hiding_spans", "may_hide", "runs_oddly"]

_CACHED: Final = 256
_LONGEST: Final = 8
"""Pairs of neighbours that a candidate takes away at most: all but a few terms are shorter."""
_FEW: Final = 5
"""Pairs of Han characters that are too few to say anything."""


@lru_cache(maxsize=_CACHED)
def hiding_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text has hidden writing, as start and end of each place."""
    return tuple((found.start, found.end) for found in hiding_places(text, plain(text)))


def hides_elsewhere(candidate: Candidate) -> bool:
    """Return whether a text has hidden writing that is no part of a candidate."""
    places = hiding_spans(candidate.reading.text)
    return any(end <= candidate.start or candidate.end <= start for start, end in places)


def runs_oddly(candidate: Candidate) -> bool:
    """Return whether the characters before and after a candidate hardly follow one another."""
    sums, counts = candidate.reading.drawn
    before, after = max(candidate.first - 1, 0), min(candidate.last, len(sums) - 1)
    count = counts[before] + counts[-1] - counts[after]
    return count >= _FEW and sums[before] + sums[-1] - sums[after] < 0


def may_hide(text: str) -> bool:
    """Return False only for a text in which nothing hides and whose characters follow one another well, whatever is left out."""
    if hiding_spans(text):
        return True
    sums = [0.0, *accumulate(attractions(without_noise(plain(text))))]
    left_out = max(sums[min(end + _LONGEST, len(sums) - 1)] - sums[end] for end in range(len(sums)))
    return sums[-1] - left_out < 0
