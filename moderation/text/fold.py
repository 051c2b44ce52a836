"""The plain view: one code point in, one out, so that an offset in it is an offset in the original.

Folded are case, full width, traditional and regional forms, radicals and compatibility ideographs, enclosed and
mathematical letters and digits, accents, look-alike letters of other scripts. Full-width punctuation stays as it is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from moderation.text.tables import as_ranges, tables

__all__ = [
    "SAFE",
    "SAFE_PUNCTUATION",
    "WALL",
    "has_numbers",
    "is_plain",
    "lone_letter",
    "number_of",
    "only_script",
    "plain",
    "unsafe",
    "unsafe_or_latin",
]

WALL: Final = "\uffff"
"""Stands where something is not the sender's words: no term contains it and no match reaches across it."""

_BASIC: Final = 0xFFFF
"""The last code point of the basic plane: classes of the characters beyond it are slow, so they count as one range."""
_HAN: Final = ((0x3400, 0x4DC0), (0x4E00, 0xA000))
SAFE_PUNCTUATION: Final = "，。！？、：；"


@cache
def SAFE() -> str:  # noqa: N802 - a constant that costs 10 ms and is built on first use
    """Return the characters that need no look-up: simplified Han, lower-case letters, digits, clause punctuation."""
    folded = tables().plain
    han = "".join(chr(code) for start, end in _HAN for code in range(start, end) if code not in folded)
    return han + "abcdefghijklmnopqrstuvwxyz0123456789" + SAFE_PUNCTUATION


@cache
def unsafe() -> re.Pattern[str]:
    """Return the pattern of a character that is not `SAFE`."""
    return re.compile(f"[^{as_ranges(map(ord, SAFE()))}]")


@cache
def unsafe_or_latin() -> re.Pattern[str]:
    """Return the pattern of a character that is not `SAFE` or is a Latin letter, which may be pinyin."""
    return re.compile(f"[^{as_ranges(ord(character) for character in SAFE() if not 'a' <= character <= 'z')}]")


@cache
def lone_letter() -> re.Pattern[str]:
    """Return the pattern of one character between two that are no safe letters.

    Without one a safe text has no gap-filled match: a match across ordinary punctuation needs every gap filled.
    """
    return re.compile(f"[{SAFE_PUNCTUATION}].[{SAFE_PUNCTUATION}]")


def is_plain(text: str) -> bool:
    """Return whether a text is certainly its own plain view and holds no noise but clause punctuation.

    >>> is_plain("今天开会，记得来"), is_plain("今天 VX")
    (True, False)
    """
    return unsafe().search(text) is None


@cache
def _folding() -> re.Pattern[str]:
    return re.compile(f"[{as_ranges(code for code in tables().plain if code <= _BASIC)}\\U00010000-\\U0010FFFF]")


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(f"[{''.join(tables().numbers)}]")


def has_numbers(text: str) -> bool:
    """Return whether a character stands for several digits."""
    return _numbers().search(text) is not None


def plain(text: str) -> str:
    """Return the plain view of a text, of the same length.

    >>> plain("ＶＸ 賭博 Ⓕⓤⓒⓚ 𝐟𝐮𝐜𝐤 fuсk fúck ①❶")
    'vx 赌博 fuck fuck fuck fuck 11'
    """
    if text.isascii():
        return text.lower()
    return text if _folding().search(text) is None else text.translate(tables().plain)


def number_of(character: str) -> str | None:
    """Return the digits that one character stands for where they are more than one.

    >>> number_of("⑱"), number_of("①")
    ('18', None)
    """
    return tables().numbers.get(character)


def only_script(original: str, folded: str) -> bool:
    """Return whether two texts of the same length differ by case, traditional forms and full width alone.

    >>> only_script("賭博", "赌博"), only_script("Ⓕuck", "fuck")
    (True, False)
    """
    script = tables().script
    return all(a == b or a in script for a, b in zip(original, folded, strict=True))
