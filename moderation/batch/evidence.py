"""What has to be beside a term: looked for in the few rows where such a term was found.

A term may need words of evidence nearby; and what is bent only a little counts where something else in the text is bent,
be it another term, evidence or what a list allows.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from moderation.batch.distinct import distinct
from moderation.batch.joined import views_of
from moderation.batch.keys import Keys, keys_by_view
from moderation.batch.proposals import Proposer
from moderation.batch.proposed import moved, together
from moderation.batch.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from moderation.batch.proposed import Proposed
    from moderation.batch.weighing import Weighing
    from moderation.match.terms import TermTable

__all__ = ["Evidence"]


class Evidence:
    """What the terms of a table need beside them."""

    def __init__(self, table: TermTable, keys: dict[str, Keys], weighing: Weighing) -> None:
        self._readings = Readings(Proposer(keys, weighing))
        is_allow = np.asarray([table.role(row) == "allow" for row in range(len(table.texts))], np.bool_)
        signal_of = np.asarray(table.signal_of, np.int64)
        self._has_allow = np.isin(signal_of, signal_of[is_allow])
        allow = keys_by_view(table, np.flatnonzero(is_allow).tolist())
        self._allowing = Proposer({**allow, "runs": Keys(), "sounds": Keys(), "shapes": Keys()}, weighing)
        self._group_of = np.asarray(table.near_of, np.int64)
        sizes = [len(rows) for rows, _ in table.nears]
        words = np.fromiter(chain.from_iterable(rows for rows, _ in table.nears), np.int64, sum(sizes))
        self._groups = np.repeat(np.arange(len(sizes)), sizes)[np.argsort(words, kind="stable")]
        self._firsts = np.concatenate([[0], np.cumsum(np.bincount(words, minlength=len(table.texts)))])
        self._count = max(len(table.nears), 1)

    def needy(self, proposed: Proposed) -> NDArray[np.int64]:
        """Return the rows with a term that needs words beside it."""
        terms = proposed.at(proposed.items < len(self._group_of))
        return distinct(terms.rows[self._group_of[terms.items] >= 0])

    def there(self, texts: Sequence[str], ends: NDArray[np.int64], proposed: Proposed, rows: NDArray[np.int64]) -> Proposed:
        """Return the evidence, and what lists allow, that is in some rows, which end at `ends`; `proposed` is what was found so far."""
        asked = [texts[row] for row in rows.tolist()]
        if not asked:
            return proposed.at(np.zeros(len(proposed.rows), np.bool_))
        views = self._readings.views(asked)
        there = self._readings.proposed(asked, views)
        return moved(there, rows, ends[rows] - views.folded.ends)

    def allowed(self, texts: Sequence[str], ends: NDArray[np.int64], proposed: Proposed) -> Proposed:
        """Return what lists allow, as it is spelled, in the rows where they have a say about what is proposed."""
        terms = proposed.at(proposed.items < len(self._group_of))
        rows = distinct(terms.rows[self._has_allow[terms.items]])
        asked = [texts[row] for row in rows.tolist()]
        if not asked:
            return proposed.at(np.zeros(len(proposed.rows), np.bool_))
        views = views_of(asked, self._allowing.alphabet, self._allowing.spare)
        there = together([self._allowing.terms_in(asked.__getitem__, views), *self._allowing.others_in(views)])
        return moved(there, rows, ends[rows] - views.folded.ends)

    def kept(self, proposed: Proposed, there: Proposed) -> Proposed:
        """Return what is proposed, without the terms that lack the words that they need nearby."""
        terms = np.flatnonzero(proposed.items < len(self._group_of))
        needy = terms[self._group_of[proposed.items[terms]] >= 0]
        kept = np.ones(len(proposed.items), np.bool_)
        if len(needy):
            wanted = proposed.rows[needy] * self._count + self._group_of[proposed.items[needy]]
            found = distinct(self._groups_in(there, wanted))
            places = np.minimum(np.searchsorted(found, wanted), max(len(found) - 1, 0))
            kept[needy] = found[places] == wanted if len(found) else False
        return proposed.at(kept)

    def _groups_in(self, there: Proposed, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
        """The pairs of row and group for which some evidence is there, among groups that are wanted."""
        is_wanted = np.zeros(self._count, np.bool_)
        is_wanted[wanted % self._count] = True
        pairs = distinct(there.rows * len(self._group_of) + there.items)
        rows, items = pairs // len(self._group_of), pairs % len(self._group_of)
        times = self._firsts[items + 1] - self._firsts[items]
        entries = np.repeat(self._firsts[items] - np.cumsum(times) + times, times) + np.arange(times.sum())
        groups = self._groups[entries]
        chosen = is_wanted[groups]
        found: NDArray[np.int64] = np.repeat(rows, times)[chosen] * self._count + groups[chosen]
        return found
