"""What a question and a phrasing, or an entry as a whole, have in common, as numbers that `faq.scoring` weighs.

All candidates of a question are compared at once: overlaps by numpy, strings by rapidfuzz, words by `faq.alignment`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from moderation.faq.alignment import Aligner
from moderation.faq.index import FAMILIES
from moderation.faq.vocabulary import KINDS
from moderation.text.sound import symbols_of

if TYPE_CHECKING:
    from moderation.faq.index import Asked, Index
    from moderation.faq.reading import Reading

__all__ = ["ENTRY", "PAIR", "Compared", "compare"]

PAIR: Final = (
    "char", "pair", "concept", "matter", "sound", "asked", "told", "least", "product", "lost", "added", "exchanged", "ratio", "ratio_cubed",
    "text", "heard", "sorted", "exact", "kinds_agree", "kinds_differ", "kinds_vague", "denial", "opposites", "numbers_differ",
    "numbers_missing", "length",
)  # fmt: skip
"""The features of a question beside one phrasing."""
ENTRY: Final = ("entry_char", "entry_pair", "entry_concept", "entry_sound", "entry_asked", "size")
"""The features of a question beside all phrasings of an entry together."""
_OVERLAPS: Final = (0, 1, 2, 4)
_VAGUE: Final = sum(1 << KINDS.index(kind) for kind in ("can", "whether", "which"))

Array = Any


class Compared:
    """A question beside its candidates: `pairs` one row a phrasing, `entries` one row an entry, `owner` the entry's row of a phrasing."""

    __slots__ = ("_covered", "_signs", "aligner", "candidates", "entries", "numbers", "owner", "pairs")

    def __init__(self, index: Index, asked: Asked, candidates: Array) -> None:
        import numpy as np  # noqa: PLC0415 - heavy

        self.candidates = candidates
        self.aligner = Aligner(asked.signs, asked.sign_weights)
        self.numbers, self.owner = np.unique(index.owner[candidates], return_inverse=True)
        overlap = _Overlap(index, asked)
        rows = candidates.tolist()
        self._signs = [index.signs[row] for row in rows]
        shared = [overlap.cosines(index.phrasings, candidates, index.phrasing_norms)]
        aligned = np.array([self.aligner.align(signs, index.sign_weights[row]) for signs, row in zip(self._signs, rows, strict=True)])
        told = [index.readings[row] for row in rows]
        self.pairs = np.concatenate((*shared, aligned, _strings(asked.reading, told), _conflicts(index, asked, told)), axis=1)
        self._covered = self._by_entry()
        self.entries = self._as_entries(index, overlap)

    def _by_entry(self) -> dict[int, list[float]]:
        best: dict[int, list[float]] = {}
        for row, owner in enumerate(self.owner.tolist()):
            covered = self.aligner.covered(self._signs[row])
            best[owner] = list(map(max, best[owner], covered)) if owner in best else covered
        return best

    def covered_by(self, entry: int) -> list[float]:
        """Return for each word of the question the best that any phrasing of an entry (by its row) has for it, 0–1."""
        return self._covered[entry]

    def _as_entries(self, index: Index, overlap: _Overlap) -> Array:
        import numpy as np  # noqa: PLC0415 - heavy

        cosines = overlap.cosines(index.entries, self.numbers, index.entry_norms)[:, _OVERLAPS]
        asked = [self.aligner.share(self._covered[owner]) for owner in range(len(self.numbers))]
        return np.column_stack((cosines, asked, np.log(index.sizes[self.numbers])))


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


def _strings(asked: Reading, told: list[Reading]) -> Array:
    """How alike the texts are as strings: by concepts, as written, by sound, whatever the order."""
    import numpy as np  # noqa: PLC0415 - heavy
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - the same

    core, heard, words = asked.core, symbols_of(asked.core), "".join(sorted(word.concept for word in asked.words))
    rows = []
    for one in told:
        its = one.core
        alike = ratio(core, its) / 100
        in_order = ratio(words, "".join(sorted(word.concept for word in one.words))) / 100
        rows.append((alike, alike**3, ratio(asked.text, one.text) / 100, ratio(heard, symbols_of(its)) / 100, in_order, float(core == its)))
    return np.array(rows)


def _conflicts(index: Index, asked: Asked, told: list[Reading]) -> Array:
    """What speaks against it: another kind of question, a denial, opposites, other numbers, another length."""
    import numpy as np  # noqa: PLC0415 - heavy

    reading, opposites = asked.reading, index.table.opposites
    concepts = {word.concept for word in reading.words}
    against = [(concept, opposites[concept]) for concept in concepts if concept in opposites]
    rows = []
    for one in told:
        theirs = {word.concept for word in one.words} if against else set()
        turned = any(concept not in theirs and not (others - concepts).isdisjoint(theirs) for concept, others in against)
        rows.append(
            (*_kinds(reading.kinds, one.kinds), reading.denies != one.denies, turned, *_numbers(reading, one), _length(reading, one))
        )
    return np.array(rows, dtype=float)


def _kinds(asked: int, told: int) -> tuple[bool, bool, bool]:
    """Whether both ask for the same, for something else, or one of them leaves open what it asks for."""
    if asked & told:
        return True, False, False
    clear = asked & ~_VAGUE and told & ~_VAGUE
    return False, bool(clear), not clear and asked != told


def _numbers(one: Reading, other: Reading) -> tuple[bool, bool]:
    differ = bool(one.numbers and other.numbers) and one.numbers.isdisjoint(other.numbers)
    return differ, bool(one.numbers) != bool(other.numbers)


def _length(one: Reading, other: Reading) -> float:
    import math  # noqa: PLC0415 - one call

    return abs(math.log((len(one.text) + 1) / (len(other.text) + 1)))
