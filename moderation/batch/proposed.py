"""What the steps of a screen propose: items that may be in rows, with where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

__all__ = [
    "EVERYWHERE",
    "HIDDEN",
    "SPOKEN",
    "SPOKEN_WEAK",
    "STANDING",
    "SURE",
    "WEAK",
    "WEIGHED",
    "Proposed",
    "elsewhere",
    "is_weak",
    "moved",
    "supported",
    "together",
]

EVERYWHERE: Final = 1 << 40
STANDING: Final = np.int8(0)
WEIGHED: Final = np.int8(1)
WEAK: Final = np.int8(2)
SPOKEN: Final = np.int8(3)
SPOKEN_WEAK: Final = np.int8(32)
HIDDEN: Final = np.int8(64)
SURE: Final = np.int8(16)


class Proposed(NamedTuple):
    """Item `items[i]` may be in row `rows[i]`, perhaps disguised (`bent`), from place `firsts[i]` to `lasts[i]` of the folded view.

    `ways` says how sure it is: `STANDING`, or in sound or shape and `WEIGHED`, or `WEAK` if it only counts beside something
    else that is disguised; from `SPOKEN` on it is there with emoji read as characters in the first way, the second, and so on,
    from `SPOKEN_WEAK` + `SPOKEN` on only beside something else. With `HIDDEN` it only counts in a text that hides what it says.
    `SURE` was weighed already where it stands, `SURE` | `SPOKEN_WEAK` too, which only counts beside something else.
    Patterns have no place: 0 and 0; what may be anywhere reaches to `EVERYWHERE`.
    """

    rows: NDArray[np.int64]
    items: NDArray[np.int64]
    bent: NDArray[np.bool_]
    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    ways: NDArray[np.int8]

    def at(self, chosen: NDArray[np.bool_]) -> Proposed:
        """Return some of them."""
        rows, items, bent, firsts, lasts, ways = (column[chosen] for column in self)
        return Proposed(rows, items, bent, firsts, lasts, ways)  # type: ignore[arg-type]

    def picked(self, places: NDArray[np.int64]) -> Proposed:
        """Return those at some places."""
        rows, items, bent, firsts, lasts, ways = (column[places] for column in self)
        return Proposed(rows, items, bent, firsts, lasts, ways)  # type: ignore[arg-type]


def together(parts: Iterable[Proposed]) -> Proposed:
    """Return what several steps propose together."""
    rows, items, bent, firsts, lasts, ways = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Proposed(rows, items, bent, firsts, lasts, ways)


def moved(proposed: Proposed, rows: NDArray[np.int64], shifts: NDArray[np.int64]) -> Proposed:
    """Return what some rows propose as what `rows` of others do, whose places come so much later, row by row."""
    placed = (proposed.lasts > 0) & (proposed.lasts < EVERYWHERE)
    shift = np.where(placed, shifts[proposed.rows], 0)
    return proposed._replace(rows=rows[proposed.rows], firsts=proposed.firsts + shift, lasts=proposed.lasts + shift)


def elsewhere(proposed: Proposed) -> Proposed:
    """Return what another reading of some rows proposes: its places are no places of theirs, so that it may be anywhere."""
    placed = proposed.lasts > 0
    return proposed._replace(firsts=np.zeros_like(proposed.firsts), lasts=np.where(placed, EVERYWHERE, 0))


def is_weak(ways: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Return which ways only count beside something else that is disguised."""
    weak: NDArray[np.bool_] = (ways == WEAK) | (ways >= SPOKEN_WEAK)
    return weak


def supported(proposed: Proposed, others: Proposed, hidden: NDArray[np.bool_]) -> Proposed:
    """Return what is proposed without what is weak and has nothing disguised before or behind it, among the terms of both.

    What counts for what else its text hides is `hidden`.
    """
    counts = hidden | (proposed.ways < HIDDEN)
    proposed, hidden = proposed.at(counts), hidden[counts]
    weak = np.flatnonzero(is_weak(proposed.ways) & ~hidden)
    if not len(weak):
        return proposed
    both = together((proposed, others))
    both = both.at(both.bent & (both.lasts > 0))
    size = int(max(proposed.rows.max(), both.rows.max(initial=0))) + 1
    first_end, last_start = np.full(size, EVERYWHERE), np.full(size, -1)
    np.minimum.at(first_end, both.rows, np.where(both.lasts >= EVERYWHERE, -1, both.lasts))
    np.maximum.at(last_start, both.rows, both.firsts)
    rows = proposed.rows[weak]
    kept = np.ones(len(proposed.rows), np.bool_)
    kept[weak] = (first_end[rows] < proposed.firsts[weak]) | (proposed.lasts[weak] < last_start[rows])
    return proposed.at(kept)
