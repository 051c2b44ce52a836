"""One record of an export as it stood: what stands between the files and the readers of each format."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from moderation.archives.reject import Reject, rejected

__all__ = ["EXCERPT_CHARS", "Numbered", "Record", "mapping", "sequence", "words"]

EXCERPT_CHARS: Final = 80
"""How much of a record is kept to show it in a reject."""


class Record(NamedTuple):
    """A record: its 1-based line or place, its values by the names that the export gives them, and its first characters."""

    number: int
    fields: dict[str, Any]
    source: str = ""

    def refused(self, reason: str) -> Reject:
        """Return the Reject that this record becomes."""
        return rejected(self.number, reason, self.source)

    def mapping(self, name: str) -> dict[str, Any]:
        """Return the object under a name; empty where there is none."""
        return mapping(self.fields.get(name))

    def words(self, *names: str) -> str:
        """Return the first text or number that stands under one of some names; empty where none does."""
        for name in names:
            text = words(self.fields.get(name))
            if text:
                return text
        return ""


Numbered = Record | Reject
"""What every source of records yields, one for each row of the export."""


def words(value: object) -> str:
    """Return a text, or a number in text form; empty for anything else.

    >>> words("42"), words(42), words(True), words(None)
    ('42', '42', '', '')
    """
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def mapping(value: object) -> dict[str, Any]:
    """Return an object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> list[Any]:
    """Return an array; an empty one for anything else."""
    return value if isinstance(value, list) else []
