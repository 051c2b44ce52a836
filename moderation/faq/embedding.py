"""Sentence embeddings as one more feature, from any callable that turns texts into vectors. No model ships with this library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Embedding"]

_COUNTS: Final = 6.0
"""What a cosine counts beside the other features: between unlike questions of one subject it differs by about 0.2."""

Array = Any


class Embedding:
    """The vectors of all phrasings of a FAQ."""

    __slots__ = ("_embed", "_vectors")

    def __init__(self, embed: Callable[[Sequence[str]], Any], texts: Sequence[str]) -> None:
        self._embed = embed
        self._vectors = _unit(embed(texts))

    def likeness(self, text: str, phrasings: Array) -> Array:
        """Return what the likeness of a text adds to the score of each phrasing: nothing to their mean."""
        cosines = self._vectors[phrasings] @ _unit(self._embed([text]))[0]
        return _COUNTS * (cosines - cosines.mean())


def _unit(vectors: Any) -> Array:  # noqa: ANN401 - whatever numpy takes
    import numpy as np  # noqa: PLC0415 - heavy

    rows = np.asarray(vectors, dtype=float)
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)
