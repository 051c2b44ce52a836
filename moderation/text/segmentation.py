"""Where words end: a unigram model over jieba's dictionary, asked only about the few characters around a candidate.

Words of today's chat that the dictionary lacks (主播, 美黑, 扫货) are added from `data/words.txt`. Both are read on first use,
apart from jieba's own copy, so that a verdict depends on nothing that a program does with jieba elsewhere. The search is
jieba's own (most probable path, no hidden Markov model), with one addition: the match in question may be a word too, though
the dictionary does not know it (刷单, 加微信).
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["LONGEST_WORD", "Fit", "cost", "cost_of_word", "counted_words", "crosses", "fit", "frequencies", "is_word", "words"]

Fit = Literal["word", "inside", "straddles"]

LONGEST_WORD: Final = 4
"""Han characters of the longest dictionary word that is considered: 97 % of jieba's entries are no longer."""
_TERM_FREQUENCY: Final = 60
"""How often an unknown term is taken to occur, beside a dictionary that counts 60 million words: rare, but a word."""
_MEANT_FREQUENCY: Final = 1_000
"""The same where the question is what somebody meant who bent a word: what a group forbids is what is said in it."""
_UNKNOWN_CHARACTER: Final = 1
_LATER_WORD: Final = 300
"""How often a word is taken to occur that came into use after the dictionary was counted."""
_CACHED_WINDOWS: Final = 8_192
_CACHED_CHARACTERS: Final = 16_384


@cache
def counted_words() -> tuple[Mapping[str, int], float]:
    """Return jieba's words with how often each was counted, and the logarithm of the sum.

    Read from the package without importing it: that would take twice the time and memory, and keep a file in a folder
    that everybody can write to.
    """
    package = find_spec("jieba")
    assert package is not None  # a dependency
    assert package.origin is not None
    counts: dict[str, int] = {}
    with Path(package.origin).with_name("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, _ = line.split(" ")
            counts[word] = int(count)
    for word in _later_words():
        counts[word] = max(counts.get(word, 0), _LATER_WORD)
    return counts, math.log(sum(counts.values()))


def _later_words() -> list[str]:
    text = (files("moderation.text") / "data" / "words.txt").read_text(encoding="utf-8")
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]


def frequencies() -> Mapping[str, int]:
    """Return jieba's dictionary and what was added to it: how often each word was counted among 60 million.

    >>> frequencies()["交通"] > frequencies()["路口"] > 0
    True
    """
    return counted_words()[0]


def is_word(text: str, *, at_least: int = 1) -> bool:
    """Return whether jieba's dictionary has the text as a word that it counts `at_least` so often.

    >>> is_word("交通"), is_word("口交通")
    (True, False)
    """
    return counted_words()[0].get(text, 0) >= at_least


def cost_of_word(word: str, at_least: int = 0) -> float:
    """Return the nats that a word costs, as if counted `at_least` so often; infinite for one that nobody knows."""
    frequencies, log_total = counted_words()
    frequency = max(frequencies.get(word, 0), at_least, _UNKNOWN_CHARACTER if len(word) == 1 else 0)
    return log_total - math.log(frequency) if frequency else math.inf


@lru_cache(maxsize=_CACHED_CHARACTERS)
def _cost_of_character(character: str) -> float:
    return cost_of_word(character)


def _apart(text: str) -> float:
    """Return what the characters of a text cost, each as a word."""
    return sum(map(_cost_of_character, text))


def crosses(left: str, right: str, *, at_least: int = 1) -> bool:
    """Return whether a word that is counted `at_least` so often could begin in `left` and end in `right`: look-ups, no segmentation.

    >>> crosses("前面路", "口交通"), crosses("吃了", "赌博")
    (True, False)
    """
    known = counted_words()[0]
    edge = min(len(left), LONGEST_WORD - 1)
    text = left[1 - LONGEST_WORD :] + right[: LONGEST_WORD - 1]
    for start in range(edge):
        for end in range(edge + 1, min(start + LONGEST_WORD, len(text)) + 1):
            if known.get(text[start:end], 0) >= at_least:
                return True
    return False


@lru_cache(maxsize=_CACHED_WINDOWS)
def _best(stretch: str) -> tuple[float, tuple[int, ...]]:
    """Return the cost of the most probable words of a stretch in which several compete, and the offsets at which they start."""
    known, log_total = counted_words()
    costs = [0.0]
    starts: list[tuple[int, ...]] = [()]
    for end in range(1, len(stretch) + 1):
        least, start = costs[-1] + _cost_of_character(stretch[end - 1]), end - 1
        for before in range(end - 2, max(end - LONGEST_WORD, 0) - 1, -1):
            counted = known.get(stretch[before:end], 0)
            if counted and (joined := costs[before] + log_total - math.log(counted)) <= least:
                least, start = joined, before
        costs.append(least)
        starts.append((*starts[start], start))
    return costs[-1], starts[-1]


