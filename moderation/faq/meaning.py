"""What words mean, by the company that they keep: a vector for each everyday word, and for a text what its words come to.

A table of synonyms knows what was written into it; vectors know that 更换 is near 替换 and 密码 near 加密 without being told.
They do not tell 提高 from 降低: opposites keep the same company. So they only say what a text is about.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from moderation.text.segmentation import LONGEST_WORD, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.faq.reading import Word

__all__ = ["by_entry", "meanings_of", "together"]

_CACHED: Final = 16_384
_IN_PARTS: Final = 0.8
"""What a meaning counts that is put together from those of the parts of a word."""

Array = Any


@cache
def _table() -> tuple[Array, Array]:
    """The words in their order, and a row of bytes for each: read once, on first use, 2.5 MB."""
    import numpy as np  # noqa: PLC0415 - heavy

    folder = files("moderation.faq") / "data"
    known = (folder / "meanings.txt").read_text(encoding="utf-8").split()
    with (folder / "meanings.npy").open("rb") as content:
        return np.array(known, dtype=f"<U{LONGEST_WORD}"), np.load(content, allow_pickle=False)


@lru_cache(maxsize=_CACHED)
def _meaning(surface: str, concept: str) -> Array:
    """The vector of a word, else of what it stands for, else of its parts, which is shorter; 0 for a word of which nothing is known."""
    import numpy as np  # noqa: PLC0415 - heavy

    for word in (surface, concept):
        found = _vector(word)
        if found is not None:
            return found
    parts = words(surface)
    parts = parts if len(parts) > 1 else tuple(surface)
    known = [vector for part in parts if (vector := _vector(part)) is not None]
    if not known:
        return np.zeros(_table()[1].shape[1], dtype=np.float32)
    return _unit(np.sum(known, axis=0)) * np.float32(_IN_PARTS * len(known) / len(parts))


def _vector(word: str) -> Array | None:
    import numpy as np  # noqa: PLC0415 - heavy

    known, rows = _table()
    place = int(known.searchsorted(word[:LONGEST_WORD]))
    return _unit(rows[place].astype(np.float32)) if place < len(known) and known[place] == word else None


def meanings_of(told: Iterable[Word]) -> Array:
    """Return the vectors of some words, one row a word.

    >>> from moderation.faq.reading import Word
    >>> one, near, far = meanings_of([Word("更换", "修改"), Word("替换", "替换"), Word("咳嗽", "咳嗽")])
    >>> bool(one @ near > 0.6 > one @ far)
    True
    """
    import numpy as np  # noqa: PLC0415 - heavy

    rows = [_meaning(*word) for word in told]
    return np.array(rows) if rows else np.zeros((0, _table()[1].shape[1]), dtype=np.float32)


def together(meanings: Array, weights: Array) -> Array:
    """Return what some words come to: the direction of their sum, each as much as it weighs."""
    return _unit(weights @ meanings)


def by_entry(meanings: Array, weights: Array, phrasing: Array, owner: Array) -> Array:
    """Return what each entry is about, every phrasing counting the same.

    `meanings` and `weights` are those of all words, `phrasing` the phrasing that each word is in, `owner` the entry of each phrasing.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    told = np.zeros((len(owner), meanings.shape[1]), dtype=np.float32)
    np.add.at(told, phrasing, meanings * weights[:, None].astype(np.float32))
    entries = np.zeros((int(owner[-1]) + 1 if len(owner) else 0, meanings.shape[1]), dtype=np.float32)
    np.add.at(entries, owner, _unit(told))
    return _unit(entries)


def _unit(rows: Array) -> Array:
    import numpy as np  # noqa: PLC0415 - heavy

    return rows / (np.linalg.norm(rows, axis=-1, keepdims=True) + np.float32(1e-9))
