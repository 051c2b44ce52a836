"""The terms of one table as they are weighed: by vectors as far as they are plain Han, and one at a time where they are not."""

from __future__ import annotations

import math
import re
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.needed import LONGEST
from moderation.batch.pairs import natural
from moderation.batch.segmenting import best, words
from moderation.match.disguises import can_be_bent, spelled_otherwise
from moderation.match.keys import spellings
from moderation.match.natural import FOLLOWING, nats_needed
from moderation.text.bigrams import naturalness
from moderation.text.segmentation import cost, cost_of_word, is_word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.match.spec import Matching
    from moderation.match.terms import TermTable

__all__ = ["NEVER", "OTHERWISE", "SURELY", "Answer", "Terms", "is_extra", "is_plain"]

OTHERWISE: Final = "otherwise"
"""A way to be bent beside `sound` and `shape`: in one of the spellings that were added to a term."""
_LATIN: Final = re.compile("[a-z]")
_UNHEARD: Final = "龘龘"
"""A term that is no word and whose letters are rare, so that it costs what any unknown term costs."""
_ASCII: Final = 0x80
_EXTRA: Final = (0xD800, 0xDFFF)
"""Symbols of what is beyond the basic plane, as in `alphabet`."""
_IS_PLAIN: Final = np.zeros(1 << 16, np.bool_)
_IS_PLAIN[_ASCII : _EXTRA[0]] = _IS_PLAIN[_EXTRA[1] + 1 :] = _IS_PLAIN[0] = True


def is_plain(symbols: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return which symbols are letters of which all is known: none of ASCII, none beyond the basic plane; 0 is plain."""
    plain: NDArray[np.bool_] = _IS_PLAIN.take(symbols)
    return plain


def is_extra(symbols: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return which symbols stand for what is beyond the basic plane, of which nothing is known but what they are."""
    extra: NDArray[np.bool_] = (symbols >= _EXTRA[0]) & (symbols <= _EXTRA[1])
    return extra


class Answer(NamedTuple):
    """Whether letters may be bent from a term at all, and what the term gains by itself, by words and by bigrams, needs and costs.

    `lured` is 1 where they are an ordinary word, which may be bent behind a lure.
    """

    asked: float
    lured: float = 0.0
    gained: float = 0.0
    smoother: float = 0.0
    needed: float = math.inf
    cost: float = 0.0


NEVER: Final = Answer(0)
SURELY: Final = Answer(1, needed=-math.inf)


class _Term(NamedTuple):
    letters: str
    matching: Matching
    can_be_bent: bool
    meant: float
    shuffled: float
    natural: float


class Terms:
    """The terms in some rows of a table, which may be bent.

    `symbols` are the letters of each by its row, one below the other; of one longer than `LONGEST` the first ones, and the
    last. `plain` are those whose letters are all in `symbols` and none of ASCII, of so many `lengths`.
    """

    def __init__(self, table: TermTable, rows: Iterable[int], alphabet: Alphabet) -> None:
        self._table = table
        self.symbols = np.zeros((LONGEST, len(table.texts)), np.uint16)
        self.lengths = np.zeros(len(table.texts), np.uint8)
        self.homophone, self.plain = (np.zeros(len(table.texts), np.bool_) for _ in range(2))
        for row in rows:
            letters = spellings(table.texts[row])[0]
            spelled = alphabet.spelled(letters)
            self.symbols[: len(spelled), row] = spelled[:LONGEST]
            self.symbols[min(len(spelled), LONGEST) - 1, row] = spelled[-1]
            self.lengths[row] = min(len(spelled), LONGEST + 1)
            self.homophone[row] = table.matchings[table.matching_of[row]].homophone
            self.plain[row] = can_be_bent(letters) and len(spelled) <= LONGEST
        self.plain &= (is_plain(self.symbols) | is_extra(self.symbols)).all(axis=0)

    @cached_property
    def costs(self) -> NDArray[np.float64]:
        """What every plain term costs where it is what somebody meant, where its letters are in another order, and by bigrams."""
        found = np.zeros((3, len(self._table.texts)))
        at = np.flatnonzero(self.plain)
        symbols = self.symbols.take(at, axis=1)
        parts = best(words(symbols))[-1]
        word = np.asarray([cost_of_word(spellings(self._table.texts[row])[0]) for row in at.tolist()])
        rare, common = (cost(_UNHEARD, is_term=True, is_meant=is_meant) for is_meant in (False, True))
        shuffled = np.minimum(np.minimum(parts, word), rare)
        found[:, at] = np.where(word < math.inf, shuffled, np.minimum(parts, common)), shuffled, FOLLOWING * natural(symbols)
        return found

    def asked(self, way: str, row: int, covered: str) -> Answer:
        """Return whether and where letters may have been bent from a term."""
        term = self._term(row)
        if way == OTHERWISE:
            way = spelled_otherwise(term.letters, term.matching).get(covered, OTHERWISE)
        if way in (OTHERWISE, "split") or _LATIN.search(covered):
            return SURELY if covered != term.letters else NEVER
        if covered == term.letters or not term.can_be_bent or not _is_asked_for(way, covered, term):
            return NEVER
        return _asked(way, covered, term)

    def _term(self, row: int) -> _Term:
        letters, matching = spellings(self._table.texts[row])[0], self._table.matchings[self._table.matching_of[row]]
        meant, apart = (min(cost(letters), cost(letters, is_term=True, is_meant=is_meant)) for is_meant in (True, False))
        return _Term(letters, matching, can_be_bent(letters), meant, apart, naturalness(letters))


def _is_asked_for(way: str, covered: str, term: _Term) -> bool:
    """Whether the author asked for other characters of the same sound, where that is what was found."""
    return way != "sound" or term.matching.homophone or all(letter in term.letters for letter in covered)


def _asked(way: str, covered: str, term: _Term) -> Answer:
    """The answer for Han letters: what `natural._gain` says of them and a term alone, and what the bigrams say."""
    needed = nats_needed(way, covered, term.letters)
    lured = way == "sound" and any(a == b for a, b in zip(covered, term.letters, strict=False)) and is_word(covered)
    if needed == math.inf:
        return Answer(1, lured)
    intended = term.shuffled if sorted(covered) == sorted(term.letters) else term.meant
    gained, smoother = cost(covered) - intended, FOLLOWING * (term.natural - naturalness(covered))
    return Answer(1, lured, gained, smoother, needed, intended)
