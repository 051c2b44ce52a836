"""Whether one character stands for another in a name: by shape, by sound, or as a rare one that nobody writes otherwise."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from moderation.text.shape import looks_like
from moderation.text.sound import readings

__all__ = ["Likeness", "is_common", "likeness"]

Likeness = str
"""`same`, the option of `disguise` by which two characters are alike, or empty where they are not."""

_LETTERS: Final = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "3": "e", "4": "a", "5": "s", "8": "b", "9": "g", "q": "g"})
"""Latin letters and digits that are read for one another at a glance."""
_COMMON: Final = range(0xB0, 0xD8)
"""Lead bytes of the first level of GB 2312: the 3,755 characters of everyday writing."""
_CACHED: Final = 16_384


def is_common(character: str) -> bool:
    """Return whether a Han character is one of everyday writing.

    >>> is_common("梅"), is_common("鎂")
    (True, False)
    """
    return _lead_byte(character) in _COMMON


def _lead_byte(character: str) -> int:
    try:
        return character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 0


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


@lru_cache(maxsize=_CACHED)
def likeness(seen: str, meant: str, *, strict: bool) -> Likeness:
    """Return how a character of a name is like the one that is meant.

    `strict` is for short names, where an everyday character is just another name: 小江 is not 小红.

    >>> likeness("妹", "美", strict=False), likeness("妹", "美", strict=True), likeness("羙", "美", strict=False)
    ('homophone', '', 'lookalike')
    """
    if seen == meant:
        return "same"
    if not (_is_han(seen) and _is_han(meant)):
        return "variants" if seen.translate(_LETTERS) == meant.translate(_LETTERS) else ""
    shape, sound = looks_like(seen, meant), not set(readings(seen)).isdisjoint(readings(meant))
    if strict and is_common(seen) and not (shape and sound):
        return ""
    if shape:
        return "lookalike"
    return "homophone" if sound else "lookalike" if _lead_byte(seen) == 0 and not strict else ""