def _stretches(window: str) -> Iterator[tuple[int, int, int]]:
    """Yield start and end of what words of several characters hold together in a window, and how many such words stand in it.

    No word of the dictionary reaches from one stretch into the next, so that each is read by itself.
    """
    known = counted_words()[0]
    first = reach = count = 0
    for start in range(len(window)):
        if start >= reach > first:
            yield first, reach, count
            first, count = start, 0
        reach = max(reach, start + 1)
        for end in range(start + 2, min(start + LONGEST_WORD, len(window)) + 1):
            if known.get(window[start:end]):
                reach, count = max(reach, end), count + 1
    if window:
        yield first, reach, count


def _segmented(window: str) -> tuple[float, list[int]]:
    """Return the cost of the most probable words of a window and the offsets at which they start.

    Where at most one word stands in a stretch, that word is compared with its characters; only where several compete is it segmented.
    """
    least, starts = 0.0, []
    for first, end, count in _stretches(window):
        if count > 1:
            inner, inside = _best(window[first:end])
            least += inner
            starts += [first + start for start in inside]
            continue
        apart = _apart(window[first:end])
        whole = cost_of_word(window[first:end]) if count else math.inf
        least += min(whole, apart)
        starts += (first,) if whole <= apart else range(first, end)
    return least, starts


@lru_cache(maxsize=_CACHED_WINDOWS)
def cost(text: str, *, is_term: bool = False, is_meant: bool = False) -> float:
    """Return how improbable a text is, in nats: what its most probable words cost; as one word at most with `is_term`.

    With `is_meant` a term that the dictionary lacks is taken for a word that people use.

    >>> cost("堵博") > cost("赌博")
    True
    """
    apart = _segmented(text)[0]
    if is_meant and not is_word(text):
        return min(apart, cost_of_word(text, at_least=_MEANT_FREQUENCY))
    return min(apart, cost_of_word(text, at_least=_TERM_FREQUENCY)) if is_term or is_meant else apart


def words(window: str) -> tuple[str, ...]:
    """Return the most probable words of a text.

    >>> words("前面路口交通拥堵")
    ('前面', '路口', '交通拥堵')
    """
    starts = _segmented(window)[1]
    return tuple(window[start:end] for start, end in zip(starts, (*starts[1:], len(window)), strict=bool(starts)))


@lru_cache(maxsize=_CACHED_WINDOWS)
def _is_torn(window: str, start: int, end: int) -> bool:
    """Return whether a word across an edge of the match would cost less than the match and what it takes from its neighbour."""
    known = counted_words()[0]
    for edge in (start, end):
        for first in range(max(edge - LONGEST_WORD + 1, 0), edge):
            for last in range(edge + 1, min(first + LONGEST_WORD, len(window)) + 1):
                if window[first:last] not in known:
                    continue
                if first <= start and end <= last:
                    return True
                outside, rest = (window[first:start], window[last:end]) if edge == start else (window[end:last], window[start:first])
                if cost_of_word(window[first:last]) + cost(rest) < cost(window[start:end], is_term=True) + cost(outside):
                    return True
    return False


def fit(window: str, start: int, end: int) -> Fit:
    """Return how `window[start:end]` stands among the words around it.

    `word`: reading it as words of its own is the most probable reading. `inside`: it is part of one longer word.
    `straddles`: it is the end of one word and the start of the next.

    >>> fit("前面路口交通拥堵", 3, 5), fit("他们口交", 2, 4), fit("加微信号", 0, 3)
    ('straddles', 'word', 'word')
    """
    first = max(start - LONGEST_WORD + 1, 0)  # no word across an edge begins before
    if not _is_torn(window[first : end + LONGEST_WORD - 1], start - first, end - first):
        return "word"  # no word of the dictionary joins what the edges part, or only at a cost
    return _fit_where_torn(window, start, end)


@lru_cache(maxsize=_CACHED_WINDOWS)
def _fit_where_torn(window: str, start: int, end: int) -> Fit:
    whole, starts = _segmented(window)
    middle = cost(window[start:end], is_term=True)
    if cost(window[:start]) + middle + cost(window[end:]) <= whole + 1e-9:  # the margin absorbs rounding
        return "word"
    ends = (*starts[1:], len(window))
    return "inside" if any(a <= start and end <= b for a, b in zip(starts, ends, strict=True)) else "straddles"
