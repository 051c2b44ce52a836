"""How natural it is that one Han character follows another: a bigram model of characters, counted in news and reviews.

The unigram model of `segmentation` knows words and not their order, and takes a term of two rare characters for as odd as the
two characters that were put in its place. This one is a look-up for each pair of neighbours, so that it can be asked
about every place where something sounds like a term.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EDGE", "LEVELS", "STEP", "UNSEEN", "attraction_before", "attractions", "follows", "naturalness", "noted"]

EDGE: Final = "^"
"""Stands for what is no Han character: the start or the end of a run."""
STEP: Final = 0.5
LEVELS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""Letters that stand for 0, 1, 2 … times `STEP` nats below certainty."""
_GROUP: Final = re.compile("([A-Za-z])([^A-Za-z]+)")
UNSEEN: Final = -16.0
"""What a character costs that neither news, reviews nor the dictionary have."""


@cache
def _rows() -> dict[str, tuple[float, str]]:
    """Return what is noted of each character: what else may follow costs, and who follows, still in letters of their level."""
    text = (files("moderation.text") / "data" / "bigrams.txt").read_text(encoding="utf-8")
    named = (line.split("\t") for line in text.splitlines() if not line.startswith("# "))
    return {name[:1]: (_value(name[1]) if name else 0.0, followers) for name, followers in named}


def _value(letter: str) -> float:
    return -STEP * LEVELS.index(letter)


def _read(followers: str) -> dict[str, float]:
    levels = ((_value(letter), characters) for letter, characters in _GROUP.findall(followers))
    return {character: value for value, characters in levels for character in characters}


@cache
def _alone() -> dict[str, float]:
    return _read(_rows()[""][1])


@cache
def _after(first: str) -> tuple[float, dict[str, float]]:
    """Return what follows a character, made when it is first asked for."""
    rest, followers = _rows().get(first, (0.0, ""))
    return rest, _read(followers)


def follows(first: str, second: str) -> float:
    """Return the logarithm of how likely the second character stands behind the first; `EDGE` for what is no Han character.

    >>> follows("黑", "人") > follows("嗨", "人")
    True
    """
    rest, likely = _after(first)
    known = likely.get(second)
    return rest + _alone().get(second, UNSEEN) if known is None else known


def naturalness(text: str) -> float:
    """Return the logarithm of how likely each character of a text follows the one before it.

    >>> naturalness("讨厌黑人") > naturalness("讨厌黑的人厌")
    True
    """
    return sum(map(follows, text, text[1:]))


def noted() -> Mapping[str, tuple[float, str]]:
    """Return what the model notes of each character: what else may follow it costs, and who follows it, behind the letter of their level.

    Under the empty name stands how likely each character is anywhere.

    >>> value, followers = noted()["黑"]
    >>> value <= 0, "人" in followers
    (True, True)
    """
    return _rows()


def attraction_before(text: str) -> tuple[list[float], list[int]]:
    """Return for each letter how much those up to it attract one another, in nats, and how many pairs of them are known.

    Two characters attract one another where the second is likelier behind the first than anywhere.

    >>> attraction_before("我们吃饭")[1], attraction_before("a我们")[1], attraction_before("")
    ([0, 1, 2, 3], [0, 0, 1], ([0.0], [0]))
    """
    alone = _alone()
    sums, counts = [0.0], [0]
    drawn, pairs = 0.0, 0
    followers: tuple[float, dict[str, float]] | None = None
    for place, letter in enumerate(text):
        likelihood = alone.get(letter)
        if followers is not None and likelihood is not None:
            known = followers[1].get(letter)
            drawn, pairs = drawn + (followers[0] if known is None else known - likelihood), pairs + 1
        followers = None if likelihood is None else _after(letter)
        if place:
            sums.append(drawn)
            counts.append(pairs)
    return sums, counts


def attractions(text: str) -> list[float]:
    """Return the attraction of all neighbours of a text that are known.

    >>> sum(attractions("我们一起吃饭")) > 0 > sum(attractions("吃一饭们我起"))
    True
    """
    alone = _alone()
    return [follows(first, second) - alone[second] for first, second in pairwise(text) if first in alone and second in alone]
