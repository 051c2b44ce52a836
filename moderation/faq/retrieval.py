"""The phrasings that may answer a question: those that share the most telling terms with it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from moderation.faq.index import RETRIEVAL

if TYPE_CHECKING:
    from moderation.faq.index import Asked, Index

__all__ = ["MOST", "Found", "candidates"]

MOST: Final = 32
"""Phrasings that are compared in full."""
_WORTH: Final = 0.35
"""A phrasing that shares less than so much of what the best one shares is looked at only where there are few."""

_ENOUGH: Final = 12_000
"""Places in the index that are looked at for one question: in large FAQs the commonest terms of a question tell least, and cost most."""
_LEAST: Final = 8
"""Terms that are looked up whatever they cost."""


class Found(NamedTuple):
    """The numbers of some phrasings, the most alike first, and how alike the first is: 1 for the same text."""

    rows: Any
    likeness: float


def candidates(index: Index, asked: Asked) -> Found:
    """Return at most `MOST` phrasings that share terms with a question."""
    import numpy as np  # noqa: PLC0415 - heavy

    starts, ids, values = index.postings
    known = _rarest(starts, asked.ids[asked.ids >= 0])
    places = [slice(starts[term], starts[term + 1]) for term in known.tolist()]
    if not places:
        return Found(np.zeros(0, dtype=np.int64), 0.0)
    rows = np.concatenate([ids[place] for place in places])
    shared = np.bincount(rows, weights=np.concatenate([values[place] for place in places]), minlength=index.phrasing_count)
    best = float(shared.max())
    top = np.flatnonzero(shared > best * _WORTH) if len(shared) > MOST else np.arange(len(shared))
    if len(top) < MOST:
        top = np.flatnonzero(shared)
    if len(top) > MOST:
        top = top[np.argpartition(-shared[top], MOST - 1)[:MOST]]
    top = top[shared[top] > 0]
    length = math.sqrt(float((asked.weights**2) @ np.asarray(RETRIEVAL)[asked.families]))
    return Found(top[np.lexsort((top, -shared[top]))], best / (length + 1e-9))


def _rarest(starts: Any, terms: Any) -> Any:  # noqa: ANN401 - arrays
    """The terms that the fewest phrasings have, so many that few enough of these have to be looked at."""
    import numpy as np  # noqa: PLC0415 - heavy

    lengths = starts[terms + 1] - starts[terms]
    order = np.argsort(lengths, kind="stable")
    return terms[order[: max(_LEAST, int(np.searchsorted(np.cumsum(lengths[order]), _ENOUGH)))]]
