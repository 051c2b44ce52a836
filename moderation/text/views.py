"""Views of a text that drop or merge characters, each with its way back to the original code points.

`Letters` is the compact view without noise; `Runs` is the compact view with runs of one letter merged as well.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from moderation.text.fold import has_numbers, number_of, plain
from moderation.text.noise import any_noise

__all__ = ["Letters", "Runs", "folded_letters", "letters_of", "merged_runs", "runs_of"]

_FOLDABLE_RUN: Final = re.compile(r"([^\W\da-z_])\1+|([a-z])\2\2+")
"""Doubled Latin letters are spelling (good), digits are numbers (110): neither is a run to be merged."""


class Letters(NamedTuple):
    """The letters of a text: letter `i` reads `text[i]` and stands at `places[i]` of the original."""

    text: str
    places: list[int]


class Runs(NamedTuple):
    """The runs of some letters: run `i` reads `text[i]` and is the letters `firsts[i]` to `firsts[i + 1]`."""

    text: str
    firsts: list[int]


def letters_of(original: str, folded: str) -> Letters:
    """Return the letters of a text; ⑱ gives two letters at one place.

    >>> letters_of("赌 ⑱*博", plain("赌 ⑱*博"))
    Letters(text='赌18博', places=[0, 2, 2, 4])
    """
    if not has_numbers(folded):
        return _dropped(folded)
    characters: list[str] = []
    places: list[int] = []
    noise = any_noise()
    for place, character in enumerate(folded):
        spelled = number_of(original[place]) or ("" if noise.match(character) else character)
        characters.append(spelled)
        places.extend([place] * len(spelled))
    return Letters("".join(characters), places)


def _dropped(folded: str) -> Letters:
    pieces: list[str] = []
    places: list[int] = []
    end = 0
    for gap in any_noise().finditer(folded):
        pieces.append(folded[end : gap.start()])
        places.extend(range(end, gap.start()))
        end = gap.end()
    pieces.append(folded[end:])
    places.extend(range(end, len(folded)))
    return Letters("".join(pieces), places)


def runs_of(letters: str) -> Runs:
    """Return the runs of a compact text; only Han and other script letters twice, Latin letters three times, merge.

    >>> runs_of("嘻嘻哈good18188")
    Runs(text='嘻哈good18188', firsts=[0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    """
    pieces: list[str] = []
    firsts: list[int] = []
    end = 0
    for run in _FOLDABLE_RUN.finditer(letters):
        pieces.append(letters[end : run.start() + 1])
        firsts.extend(range(end, run.start() + 1))
        end = run.end()
    pieces.append(letters[end:])
    firsts.extend(range(end, len(letters) + 1))
    return Runs("".join(pieces), firsts)


def merged_runs(letters: str) -> str:
    """Return the text of `runs_of`, at a third of its cost.

    >>> merged_runs("嘻嘻哈哈")
    '嘻哈'
    """
    return _FOLDABLE_RUN.sub(r"\1\2", letters)


def folded_letters(text: str) -> str:
    """Return the compact form of a term or word.

    >>> folded_letters("百 家·樂⑱")
    '百家乐18'
    """
    return letters_of(text, plain(text)).text
