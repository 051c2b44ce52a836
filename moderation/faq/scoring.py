"""How well entries answer a question: a fixed linear ranker over the features, and the best of an entry's phrasings, softly.

The weights are fitted by `tools/fit_faq.py` on question sets written for this project; no other text went into them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from moderation.faq.features import ENTRY, PAIR

if TYPE_CHECKING:
    from moderation.faq.features import Compared

__all__ = ["Scored", "Weights", "score", "weights"]

Array = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each feature counts: of a phrasing, of an entry, and for the confidence that the best entry is right."""

    pair: tuple[float, ...]
    entry: tuple[float, ...]
    confidence: tuple[tuple[str, float], ...]
    bias: float


@cache
def weights() -> Weights:
    """Return the fitted weights that this package ships."""
    table = json.loads((files("moderation.faq") / "data" / "weights.json").read_text(encoding="utf-8"))
    return Weights(
        pair=tuple(table["pair"].get(name, 0.0) for name in PAIR),
        entry=tuple(table["entry"].get(name, 0.0) for name in ENTRY),
        confidence=tuple(table["confidence"].items()),
        bias=table["bias"],
    )


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of a question's candidates: of each phrasing, of each entry, and the rows of the entries, best first."""

    phrasings: Array
    entries: Array
    order: Array


def score(compared: Compared, table: Weights, more: Array = 0.0) -> Scored:
    """Return the scores of all candidates; `more` is added to those of the phrasings.

    An entry has the logarithm of the sum of its phrasings' exponentials, so that a second good phrasing helps a little.
    Equal scores keep the order of the FAQ.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    phrasings = compared.pairs @ np.array(table.pair) + more
    most = phrasings.max()
    together = np.log(np.bincount(compared.owner, weights=np.exp(phrasings - most)) + 1e-300) + most
    entries = together + compared.entries @ np.array(table.entry)
    return Scored(phrasings, entries, np.lexsort((compared.numbers, -entries)))
