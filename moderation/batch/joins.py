"""How naturally terms join the characters beside them, for many places at once: what `match.natural` asks of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from moderation.batch.known import Known
from moderation.match.natural import FOLLOWING, JOINS_AT_MOST, PARTICLES
from moderation.text.bigrams import EDGE, follows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.joined import Compact

__all__ = ["Beside", "Joined", "Joins", "beside"]

_ASCII: Final = 0x80
_HALF: Final = np.uint64(16)
_IS_PARTICLE: Final = np.zeros(1 << 16, np.bool_)
_IS_PARTICLE[[ord(particle) for particle in PARTICLES]] = True


class Beside(NamedTuple):
    """Letters `firsts` to `lasts`, each place for a term that begins and ends with letters of its own."""

    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    own_firsts: NDArray[np.uint16]
    own_lasts: NDArray[np.uint16]


class Joined(NamedTuple):
    """The nats that each term gains beside its neighbours, where a particle ends a clause in its stead, and the neighbours, 0 for none."""

    gained: NDArray[np.float64]
    after_all: NDArray[np.bool_]
    before: NDArray[np.uint16]
    behind: NDArray[np.uint16]


class Joins:
    """Remembers of pairs of characters how naturally one follows the other."""

    def __init__(self) -> None:
        self._known = Known(1)

    def joined(self, letters: Compact, places: Beside) -> Joined:
        """Return how some terms join what stands beside them."""
        first, last = letters.symbols[places.firsts], letters.symbols[places.lasts]
        before, behind = beside(letters, places.firsts, -1), beside(letters, places.lasts, 1)
        gained = np.zeros(len(first), np.float64)
        at = np.flatnonzero(first != places.own_firsts)
        gained[at] += self.follows(before[at], places.own_firsts[at]) - self.follows(before[at], first[at])
        at = np.flatnonzero(last != places.own_lasts)
        gained[at] += self.follows(places.own_lasts[at], behind[at]) - self.follows(last[at], behind[at])
        after_all = (behind == 0) & _IS_PARTICLE[last] & (last != places.own_lasts)
        return Joined(np.minimum(gained * FOLLOWING, JOINS_AT_MOST), after_all, before, behind)

    def follows(self, first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.float64]:
        """Return how naturally one Han letter follows another, as `text.bigrams.follows` says; 0 is no Han letter."""
        hashes = (first.astype(np.uint64) << _HALF) | second
        return self._known.of(hashes, lambda place: (follows(_letter(int(first[place])), _letter(int(second[place]))),))[:, 0]


def beside(letters: Compact, at: NDArray[np.int64], step: int) -> NDArray[np.uint16]:
    """Return the Han letter that stands without a gap beside each of some letters, 0 where there is none."""
    symbols = letters.symbols[at + step]
    touching = (np.abs(letters.places[at + step] - letters.places[at]) == 1) & (symbols >= _ASCII)
    return np.where(touching, symbols, np.uint16(0))


def _letter(symbol: int) -> str:
    return chr(symbol) if symbol else EDGE
