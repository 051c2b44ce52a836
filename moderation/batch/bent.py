"""Keys of terms that sound or look like something else: found in the views of sound and shape, and weighed where they stand."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.keys import KeySet
from moderation.batch.proposed import EVERYWHERE, STANDING, Proposed
from moderation.batch.weighing import NOT
from moderation.match.reading import Reading
from moderation.text.shape import core_of_character
from moderation.text.sound import syllables_of, symbol_of_character

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.joined import Compact
    from moderation.batch.keys import Found, Keys
    from moderation.batch.weighing import Weighing

__all__ = ["BentKeys", "alike"]

_SYMBOLS: Final = 1 << 16
_REMEMBERED: Final = 1 << 14
"""Runs of Latin letters of which it is known whether they are syllables."""
_VOWELS: Final = frozenset("aeiouv")
_LATIN: Final = re.compile("[a-z]")


class BentKeys:
    """The keys of sound and shape of one table."""

    def __init__(self, sounds: Keys, shapes: Keys, alphabet: Alphabet, weighing: Weighing) -> None:
        self._alphabet = alphabet
        self._sounds = KeySet(sounds, alphabet) if sounds else None
        self._shapes = KeySet(shapes, alphabet) if shapes else None
        self._reading = alike()
        self.longest = max((keys.longest for keys in (self._sounds, self._shapes) if keys), default=0)
        self._weighing = weighing
        self._spells: dict[str, bool] = {}

    def find(self, text_of: Callable[[int], str], letters: Compact, *, spoken: bool) -> Iterator[Proposed]:
        """Yield what sounds or looks like a term in some rows; `spoken` says that their emoji are read as characters."""
        keys = {"shape": (self._shapes, "shapes"), "sound": (self._sounds, "sounds")}
        found = {way: some.find(self._reading[view].take(letters.symbols)) for way, (some, view) in keys.items() if some}
        if found:
            weighed = self._weighing.weighed_each(found, letters, spoken=spoken)
            yield from (_proposed(some, weighed[way], letters) for way, some in found.items())
        if self._sounds:
            yield self._spelled(text_of, letters)

    def may_join(self, first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.bool_]:
        """Return where one letter may follow another in what sounds or looks like a term."""
        may = np.zeros(len(first), np.bool_)
        for keys, way in ((self._sounds, "sounds"), (self._shapes, "shapes")):
            if keys is not None:
                may |= keys.joins(self._reading[way].take(first), self._reading[way].take(second))
        return may

    def _spelled(self, text_of: Callable[[int], str], letters: Compact) -> Proposed:
        """What is proposed where Latin letters may be syllables."""
        rows, items = [], []
        asked = self._rows_of_pinyin(letters)
        readings = [Reading(text_of(row)) for row in asked]
        spelled = "\0".join(reading.sounds.text for reading in readings) + "\0" * (self.longest + 1)
        starts = np.cumsum([0, *(len(reading.sounds.text) + 1 for reading in readings)])
        for start, length, item in self._heard(spelled) if readings else ():
            place = int(np.searchsorted(starts, start, "right")) - 1
            reading, begin = readings[place], start - int(starts[place])
            covered = reading.compact[reading.sounds.firsts[begin] : reading.sounds.firsts[begin + length]]
            if _LATIN.search(covered):  # what is written in Han was found without
                rows.append(asked[place])
                items.append(item)
        anywhere = np.zeros(len(rows), np.int64)
        bent = np.ones(len(rows), np.bool_)
        return Proposed(
            np.asarray(rows, np.int64), np.asarray(items, np.int64), bent, anywhere, anywhere + EVERYWHERE, np.full(len(rows), STANDING)
        )

    def _heard(self, sounds: str) -> Iterator[tuple[int, int, int]]:
        """Where a term sounds in a text of sounds, how many symbols of it, and which."""
        assert self._sounds is not None
        view = self._alphabet.spelled(sounds)
        view[np.flatnonzero(np.frombuffer(sounds.encode("utf-32-le", "surrogatepass"), "<u4") == 0)] = 0
        found = self._sounds.find(view)
        yield from zip(found.starts.tolist(), found.lengths.tolist(), found.items.tolist(), strict=True)

    def _rows_of_pinyin(self, letters: Compact) -> list[int]:
        """The rows with a run of Latin letters, in the text or across its gaps, that is syllables throughout."""
        latin = np.flatnonzero((letters.symbols >= ord("a")) & (letters.symbols <= ord("z")))
        if not len(latin):
            return []
        run_begins = np.diff(latin, prepend=-2) > 1
        piece_begins = run_begins | (np.diff(letters.places[latin], prepend=-2) > 1)
        starts = {int(latin[at]) for begins in (run_begins, piece_begins) for at in self._syllables(letters, latin, begins)}
        return sorted(set(letters.rows(np.asarray(sorted(starts), np.int64)).tolist()))

    def _syllables(self, letters: Compact, latin: NDArray[np.int64], begins: NDArray[np.bool_]) -> Iterator[int]:
        """The places in `latin` where a run begins that is whole syllables."""
        firsts = np.flatnonzero(begins)
        spread = np.full(len(latin) + len(firsts), ord(" "), np.uint8)
        spread[np.arange(len(latin)) + np.cumsum(begins)] = letters.symbols[latin]
        for first, run in zip(firsts.tolist(), spread.tobytes().decode("ascii").split(" ")[1:], strict=True):
            if run not in self._spells:
                if len(self._spells) >= _REMEMBERED:
                    self._spells.clear()
                self._spells[run] = run in _VOWELS or bool(syllables_of(run))
            if self._spells[run]:
                yield first


def _proposed(found: Found, weighed: NDArray[np.int8], letters: Compact) -> Proposed:
    """What of the found may be bent where it stands."""
    may = np.flatnonzero(weighed != NOT)
    starts, items = found.starts[may], found.items[may].astype(np.int64)
    first, last = letters.places[starts], letters.places[starts + found.lengths[may] - 1]
    return Proposed(letters.rows(starts), items, np.ones(len(may), np.bool_), first, last, weighed[may])


@cache
def alike() -> dict[str, NDArray[np.uint16]]:
    """Return what every symbol sounds like, and what it looks like."""
    return {"sounds": _table_of(symbol_of_character()), "shapes": _table_of(core_of_character())}


def _table_of(mapping: dict[int, str]) -> NDArray[np.uint16]:
    table = np.arange(_SYMBOLS, dtype=np.uint16)
    table[list(mapping)] = [ord(symbol) for symbol in mapping.values()]
    return table
