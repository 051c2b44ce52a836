"""The words of a real archive that hold a term, counted by message: what a list would hit in this very group."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from daachorse import CharwiseDoubleArrayAhoCorasick

from moderation.archives import Reject, read
from moderation.match.terms import TermMatcher, build
from moderation.text.authored import authored
from moderation.text.fold import plain
from moderation.text.segmentation import words
from moderation.workbench.ordinary import OrdinaryWord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from moderation.workbench.listed import ListedTerm

__all__ = ["Observed", "observe"]

_WINDOW: Final = 6
"""Characters around a term that are segmented: the words that it may be part of."""
_WORDS_AT_MOST: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What an archive of `messages` says: how many messages each term would hit, by list and text, and the words that hold it."""

    messages: int
    hit: dict[tuple[str, str], int]
    words: dict[str, tuple[OrdinaryWord, ...]]


def observe(source: str | Path, terms: Sequence[ListedTerm]) -> Observed:
    """Return what is seen of some terms in an archive of any readable format.

    Raises:
        UsageError, EnvironmentalError: the archive cannot be read.
    """
    names = list(dict.fromkeys(term.letters for term in terms if term.letters and term.spec.role == "term"))
    find = TermMatcher(build(term.as_written for term in terms)).find
    search = CharwiseDoubleArrayAhoCorasick(names).find_overlapping if names else _nothing
    hit: Counter[tuple[str, str]] = Counter()
    seen: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    messages = 0
    for text in _texts(source):
        messages += 1
        view = plain(text)
        hit.update({(match.signal, match.term) for match in find(text)})
        around = {(names[place], _around(view, start, end)) for start, end, place in search(view)}
        for term, held in around:
            seen[term][held] += 1
    return Observed(messages=messages, hit=dict(hit), words={term: _counted(term, counts) for term, counts in seen.items()})


def _texts(source: str | Path) -> Iterator[str]:
    return (authored(row.text) for row in read(source) if not isinstance(row, Reject))


def _around(view: str, start: int, end: int) -> tuple[str, ...]:
    """Return the words that the characters from `start` to `end` are part of."""
    first = max(start - _WINDOW, 0)
    held: list[str] = []
    place = first
    for word in words(view[first : end + _WINDOW]):
        if place < end and place + len(word) > start:
            held.append(word)
        place += len(word)
    return tuple(held)


def _counted(term: str, counts: Counter[tuple[str, ...]]) -> tuple[OrdinaryWord, ...]:
    others = (OrdinaryWord(held, count) for held, count in counts.items() if "".join(held) != term)
    return tuple(sorted(others, key=lambda word: (-word.frequency, word.words))[:_WORDS_AT_MOST])


def _nothing(_view: str) -> Iterable[tuple[int, int, int]]:
    return ()
