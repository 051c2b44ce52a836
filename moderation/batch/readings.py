"""Every way to read many texts: as they stand, with emoji as characters, without what is not their sender's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from moderation.batch.alphabet import ODD, PICTURE
from moderation.batch.distinct import distinct
from moderation.batch.joined import spoken_views, views_of
from moderation.batch.otherwise import otherwise, said
from moderation.batch.proposed import elsewhere, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        found = [self._proposer.terms_in(texts.__getitem__, views), self._proposer.others_in(views)]
        found.extend(self._spoken(texts, views))
        found.extend(self._walled(texts, views.folded))
        return together(found)

    def _spoken(self, texts: Sequence[str], views: Views) -> Iterator[Proposed]:
        """The terms that are there where emoji are read as characters, and cover one."""
        alphabet = self._proposer.alphabet
        rows = distinct(views.folded.rows(np.flatnonzero(views.folded.flags & PICTURE))) if alphabet.spoken else np.empty(0, np.int64)
        for way in range(len(alphabet.spoken)) if len(rows) else ():
            spoken = spoken_views(views, rows, way, alphabet)

            def text_of(place: int, way: int = way) -> str:
                return said(texts[rows[place]], way)

            found = self._proposer.terms_in(text_of, spoken, spoken=True)
            pictures = np.concatenate([[0], np.cumsum((spoken.folded.flags & PICTURE) != 0)])
            ends = np.minimum(found.lasts + 1, len(pictures) - 1)
            found = found.at(pictures[ends] > pictures[found.firsts])
            yield elsewhere(found._replace(rows=rows[found.rows], bent=np.ones(len(found.rows), np.bool_)))

    def _walled(self, texts: Sequence[str], folded: Folded) -> Iterator[Proposed]:
        """What is proposed by texts with codes walled in, and with keycaps read as numerals."""
        authored: list[tuple[int, str]] = []
        spoken: list[tuple[int, str]] = []
        for row in distinct(folded.rows(np.flatnonzero(folded.flags & ODD))).tolist():
            own, ways = otherwise(texts[row], speaks=bool(self._proposer.alphabet.spoken))
            if own is not texts[row]:
                authored.append((row, own))
            spoken.extend((row, way) for way in ways)
        if authored:
            rows, again = np.asarray([row for row, _ in authored], np.int64), [text for _, text in authored]
            views = self.views(again)
            for found in (self._proposer.terms_in(again.__getitem__, views), self._proposer.others_in(views)):
                yield elsewhere(found._replace(rows=rows[found.rows]))
        if spoken:
            rows, again = np.asarray([row for row, _ in spoken], np.int64), [text for _, text in spoken]
            found = self._proposer.terms_in(again.__getitem__, self.views(again), spoken=True)
            yield elsewhere(found._replace(rows=rows[found.rows], bent=np.ones(len(found.rows), np.bool_)))
