"""A first glance at a text: whether it can be a question to this FAQ at all, in some microseconds.

Most chat is no question. Nothing is segmented or looked up in arrays here: the text's characters and pairs are weighed by
a dictionary of what the FAQ knows. What is held to be hopeless is silence by definition, so that nothing depends on whether
the rest was worked out.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from moderation.faq.reading import LONGEST, pieces_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.faq.index import Index

__all__ = ["Glance"]

_ASKS: Final = re.compile("[?？吗么呢嘛怎咋什啥哪谁几多何为能可行否不没无求请想要]")
_UNKNOWN_LETTER: Final = 5.5
_UNKNOWN_PAIR: Final = 6.0
"""What a character and a pair of them count that the FAQ does not have."""
_PAIRS_COUNT: Final = 2.0
_SLOPE: Final = 0.23
_OFFSET: Final = -0.56
_NO_QUESTION: Final = 0.15
"""The share of a text that the FAQ must know grows with its size, as a large one knows a part of everything, and is larger
for a text without a sign of a question. Measured on the project's own question sets: fewer than 2 in 100 of the questions
that would be answered are lost, and two thirds to nine tenths of the chat is passed over."""
_LONGEST_STORY: Final = 2 * LONGEST


class Glance:
    """What a FAQ knows of characters and pairs of them."""

    __slots__ = ("_letters", "_needed", "_pairs")

    def __init__(self, index: Index) -> None:
        weights = index.weights.tolist()
        self._letters = {term[1:]: weights[number] for term, number in index.vocabulary.items() if term[0] == "0"}
        self._pairs = {term[1:]: weights[number] for term, number in index.vocabulary.items() if term[0] == "1"}
        self._needed = _OFFSET + _SLOPE * math.log(index.phrasing_count + 1)

    def is_hopeless(self, text: str) -> bool:
        """Return whether a text is certainly no question to this FAQ; linear in its length, of which only the end is read."""
        if len(text) > _LONGEST_STORY:
            return True
        letters = "".join(pieces_of(text))
        if not letters:
            return True
        known = _share(list(letters), self._letters, _UNKNOWN_LETTER)
        known += _PAIRS_COUNT * _share([one + other for one, other in pairwise(letters)], self._pairs, _UNKNOWN_PAIR)
        return known < self._needed + (0.0 if _ASKS.search(text) else _NO_QUESTION)


def _share(signs: list[str], known: Mapping[str, float], unknown: float) -> float:
    """The share of some signs' weight that is known."""
    weights = [known.get(sign) for sign in signs]
    have = sum(weight for weight in weights if weight is not None)
    return have / (have + unknown * weights.count(None) + 1e-9)
