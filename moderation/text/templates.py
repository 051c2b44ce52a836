"""Templates of what is said: `{field}` stands for a value, `{{` and `}}` for the brace itself.

Values are put in within one pass, so what stands in a value is never taken for a field.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Slot", "filled", "slots"]

_PIECE: Final = re.compile(r"\{\{|\}\}|\{([^{}\n]{0,64})\}|[{}]")


class Slot(NamedTuple):
    """A `{field}` of a template with its place; `name` is `None` for a brace that opens or closes nothing."""

    name: str | None
    start: int
    end: int


def slots(template: str) -> tuple[Slot, ...]:
    """Return the fields of a template in their order, and the braces that belong to none.

    >>> [slot.name for slot in slots("@{user} 您好，{answer}")], slots("{{ok}} {")
    (['user', 'answer'], (Slot(name=None, start=7, end=8),))
    """
    return tuple(
        Slot(piece[1].strip() if piece[1] is not None else None, *piece.span())
        for piece in _PIECE.finditer(template)
        if piece[0] not in ("{{", "}}")
    )


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its fields filled in; a field without a value stays as it is written.

    >>> filled("@{user} {{好}} {nobody}", {"user": "{answer}"})
    '@{answer} {好} {nobody}'
    """
    return _PIECE.sub(_filler(values), template)


def _filler(values: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    def fill(piece: re.Match[str]) -> str:
        if piece[0] in ("{{", "}}"):
            return piece[0][0]
        name = piece[1]
        return values.get(name.strip(), piece[0]) if name is not None else piece[0]

    return fill
