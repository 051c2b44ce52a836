"""All phrasings of a FAQ as arrays: an inverted index over their terms, and the terms of each phrasing and entry.

A term is a character, a pair of neighbouring characters, a concept, a matter, or a pair of neighbouring sounds: one
vocabulary with a weight for each term and a family by which overlaps are told apart. The weight falls with how often
the FAQ has the term, and with how often people use it anyway, so that a FAQ of 20 entries behaves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from moderation.faq.alike import CORPUS, sign_of
from moderation.faq.meaning import by_entry, meanings_of
from moderation.faq.reading import pieces_of, read
from moderation.faq.shapes import shapes_of
from moderation.text.segmentation import frequencies
from moderation.text.sound import symbols_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from moderation.faq.alike import Sign
    from moderation.faq.reading import Reading, Word
    from moderation.faq.shapes import Shapes
    from moderation.faq.vocabulary import Vocabulary

__all__ = ["FAMILIES", "RETRIEVAL", "Asked", "Index", "Rows", "ask", "build"]

FAMILIES: Final = 5
"""Characters, pairs, concepts, matters, sounds: the first sign of a term's name is the number of its family."""
CONCEPT: Final = 2
_BACKGROUND: Final = 60.0
"""As many phrasings as ordinary language counts for beside those of the FAQ."""
_LEAST_WEIGHT: Final = 0.05
RETRIEVAL: Final = (0.5, 1.0, 1.5, 0.3, 0.5)
"""What a family counts for when candidates are looked for."""
_TOO_COMMON: Final = 0.2
_MANY: Final = 500
"""In a FAQ of so many phrasings, what every fifth of them has is no help to find candidates."""

Array = Any
"""A numpy array: numpy is imported on first use, and its types say nothing more here."""


class Asked(NamedTuple):
    """A text that is looked for: its reading, and its distinct terms (-1 for one that the FAQ does not have) by family and weight."""

    reading: Reading
    ids: Array
    families: Array
    weights: Array
    signs: tuple[Sign, ...]
    sign_weights: tuple[float, ...]
    surprises: tuple[float, ...]
    marked: bool


