"""A term of two characters whose characters were put apart, close by: 被歧视 written as 歧被视.

No automaton finds it. What the text says is read once more with the two characters together, in each place where they may have
stood, by the models that `natural` asks about every other disguise.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import starmap
from operator import add
from typing import TYPE_CHECKING, Final

from moderation.match.candidates import at_letters
from moderation.match.keys import spellings
from moderation.match.natural import han_after, han_before
from moderation.text.bigrams import EDGE, naturalness
from moderation.text.segmentation import cost, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from moderation.match.candidates import Candidate
    from moderation.match.pattern import Pattern
    from moderation.match.reading import Reading
    from moderation.match.table import TermTable

__all__ = ["APART", "RUNS_BETTER", "STREWN", "Pairs", "holds_strewn", "is_restored", "pairs_in", "pairs_of", "strewn"]

STREWN: Final = "strewn"
"""The way of such a candidate."""
Pairs = dict[str, tuple[int, ...]]
"""Two characters in either order → rows of the terms that they are."""

APART: Final = (2, 3)
"""How far the second character stands behind the first: one or two others are between them."""
_PAIR: Final = 2
_CACHED: Final = 8_192
_PLACES_PER_TERM: Final = 1_024
"""A cap against a megabyte of two characters."""
RUNS_BETTER: Final = 1.0
"""Nats that the bigrams must gain by the term in its place: the first question, because it is cheap."""
_FOLLOWING: Final = 0.5
_NEEDED: Final = {2: 2.5, 3: 3.5}
"""Nats that words and bigrams (half of them) must gain together, by how far the characters stand apart."""
_TOGETHER: Final = 2.0
"""More nats for each of the two that is part of a longer word as the text stands: 反差感 is no 反感."""


def pairs_of(terms: Iterable[tuple[int, str]]) -> Pairs:
    """Return the pairs of some terms (row, letters) that may be strewn: of two different Han characters.

    >>> pairs_of([(7, "歧视"), (8, "加v"), (9, "哈哈"), (10, "十八禁")])
    {'歧视': (7,), '视歧': (7,)}
    """
    pairs: Pairs = {}
    for row, term in terms:
        if len(term) == _PAIR and len(set(term)) == _PAIR and all("\u3400" <= letter <= "\u9fff" for letter in term):
            for key in (term, term[::-1]):
                pairs[key] = (*pairs.get(key, ()), row)
    return pairs


def pairs_in(table: TermTable) -> Pairs:
    """Return the pairs of all terms of a table whose characters may stand apart."""
    strewn = [matching.shuffle for matching in table.matchings]
    rows = [row for row, matching in enumerate(table.matching_of) if strewn[matching] and table.role(row) == "term"] if any(strewn) else []
    return pairs_of((row, spellings(table.texts[row])[0]) for row in rows)


def holds_strewn(compact: str, pairs: Mapping[str, tuple[int, ...]]) -> bool:
    """Return whether both characters of a pair stand close to one another, with others between them."""
    found = pairs.keys()
    return not all(found.isdisjoint(starmap(add, zip(compact, compact[apart:], strict=False))) for apart in APART)


def strewn(reading: Reading, pairs: Mapping[str, tuple[int, ...]], patterns: Mapping[int, Pattern]) -> Iterator[Candidate]:
    """Yield every candidate whose characters would stand more naturally side by side."""
    compact = reading.compact
    seen: Counter[int] = Counter()
    for apart in APART:
        near = list(map(add, compact, compact[apart:]))
        for first, pair in enumerate(() if pairs.keys().isdisjoint(near) else near):
            for row in pairs.get(pair, ()):
                found = patterns[row]
                seen[row] += 1
                if seen[row] <= _PLACES_PER_TERM:
                    candidate = at_letters(reading, found, (first, first + apart + 1), found.spellings[0], STREWN)
                    if _runs_better(candidate):
                        yield candidate


def _runs_better(candidate: Candidate) -> bool:
    before, after = han_before(candidate), han_after(candidate)
    return _smoother(before[-1:] or EDGE, candidate.covered, candidate.spelling, after[:1] or EDGE) >= RUNS_BETTER


def _restored(covered: str) -> list[tuple[str, str]]:
    """Return what stands before and behind a term that is put together again."""
    rest = covered[1:-1]
    return [(rest[:place], rest[place:]) for place in range(len(rest) + 1)]


@lru_cache(maxsize=_CACHED)
def _smoother(before: str, covered: str, term: str, after: str) -> float:
    """Return how much more naturally the characters follow one another with the term put together."""
    best = max(naturalness(before + left + term + right + after) for left, right in _restored(covered))
    return best - naturalness(before + covered + after)


@lru_cache(maxsize=_CACHED)
def _likelier(before: str, covered: str, term: str, after: str) -> float:
    """Return how much more likely the words are with the term put together."""
    least = min(
        min(cost(before + left + term + right + after), cost(before + left) + cost(term, is_term=True) + cost(right + after))
        for left, right in _restored(covered)
    )
    return cost(before + covered + after) - least


def is_restored(candidate: Candidate, *, support: float) -> bool:
    """Return whether a term was taken apart: `support` nats less are asked where the text hides or runs oddly.

    Where nothing stands beside it, nothing says where the character between the two would belong: 赌大博 may be a name.
    """
    before, after, covered, term = han_before(candidate), han_after(candidate), candidate.covered, candidate.spelling
    if not before and not after:
        return False
    smoother = _smoother(before[-1:] or EDGE, covered, term, after[:1] or EDGE)
    needed = _NEEDED[len(covered) - 1] - support / 2 + _TOGETHER * _in_words(before, covered, after)
    return _likelier(before, covered, term, after) + _FOLLOWING * smoother >= needed


def _in_words(before: str, covered: str, after: str) -> int:
    """Return how many words of the text as it stands have one of the two characters and another one."""
    start, found = -len(before), 0
    for word in words(before + covered + after):
        end = start + len(word)
        found += len(word) > 1 and (start <= 0 < end or start < len(covered) <= end)
        start = end
    return found
