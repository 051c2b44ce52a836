"""What an author got wrong: a slug, a place, what was found, what was expected, the nearest right spelling.

Sentences come from `moderation.wording` in Chinese or English; a Diagnostic itself only carries values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Diagnostic", "Gravity", "Position"]

Gravity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: 1-based line and column in code points; `end_column` is exclusive; `source` is the line."""

    path: str
    line: int = 1
    column: int = 1
    end_column: int = 2
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One mistake. `values` fill the sentence of `slug` in the wording catalogue; `nearest` is the likely right spelling."""

    slug: str
    at: Position
    gravity: Gravity = "error"
    values: Mapping[str, str] = field(default_factory=dict)
    nearest: str | None = None
