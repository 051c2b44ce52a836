"""Stretches of letters weighed with the words around them, for many places at once: what `match.natural` asks of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.asked import is_extra
from moderation.batch.needed import LONGEST
from moderation.batch.segmenting import best, joined, without, words
from moderation.match.natural import WINDOW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.joined import Compact

__all__ = ["Meant", "Weighed", "weighed_around"]

_ASCII: Final = 0x80
_AT_ONCE: Final = 1 << 13
"""Letters that are weighed in one go, so that what lies between two steps stays in the cache."""
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


class _Windows(NamedTuple):
    """Stretches of letters, from `begins` to `ends`, with the part of each that may be bent, from `firsts` to `lasts`."""

    begins: NDArray[np.int64]
    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def at(self, chosen: NDArray[np.int64]) -> _Windows:
        """Return some of them."""
        return _Windows(*(column[chosen] for column in self))


def weighed_around(letters: Compact, firsts: NDArray[np.int64], lasts: NDArray[np.int64], meant: Meant) -> Weighed:
    """Return what the words around some stretches, letters `firsts` to `lasts`, say of the terms that they may be.

    What no word of the dictionary joins with a stretch, as it stands or as a term, costs the same in both readings, so that
    few letters are read; those with many are weighed first, so that tables are no higher than they must be.
    """
    own_lasts = meant.symbols[np.minimum(lasts - firsts, LONGEST - 1), np.arange(len(firsts))]
    reached = _reach(letters, np.stack([firsts, lasts]), np.stack([meant.symbols[0], own_lasts]))
    windows = _Windows(reached[0], firsts, lasts, reached[1])
    heights = windows.ends - windows.begins + 1
    order = np.argsort(-heights, kind="stable")
    gained, together = np.empty(len(order)), np.empty(len(order), np.bool_)
    untold = letters.places[lasts] - letters.places[firsts] != lasts - firsts
    while len(order):
        some, order = np.split(order, [max(_AT_ONCE // int(heights[order[0]]), 1)])
        there = _weighed(letters, windows.at(some), Meant(meant.symbols[:, some], meant.costs[some]))
        gained[some], together[some] = there.gained, there.together
        untold[some] |= there.untold
    return Weighed(gained, together, untold)


def _weighed(letters: Compact, windows: _Windows, meant: Meant) -> Weighed:
    before, inside = windows.firsts - windows.begins, windows.lasts - windows.begins
    rows, columns = np.arange(int((windows.ends - windows.begins).max()) + 1)[:, None], np.arange(len(before))
    at, no = windows.begins + rows, np.zeros_like(before)
    standing = np.where(at <= windows.ends, letters.symbols[np.minimum(at, windows.ends)], np.uint16(0))
    own = meant.symbols[np.clip(rows - before, 0, len(meant.symbols) - 1), columns]
    changed = (rows >= before) & (rows <= inside) & (own != standing)
    found = words(np.hstack([standing, np.where(changed, own, standing)]))
    alone = found[:, :, : len(columns)]
    read = best(np.concatenate([found, alone, without(alone, changed)], axis=2), np.stack([no, no, inside + 1, no]).ravel())
    whole, restored, behind, apart = read[-1].reshape(4, -1)
    gained = whole - np.minimum(restored, read[before, columns] + meant.costs + behind)
    beyond: NDArray[np.bool_] = np.any(is_extra(standing), axis=0)
    return Weighed(gained, apart > whole + _MARGIN, beyond)


def _reach(letters: Compact, edges: NDArray[np.int64], own: NDArray[np.uint16]) -> NDArray[np.int64]:
    """How far the letters before and behind some others reach that are none of ASCII, stand without a gap and may be in a word with them.

    `edges` are the first and the last of those, below one another; either may also be in a word with a letter of its `own`.
    """
    reached, symbols = edges.ravel(), letters.symbols
    left, steps = np.arange(len(reached)), np.repeat([-1, 1], edges.shape[1])
    here, own = symbols[reached], own.ravel()
    for further in range(WINDOW):
        beside = reached[left] + steps
        there = symbols[beside]
        may = _may_join(there, here, steps) | is_extra(there)
        if not further:
            may |= _may_join(there, own, steps)
        on = np.flatnonzero(may & (there >= _ASCII) & (np.abs(letters.places[beside] - letters.places[beside - steps]) == 1))
        if not len(on):
            break
        left, here, steps = left[on], there[on], steps[on]
        reached[left] += steps
    return reached.reshape(edges.shape)


def _may_join(there: NDArray[np.uint16], here: NDArray[np.uint16], steps: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a word may hold two letters, of which one stands so many steps from the other."""
    behind = steps > 0
    return joined(np.where(behind, here, there), np.where(behind, there, here))
