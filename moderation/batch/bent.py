"""Keys of terms that sound or look like something else: found in the views of sound and shape, and weighed once for each word.

What a stretch of letters was bent from is asked of `match.natural` the first time that it comes up; the same stretch is
answered from memory ever after, so that in ordinary talk nothing is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.alphabet import LATIN
from moderation.batch.keys import KeySet
from moderation.match.keys import spellings
from moderation.match.natural import may_be_bent
from moderation.match.reading import Reading
from moderation.text.shape import core_of_character
from moderation.text.sound import syllables_of, symbol_of_character

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.joined import Compact
    from moderation.batch.keys import Found, Keys
    from moderation.match.terms import TermTable

__all__ = ["BentKeys"]

_SYMBOLS: Final = 1 << 16
_REMEMBERED: Final = 1 << 20
"""Stretches whose answer is kept, some hundred bytes each; when there are more, all are asked again."""
_LURED: Final = "加"
"""Before which every word that may be bent is."""
_VOWELS: Final = frozenset("aeiouv")

_Proposed = tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.bool_]"]
"""Rows, items, and whether each is disguised: all are."""


class BentKeys:
    """The keys of sound and shape of one table."""

    def __init__(self, table: TermTable, sounds: Keys, shapes: Keys, alphabet: Alphabet) -> None:
        self._table = table
        self._alphabet = alphabet
        self._sounds = KeySet(sounds, alphabet) if sounds else None
        self._shapes = KeySet(shapes, alphabet) if shapes else None
        self._sound_of, self._shape_of = _table_of(symbol_of_character()), _table_of(core_of_character())
        self.longest = max((keys.longest for keys in (self._sounds, self._shapes) if keys), default=0)
        self._answers: dict[tuple[str, int, str], bool] = {}
        self._spells: dict[str, bool] = {}

    def find(self, texts: Sequence[str], letters: Compact) -> Iterator[_Proposed]:
        """Yield what sounds or looks like a term, row by row of some letters."""
        if self._shapes:
            yield self._weighed("shape", self._shapes.find(self._shape_of[letters.symbols]), letters)
        if self._sounds:
            yield self._weighed("sound", self._sounds.find(self._sound_of[letters.symbols]), letters)
            yield self._spelled(texts, letters)

    def _weighed(self, way: str, found: Found, letters: Compact) -> _Proposed:
        """What of the found may be bent at all."""
        values = found.items.astype(np.uint64)
        for offset in range(int(found.lengths.max(initial=0))):
            within = found.lengths > offset
            values[within] = values[within] * np.uint64(0x9E3779B97F4A7C15) + letters.symbols[found.starts[within] + offset]
        _, first, which = np.unique(values, return_index=True, return_inverse=True)
        may = np.fromiter((self._may_be(way, found, place, letters) for place in first.tolist()), np.bool_, len(first))
        chosen = found.at(may[which.ravel()]) if len(first) else found
        return letters.rows(chosen.starts), chosen.items, np.ones(len(chosen.items), np.bool_)

    def _may_be(self, way: str, found: Found, place: int, letters: Compact) -> bool:
        start, item = int(found.starts[place]), int(found.items[place])
        covered = letters.symbols[start : start + int(found.lengths[place])].tobytes().decode("utf-16-le", "surrogatepass")
        return self._answer(way, item, covered)

    def _answer(self, way: str, item: int, covered: str) -> bool:
        key = (way, item, covered)
        if key not in self._answers:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            term = spellings(self._table.texts[item])[0]
            text = _LURED + covered
            latin = any("a" <= letter <= "z" for letter in covered)
            self._answers[key] = latin or bool(may_be_bent(way, text, (len(_LURED), len(text)), term))
        return self._answers[key]

    def _spelled(self, texts: Sequence[str], letters: Compact) -> _Proposed:
        """What is proposed where Latin letters may be syllables."""
        rows, items = [], []
        for row in self._rows_of_pinyin(letters):
            reading = Reading(texts[row])
            sounds = reading.sounds
            view = np.concatenate([self._alphabet.spelled(sounds.text), np.zeros(self.longest + 1, np.uint16)])
            found = self._sounds.find(view) if self._sounds else None
            for start, length, item in (
                zip(found.starts.tolist(), found.lengths.tolist(), found.items.tolist(), strict=True) if found else ()
            ):
                covered = reading.compact[sounds.firsts[start] : sounds.firsts[start + length]]
                if self._answer("sound", item, covered):
                    rows.append(row)
                    items.append(item)
        return np.asarray(rows, np.int64), np.asarray(items, np.int64), np.ones(len(rows), np.bool_)

    def _rows_of_pinyin(self, letters: Compact) -> list[int]:
        """The rows with a run of Latin letters, in the text or across its gaps, that is syllables throughout."""
        latin = np.flatnonzero(letters.flags & LATIN)
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


def _table_of(mapping: dict[int, str]) -> NDArray[np.uint16]:
    table = np.arange(_SYMBOLS, dtype=np.uint16)
    table[list(mapping)] = [ord(symbol) for symbol in mapping.values()]
    return table
