"""How naturally terms join the characters beside them, for many places at once: what `match.natural` asks of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.pairs import followed
from moderation.match.natural import FOLLOWING, JOINS_AT_MOST, PARTICLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.joined import Compact

__all__ = ["Beside", "Joined", "beside", "joined"]

_ASCII: Final = 0x80
_IS_PARTICLE: Final = np.zeros(1 << 16, np.bool_)
_IS_PARTICLE[[ord(particle) for particle in PARTICLES]] = True


class Beside(NamedTuple):
    """Letters `firsts` to `lasts`, each place for a term that begins and ends with letters of its own."""

    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    own_firsts: NDArray[np.uint16]
    own_lasts: NDArray[np.uint16]


class Joined(NamedTuple):
    """The nats that each term gains beside its neighbours, and where a particle ends a clause in its stead."""

    gained: NDArray[np.float64]
    after_all: NDArray[np.bool_]


def joined(letters: Compact, places: Beside) -> Joined:
    """Return how some terms join what stands beside them."""
    first, last = letters.symbols[places.firsts], letters.symbols[places.lasts]
    before, behind = beside(letters, places.firsts, -1), beside(letters, places.lasts, 1)
    gained = np.zeros(len(first), np.float64)
    begins, ends = np.flatnonzero(first != places.own_firsts), np.flatnonzero(last != places.own_lasts)
    own, seen = followed(
        np.stack([np.concatenate([before[begins], places.own_lasts[ends]]), np.concatenate([before[begins], last[ends]])]),
        np.stack([np.concatenate([places.own_firsts[begins], behind[ends]]), np.concatenate([first[begins], behind[ends]])]),
    )
    better = own - seen
    gained[begins] += better[: len(begins)]
    gained[ends] += better[len(begins) :]
    after_all = (behind == 0) & _IS_PARTICLE[last] & (last != places.own_lasts)
    return Joined(np.minimum(gained * FOLLOWING, JOINS_AT_MOST), after_all)


def beside(letters: Compact, at: NDArray[np.int64], step: int) -> NDArray[np.uint16]:
    """Return the Han letter that stands without a gap beside each of some letters, 0 where there is none."""
    symbols = letters.symbols[at + step]
    touching = (np.abs(letters.places[at + step] - letters.places[at]) == 1) & (symbols >= _ASCII)
    return np.where(touching, symbols, np.uint16(0))
