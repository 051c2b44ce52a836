"""How sure it is that the best entry answers a question: a second fixed logistic model over what the first one found.

It looks at the score, at how far the next entry is behind, at what of the question the entry does not have, at whether the
text is a question at all, and at the size of the FAQ: among twenty thousand entries something is always alike.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from moderation.faq.features import ENTRY, PAIR
from moderation.faq.vocabulary import KINDS

if TYPE_CHECKING:
    from moderation.faq.features import Compared
    from moderation.faq.index import Asked, Index
    from moderation.faq.scoring import Scored, Weights

__all__ = ["NEGATIVE", "confidence", "evidence"]

_FAR: Final = 6.0
_CLEAR: Final = 4.0
"""Log odds from which it makes no difference how much less likely all others are: where nothing is alike, they tell nothing."""
_NEAR: Final = 1.5
_ALIKE: Final = 0.8
_STORY: Final = 30
_MUCH: Final = 20.0
"""Nats from which more evidence makes no difference."""
_STRONG: Final = sum(1 << KINDS.index(kind) for kind in ("how", "why", "when"))
_RIVALS: Final = ("least", "sorted", "char", "asked")
_PLACES: Final = {name: place for place, name in enumerate(PAIR)}
NEGATIVE: Final = frozenset({
    "lost", "added", "exchanged", "kinds_differ", "kinds_vague", "aspects_differ", "denial", "opposites",
    "numbers_differ", "numbers_missing", "length",
    *(f"rival_{name}" for name in _RIVALS), "rivals", "close", "unknown_concepts", "unknown_pairs", "unknown_characters", "entries",
    "one_word", "story",
})  # fmt: skip
"""What can only speak against an entry: the fit keeps these weights at or below zero."""


def evidence(index: Index, asked: Asked, compared: Compared, scored: Scored) -> dict[str, float]:
    """Return everything that the confidence is made from, by name."""
    return {**_standing(compared, scored), **_best(compared, scored), **_shared(asked, compared, scored), **_question(index, asked)}


def confidence(found: dict[str, float], table: Weights) -> float:
    """Return how probable it is that the best entry is right, 0–1."""
    total = table.bias + sum(weight * found[name] for name, weight in table.confidence)
    return 1 / (1 + math.exp(-min(max(total, -40.0), 40.0)))


def _standing(compared: Compared, scored: Scored) -> dict[str, float]:
    """The best entry among the others: its score, its lead, and how many might be meant as well."""
    import numpy as np  # noqa: PLC0415 - heavy

    best, *others = scored.order.tolist()
    behind = scored.entries[best] - scored.entries[others]
    lead = float(behind.min()) if others else _FAR
    rest = math.log(float(np.exp(-behind).sum()) + 1e-9)
    rivals = compared.pairs[compared.owner != best]
    best_of = {f"rival_{name}": float(rivals[:, _PLACES[name]].max()) if others else 0.0 for name in _RIVALS}
    alike = compared.owner[compared.pairs[:, _PLACES["least"]] > _ALIKE]
    return {
        "top": float(scored.entries[best]), "lead": min(lead, _FAR), "odds": min(max(-rest, -_FAR), _CLEAR), "small_lead": min(lead, _NEAR),
        **best_of, "rivals": math.log1p(len(set(alike.tolist()) - {best})), "close": math.log1p(int((behind < _NEAR).sum())),
    }  # fmt: skip


def _best(compared: Compared, scored: Scored) -> dict[str, float]:
    """The features of the best entry and of its best phrasing; that one is word for word the same says nothing about its twins."""
    best = int(scored.order[0])
    mine = [row for row, owner in enumerate(compared.owner.tolist()) if owner == best]
    row = max(mine, key=scored.phrasings.__getitem__)
    pair = {name: value for name, value in zip(PAIR, compared.pairs[row].tolist(), strict=True) if name != "exact"}
    return {**pair, **dict(zip(ENTRY, compared.entries[best].tolist(), strict=True))}


def _shared(asked: Asked, compared: Compared, scored: Scored) -> dict[str, float]:
    """How much is said by what the best entry has of the question: in this FAQ, and in any conversation; a word said twice counts once."""
    covered = compared.covered_by(int(scored.order[0]))
    told = dict(zip(asked.signs, zip(asked.sign_weights, asked.surprises, covered, strict=True), strict=True))
    surprises = [surprise * share for _, surprise, share in told.values()]
    return {
        "evidence": min(sum(weight * share for weight, _, share in told.values()), _MUCH) / _MUCH,
        "surprise": min(sum(surprises), _MUCH) / _MUCH, "most_surprising": min(max(surprises, default=0.0), _MUCH) / _MUCH,
    }  # fmt: skip


def _question(index: Index, asked: Asked) -> dict[str, float]:
    """What the text is like by itself: how much of it the FAQ has never seen, whether it asks, how long it is."""
    reading, unknown = asked.reading, asked.ids < 0
    shares = {}
    for family, name in enumerate(("characters", "pairs", "concepts")):
        mass = asked.weights * (asked.families == family)
        shares[f"unknown_{name}"] = float(mass[unknown].sum() / (mass.sum() + 1e-9))
    letters = len(reading.text)
    return {
        **shares, "asks": float(reading.kinds != 0), "asks_clearly": float(reading.kinds & _STRONG != 0), "marked": float(asked.marked),
        "letters": math.log1p(letters), "entries": math.log(len(index.sizes)), "one_word": float(len(reading.words) <= 1),
        "story": float(letters > _STORY), "told_each": math.log(index.phrasing_count / len(index.sizes)),
    }  # fmt: skip
