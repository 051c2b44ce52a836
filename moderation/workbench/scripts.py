"""Other ways of writing a character, read backwards off the tables by which the matcher folds them to one."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from moderation.text.emoji import pictures_of
from moderation.text.shape import lookalikes_of, splits_of
from moderation.text.sound import characters_of, readings, syllables_like
from moderation.text.tables import tables

__all__ = ["SCRIPTS", "homophones", "is_common", "is_han", "lookalikes", "near_homophones", "pictures", "splits", "written_as"]

SCRIPTS: Final[dict[str, tuple[str, ...]]] = {
    "fullwidth": ("FULLWIDTH",),
    "enclosed": ("CIRCLED", "NEGATIVE CIRCLED", "PARENTHESIZED", "SQUARED", "NEGATIVE SQUARED"),
    "mathematical": ("MATHEMATICAL",),
    "compatibility": ("CJK COMPATIBILITY", "KANGXI RADICAL", "CJK RADICAL"),
    "letters": ("CYRILLIC", "GREEK", "ARMENIAN", "LATIN SMALL LETTER", "LATIN CAPITAL LETTER"),
}
"""How the Unicode names of the characters of a way of writing begin."""

_HAN: Final = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"))
_FIRST_RARE: Final = 0xD8
"""First byte in GB 2312 of the characters that are not among its 3,755 common ones."""


def is_han(character: str) -> bool:
    """Return whether a character is a Han character of the basic plane.

    >>> is_han("赌"), is_han("v")
    (True, False)
    """
    return any(first <= character <= last for first, last in _HAN)


def is_common(character: str, *, rare: bool = False) -> bool:
    """Return whether people type a character: it is among the common ones of GB 2312, or with `rare` among all of them.

    >>> is_common("堵"), is_common("睹"), is_common("睹", rare=True), is_common("簙", rare=True)
    (True, True, True, False)
    """
    try:
        written = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(written) > 1 and (rare or written[0] < _FIRST_RARE)


@cache
def _sources() -> dict[str, str]:
    """Character → everything that folds to it, by code point."""
    sources: dict[str, list[str]] = {}
    for code, target in sorted(tables().plain.items()):
        sources.setdefault(target, []).append(chr(code))
    return {target: "".join(characters) for target, characters in sources.items()}


@cache
def written_as(character: str, way: str) -> str:
    """Return the characters that a way of writing has for one: a key of `SCRIPTS`, or `traditional`.

    >>> written_as("v", "fullwidth"), written_as("v", "enclosed")[0], written_as("赌", "traditional")
    ('Ｖｖ', '⒱', '賭')
    """
    sources = _sources().get(character.lower(), "")
    if way == "traditional":
        return "".join(source for source in sources if is_han(source) and source in tables().script)
    return "".join(source for source in sources if not source.isascii() and _is_named(source, SCRIPTS[way]))


def _is_named(character: str, beginnings: tuple[str, ...]) -> bool:
    return unicodedata.name(character, "").startswith(beginnings)


@cache
def homophones(character: str) -> str:
    """Return the common characters that are read exactly like one, tones aside.

    >>> "堵" in homophones("赌"), homophones("a")
    (True, '')
    """
    return _spoken(readings(character)[:1], character)


@cache
def near_homophones(character: str) -> str:
    """Return the common characters that only spammers hear alike: s for sh, l for n, a front for a back nasal.

    >>> "四" in near_homophones("是"), "事" in near_homophones("是")
    (True, False)
    """
    return _spoken(tuple(near for syllable in readings(character)[:1] for near in syllables_like(syllable)), character)


def _spoken(syllables: tuple[str, ...], character: str) -> str:
    own = set(readings(character)) if len(syllables) > 1 or syllables[:1] != readings(character)[:1] else set()
    heard = dict.fromkeys(other for syllable in syllables for other in characters_of(syllable))
    return "".join(other for other in heard if other != character and is_common(other) and own.isdisjoint(readings(other)))


@cache
def lookalikes(character: str) -> str:
    """Return the characters that look like one and that people can type.

    >>> "睹" in lookalikes("赌"), lookalikes("a")
    (True, '')
    """
    return "".join(other for other in lookalikes_of(character) if is_common(other, rare=True))


@cache
def splits(character: str) -> tuple[str, ...]:
    """Return the ways to write a character in parts that people can type.

    >>> splits("信"), splits("上")
    (('人言', '亻言'), ())
    """
    return tuple(parts for parts in splits_of(character) if all(is_common(part, rare=True) for part in parts))


@cache
def pictures(character: str) -> str:
    """Return the emoji that are read as a character."""
    return pictures_of(character)