class Rows(NamedTuple):
    """Terms by row: those of row `i` are `ids[starts[i] : starts[i + 1]]`, and `values` beside them."""

    starts: Array
    ids: Array
    values: Array

    def gather(self, rows: Array) -> tuple[Array, Array]:
        """Return, for all terms of some rows, the number in `rows` that each belongs to, and its place in `ids`."""
        import numpy as np  # noqa: PLC0415 - heavy

        starts = self.starts[rows]
        lengths = self.starts[rows + 1] - starts
        ends = np.cumsum(lengths)
        numbers = np.repeat(np.arange(len(rows)), lengths)
        return numbers, np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + lengths, lengths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The phrasings of a FAQ: `owner` is the entry (by number) of each, `sizes` the phrasings of each entry.

    `signs` are those of all words, each once; `words` says which each phrasing has, and what they weigh; `meanings` are
    those of the entries.
    """

    table: Vocabulary
    readings: tuple[Reading, ...]
    owner: Array
    sizes: Array
    vocabulary: Mapping[str, int]
    families: Array
    weights: Array
    phrasings: Rows
    entries: Rows
    phrasing_norms: Array
    entry_norms: Array
    postings: Rows
    signs: tuple[Sign, ...]
    words: Rows
    shapes: Shapes
    meanings: Array

    @property
    def phrasing_count(self) -> int:
        """How many phrasings there are."""
        return len(self.readings)


def terms_of(reading: Reading, table: Vocabulary) -> list[str]:
    """Return the distinct terms of a reading, each with the number of its family before it."""
    return list(dict.fromkeys(_terms(reading, table)))


def signs_of(reading: Reading, table: Vocabulary) -> tuple[Sign, ...]:
    """Return what the words of a reading can be like others by."""
    return tuple(sign_of(word, table.matters.get(word.concept, ())) for word in reading.words)


def _terms(reading: Reading, table: Vocabulary) -> Iterator[str]:
    surface = reading.surface
    for character in surface:
        yield "0" + character
    for one, other in pairwise(surface):
        yield "1" + one + other
    for word in reading.words:
        yield "2" + word.concept
        for number in table.matters.get(word.concept, ()):
            yield f"3{number}"
    for one, other in pairwise(symbols_of(surface)):
        yield "4" + one + other


def _background(term: str) -> float:
    """How probable it is that a question has a term, whatever it is about: by how often jieba counted the word."""
    counts, text = frequencies(), term[1:]
    match term[0]:
        case "0":
            return min(0.5, 24 * max(counts.get(text, 0), 20) / CORPUS)
        case "1":
            return min(0.5, 8 * max(counts.get(text, 0), 30) / CORPUS)
        case "2":
            return min(0.5, 8 * max(counts.get(text, 0), 1) / CORPUS)
    return 0.05 if term[0] == "3" else 0.001


def surprise(word: Word) -> float:
    """Return how surprising it is that anybody says a word, in nats: whatever the FAQ, 没有 tells less than 还款日.

    >>> from moderation.faq.reading import Word
    >>> surprise(Word("没有", "没有")) < surprise(Word("还款", "还款"))
    True
    """
    return -math.log(max(_background("2" + word.surface), _background("2" + word.concept)))


def _weight(term: str, known: int, phrasings: int) -> float:
    """How much a term tells that `known` of the phrasings have."""
    expected = known + _BACKGROUND * _background(term) + 0.3
    return max(_LEAST_WEIGHT, math.log((phrasings + _BACKGROUND) / expected))


def ask(text: str, index: Index) -> Asked:
    """Return a text with its terms as the index weighs them."""
    import numpy as np  # noqa: PLC0415 - heavy

    reading = read(pieces_of(text), index.table)
    terms = terms_of(reading, index.table)
    ids = np.array([index.vocabulary.get(term, -1) for term in terms], dtype=np.int64)
    weights = np.where(ids >= 0, index.weights[ids], 0.0) if len(index.weights) else np.zeros(len(ids))
    for place in np.flatnonzero(ids < 0).tolist():
        weights[place] = _weight(terms[place], 0, index.phrasing_count)
    weighed = dict(zip(terms, weights.tolist(), strict=True))
    families = np.array([ord(term[0]) - 48 for term in terms], dtype=np.int64)
    told = tuple(weighed["2" + word.concept] * index.table.heft(*word) for word in reading.words)
    surprises = tuple(surprise(word) for word in reading.words)
    return Asked(reading, ids, families, weights, signs_of(reading, index.table), told, surprises, "?" in text or "？" in text)


def build(phrasings: Sequence[Sequence[str]], table: Vocabulary) -> Index:
    """Return the index of a FAQ: the phrasings of each entry, the question first. Linear in their length."""
    import numpy as np  # noqa: PLC0415 - heavy

    readings = tuple(read(pieces_of(text), table) for told in phrasings for text in told)
    owner = np.repeat(np.arange(len(phrasings)), [len(told) for told in phrasings])
    vocabulary: dict[str, int] = {}
    rows = [[vocabulary.setdefault(term, len(vocabulary)) for term in terms_of(reading, table)] for reading in readings]
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    ids = np.fromiter((term for row in rows for term in row), dtype=np.int64, count=int(lengths.sum()))
    known = np.bincount(ids, minlength=len(vocabulary))
    weights = np.array([_weight(term, int(count), len(rows)) for term, count in zip(vocabulary, known, strict=True)])
    families = np.array([ord(term[0]) - 48 for term in vocabulary], dtype=np.int64)
    number = np.repeat(np.arange(len(rows)), lengths)
    told = Rows(np.concatenate(([0], np.cumsum(lengths))), ids, None)
    norms = _norms(number, ids, weights[ids], families, len(rows))
    entries, entry_norms = _entries(owner[number], ids, (weights, families), len(phrasings), np.bincount(owner, minlength=len(phrasings)))
    weighed = dict(zip(vocabulary, weights.tolist(), strict=True))
    numbered, words = _words(
        [signs_of(reading, table) for reading in readings], lambda word: weighed["2" + word.concept] * table.heft(*word)
    )
    return Index(
        table=table,
        readings=readings,
        owner=owner,
        sizes=np.bincount(owner, minlength=len(phrasings)),
        vocabulary=vocabulary,
        families=families,
        weights=weights,
        phrasings=told,
        entries=entries,
        phrasing_norms=norms,
        entry_norms=entry_norms,
        postings=_postings(number, ids, weights, families, norms),
        signs=tuple(numbered),
        words=words,
        shapes=shapes_of(readings),
        meanings=_meanings(tuple(numbered), words, owner),
    )


def _words(signs: Sequence[tuple[Sign, ...]], weight: Callable[[Word], float]) -> tuple[dict[Sign, int], Rows]:
    """All signs with a number each, and those of each phrasing with their weights."""
    import numpy as np  # noqa: PLC0415 - heavy

    numbers: dict[Sign, int] = {}
    ids = [numbers.setdefault(sign, len(numbers)) for told in signs for sign in told]
    weights = np.array([weight(sign.word) for told in signs for sign in told], dtype=float)
    starts = np.concatenate(([0], np.cumsum([len(told) for told in signs], dtype=np.int64)))
    return numbers, Rows(starts, np.array(ids, dtype=np.int64), weights)


def _meanings(signs: Sequence[Sign], words: Rows, owner: Array) -> Array:
    """What each entry is about."""
    import numpy as np  # noqa: PLC0415 - heavy

    told = meanings_of(sign.word for sign in signs)
    return by_entry(told[words.ids], words.values, np.repeat(np.arange(len(owner)), np.diff(words.starts)), owner)


def _norms(number: Array, ids: Array, values: Array, families: Array, rows: int) -> Array:
    """The length of each row's vector in each family."""
    import numpy as np  # noqa: PLC0415 - heavy

    squares = np.bincount(number * FAMILIES + families[ids], weights=values**2, minlength=rows * FAMILIES)
    return np.sqrt(squares.reshape(rows, FAMILIES)) + 1e-9


