"""Every way to read many texts: as they stand, with emoji as characters, without what is not their sender's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from moderation.batch.alphabet import ODD, PICTURE
from moderation.batch.distinct import distinct
from moderation.batch.joined import spoken_views, views_of
from moderation.batch.otherwise import otherwise, said
from moderation.batch.proposed import EVERYWHERE, SPOKEN, elsewhere, moved, together
from moderation.batch.weighing import is_lure
from moderation.text.authored import WALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from moderation.batch.joined import Folded, Views
    from moderation.batch.proposals import Proposer
    from moderation.batch.proposed import Proposed

__all__ = ["Readings"]


class Readings:
    """Asks a Proposer about texts in every reading."""

    def __init__(self, proposer: Proposer) -> None:
        self._proposer = proposer

    def views(self, texts: Sequence[str]) -> Views:
        """Return the views of some texts as they stand."""
        return views_of(texts, self._proposer.alphabet, self._proposer.spare)

    def proposed(self, texts: Sequence[str], views: Views) -> Proposed:
        """Return everything that is proposed by some texts, of which `views` are the views, in any reading."""
        found = [self._proposer.terms_in(texts.__getitem__, views), *self._proposer.others_in(views)]
        found.extend(self._spoken(texts, views))
        found.extend(self._walled(texts, views.folded))
        return together(found)

    def _spoken(self, texts: Sequence[str], views: Views) -> Iterator[Proposed]:
        """The terms that are there where emoji are read as characters, and cover one."""
        alphabet = self._proposer.alphabet
        pictured = _rows_with(views.folded, PICTURE) if alphabet.spoken else np.empty(0, np.int64)
        first: Views | None = None
        for way in range(len(alphabet.spoken)) if len(pictured) else ():
            said_here = spoken_views(views, pictured, way, alphabet)
            may = self._may_say(said_here, first)
            first, rows = first or said_here, pictured[may]
            if not len(rows):
                continue
            spoken = spoken_views(views, rows, way, alphabet)

            def text_of(place: int, way: int = way, rows: NDArray[np.int64] = rows) -> str:
                return said(texts[rows[place]], way)

            found = self._proposer.terms_in(text_of, spoken, spoken=True)
            pictures = np.concatenate([[0], np.cumsum((spoken.folded.flags & PICTURE) != 0)])
            ends = np.minimum(found.lasts + 1, len(pictures) - 1)
            found = found.at(pictures[ends] > pictures[found.firsts])
            found = moved(found, rows, views.folded.ends[rows] - spoken.folded.ends)
            yield found._replace(
                bent=np.ones(len(found.rows), np.bool_), ways=np.where(found.lasts < EVERYWHERE, SPOKEN + np.int8(way), found.ways)
            )

    def _may_say(self, spoken: Views, before: Views | None) -> NDArray[np.int64]:
        """The rows in which an emoji that is read as a character, and not as `before`, may be part of a term, by the letters beside it."""
        letters, folded = spoken.letters, spoken.folded
        pictures = folded.having(PICTURE)
        if before is not None:
            fresh = distinct(folded.rows(pictures[folded.symbols[pictures] != before.folded.symbols[pictures]]))
            pictures = pictures[np.isin(folded.rows(pictures), fresh)]
        at = np.searchsorted(letters.places, pictures)
        symbols = letters.symbols
        may = self._proposer.may_join(symbols[at - 1], symbols[at]) | self._proposer.may_join(symbols[at], symbols[at + 1])
        return distinct(letters.rows(at[may]))

    def _walled(self, texts: Sequence[str], folded: Folded) -> Iterator[Proposed]:
        """What is proposed by texts with codes walled in, and with keycaps read as numerals.

        What a wall leaves on one side of it was found in the text as it stands.
        """
        authored: list[tuple[int, str]] = []
        spoken: list[tuple[int, str]] = []
        for row in _rows_with(folded, ODD).tolist():
            own, ways = otherwise(texts[row], speaks=bool(self._proposer.alphabet.spoken))
            if own is not texts[row]:
                authored.append((row, own))
            spoken.extend((row, way) for way in ways)
        if authored:
            chosen = self._across_walls([text for _, text in authored])
            authored = [authored[place] for place in chosen.tolist()]
        if authored:
            rows, again = np.asarray([row for row, _ in authored], np.int64), [text for _, text in authored]
            views = self.views(again)
            yield moved(self._proposer.terms_in(again.__getitem__, views), rows, folded.ends[rows] - views.folded.ends)
        if spoken:
            rows, again = np.asarray([row for row, _ in spoken], np.int64), [text for _, text in spoken]
            found = self._proposer.terms_in(again.__getitem__, self.views(again), spoken=True)
            yield elsewhere(found._replace(rows=rows[found.rows], bent=np.ones(len(found.rows), np.bool_)))

    def _across_walls(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """The texts in which the letters on both sides of a wall may be part of one term, or the one before it may lure."""
        views = self.views(texts)
        letters, symbols = views.letters, views.letters.symbols
        at = distinct(np.searchsorted(letters.places, np.flatnonzero(views.folded.codes == ord(WALL))))
        before, behind = symbols[at - 1], symbols[at]
        may = self._proposer.may_join(before, behind) | is_lure(before) | is_lure(symbols[at - 2])
        return distinct(letters.rows(at[may]))


def _rows_with(folded: Folded, flag: int) -> NDArray[np.int64]:
    return distinct(folded.rows(folded.having(flag)))
