"""Ordinary words that hold a term by chance: jieba's dictionary, searched once for all terms.

A word holds a term whole (麻烦 in 大麻烦), or the end of one word and the start of the next make it up (路口|交通).
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from moderation.text.segmentation import cost, frequencies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

__all__ = ["OrdinaryWord", "holding", "is_derived", "straddling"]

_RARE: Final = 5
"""Words that are counted less often are left out: two of three entries of the dictionary, most of them names."""
_ORDINARY: Final = 100
"""How often each of two words must be counted for their meeting to be worth a thought."""
_SHORTEST: Final = 2
_LONGEST: Final = 6
"""Letters of a term that two words may make up by chance."""
_SIDES: Final = 8
"""Most frequent words that are tried on each side of a cut."""
_SHOWN: Final = 5
_WORDS_AT_MOST: Final = 20
"""Of the words that hold a term, the most frequent ones are kept."""


class OrdinaryWord(NamedTuple):
    """A word that holds a term, or words that make it up where they meet; two are counted as often as the rarer one."""

    words: tuple[str, ...]
    frequency: int

    @property
    def text(self) -> str:
        """The words as they stand in a text."""
        return "".join(self.words)


def holding(terms: Collection[str]) -> dict[str, tuple[OrdinaryWord, ...]]:
    """Return for each of some folded terms the longer words that hold it, the most frequent first.

    The dictionary is read once, however many terms there are.
    """
    names = [term for term in dict.fromkeys(terms) if term]
    if not names:
        return {}
    search = CharwiseDoubleArrayAhoCorasick(names).find_overlapping
    found: dict[str, list[OrdinaryWord]] = {}
    for word, frequency in _by_frequency(_RARE):
        for place in {place for start, end, place in search(word) if end - start < len(word)}:
            words = found.setdefault(names[place], [])
            if len(words) < _WORDS_AT_MOST:
                words.append(OrdinaryWord((word,), frequency))
    return {term: tuple(words) for term, words in found.items()}


def _by_frequency(at_least: int) -> list[tuple[str, int]]:
    known = [(word, frequency) for word, frequency in frequencies().items() if frequency >= at_least and len(word) >= _SHORTEST]
    return sorted(known, key=lambda row: (-row[1], row[0]))


def straddling(terms: Collection[str]) -> dict[str, tuple[OrdinaryWord, ...]]:
    """Return for each of some folded terms the pairs of words whose meeting makes it up, the most frequent first."""
    cut = {term: [(term[:place], term[place:]) for place in range(1, len(term))] for term in terms if _may_straddle(term)}
    ends, starts = _sides({left for cuts in cut.values() for left, _ in cuts}, {right for cuts in cut.values() for _, right in cuts})
    return {term: pairs for term, cuts in cut.items() if (pairs := _most_frequent(_pairs(cuts, ends, starts)))}


def _may_straddle(term: str) -> bool:
    return _SHORTEST <= len(term) <= _LONGEST and not term.isascii()


Sides = dict[str, list[tuple[str, int]]]


def _sides(lefts: set[str], rights: set[str]) -> tuple[Sides, Sides]:
    """Return the most frequent words that end with each left part, and those that start with each right part."""
    ends: Sides = {left: [] for left in lefts}
    starts: Sides = {right: [] for right in rights}
    for word, frequency in _by_frequency(_ORDINARY):
        for length in range(1, min(len(word), _LONGEST) + 1):
            for words in (ends.get(word[-length:]), starts.get(word[:length])):
                if words is not None and len(words) < _SIDES:
                    words.append((word, frequency))
    return ends, starts


def _pairs(cuts: Iterable[tuple[str, str]], ends: Sides, starts: Sides) -> Iterator[tuple[int, OrdinaryWord]]:
    for left, right in cuts:
        for (before, often), (after, seldom) in product(ends[left], starts[right]):
            if not (_is_made_with(before, left) and _is_made_with(after, right)):
                yield often * seldom, OrdinaryWord((before, after), min(often, seldom))


def _is_made_with(word: str, part: str) -> bool:
    """Whether a word keeps the meaning of a part of a term: 资源管理 with 资源; of a single character nobody can tell."""
    return word == part or is_derived(word, part)


def _most_frequent(pairs: Iterable[tuple[int, OrdinaryWord]]) -> tuple[OrdinaryWord, ...]:
    """The pairs that are likeliest to meet; no word twice, so that they show different ways to come about."""
    shown: list[OrdinaryWord] = []
    used: set[str] = set()
    for _, pair in sorted(set(pairs), key=lambda pair: (-pair[0], pair[1])):
        if used.isdisjoint(pair.words) and len(shown) < _SHOWN:
            shown.append(pair)
            used.update(pair.words)
    return tuple(shown)


def is_derived(word: str, term: str) -> bool:
    """Return whether a word is made with a term, so that it means no other thing: 赌博|机, but not 大|麻烦 with 大麻.

    A single character means something else in every word.

    >>> is_derived("赌博机", "赌博"), is_derived("大麻烦", "大麻"), is_derived("病毒", "毒")
    (True, False, False)
    """
    if len(term) < _SHORTEST:
        return False
    start = word.find(term)
    end = start + len(term)
    whole = cost(word[:start]) + cost(term, is_term=True) + cost(word[end:])
    return whole <= min(cost(word[:place]) + cost(word[place:]) for place in range(1, len(word))) + 1e-9
