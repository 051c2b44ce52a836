"""The evidence that terms need nearby: looked for in the few rows where such a term was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from moderation.batch.proposals import Proposer
from moderation.batch.readings import Readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from moderation.batch.alphabet import Alphabet
    from moderation.batch.keys import Keys
    from moderation.batch.proposals import Proposed
    from moderation.match.terms import TermTable

__all__ = ["Evidence"]


class Evidence:
    """What the terms of a table need beside them."""

    def __init__(self, table: TermTable, keys: dict[str, Keys], alphabet: Alphabet) -> None:
        self._readings = Readings(Proposer(table, keys, alphabet))
        self._group_of = np.asarray(table.near_of, np.int64)
        words: list[list[int]] = [[] for _ in table.texts]
        for group, (rows, _) in enumerate(table.nears):
            for row in rows:
                words[row].append(group)
        self._firsts = np.concatenate([[0], np.cumsum([len(some) for some in words], dtype=np.int64)])
        self._groups = np.asarray([group for some in words for group in some], np.int64)
        self._count = max(len(table.nears), 1)

    def supported(self, texts: Sequence[str], proposed: Proposed) -> Proposed:
        """Return what is proposed, without the terms whose evidence is nowhere in their text."""
        terms = np.flatnonzero(proposed.items < len(self._group_of))
        needy = terms[self._group_of[proposed.items[terms]] >= 0]
        if not len(needy):
            return proposed
        rows = np.unique(proposed.rows[needy])
        there = self._there([texts[row] for row in rows.tolist()])
        wanted = np.searchsorted(rows, proposed.rows[needy]) * self._count + self._group_of[proposed.items[needy]]
        kept = np.ones(len(proposed.items), np.bool_)
        kept[needy] = np.isin(wanted, there)
        return proposed.at(kept)

    def _there(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """The pairs of row and group for which some evidence is there."""
        found = self._readings.proposed(texts, self._readings.views(texts))
        times = self._firsts[found.items + 1] - self._firsts[found.items]
        entries = np.repeat(self._firsts[found.items] - np.cumsum(times) + times, times) + np.arange(times.sum())
        return np.unique(np.repeat(found.rows, times) * self._count + self._groups[entries])
