"""The nearest right spelling, for an operator who mistyped."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from moderation.wording import both
from moderation.wording.cli import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["nearest"]


def nearest(value: str, known: Iterable[str]) -> tuple[str, str]:
    """Return, in Chinese and English, which of the known words was probably meant; nothing where none is near.

    >>> nearest("chek", ["check", "scan"])
    ('是不是想写 check？', ' Did you mean check?')
    """
    near = difflib.get_close_matches(value[:64].lower(), known, n=1)
    return both(SENTENCES, "nearest", {"nearest": near[0]}) if near else ("", "")
