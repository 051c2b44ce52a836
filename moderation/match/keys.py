"""From what an author wrote to what an automaton holds: the spellings of a term and the keys that find them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from moderation.match.disguises import can_be_bent, shape_keys, sound_keys, spelled_otherwise
from moderation.text.fold import is_plain, plain
from moderation.text.noise import any_noise, kind_of_noise
from moderation.text.views import folded_letters, merged_runs

if TYPE_CHECKING:
    from moderation.match.spec import Matching

__all__ = ["folded", "folds_to_nothing", "is_literal", "keys_of", "spellings"]

_NUMERAL: Final = re.compile("[零〇一二两三四五六七八九十百]{1,5}")
_DIGITS: Final = {character: str(value) for value, character in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}
_UNITS: Final = {"十": 10, "百": 100}


def is_literal(term: str, matching: Matching) -> bool:
    """Return whether a term's own punctuation is part of it, so that it is looked for as it stands (t.me, +v, C++).

    >>> from moderation.match.spec import Matching
    >>> is_literal("t.me", Matching()), is_literal("加 微信", Matching())
    (True, False)
    """
    if term.isalnum() and is_plain(term):
        return False
    kinds = {kind_of_noise(character) for gap in any_noise().findall(plain(term)) for character in gap}
    return bool(kinds & {"symbol", "clause"} or (kinds and not matching.separators))


def folds_to_nothing(term: str) -> bool:
    r"""Return whether nothing of a term is left to look for.

    >>> folds_to_nothing(" \u200b"), folds_to_nothing("❤")
    (True, False)
    """
    return all(kind_of_noise(character) in ("invisible", "space", "break") for character in plain(term))


def folded(term: str) -> str:
    """Return the form by which two terms are the same.

    >>> folded("賭 博") == folded("赌博")
    True
    """
    return folded_letters(term) or plain(term)


def spellings(term: str) -> tuple[str, ...]:
    """Return the compact forms that stand for a term: as written, and with Chinese numerals as digits.

    >>> spellings("十八禁"), spellings("百家乐")
    (('十八禁', '18禁'), ('百家乐',))
    """
    letters = term if term.isalnum() and is_plain(term) else folded_letters(term)
    if not _NUMERAL.search(letters):
        return (letters,)
    in_digits = _NUMERAL.sub(lambda numeral: _as_digits(numeral.group()), letters)
    return (letters,) if in_digits == letters or in_digits.isdigit() else (letters, in_digits)


def _as_digits(numeral: str) -> str:
    """Return a Chinese number as digits, or unchanged where it is none that is read as one (百, 一十百)."""
    value, pending = 0, 0
    for character in numeral:
        unit = _UNITS.get(character)
        if unit is None:
            if pending:
                return numeral
            pending = int(_DIGITS[character])
        elif not pending and unit != 10:  # noqa: PLR2004 - 百家乐 is no number, 十八禁 is one
            return numeral
        else:
            value, pending = value + (pending or 1) * unit, 0
    return str(value + pending)


def keys_of(term: str, matching: Matching) -> tuple[set[str], set[str], set[str]]:
    """Return every string whose presence makes the term a candidate, for the letters, the sound and the shape view.

    All are empty for a term that folds to nothing.
    """
    if is_literal(term, matching):
        return {plain(term)}, set(), set()
    forms = spellings(term)
    written = {*forms, *map(merged_runs, forms), *spelled_otherwise(forms[0], matching)}
    several = can_be_bent(forms[0])
    sounds = sound_keys(forms[0]) if several and (matching.homophone or matching.pinyin != "off") else set()
    shapes = shape_keys(forms[0]) if several and matching.lookalike else set()
    return written - {""}, sounds - {""}, shapes - {""}
