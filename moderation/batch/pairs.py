"""How naturally one Han letter follows another, for many places at once: what `text.bigrams.follows` says of one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.slots import Slots
from moderation.text.bigrams import EDGE, LEVELS, STEP, UNSEEN, noted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["followed", "natural"]

_SYMBOLS: Final = 1 << 16
_ASCII: Final = 0x80
_HALF: Final = np.uint32(16)
_NONE: Final = 0xFF


class _Model(NamedTuple):
    """In steps below certainty: what else follows each character, how likely each is anywhere, and the pairs that are known."""

    rest: NDArray[np.int16]
    alone: NDArray[np.int16]
    known: Slots


def followed(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.float64]:
    """Return how naturally each letter follows the one before it; 0 stands for what is no Han letter.

    >>> from moderation.text.bigrams import follows
    >>> black, people = np.asarray([ord("黑"), 0], np.uint16), np.asarray([ord("人")] * 2, np.uint16)
    >>> followed(black, people).tolist() == [follows("黑", "人"), follows(EDGE, "人")]
    True
    """
    model = _model()
    codes = _codes(first, second)
    steps = model.known.of(codes.ravel()).astype(np.int16)
    left = np.flatnonzero(steps == _NONE)
    steps[left] = model.rest.take(first.ravel()[left]) + model.alone.take(second.ravel()[left])
    return np.multiply(steps.reshape(codes.shape), -STEP, dtype=np.float64)


def natural(letters: NDArray[np.uint16]) -> NDArray[np.float64]:
    """Return how naturally the letters of each column follow one another, from top to bottom, as `text.bigrams.naturalness` says.

    Below the end of a column is 0.
    """
    follows, within = np.zeros(letters[1:].shape), letters[1:] != 0
    follows[within] = followed(letters[:-1][within], letters[1:][within])
    together: NDArray[np.float64] = follows.sum(axis=0)
    return together


def _codes(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.uint32]:
    """A number for each pair; 0 is none, because the edge stands for nothing but itself."""
    codes: NDArray[np.uint32] = np.where(first, first, np.uint16(ord(EDGE))).astype(np.uint32)
    codes <<= _HALF
    codes |= np.where(second, second, np.uint16(ord(EDGE)))
    return codes


@cache
def _model() -> _Model:
    named = {name: row for name, row in noted().items() if len(name) == 1 and name <= "\uffff"}
    rest, alone = np.zeros(_SYMBOLS, np.int16), np.full(_SYMBOLS, -UNSEEN / STEP, np.int16)
    rest[list(map(ord, named))] = [-value / STEP for value, _ in named.values()]
    _, second, level = _read([noted()[""][1]])
    alone[second] = level
    place, second, level = _read([followers for _, followers in named.values()])
    first = np.asarray(list(map(ord, named)), np.uint32)[place]
    for table in (rest, alone):
        table[0] = table[ord(EDGE)]
    return _Model(rest, alone, Slots((first << _HALF) | second, level.astype(np.uint8), _NONE))


def _read(rows: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.uint16], NDArray[np.int16]]:
    """What some rows note: the place of the row, the character and its level."""
    symbols = np.frombuffer("".join(rows).encode("utf-16-le"), "<u2")
    levels = np.full(_ASCII, -1, np.int16)
    levels[list(map(ord, LEVELS))] = np.arange(len(LEVELS))
    is_level = (symbols < _ASCII) & (levels[np.minimum(symbols, _ASCII - 1)] >= 0)
    marks = np.flatnonzero(is_level)
    level = levels[symbols[marks]][np.cumsum(is_level) - 1]
    place = np.repeat(np.arange(len(rows)), list(map(len, rows)))
    return place[~is_level], symbols[~is_level].astype(np.uint16), level[~is_level]
