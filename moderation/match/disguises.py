"""The spellings of a term that an author lets count: written in parts, out of order, as initials, by sound, by shape."""

from __future__ import annotations

from itertools import islice, permutations, product
from typing import TYPE_CHECKING, Final

from moderation.text.shape import core_of, cores_like, splits_of
from moderation.text.sound import readings, symbol_of_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.match.spec import Matching

__all__ = ["can_be_bent", "initials_of", "shape_keys", "sound_keys", "spelled_otherwise"]

_SPELLINGS_AT_MOST: Final = 64
"""Spellings of one term in parts: every way for three characters, the first ones for longer terms."""
_SOUNDS_AT_MOST: Final = 8
_SHUFFLED_AT_MOST: Final = 4
"""Longest term whose every order counts; of longer ones only neighbours that changed places."""
_SHAPES_AT_MOST: Final = 16
_INITIALS_AT_LEAST: Final = 2


def can_be_bent(letters: str) -> bool:
    """Return whether a term may be told by sound, shape or order: one Han character alone is like too many others.

    >>> can_be_bent("赌博"), can_be_bent("加v")
    (True, False)
    """
    return sum(not letter.isascii() for letter in letters) > 1


def spelled_otherwise(letters: str, matching: Matching) -> dict[str, str]:
    """Return the compact spellings that the options add to a term, each with the name of its option."""
    forms: dict[str, str] = {}
    if matching.pinyin == "initials" and (initials := initials_of(letters)):
        forms[initials] = "pinyin"
    if matching.shuffle and can_be_bent(letters):
        forms.update(dict.fromkeys(_shuffled(letters), "shuffle"))
    if matching.split:
        forms.update(dict.fromkeys(_in_parts(letters), "split"))
    forms.pop(letters, None)
    return forms


def _in_parts(letters: str) -> Iterator[str]:
    ways = [(letter, *splits_of(letter)) for letter in letters]
    for _, parts in zip(range(_SPELLINGS_AT_MOST), product(*ways), strict=False):
        yield "".join(parts)


def _shuffled(letters: str) -> set[str]:
    if len(letters) > _SHUFFLED_AT_MOST:
        return {letters[:i] + letters[i + 1] + letters[i] + letters[i + 2 :] for i in range(len(letters) - 1)}
    return {"".join(order) for order in permutations(letters)} if len(letters) > 1 else set()


def initials_of(letters: str) -> str:
    """Return the first letters of the syllables of a term, Latin letters as they are; empty for a single character.

    >>> initials_of("傻逼"), initials_of("加v")
    ('sb', 'jv')
    """
    firsts = [letter if letter.isascii() else readings(letter)[0][0] if readings(letter) else "" for letter in letters]
    return "".join(firsts) if len(letters) >= _INITIALS_AT_LEAST and all(firsts) else ""


def sound_keys(letters: str) -> set[str]:
    """Return the symbols that a term may sound like: one string for each combination of its readings, the common ones first."""
    ways = [tuple(dict.fromkeys(map(symbol_of_syllable, readings(letter)))) or (letter,) for letter in letters]
    return {"".join(symbols) for _, symbols in zip(range(_SOUNDS_AT_MOST), product(*ways), strict=False)}


def shape_keys(letters: str) -> set[str]:
    """Return what a term may look like in the shape view: as it is, and with one character that merely looks like its own."""
    ways = [cores_like(letter) for letter in letters]
    own = "".join(core_of(letter) for letter in letters)
    single = (own[:place] + core + own[place + 1 :] for place, cores in enumerate(ways) for core in cores[1:])
    return {own, *islice(single, _SHAPES_AT_MOST)}
