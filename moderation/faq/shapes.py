"""What of every phrasing is compared with a question, worked out once when the FAQ is built: its strings, and its marks as arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from moderation.text.sound import symbols_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.faq.reading import Reading

__all__ = ["Shape", "Shapes", "length_of", "shape_of", "shapes_of"]

Array = Any


class Shape(NamedTuple):
    """The strings of a reading: as written, its concepts in their order, how they sound, and in an order that is always the same."""

    text: str
    core: str
    heard: str
    ordered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """The strings and concepts of all phrasings, what they ask for, whether they deny, whether they hold numbers, how long they are."""

    strings: tuple[Shape, ...]
    concepts: tuple[frozenset[str], ...]
    kinds: Array
    aspects: Array
    denies: Array
    numbered: Array
    lengths: Array


def shape_of(reading: Reading) -> Shape:
    """Return the strings of a reading."""
    core = reading.core
    return Shape(reading.text, core, symbols_of(core), "".join(sorted(word.concept for word in reading.words)))


def shapes_of(readings: Sequence[Reading]) -> Shapes:
    """Return the shapes of all phrasings, in their order."""
    import numpy as np  # noqa: PLC0415 - heavy

    return Shapes(
        strings=tuple(map(shape_of, readings)),
        concepts=tuple(frozenset(word.concept for word in reading.words) for reading in readings),
        kinds=np.array([reading.kinds for reading in readings], dtype=np.int64),
        aspects=np.array([reading.aspects for reading in readings], dtype=np.int64),
        denies=np.array([reading.denies for reading in readings], dtype=bool),
        numbered=np.array([bool(reading.numbers) for reading in readings], dtype=bool),
        lengths=np.array([length_of(reading) for reading in readings]),
    )


def length_of(reading: Reading) -> float:
    """Return the length of a reading, so that a difference is a ratio."""
    return math.log(len(reading.text) + 1)
