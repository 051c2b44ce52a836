"""Stretches of letters weighed with the words around them, for many places at once: what `match.natural` asks of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.segmenting import costs
from moderation.match.natural import WINDOW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.joined import Compact

__all__ = ["LONGEST", "Meant", "Weighed", "weighed_around"]

LONGEST: Final = 8
"""Letters of the longest term that is weighed so."""
_ASCII: Final = 0x80
_SURROGATES: Final = (0xD800, 0xDFFF)
_AT_ONCE: Final = 1 << 12
_MARGIN: Final = 1e-6


class Meant(NamedTuple):
    """The terms that some stretches may be bent from: their letters, a row for each place, and what they cost by themselves."""

    symbols: NDArray[np.uint16]
    costs: NDArray[np.float64]


class Weighed(NamedTuple):
    """The nats that each term gains where it stands; where a changed letter is surely part of a longer word; what could not be told."""

    gained: NDArray[np.float64]
    together: NDArray[np.bool_]
    untold: NDArray[np.bool_]


def weighed_around(letters: Compact, firsts: NDArray[np.int64], lasts: NDArray[np.int64], meant: Meant) -> Weighed:
    """Return what the words around some stretches, letters `firsts` to `lasts`, say of the terms that they may be."""
    parts = [Weighed(np.empty(0), np.empty(0, np.bool_), np.empty(0, np.bool_))]
    for start in range(0, len(firsts), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        parts.append(_weighed(letters, firsts[some], lasts[some], Meant(meant.symbols[:, some], meant.costs[some])))
    gained, together, untold = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Weighed(gained, together, untold)


def _weighed(letters: Compact, firsts: NDArray[np.int64], lasts: NDArray[np.int64], meant: Meant) -> Weighed:
    begins, ends = _reach(letters, firsts, -1), _reach(letters, lasts, 1)
    rows = np.arange(int((ends - begins).max(initial=-1)) + 1)[:, None]
    standing = _table(letters, begins, ends, len(rows))
    inside = (rows >= firsts - begins) & (rows <= lasts - begins)
    own = meant.symbols[np.clip(rows - (firsts - begins), 0, len(meant.symbols) - 1), np.arange(len(firsts))]
    changed = inside & (own != standing)
    after = _table(letters, lasts + 1, ends, len(rows))
    read = costs(
        np.hstack([standing, np.where(changed, own, standing), after]),
        np.hstack([changed, np.zeros((len(rows), 2 * len(firsts)), np.bool_)]),
    )
    words, restored, behind = np.split(read.words[-1], 3)
    before = read.words[firsts - begins, np.arange(len(firsts))]
    gained = words - np.minimum(restored, before + meant.costs + behind)
    together = read.apart[-1, : len(firsts)] > words + _MARGIN
    beyond = ((standing >= _SURROGATES[0]) & (standing <= _SURROGATES[1])).any(axis=0)
    gaps = letters.places[lasts] - letters.places[firsts] != lasts - firsts
    return Weighed(gained, together, beyond | gaps)


def _table(letters: Compact, begins: NDArray[np.int64], ends: NDArray[np.int64], height: int) -> NDArray[np.uint16]:
    """The symbols of some stretches, one below the other."""
    at = begins + np.arange(height)[:, None]
    return np.where(at <= ends, letters.symbols[np.minimum(at, ends)], np.uint16(0))


def _reach(letters: Compact, at: NDArray[np.int64], step: int) -> NDArray[np.int64]:
    """How far the letters beside some others reach that are none of ASCII and stand without a gap."""
    at = at.copy()
    for _ in range(WINDOW):
        beside = at + step
        at[(letters.symbols[beside] >= _ASCII) & (np.abs(letters.places[beside] - letters.places[at]) == 1)] += step
    return at
