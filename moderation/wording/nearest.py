"""The nearest right spelling in a sentence, for an operator who mistyped."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from moderation.wording import both

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.wording import Sentences

__all__ = ["nearest"]

_SENTENCES: Final[Sentences] = {"nearest": ("是不是想写 {nearest}？", " Did you mean {nearest}?")}


def nearest(value: str, known: Iterable[str]) -> tuple[str, str]:
    """Return, in Chinese and English, which of the known words was probably meant; nothing where none is near.

    >>> nearest("chek", ["check", "scan"])
    ('是不是想写 check？', ' Did you mean check?')
    """
    near = difflib.get_close_matches(value[:64].lower(), known, n=1)
    return both(_SENTENCES, "nearest", {"nearest": near[0]}) if near else ("", "")
