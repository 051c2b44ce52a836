"""The sound view: Han characters and whole pinyin syllables as one symbol each, alike where spammers hear no difference.

A symbol stands for a class of toneless syllables: s and sh, c and ch, z and zh, n and l, front and back nasals fall
together. Whether two characters sound exactly the same is asked of `readings`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, NamedTuple

from moderation.text.tables import dense

__all__ = [
    "Sounds", "characters_of", "has_pinyin", "is_homophone", "readings", "sounds_of", "spell", "syllables_like", "syllables_of",
    "symbol_of_character", "symbol_of_syllable", "symbols_of",
]  # fmt: skip

_FIRST_SYMBOL: Final = 0xE000
"""Symbols live in the private use area, so that they can never be mistaken for a letter of the text."""
_LONGEST_SYLLABLE: Final = 6
_LONGEST_RUN: Final = 60
"""Latin letters in one run that may still be pinyin: ten words of two syllables, written without a space."""
_LATIN_RUN: Final = re.compile("[a-z]+")
_LONE_VOWELS: Final = frozenset("aeiouv")
_FUZZY: Final = ((re.compile("^([zcs])h"), r"\1"), (re.compile("^n"), "l"), (re.compile("([aei]n)g$"), r"\1"))


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    text = (files("moderation.text") / "data" / "sound.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("# "))
    return tuple((syllable, first, other) for syllable, first, other in rows)


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {character: (syllable,) for syllable, first, _ in _rows() for character in first}
    for syllable, _, other in _rows():
        for character in other:
            table[character] = (*table.get(character, ()), syllable)
    return table


def readings(character: str) -> tuple[str, ...]:
    """Return the toneless syllables that a character is read as, the most common first; empty for all but Han.

    >>> readings("行"), readings("a")
    (('xing', 'hang', 'heng'), ())
    """
    return _readings().get(character, ())


@cache
def _symbols() -> dict[str, str]:
    classes = sorted({_loosened(syllable) for syllable, _, _ in _rows()})
    numbers = {name: chr(_FIRST_SYMBOL + number) for number, name in enumerate(classes)}
    return {syllable: numbers[_loosened(syllable)] for syllable, _, _ in _rows()}


def _loosened(syllable: str) -> str:
    for pattern, loose in _FUZZY:
        syllable = pattern.sub(loose, syllable)
    return syllable


def symbol_of_syllable(syllable: str) -> str:
    """Return the symbol of a syllable's class.

    >>> symbol_of_syllable("shi") == symbol_of_syllable("si")
    True
    """
    return _symbols()[syllable]


def characters_of(syllable: str) -> str:
    """Return the characters whose most common reading is a syllable.

    >>> "堵" in characters_of("du"), characters_of("xyz")
    (True, '')
    """
    return _first_readings().get(syllable, "")


def syllables_like(syllable: str) -> tuple[str, ...]:
    """Return the other syllables of a syllable's class.

    >>> syllables_like("shi")
    ('si',)
    """
    symbol = symbol_of_syllable(syllable)
    return tuple(other for other, its in _symbols().items() if its == symbol and other != syllable)


@cache
def _first_readings() -> dict[str, str]:
    return {syllable: first for syllable, first, _ in _rows()}


@cache
def symbol_of_character() -> dict[int, str]:
    """Return character → symbol of its most common reading, for every Han character that has one."""
    return {ord(character): _symbols()[syllables[0]] for character, syllables in _readings().items()}


@cache
def _symbol_of_character() -> list[str]:
    return dense(symbol_of_character())


def symbols_of(compact: str) -> str:
    """Return a compact text in symbols where it has no Latin letters: one for each Han character."""
    return compact.translate(_symbol_of_character())


def has_pinyin(text: str) -> bool:
    """Return whether a folded text has Latin letters that may be pinyin: a run of whole syllables, or a vowel on its own.

    >>> has_pinyin("来玩dubo"), has_pinyin("加vx"), has_pinyin("d u b o")
    (True, False, True)
    """
    return any(run in _LONE_VOWELS or syllables_of(run) for run in _LATIN_RUN.findall(text))


@lru_cache(maxsize=16_384)
def syllables_of(run: str) -> tuple[str, ...]:
    """Return a run of Latin letters as the fewest whole syllables, or nothing where it is not pinyin throughout.

    >>> syllables_of("dubo"), syllables_of("vx"), syllables_of("xian")
    (('du', 'bo'), (), ('xian',))
    """
    if len(run) > _LONGEST_RUN:
        return ()
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(run) + 1):
        ways = [
            (*before, run[start:end])
            for start in range(max(0, end - _LONGEST_SYLLABLE), end)
            if (before := best[start]) is not None and run[start:end] in _symbols()
        ]
        best.append(min(ways, key=len) if ways else None)
    return best[-1] or ()


class Sounds(NamedTuple):
    """The sounds of a compact text: symbol `i` reads `text[i]` and is the letters `firsts[i]` to `firsts[i + 1]`."""

    text: str
    firsts: list[int]


def spell(compact: str, breaks: frozenset[int] = frozenset()) -> Sounds:
    """Return the sounds of a compact text; `breaks` are the letters before which a Latin run is known to end.

    >>> spell("赌bo吗x").firsts
    [0, 1, 3, 4, 5]
    """
    pieces: list[str] = []
    firsts: list[int] = []
    end = 0
    for run in _LATIN_RUN.finditer(compact):
        pieces.append(symbols_of(compact[end : run.start()]))
        firsts.extend(range(end, run.start()))
        for start, stop in _pieces(run.start(), run.end(), breaks):
            for syllable in syllables_of(compact[start:stop]) or compact[start:stop]:
                pieces.append(_symbols().get(syllable, syllable))
                firsts.append(start)
                start += len(syllable)  # noqa: PLW2901 - walks through the piece
        end = run.end()
    pieces.append(symbols_of(compact[end:]))
    firsts.extend(range(end, len(compact) + 1))
    return Sounds("".join(pieces), firsts)


def _pieces(start: int, end: int, breaks: frozenset[int]) -> list[tuple[int, int]]:
    """Return the runs that breaks leave of a run; one run where they leave only single letters."""
    cuts = [start, *(cut for cut in range(start + 1, end) if cut in breaks), end]
    return [(start, end)] if len(cuts) > end - start else list(pairwise(cuts))


def sounds_of(compact: str, places: list[int]) -> Sounds:
    """Return the sounds of letters that stand at `places`: a gap between two Latin letters ends a run, unless all stand alone."""
    gaps = frozenset(index for index in range(1, len(places)) if places[index] - places[index - 1] > 1)
    return spell(compact, gaps)


def is_homophone(character: str, syllables: tuple[str, ...]) -> bool:
    """Return whether a character has one of the readings exactly, not just one of its class."""
    return not set(readings(character)).isdisjoint(syllables)
