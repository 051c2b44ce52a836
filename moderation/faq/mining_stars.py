"""Near texts in star clusters: TF-IDF self-join over an inverted index, then greedy stars.

A star has a middle, and everything in it is near that middle; connected components would chain a whole archive into one.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

__all__ = ["neighbours", "stars"]

_COMMON: Final = 600
"""A term in more texts than this finds no neighbours, it only weighs: pairs grow with the square of it."""

Near = tuple[list[int], ...]
"""For each text the places of those that are near it, ascending."""


class _Index(NamedTuple):
    """Texts by term and terms by text, with the weight of each term in each text."""

    starts: Ints
    terms: Ints
    weights: Floats
    posting_starts: Ints
    posting_texts: Ints
    posting_weights: Floats
    frequencies: Ints


def neighbours(texts: Sequence[Iterable[str]], near: float, agree: Callable[[int, int], bool]) -> Near:
    """Return for each text, given as its distinct terms, the texts with a cosine of at least `near` that it agrees with.

    `agree` is asked once for each pair, the smaller place first. Time grows with the number of texts times the texts that
    share their rarer terms: about ten seconds for 50,000 short messages.
    """
    import numpy as np  # noqa: PLC0415 - only mining needs it

    index = _indexed(texts)
    found: Near = tuple([] for _ in texts)
    rare = (index.frequencies <= _COMMON) & (index.frequencies > 1)
    for text in range(len(texts)):
        span = slice(index.starts[text], index.starts[text + 1])
        terms = index.terms[span]
        chosen = rare[terms]
        if not chosen.any():
            continue
        postings = [slice(index.posting_starts[term], index.posting_starts[term + 1]) for term in terms[chosen]]
        others = np.concatenate([index.posting_texts[posting] for posting in postings])
        products = np.concatenate(
            [index.posting_weights[posting] * weight for posting, weight in zip(postings, index.weights[span][chosen], strict=True)]
        )
        sums = np.bincount(others, products, minlength=len(texts))
        for other in np.flatnonzero(sums >= near).tolist():
            if other > text and agree(text, other):
                found[text].append(other)
                found[other].append(text)
    return tuple(sorted(places) for places in found)


def stars(near: Near, weights: Sequence[int]) -> list[list[int]]:
    """Return clusters of at least two messages, the middle first: always the star with the most messages left.

    `weights` are how often each text was said. Ties go to the earlier text, so the order is the same everywhere.
    """
    free = [True] * len(near)

    def size(place: int) -> int:
        return weights[place] + sum(weights[other] for other in near[place] if free[other])

    heap = [(-size(place), place) for place in range(len(near))]
    heapq.heapify(heap)
    clusters: list[list[int]] = []
    while heap:
        claimed, place = heapq.heappop(heap)
        if not free[place]:
            continue
        now = size(place)
        if now < -claimed:  # others were taken meanwhile
            heapq.heappush(heap, (-now, place))
            continue
        if now < 2:  # noqa: PLR2004 - one message is no cluster
            break
        members = [place, *(other for other in near[place] if free[other])]
        for member in members:
            free[member] = False
        clusters.append(members)
    return clusters


def _indexed(texts: Sequence[Iterable[str]]) -> _Index:
    import numpy as np  # noqa: PLC0415 - the same

    numbers: dict[str, int] = {}
    rows = [[numbers.setdefault(term, len(numbers)) for term in terms] for terms in texts]
    lengths = np.fromiter((len(row) for row in rows), np.int64, len(rows))
    terms = np.fromiter((term for row in rows for term in row), np.int64, int(lengths.sum()))
    frequencies = np.bincount(terms, minlength=len(numbers))
    text_of = np.repeat(np.arange(len(rows)), lengths)
    weights = np.log((len(rows) + 1) / (frequencies + 0.5)).clip(0.01)[terms]
    norms = np.sqrt(np.bincount(text_of, weights * weights, minlength=len(rows)))
    weights = weights / norms[text_of] if len(terms) else weights
    order = np.argsort(terms, kind="stable")
    ends = np.concatenate(([0], np.cumsum(lengths))), np.concatenate(([0], np.cumsum(frequencies)))
    return _Index(ends[0], terms, weights, ends[1], text_of[order], weights[order], frequencies)
