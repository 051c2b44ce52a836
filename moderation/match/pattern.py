"""A term as a matcher holds it: one row of the table with everything that candidates are measured by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.match.disguises import spelled_otherwise
from moderation.match.keys import is_literal, spellings
from moderation.text.fold import plain
from moderation.text.noise import kind_of_noise
from moderation.text.views import runs_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.match.spec import Matching
    from moderation.match.table import TermTable

__all__ = ["Pattern", "Patterns", "pattern_at"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pattern:
    """One row of a table; made once a matcher, so it is compared by identity.

    `spellings` are its compact forms (for a literal term its plain form), the own one first; `otherwise` are the forms
    that options add, with the option; `merged` has (text of the runs, length of each run, spelling) for each spelling of
    two letters and more; `letters` is the term as its author wrote it, without noise.
    """

    row: int
    text: str
    signal: str
    role: str
    weight: int
    matching: Matching
    near: tuple[tuple[int, ...], int] | None
    literal: bool
    spellings: tuple[str, ...]
    otherwise: Mapping[str, str]
    letters: str
    merged: tuple[tuple[str, tuple[int, ...], str], ...]


def pattern_at(table: TermTable, row: int) -> Pattern:
    """Return the pattern of one row."""
    text, matching = table.texts[row], table.matchings[table.matching_of[row]]
    literal = is_literal(text, matching)
    forms = (plain(text),) if literal else spellings(text)
    near = table.near_of[row]
    return Pattern(
        row=row, text=text, signal=table.signals[table.signal_of[row]], role=table.role(row), weight=table.weight_of[row],
        matching=matching, near=None if near < 0 else table.nears[near], literal=literal, spellings=forms,
        otherwise={} if literal else spelled_otherwise(forms[0], matching), letters=_letters(text),
        merged=() if literal else tuple(_merged(form) for form in forms if len(form) > 1),
    )  # fmt: skip


def _letters(text: str) -> str:
    return "".join(own for own, read in zip(text, plain(text), strict=True) if kind_of_noise(read) is None)


def _merged(spelling: str) -> tuple[str, tuple[int, ...], str]:
    runs = runs_of(spelling)
    return runs.text, tuple(b - a for a, b in zip(runs.firsts, runs.firsts[1:], strict=False)), spelling


class Patterns(dict[int, Pattern]):
    """The patterns of a table by row, each made when it is first asked for: most never are."""

    def __init__(self, table: TermTable) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, row: int) -> Pattern:
        """Make the pattern of a row."""
        self[row] = pattern = pattern_at(self._table, row)
        return pattern
