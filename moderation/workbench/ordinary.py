"""Ordinary words that hold a term by chance: jieba's dictionary, searched once for all terms.

A word holds a term whole (麻烦 in 大麻烦), or the end of one word and the start of the next make it up (路口|交通).
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate, product
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
    names = [term for term in dict.fromkeys(terms) if term and "\n" not in term]
    if not names:
        return {}
    words, starts = _by_frequency(_RARE), _starts()
    found: dict[str, dict[int, None]] = {}
    for start, end, place in CharwiseDoubleArrayAhoCorasick(names).find_overlapping(_joined()):
        number = bisect_right(starts, start) - 1
        held = found.setdefault(names[place], {})
        if end - start < len(words[number][0]) and len(held) < _WORDS_AT_MOST:
            held[number] = None
    return {term: tuple(OrdinaryWord((words[number][0],), words[number][1]) for number in held) for term, held in found.items() if held}


@cache
def _by_frequency(at_least: int) -> tuple[tuple[str, int], ...]:
    known = [(word, frequency) for word, frequency in frequencies().items() if frequency >= at_least and len(word) >= _SHORTEST]
    return tuple(sorted(known, key=lambda row: (-row[1], row[0])))


@cache
def _joined() -> str:
    """The words that may hold a term, a line each, so that one search goes through all of them."""
    return "\n".join(word for word, _ in _by_frequency(_RARE))


@cache
def _starts() -> list[int]:
    """Where each of these words begins there."""
    return list(accumulate((len(word) + 1 for word, _ in _by_frequency(_RARE)), initial=0))


def straddling(terms: Collection[str]) -> dict[str, tuple[OrdinaryWord, ...]]:
    """Return for each of some folded terms the pairs of words whose meeting makes it up, the most frequent first."""
    cuts = {term: [(term[:place], term[place:]) for place in range(1, len(term))] for term in terms if _may_straddle(term)}
    return {term: pairs for term, parts in cuts.items() if (pairs := _most_frequent(_pairs(parts)))}


def _may_straddle(term: str) -> bool:
    return _SHORTEST <= len(term) <= _LONGEST and not term.isascii()


Side = dict[str, list[tuple[str, int]]]


@cache
def _sides() -> tuple[Side, Side]:
    """The most frequent words that end with a text, and those that start with it."""
    ends: Side = {}
    starts: Side = {}
    for row in _by_frequency(_ORDINARY):
        for length in range(1, min(len(row[0]), _LONGEST) + 1):
            for words in (ends.setdefault(row[0][-length:], []), starts.setdefault(row[0][:length], [])):
                if len(words) < _SIDES:
                    words.append(row)
    return ends, starts


def _pairs(cuts: Iterable[tuple[str, str]]) -> Iterator[tuple[int, OrdinaryWord]]:
    ends, starts = _sides()
    for left, right in cuts:
        for (before, often), (after, seldom) in product(ends.get(left, ()), starts.get(right, ())):
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
