"""What is known about questions in general: synonyms, related words, opposites, fillers, light words, what question words ask for.

The tables under `data/` are written for this project and shared by all FAQs; an operator's own synonyms are added to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from moderation.text.views import folded_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["KINDS", "Vocabulary", "vocabulary"]

_LIGHT: Final = 0.5

KINDS: Final = ("how", "why", "when", "long", "price", "count", "where", "who", "can", "whether", "what", "which", "rate", "differ")
"""What a question can ask for, in the order of the bits of `Reading.kinds`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Tables over folded words: each to its first synonym, to the matters it is about, to its opposites, to what it asks for.

    `phrases` are all words that these tables know; `light` are words that questions have without being about them.
    """

    synonyms: Mapping[str, str]
    matters: Mapping[str, tuple[int, ...]]
    opposites: Mapping[str, frozenset[str]]
    fillers: frozenset[str]
    kinds: Mapping[str, int]
    aspects: Mapping[str, int]
    phrases: frozenset[str]
    light: frozenset[str]

    def heft(self, surface: str, concept: str) -> float:
        """Return what a word counts beside others that are as rare: half for a light one."""
        return _LIGHT if surface in self.light or concept in self.light else 1.0


@cache
def vocabulary(own: tuple[tuple[str, ...], ...] = ()) -> Vocabulary:
    """Return the built-in tables with an operator's groups of synonyms on top of them.

    >>> table = vocabulary((("下周见", "回见"),))
    >>> table.synonyms["回见"], table.synonyms["咋"], table.kinds["咋"] == 1 << KINDS.index("how")
    ('下周见', '怎么', True)
    """
    fillers = frozenset(word for group in _groups("fillers") for word in group)
    synonyms = _synonyms(own)
    aspects = {word: 1 << number for number, group in enumerate(_groups("aspects")) for word in group}
    kinds = {word: 1 << KINDS.index(kind) for kind, *words in _groups("questions") for word in words}
    return Vocabulary(
        synonyms=synonyms,
        matters=_matters(synonyms),
        opposites=_opposites(synonyms),
        fillers=fillers,
        kinds=kinds,
        aspects=aspects,
        phrases=frozenset((*synonyms, *kinds, *fillers)),
        light=frozenset(word for group in _groups("light") for word in group),
    )


def _groups(name: str) -> Iterator[tuple[str, ...]]:
    lines = (files("moderation.faq") / "data" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return (tuple(map(folded_letters, line.split())) for line in lines if line and not line.startswith("#"))


def _synonyms(own: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Each word to the one that stands for its group; the operator's groups join those that they touch."""
    table: dict[str, str] = {}
    for first, *others in _groups("synonyms"):
        for word in (first, *others):
            table.setdefault(word, first)
    for group in own:
        words = [folded for word in group if (folded := folded_letters(word))]
        stands = next((table[word] for word in words if word in table), words[0] if words else "")
        table |= dict.fromkeys(words, stands)
    return table


def _matters(synonyms: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    table: dict[str, tuple[int, ...]] = {}
    for number, group in enumerate(_groups("related")):
        for word in {synonyms.get(word, word) for word in group}:
            table[word] = (*table.get(word, ()), number)
    return table


def _opposites(synonyms: Mapping[str, str]) -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for one, other in _groups("antonyms"):
        for word, against in ((one, other), (other, one)):
            word, against = synonyms.get(word, word), synonyms.get(against, against)  # noqa: PLW2901 - by what stands for them
            table[word] = table.get(word, frozenset()) | {against}
    return table
