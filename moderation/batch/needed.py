"""The nats that terms must gain, for many stretches of letters at once: what `match.natural.nats_needed` says of one."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.known import Known
from moderation.match.alike import is_common
from moderation.match.natural import nats_needed
from moderation.text.shape import is_pictured, looks_like
from moderation.text.sound import readings, symbol_of_character

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LONGEST", "Needed"]

LONGEST: Final = 8
"""Letters of the longest term that is asked about so."""
_NEVER: Final = np.int8(LONGEST + 1)
"""More letters than a term has: so oddly one stands for what it is not like at all."""
_ROOM: Final = LONGEST + 2
_SYMBOLS: Final = 1 << 16
_HALF: Final = np.uint64(16)
_ODDLY: Final = {"sound": ("他", "她", "a"), "shape": ("同", "㖔", "台"), "shuffle": ("他", "她", "她")}
"""By the way of bending a letter, one that stands for it as it should, and one that costs more nats."""


class Needed:
    """Remembers of pairs of characters what one costs where it stands for the other."""

    def __init__(self) -> None:
        self._unlike = Known(1)

    def nats(self, way: str, covered: NDArray[np.uint16], own: NDArray[np.uint16]) -> NDArray[np.float64]:
        """Return what terms with the letters `own` must gain over those that are covered; both are tables with a column for each."""
        changed = covered != own
        oddly = np.zeros(changed.shape, np.int8)
        if way != "shuffle":
            seen, meant = covered[changed], own[changed]
            oddly[changed] = self._unlike_shapes(seen, meant) if way == "shape" else ~_are_homophones(seen, meant)
        lengths, times = (own != 0).sum(axis=0, dtype=np.int8), changed.sum(axis=0, dtype=np.int8)
        places = (lengths.astype(np.int64) * _ROOM + times) * _ROOM + np.minimum(oddly.sum(axis=0, dtype=np.int8), _NEVER)
        needed: NDArray[np.float64] = _needed(way).take(places)
        return needed

    def _unlike_shapes(self, seen: NDArray[np.uint16], meant: NDArray[np.uint16]) -> NDArray[np.int8]:
        """How oddly each character is put for another by its shape: 1 where it is one of everyday writing that only shares a part."""
        pairs = (seen.astype(np.uint64) << _HALF) | meant
        return self._unlike.of(pairs, lambda place: (_unlike(chr(seen[place]), chr(meant[place])),))[:, 0].astype(np.int8)


def _unlike(seen: str, meant: str) -> int:
    if not meant.isprintable():
        return 0  # it stands for what is beyond the basic plane
    return int(is_common(seen) and not is_pictured(seen, meant)) if looks_like(seen, meant) else int(_NEVER)


@cache
def _needed(way: str) -> NDArray[np.float64]:
    """What is needed by the length of a term, how many of its letters are changed, and how many of those oddly."""
    meant, exact, oddly = _ODDLY[way]
    table = np.full((_ROOM, _ROOM, _ROOM), math.inf)
    for length in range(2, LONGEST + 1):
        for changed in range(length + 1):
            for odd in range(changed + 1):
                covered = oddly * odd + exact * (changed - odd) + meant * (length - changed)
                table[length, changed, odd] = nats_needed(way, covered, meant * length)
    return table


def _are_homophones(seen: NDArray[np.uint16], meant: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Whether characters share one of their readings."""
    syllables = _syllables()
    first = syllables[0].take(seen)
    same: NDArray[np.bool_] = (first == syllables[0].take(meant)) & (first != 0)
    at = np.flatnonzero(~same & ((syllables[1].take(seen) != 0) | (syllables[1].take(meant) != 0)))
    some, others = syllables[:, seen[at]], syllables[:, meant[at]]
    same[at] = ((some[:, None] == others) & (others != 0)).any(axis=(0, 1))
    return same


@cache
def _syllables() -> NDArray[np.uint16]:
    """The readings of every character, numbered, below one another; 0 for none."""
    read = {code: readings(chr(code)) for code in symbol_of_character() if code < _SYMBOLS}
    numbers: dict[str, int] = {}
    table = np.zeros((max(map(len, read.values())), _SYMBOLS), np.uint16)
    for code, syllables in read.items():
        for place, syllable in enumerate(syllables):
            table[place, code] = numbers.setdefault(syllable, len(numbers) + 1)
    return table
