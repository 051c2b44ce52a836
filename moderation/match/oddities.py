"""Writing that only hides: split characters, pinyin, initials, emoji and rare look-alikes where ordinary text has none.

No term is looked for. Of 26,000 messages of ordinary chat three in a thousand hold such a place, nearly all of them a
rare character in a name or an abbreviation; so one is a hint beside other evidence, and two are reason to look.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from moderation.match.found import Found
from moderation.text.emoji import has_readings, spoken
from moderation.text.latin import is_abbreviation, is_english
from moderation.text.segmentation import is_word
from moderation.text.sound import syllables_of
from moderation.text.tables import as_ranges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from moderation.match.spec import DisguiseSpec

__all__ = ["PARTS", "DisguiseMatcher", "hiding_places", "rarely_seen"]

_HAN: Final = "\u3400-\u9fff"
_HAN_CODES: Final = range(0x3400, 0xA000)
PARTS: Final = "亻氵扌犭讠纟钅饣忄阝刂冖宀辶艹疒彳攵廴卩勹匚囗厶礻衤罒覀丨丿乀亅丷亠冫虍乂乛"
"""Parts of characters that are no characters: beside Han they are one half of something."""
_ANY_PART: Final = re.compile(f"[{PARTS}]")
_PART: Final = re.compile(f"(?<=[{_HAN}])[{PARTS}]|[{PARTS}](?=[{_HAN}])")
_LATIN: Final = re.compile(r"(?<![a-zA-Z0-9_./@:#-])[a-z]+(?: [a-z]+)*(?![a-zA-Z0-9_./@:-])")
_BESIDE_HAN: Final = 2
_VOWEL: Final = re.compile("[aeiou]")
_LONGEST_INITIALS: Final = 6
_PICTURE: Final = re.compile(rf"(?<=[{_HAN}])[^{_HAN}\w\s，。！？、；：,.!?;:~…]+(?=[{_HAN}])")
_ONLY_ADORNS: Final = re.compile(
    "[\U0001f440-\U0001f450\U0001f493-\U0001f49f\U0001f600-\U0001f64f\U0001f910-\U0001f92f\U0001f970-\U0001f97a❤✨🎉🔥💯🌹💐🙏\ufe0f]+"
)
"""What people put where a full stop would do."""
_NOT_HAN_ALONE: Final = re.compile(f"[^{_HAN}]")


_COUNTED_AS_KNOWN: Final = 3
_OF_OTHERS: Final = (
    "佢哋嘅咗嚟喺冇啲嗰嘢冚唞攞搵瞓諗畀嚿乜咁嘥捯塁黙咲桜畑込峠働栃駅渋恵浜広剣辺斎仏戻黒戦発変読売帰対総絵芸気円実県図団楽薬"
)
"""Characters of Cantonese and of Japanese names, and one of northern speech: rare in Mandarin, and ordinary where they are written."""


@cache
def rarely_seen() -> frozenset[int]:
    """Return the Han characters outside GB 2312, most that people write being inside: no parts, none of Cantonese or Japanese."""
    known = frozenset(map(ord, PARTS + _OF_OTHERS))
    return frozenset(code for code in _HAN_CODES if not chr(code).encode("gb2312", "ignore")).difference(known)


@cache
def _rarely_seen() -> re.Pattern[str]:
    return re.compile(f"[{as_ranges(rarely_seen())}]")


def _parts(_text: str, plain: str) -> Iterator[Found]:
    for found in _PART.finditer(plain):
        yield Found(found.start(), found.end(), found.group(), ("split",), evasive=True)


def _rare(_text: str, plain: str) -> Iterator[Found]:
    for found in _rarely_seen().finditer(plain):
        if not is_word(found.group(), at_least=_COUNTED_AS_KNOWN):
            yield Found(found.start(), found.end(), found.group(), ("lookalike",), evasive=True)


def _latin(text: str, plain: str) -> Iterator[re.Match[str]]:
    """Yield the Latin runs, written small, that touch Han on one side, a space between at most."""
    for run in _LATIN.finditer(text):
        before, after = plain[: run.start()][-_BESIDE_HAN:].strip()[-1:], plain[run.end() :][:_BESIDE_HAN].strip()[:1]
        if "\u3400" <= before <= "\u9fff" or "\u3400" <= after <= "\u9fff":
            yield run


def _pinyin(text: str, plain: str) -> Iterator[Found]:
    for run in _latin(text, plain):
        words = run.group().split()
        syllables = [syllables_of(word) for word in words]
        if all(syllables) and sum(map(len, syllables)) > 1 and not all(map(is_english, words)):
            yield Found(run.start(), run.end(), run.group(), ("pinyin",), evasive=True)


def _initials(text: str, plain: str) -> Iterator[Found]:
    for run in _latin(text, plain):
        letters = run.group()
        short = 1 < len(letters) <= _LONGEST_INITIALS and len(set(letters)) > 1
        if short and not _VOWEL.search(letters) and " " not in letters and not is_abbreviation(letters):
            yield Found(run.start(), run.end(), letters, ("pinyin",), evasive=True)


def _emoji(_text: str, plain: str) -> Iterator[Found]:
    for found in _PICTURE.finditer(plain) if has_readings(plain) else ():
        if has_readings(found.group()):
            yield Found(found.start(), found.end(), _NOT_HAN_ALONE.sub("", spoken(found.group())[0]), ("emoji",), evasive=True)


_FINDERS: Final[dict[str, Callable[[str, str], Iterator[Found]]]] = {
    "split": _parts, "lookalike": _rare, "pinyin": _pinyin, "initials": _initials, "emoji": _emoji,
}  # fmt: skip
_TWO_LATIN: Final = re.compile("[a-z] ?[a-z]")


@cache
def _gate(kind: str) -> Callable[[str], object]:
    """Return what finds nothing in a plain text that a kind of hidden writing cannot be in: one search of a character class."""
    if kind == "emoji":
        return has_readings
    return {"split": _ANY_PART, "lookalike": _rarely_seen()}.get(kind, _TWO_LATIN).search


def hiding_places(text: str, plain: str) -> list[Found]:
    """Return every place of any kind of hidden writing, but for faces, hands and hearts between two clauses; they may overlap."""
    if plain.isascii():
        return []
    found = [found for kind, find in _FINDERS.items() if _gate(kind)(plain) for found in find(text, plain)]
    return [one for one in found if one.disguise != ("emoji",) or not _ONLY_ADORNS.fullmatch(text, one.start, one.end)]


class DisguiseMatcher:
    """Finds the kinds of hidden writing that a spec names, if there are enough of them."""

    def __init__(self, spec: DisguiseSpec) -> None:
        self._gates = tuple(map(_gate, spec.of))
        self._finders = tuple(_FINDERS[kind] for kind in spec.of)
        self._at_least = spec.at_least

    def may_match(self, plain: str) -> bool:
        """Return False only for a text in which `find` finds nothing."""
        return not plain.isascii() and any(gate(plain) for gate in self._gates)

    def find(self, text: str, plain: str) -> list[Found]:
        """Return every such place, by start, longest first, without overlaps; none where there are too few."""
        places = sorted({found for find in self._finders for found in find(text, plain)}, key=lambda found: (found.start, -found.end))
        apart: list[Found] = []
        for found in places:
            if not apart or found.start >= apart[-1].end:
                apart.append(found)
        return apart if len(apart) >= self._at_least else []
