"""How people hide a word: every technique as a function of the word, with the matching option that promises to see through it.

A technique changes what it can and leaves the rest: a word that it cannot change comes back as it was. Where there is a
choice the given random numbers choose, so that a seed repeats every disguise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from moderation.match.keys import is_literal
from moderation.text.segmentation import is_word
from moderation.text.sound import readings
from moderation.workbench.scripts import homophones, is_han, lookalikes, near_homophones, pictures, splits, written_as

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from moderation.match.spec import Matching

__all__ = ["TECHNIQUES", "Technique", "asks_for"]

Option = Literal["variants", "separators", "lookalike", "homophone", "pinyin", "initials", "split", "emoji", "shuffle", ""]

_INVISIBLE: Final = "\u200b\u200c\u2060\ufeff"
_MARKS: Final = "\u0336\u0335\u0332\u0338"
_PICTURES: Final = "😀✨🎉⭐🔥"
"""Emoji that are read as nothing."""
_WAYS_TO_TRY: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique:
    """One way of hiding a word: `option` promises to see through it for words of at least `least` Han characters."""

    name: str
    option: Option
    bend: Callable[[str, Random], str]
    least: int = 0


def asks_for(technique: Technique, word: str, matching: Matching) -> bool:
    """Return whether the author of a term asked for what a technique does to it.

    >>> from moderation.match.spec import NORMAL, ROBUST
    >>> split = next(technique for technique in TECHNIQUES if technique.name == "split")
    >>> asks_for(split, "赌博", NORMAL), asks_for(split, "赌博", ROBUST)
    (False, True)
    """
    if sum(map(is_han, word)) < technique.least or (is_literal(word, matching) and technique.name not in _ONE_FOR_ONE):
        return False
    match technique.option:
        case "":
            return False
        case "separators":
            return matching.separators > 0
        case "pinyin":
            return matching.pinyin != "off"
        case "initials":
            return matching.pinyin == "initials"
        case option:
            return bool(getattr(matching, option))


def _each(way: str) -> Callable[[str, Random], str]:
    """Write every character in another way, where there is one."""

    def bend(word: str, random: Random) -> str:
        return "".join(random.choice(ways) if (ways := written_as(letter, way)) else letter for letter in word)

    return bend


def _one(others: Callable[[str], str]) -> Callable[[str, Random], str]:
    """Put another character in the place of one, such that no ordinary word comes of it: nobody could tell what is meant."""

    def bend(word: str, random: Random) -> str:
        ways = [(place, other) for place, letter in enumerate(word) for other in others(letter)]
        for place, other in random.sample(ways, min(len(ways), _WAYS_TO_TRY)):
            bent = word[:place] + other + word[place + 1 :]
            if not is_word(bent):
                return bent
        return word

    return bend


def _case(word: str, _random: Random) -> str:
    return "".join(letter.upper() if place % 2 == 0 else letter.lower() for place, letter in enumerate(word))


def _between(noise: str) -> Callable[[str, Random], str]:
    """Put noise between the characters, one of some."""

    def bend(word: str, random: Random) -> str:
        return "".join(letter + random.choice(noise) for letter in word[:-1]) + word[-1:]

    return bend


def _marked(word: str, random: Random) -> str:
    return "".join(letter + random.choice(_MARKS) if letter.isalnum() else letter for letter in word)


def _repeated(word: str, _random: Random) -> str:
    """Every character twice; Latin letters three times, since two are spelling, and digits once, since two are a number."""
    return "".join(letter * (3 if letter.isascii() else 2) if letter.isalpha() else letter for letter in word)


def _vertical(word: str, _random: Random) -> str:
    return "\n" + "\n".join(word) + "\n" if len(word) > 1 else word


def _is_spoken(word: str) -> bool:
    return bool(word) and all(is_han(letter) and readings(letter) for letter in word)


def _pinyin(gap: str) -> Callable[[str, Random], str]:
    def bend(word: str, _random: Random) -> str:
        return gap.join(readings(letter)[0] for letter in word) if _is_spoken(word) else word

    return bend


def _half_pinyin(word: str, random: Random) -> str:
    place = random.randrange(len(word))
    return word[:place] + readings(word[place])[0] + word[place + 1 :] if _is_spoken(word) else word


def _initials(word: str, _random: Random) -> str:
    return "".join(readings(letter)[0][0] for letter in word) if _is_spoken(word) and len(word) > 1 else word


def _split(word: str, random: Random) -> str:
    places = [place for place, letter in enumerate(word) if splits(letter)]
    if not places:
        return word
    place = random.choice(places)
    return word[:place] + random.choice(splits(word[place])) + word[place + 1 :]


def _shuffled(word: str, random: Random) -> str:
    places = [place for place in range(len(word) - 1) if word[place] != word[place + 1]]
    if not places:
        return word
    place = random.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _infixed(word: str, random: Random) -> str:
    place = random.randrange(1, len(word)) if len(word) > 1 else 0
    return word[:place] + random.choice("大小x") + word[place:] if place else word


def _encoded(word: str, _random: Random) -> str:
    return "".join(f"&#{ord(letter)};" for letter in word)


TECHNIQUES: Final[tuple[Technique, ...]] = (
    Technique(name="case", option="variants", bend=_case),
    Technique(name="fullwidth", option="variants", bend=_each("fullwidth")),
    Technique(name="enclosed", option="variants", bend=_each("enclosed")),
    Technique(name="mathematical", option="variants", bend=_each("mathematical")),
    Technique(name="letters", option="variants", bend=_each("letters")),
    Technique(name="traditional", option="variants", bend=_each("traditional")),
    Technique(name="compatibility", option="variants", bend=_each("compatibility")),
    Technique(name="invisible", option="separators", bend=_between(_INVISIBLE)),
    Technique(name="marks", option="separators", bend=_marked),
    Technique(name="spaces", option="separators", bend=_between(" ")),
    Technique(name="stars", option="separators", bend=_between("*")),
    Technique(name="dots", option="separators", bend=_between("·")),
    Technique(name="pictures", option="separators", bend=_between(_PICTURES)),
    Technique(name="vertical", option="separators", bend=_vertical),
    Technique(name="repeats", option="variants", bend=_repeated),
    Technique(name="pinyin", option="pinyin", bend=_pinyin(""), least=2),
    Technique(name="spaced-pinyin", option="pinyin", bend=_pinyin(" "), least=2),
    Technique(name="half-pinyin", option="pinyin", bend=_half_pinyin, least=2),
    Technique(name="initials", option="initials", bend=_initials, least=2),
    Technique(name="homophone", option="homophone", bend=_one(homophones), least=2),
    Technique(name="near-homophone", option="homophone", bend=_one(near_homophones), least=3),
    Technique(name="lookalike", option="lookalike", bend=_one(lookalikes)),
    Technique(name="split", option="split", bend=_split),
    Technique(name="emoji", option="emoji", bend=_one(pictures)),
    Technique(name="shuffle", option="shuffle", bend=_shuffled),
    Technique(name="infix", option="", bend=_infixed),
    Technique(name="encoding", option="", bend=_encoded),
)
"""The techniques of one message in the order of how common they are; the last two nobody promises to see through."""

_ONE_FOR_ONE: Final = frozenset({"case", "fullwidth", "enclosed", "mathematical", "letters", "traditional", "compatibility"})
"""What a term that is looked for as it stands, punctuation included, is seen through too."""