def _entries(number: Array, ids: Array, weighing: tuple[Array, Array], rows: int, sizes: Array) -> tuple[Rows, Array]:
    """The terms of each entry, valued by the root of the share of its phrasings that have them, and the length of its vectors."""
    import numpy as np  # noqa: PLC0415 - heavy

    weights, families = weighing
    width = max(len(weights), 1)
    pairs, counts = np.unique(number * width + ids, return_counts=True)
    owners, terms = pairs // width, pairs % width
    shares = np.sqrt(counts / sizes[owners])
    starts = np.searchsorted(owners, np.arange(rows + 1))
    return Rows(starts, terms, shares), _norms(owners, terms, weights[terms] * shares, families, rows)


def _postings(number: Array, ids: Array, weights: Array, families: Array, norms: Array) -> Rows:
    """For each term the phrasings that have it, with what it adds to their similarity; none for what is everywhere."""
    import numpy as np  # noqa: PLC0415 - heavy

    counts = np.asarray(RETRIEVAL)
    gain = weights**2 * counts[families]
    lengths = np.sqrt((norms**2) @ counts)
    known = np.bincount(ids, minlength=len(weights))
    if len(norms) > _MANY:
        kept = known[ids] <= _TOO_COMMON * len(norms)
        number, ids = number[kept], ids[kept]
        known = np.bincount(ids, minlength=len(weights))
    order = np.argsort(ids, kind="stable")
    starts = np.concatenate(([0], np.cumsum(known)))
    return Rows(starts, number[order].astype(np.int32), (gain[ids] / lengths[number])[order].astype(np.float32))
