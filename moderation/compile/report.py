"""Collects what the passes of a compilation find wrong, so that an author sees every mistake at once."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from moderation.diagnostics import Diagnostic, Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moderation.diagnostics import Gravity

__all__ = ["Path", "Report", "nearest"]

Path = tuple[str | int, ...]
"""A place in the merged ruleset document: keys and list indices from its root."""

_NOWHERE = Position("")


def nearest(found: str, known: Iterable[str]) -> str | None:
    """Return the known name that is spelt most like what was found, if one is.

    >>> nearest("gambing", ["gambling", "fraud"])
    'gambling'
    """
    return next(iter(get_close_matches(found, sorted(known), n=1, cutoff=0.6)), None)


class Report:
    """A builder: passes add mistakes by their path in the document, `diagnostics()` returns them in file order."""

    def __init__(self, places: Mapping[Path, Position]) -> None:
        self._places = places
        self._found: list[Diagnostic] = []

    def error(self, slug: str, at: Path | Position, *, near: str | None = None, **values: object) -> None:
        """Add a mistake that keeps the ruleset from being used; `near` is the likely right spelling."""
        self._add("error", slug, at, near, values)

    def warning(self, slug: str, at: Path | Position, *, near: str | None = None, **values: object) -> None:
        """Add something that is probably not what the author wants, but that works."""
        self._add("warning", slug, at, near, values)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return everything that was added, by file, line and column."""
        return tuple(sorted(self._found, key=lambda diagnostic: (diagnostic.at, diagnostic.slug)))

    def _add(self, gravity: Gravity, slug: str, at: Path | Position, near: str | None, values: Mapping[str, object]) -> None:
        place = at if isinstance(at, Position) else self._place(at)
        texts = {key: str(value) for key, value in values.items()}
        self._found.append(Diagnostic(slug=slug, at=place, gravity=gravity, values=texts, nearest=near))

    def _place(self, path: Path) -> Position:
        """Where the path stands in its file; where it was not written, the nearest thing around it that was."""
        while path not in self._places and path:
            path = path[:-1]
        return self._places.get(path, _NOWHERE)
