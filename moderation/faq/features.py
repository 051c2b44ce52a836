"""What a question and a phrasing, or an entry as a whole, have in common, as numbers that `faq.scoring` weighs.

All candidates of a question are compared at once: overlaps by numpy, strings by rapidfuzz, words by `faq.alignment`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from moderation.faq.alignment import ALIGNED, Alignment
from moderation.faq.alike import turned_pairs
from moderation.faq.index import FAMILIES
from moderation.faq.meaning import meanings_of, together
from moderation.faq.shapes import length_of, shape_of
from moderation.faq.vocabulary import KINDS

if TYPE_CHECKING:
    from moderation.faq.index import Asked, Index
    from moderation.faq.reading import Reading
    from moderation.faq.shapes import Shape

__all__ = ["ENTRY", "PAIR", "Compared", "compare"]

PAIR: Final = (
    "char", "pair", "concept", "matter", "sound", *ALIGNED, "ratio", "ratio_cubed",
    "text", "heard", "sorted", "exact", "kinds_agree", "kinds_differ", "kinds_vague", "aspects_differ", "denial", "opposites",
    "numbers_differ", "numbers_missing", "length",
)  # fmt: skip
"""The features of a question beside one phrasing."""
ENTRY: Final = ("entry_char", "entry_pair", "entry_concept", "entry_sound", "entry_asked", "entry_meaning", "size")
"""The features of a question beside all phrasings of an entry together."""
_OVERLAPS: Final = (0, 1, 2, 4)
_VAGUE: Final = sum(1 << KINDS.index(kind) for kind in ("can", "whether", "which"))

Array = Any


class Compared:
    """A question beside its candidates: `pairs` one row a phrasing, `entries` one row an entry, `owner` the entry's row of a phrasing."""

    __slots__ = ("_covered", "candidates", "entries", "numbers", "owner", "pairs")

    def __init__(self, index: Index, asked: Asked, candidates: Array) -> None:
        import numpy as np  # noqa: PLC0415 - heavy

        self.candidates = candidates
        self.numbers, self.owner = np.unique(index.owner[candidates], return_inverse=True)
        overlap, aligned = _Overlap(index, asked), Alignment(index, asked, candidates)
        shared = overlap.cosines(index.phrasings, candidates, index.phrasing_norms)
        rows = candidates.tolist()
        strings = _strings(shape_of(asked.reading), [index.shapes.strings[row] for row in rows])
        self.pairs = np.concatenate((shared, aligned.features, strings, _conflicts(index, asked, candidates)), axis=1)
        self._covered = aligned.by_entry(self.owner, len(self.numbers))
        cosines = overlap.cosines(index.entries, self.numbers, index.entry_norms)[:, _OVERLAPS]
        meaning = index.meanings[self.numbers] @ together(meanings_of(asked.reading.words), np.array(asked.sign_weights))
        self.entries = np.array((*cosines.T, aligned.shares(self._covered), meaning, np.log(index.sizes[self.numbers]))).T

    def covered_by(self, entry: int) -> list[float]:
        """Return for each word of the question the best that any phrasing of an entry (by its row) has for it, 0–1."""
        covered: list[float] = self._covered[entry].tolist()
        return covered


def compare(index: Index, asked: Asked, candidates: Array) -> Compared:
    """Return a question beside some phrasings, at least one."""
    return Compared(index, asked, candidates)


class _Overlap:
    """The terms of a question, spread out so that those of many rows can be looked up in them."""

    def __init__(self, index: Index, asked: Asked) -> None:
        import numpy as np  # noqa: PLC0415 - heavy

        known = asked.ids >= 0
        self._squares = np.zeros(len(index.weights))
        self._squares[asked.ids[known]] = asked.weights[known] ** 2
        self._families = index.families
        norms = np.bincount(asked.families, weights=asked.weights**2, minlength=FAMILIES)
        self._norms = np.sqrt(norms) + 1e-9

    def cosines(self, rows: Any, chosen: Array, norms: Array) -> Array:  # noqa: ANN401 - Rows
        """Return the cosine of the question and each chosen row in each family."""
        import numpy as np  # noqa: PLC0415 - heavy

        number, place = rows.gather(chosen)
        ids = rows.ids[place]
        shared = self._squares[ids]
        if rows.values is not None:
            shared = shared * rows.values[place]
        dots = np.bincount(number * FAMILIES + self._families[ids], weights=shared, minlength=len(chosen) * FAMILIES)
        return dots.reshape(len(chosen), FAMILIES) / (norms[chosen] * self._norms)


def _strings(asked: Shape, told: list[Shape]) -> Array:
    """How alike the texts are as strings: by concepts, as written, by sound, whatever the order."""
    import numpy as np  # noqa: PLC0415 - heavy
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - the same

    text, core, heard, ordered = asked
    table = np.array([(ratio(core, its), ratio(text, one), ratio(heard, sound), ratio(ordered, words)) for one, its, sound, words in told])
    alike = table[:, 0] / 100
    rest = table[:, 1:].T / 100
    return np.array((alike, alike**3, *rest, [core == one.core for one in told]), dtype=float).T


def _conflicts(index: Index, asked: Asked, candidates: Array) -> Array:
    """What speaks against it: another kind of question, a denial, opposites, other numbers, another length."""
    import numpy as np  # noqa: PLC0415 - heavy

    reading, shapes = asked.reading, index.shapes
    rows = candidates.tolist()
    numbered = shapes.numbered[candidates]
    differ = [bool(index.readings[row].numbers) and reading.numbers.isdisjoint(index.readings[row].numbers) for row in rows]
    columns = (
        *_kinds(reading.kinds, shapes.kinds[candidates]),
        _aspects_differ(reading.aspects, shapes.aspects[candidates]),
        shapes.denies[candidates] != reading.denies,
        _turned(index, reading, rows),
        differ if reading.numbers else np.zeros(len(rows)),
        numbered != bool(reading.numbers),
        np.abs(shapes.lengths[candidates] - length_of(reading)),
    )
    return np.array(columns, dtype=float).T


def _turned(index: Index, asked: Reading, rows: list[int]) -> list[bool]:
    """Whether a phrasing has the opposite of what the question has, as a word or beside the same character."""
    concepts = {word.concept for word in asked.words}
    against = [(concept, index.table.opposites[concept] - concepts) for concept in concepts if concept in index.table.opposites]
    flipped = turned_pairs(asked.text)
    if not against and not flipped:
        return [False] * len(rows)
    told = [(index.shapes.strings[row].text, index.shapes.concepts[row]) for row in rows]
    return [
        any(pair in text for pair in flipped) or any(one not in theirs and not others.isdisjoint(theirs) for one, others in against)
        for text, theirs in told
    ]


def _aspects_differ(asked: int, told: Array) -> Array:
    """Whether each side is about something in a thing that the other side is not about."""
    return ((asked & ~told) != 0) & ((told & ~asked) != 0)


def _kinds(asked: int, told: Array) -> tuple[Array, Array, Array]:
    """Whether both ask for the same, for something else, or one of them leaves open what it asks for."""
    agree = (told & asked) != 0
    clear = ~agree & ((told & ~_VAGUE) != 0) & bool(asked & ~_VAGUE)
    return agree, clear, ~agree & ~clear & (told != asked)
