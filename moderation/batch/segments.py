"""The texts that belong to many messages: the text of each and, where rules read them, its sender's name and what it quotes.

Every text is looked at by itself, and what is found in all texts of a message is found in the message.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.match.patterns import build_matcher
from moderation.match.spec import NameSpec
from moderation.text.fold import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from moderation.program import Program

__all__ = ["NO_OTHERS", "NamedPatterns", "Segments", "segments"]

NO_OTHERS: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})
_REMEMBERED: Final = 1 << 16


class Segments(NamedTuple):
    """Some texts: `owners[i]` is the message that text `i` belongs to, the first of `size` messages being 0.

    `places` says between which texts those of a field stand.
    """

    texts: Sequence[str]
    owners: NDArray[np.int64]
    size: int
    places: Mapping[str, tuple[int, int]]


def segments(texts: Sequence[str], others: Mapping[str, Sequence[str]]) -> Segments:
    """Return all texts of some messages, by field; those that are empty are left out, but for the message's own."""
    found, owners, places = list(texts), [np.arange(len(texts))], {"text": (0, len(texts))}
    for field, words in others.items():
        rows = [row for row, word in enumerate(words) if word]
        places[field] = len(found), len(found) + len(rows)
        found.extend(words[row] for row in rows)
        owners.append(np.asarray(rows, np.int64))
    return Segments(found, np.concatenate(owners), len(texts), places)


class NamedPatterns:
    """The patterns of a Program about names, asked once for every name: members say more than one thing."""

    def __init__(self, program: Program) -> None:
        fields = {info.name: tuple(name for name in program.fields if name in info.fields) for info in program.signals}
        self.patterns = tuple(pattern for pattern in program.patterns if isinstance(pattern.spec, NameSpec))
        self._matchers = [build_matcher(pattern.spec, program.suffixes) for pattern in self.patterns]
        self._fields = [fields[pattern.signal] for pattern in self.patterns]
        self._answers: dict[tuple[int, str], bool] = {}

    def there(self, asked: Segments) -> list[tuple[int, int]]:
        """Return the texts, and the patterns that stand in them, both by their number."""
        return [
            (place, number)
            for number, fields in enumerate(self._fields)
            for field in fields
            for place in range(*asked.places.get(field, (0, 0)))
            if self._stands(number, asked.texts[place])
        ]

    def _stands(self, number: int, name: str) -> bool:
        if (number, name) not in self._answers:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._answers[number, name] = bool(self._matchers[number].find(name, plain(name)))
        return self._answers[number, name]
