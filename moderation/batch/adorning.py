"""Emoji that adorn what was said instead of standing for a character: what vectors can answer of the tests in `match.bent`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.alphabet import PICTURE
from moderation.batch.distinct import distinct
from moderation.batch.proposed import SPOKEN
from moderation.batch.spread import are_letters, spread
from moderation.match.keys import is_literal, spellings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.joined import Folded
    from moderation.batch.proposed import Proposed
    from moderation.batch.spread import Spread
    from moderation.match.terms import TermTable

__all__ = ["Adorning"]

_LONGEST: Final = 8
"""Letters of the longest term that is compared with what emoji say."""
_NEW: Final = np.int8(-1)
_ASCII: Final = 0x80
_EMOJI: Final = 0x1F000
"""Code points from here on are no letters or digits, whatever they stand for."""
_PRESENTATION: Final = 0xFE0F


class Adorning:
    """Tells where emoji only adorn, of candidates of one table that were found with emoji read as characters."""

    def __init__(self, table: TermTable, alphabet: Alphabet) -> None:
        self._table, self._alphabet = table, alphabet
        self._sizes = np.full(len(table.texts), _NEW)
        self._letters = np.zeros((_LONGEST, len(table.texts)), np.uint16)

    def adorned(self, spoken: Proposed, folded: Folded) -> NDArray[np.bool_]:
        """Return which candidates hold emoji that only adorn, in texts without codes and keycaps; of the others nothing is said."""
        characters = spread(spoken, folded)
        sizes = characters.held(characters.letters)
        apart = spoken.lasts - spoken.firsts >= sizes + characters.held(folded.codes[characters.places] == _PRESENTATION)
        adorned: NDArray[np.bool_] = (sizes == 1) | apart | _repeated(spoken, folded) | self._bent_too(spoken, characters, folded)
        return adorned

    def _bent_too(self, spoken: Proposed, characters: Spread, folded: Folded) -> NDArray[np.bool_]:
        """Whether the letters beside the emoji are others than those of the term, or it ends a clause that only sounds or looks like it."""
        places, of = characters.places[characters.letters], characters.of[characters.letters]
        emoji, symbols = (folded.flags[places] & PICTURE) != 0, folded.symbols[places]
        sizes = np.bincount(of, minlength=len(spoken.rows))
        ranks = np.arange(len(of)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        own = self._own(spoken.items)[:, of]
        meant = own[np.minimum(ranks, _LONGEST - 1), np.arange(len(of))] == self._said(spoken, of, folded.codes[places])
        letters = _sums(~emoji, of, len(sizes))
        other = _sums(~emoji & ~(own == symbols).any(axis=0), of, len(sizes)) > 0
        ends = (letters > 0) & (_sums(~meant, of, len(sizes)) > 0) & _ends_clause(spoken, folded)
        comparable = (self._sizes[spoken.items] == sizes) & (_sums(symbols < _ASCII, of, len(sizes)) == 0)
        bent: NDArray[np.bool_] = comparable & (other | ends)
        return bent

    def _said(self, spoken: Proposed, of: NDArray[np.int64], codes: NDArray[np.uint32]) -> NDArray[np.uint16]:
        """What some characters are read as, each in the way of its candidate."""
        said = np.zeros(len(of), np.uint16)
        for way, table in enumerate(self._alphabet.spoken):
            at = np.flatnonzero(spoken.ways[of] == SPOKEN + way)
            said[at] = table[codes[at]]
        return said

    def _own(self, items: NDArray[np.int64]) -> NDArray[np.uint16]:
        """The letters of some terms, one below the other."""
        for item in distinct(items[self._sizes[items] == _NEW]).tolist():
            text, matching = self._table.texts[item], self._table.matchings[self._table.matching_of[item]]
            letters = self._alphabet.spelled("" if is_literal(text, matching) else spellings(text)[0])
            self._sizes[item] = len(letters) if len(letters) <= _LONGEST else 0
            self._letters[: len(letters), item] = letters[:_LONGEST]
        own: NDArray[np.uint16] = self._letters[:, items]
        return own


def _sums(held: NDArray[np.bool_], of: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    return np.bincount(of[held], minlength=size)


def _repeated(spoken: Proposed, folded: Folded) -> NDArray[np.bool_]:
    """Whether a candidate ends in an emoji that comes again, or stands there three times."""
    codes, last = folded.codes, spoken.lasts
    again = codes[last + 1] == codes[last]
    thrice = (codes[last - 1] == codes[last]) & (codes[last - 2] == codes[last]) & (last - 1 > spoken.firsts - 2)
    repeated: NDArray[np.bool_] = ((folded.flags[last] & PICTURE) != 0) & (codes[last] >= _EMOJI) & (again | thrice)
    return repeated


def _ends_clause(spoken: Proposed, folded: Folded) -> NDArray[np.bool_]:
    """Whether a candidate ends in an emoji that no letter touches."""
    behind = spoken.lasts + 1
    touched = are_letters(folded, behind, np.ones(len(behind), np.bool_)) & (folded.symbols[behind] != 0)
    ends: NDArray[np.bool_] = (folded.codes[spoken.lasts] >= _EMOJI) & ~touched
    return ends
