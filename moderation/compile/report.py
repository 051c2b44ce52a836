"""Collects what the passes of a compilation find wrong, so that an author sees every mistake at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moderation.diagnostics import Diagnostic, Position
from moderation.ruleset.mistakes import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moderation.diagnostics import Gravity
    from moderation.ruleset.loading import Loaded
    from moderation.ruleset.tree import Path

__all__ = ["Report"]


class Report:
    """A builder: passes add mistakes by their path in the merged document, `diagnostics()` returns them in file order.

    What may have stood where loading found a mistake is never called unknown: one mistake shall not look like many.
    """

    def __init__(self, loaded: Loaded) -> None:
        self._places = loaded.places
        self._unread, self._partial = loaded.broken, loaded.partial
        self._found: list[Diagnostic] = []
        self.faulty: set[tuple[str, str | int]] = set()
        """The rules (by number), lists and patterns (by name) that an error was found in."""

    def is_own(self, path: Path) -> bool:
        """Return whether a part of the document stands in the ruleset's own file, not in one that it extends."""
        return self._places.at(path).path == self._places.at(()).path

    def error(self, slug: str, at: Path | Position, *, near: str | None = None, **values: object) -> None:
        """Add a mistake that keeps the ruleset from being used; `near` is the likely right spelling."""
        if not isinstance(at, Position) and len(at) > 1:
            self.faulty.add((str(at[0]), at[1]))
        self._add("error", slug, at, near, values)

    def warning(self, slug: str, at: Path | Position, *, near: str | None = None, **values: object) -> None:
        """Add something that is probably not what the author wants, but that works."""
        self._add("warning", slug, at, near, values)

    def within(self, at: Path, text: str, offset: int | None) -> Position:
        """Return the place of one mistaken character of a text that stands at a path; of the whole where it cannot be told."""
        self.faulty.add((str(at[0]), at[1]))
        place = self._places.at(at)
        start = place.source.find(text, place.column - 1)
        if offset is None or start < 0 or offset >= len(text):
            return place
        return replace(place, column=start + offset + 1, end_column=start + offset + 2)

    def unknown(self, slug: str, at: Path, found: str, known: Iterable[str]) -> str | None:
        """Add the mistake of using a signal or list that is not there, unless it may be in a part that could not be read.

        Returns the name that was probably meant.
        """
        meant = nearest(found, known)
        if not self.is_unread(found):
            self.error(slug, at, near=meant, found=found)
        return meant

    def is_unread(self, name: str) -> bool:
        """Return whether a list or pattern was, or may have been, written where it could not be read."""
        return self._partial or name in self._unread

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add mistakes that were found elsewhere."""
        self._found.extend(diagnostics)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return everything that was added, by file, line and column."""
        return tuple(sorted(self._found, key=lambda diagnostic: (diagnostic.at, diagnostic.slug)))

    def place(self, at: Path | Position) -> Position:
        """Return the position of a path, or of the nearest part around it that was written."""
        return at if isinstance(at, Position) else self._places.at(at)

    def _add(self, gravity: Gravity, slug: str, at: Path | Position, near: str | None, values: Mapping[str, object]) -> None:
        texts = {key: str(value) for key, value in values.items()}
        self._found.append(Diagnostic(slug=slug, at=self.place(at), gravity=gravity, values=texts, nearest=near))
