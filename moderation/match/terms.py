"""Stub: the term matcher's interface."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from moderation.match.spec import TermSpec


class TermMatch(NamedTuple):
    """A term that stands in a text; `start`/`end` are code points of the original text."""

    signal: str
    term: str
    weight: int
    start: int
    end: int
    disguise: tuple[str, ...]
    evasive: bool


class TermTable:
    """All terms of a program as columns, with the serialised automaton; immutable, picklable, equal by content."""

    def to_state(self) -> tuple[dict[str, Any], bytes]:
        """Return a JSON-able header and one blob."""
        raise NotImplementedError

    @classmethod
    def from_state(cls, header: dict[str, Any], blob: bytes) -> TermTable:
        """Return the table that `to_state` described."""
        raise NotImplementedError


def build(specs: Iterable[TermSpec]) -> TermTable:
    """Return the table of these terms. Raises nothing for odd terms: a term that folds to nothing never matches."""
    raise NotImplementedError


class TermMatcher:
    """Finds the terms of a table."""

    def __init__(self, table: TermTable) -> None:
        raise NotImplementedError

    def find(self, text: str) -> list[TermMatch]:
        """Return the matches by start, longest first, signal, term; `allow` and `near` are already applied."""
        raise NotImplementedError


def folds_to_nothing(term: str) -> bool:
    """Return whether nothing of a term is left to match after folding (diagnostic `empty-term`)."""
    raise NotImplementedError


def folded(term: str) -> str:
    """Return the folded form by which two terms are the same (diagnostic `duplicate-term`)."""
    raise NotImplementedError
