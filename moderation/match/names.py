"""Nicknames and group cards that imitate a protected name, or do not keep to the conventions of a group.

A name imitates another if it holds that name, letter for letter or with characters that look or sound alike, and little
else: signs, digits, titles (官方, 小号) and at most a few letters. Sharing characters is no imitation: 客服小王 and 小美
are not 客服小美. Whether the writer is the genuine one is asked of the role, by the rule.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.match.alike import likeness
from moderation.match.expressions import ExpressionMatcher
from moderation.match.found import Found
from moderation.match.spec import RegexSpec
from moderation.text.fold import only_script, plain
from moderation.text.noise import invisible
from moderation.text.shape import splits_of
from moderation.text.sound import readings, sounds_of, symbol_of_syllable
from moderation.text.views import folded_letters, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.match.spec import NameSpec
    from moderation.text.views import Letters

__all__ = ["NameMatcher"]

_LONGEST_READ: Final = 64
"""Characters of a name that are compared: platforms allow some thirty."""
_STRICT_BELOW: Final = 4
"""Names shorter than this are too many: a changed character must not be an everyday one."""
_LONG_ENOUGH: Final = 3
"""Characters of a name that may have a letter beside it, or within it, and still be that name."""
_LATIN_BESIDE: Final = 4
_ADDED: Final = frozenset("小大老新真总的之の丨丶丿一")
"""Characters that are put within a name so that it is no longer the same to a machine: 阿里云小助手."""
_TITLES: Final = re.compile(
    "官方|正版|正品|唯一|认证|本人|真|在线|专属|管理员?|群主|客服|助理|助手|运营|售后|老师|团队|工作室|总部|中心|备用|小号|大号|新号|副号|"
    "分身|号|群|official|real|admin|service|vip|kf|[0-9]"
)
"""What is written beside a name to look genuine or to explain a second account."""


class _Name(NamedTuple):
    """A protected name with its letters."""

    written: str
    letters: str


class _Standing(NamedTuple):
    """The letters of a text, by their numbers, that stand for a name, and how each is like the one that is meant."""

    letters: tuple[int, ...]
    ways: tuple[str, ...]


class NameMatcher:
    """Finds imitations of the names of a spec and names against its conventions."""

    def __init__(self, spec: NameSpec) -> None:
        self._names = tuple(_Name(name, letters) for name in spec.names if (letters := folded_letters(name)))
        self._length = spec.length
        self._must_have = tuple(folded_letters(word) for word in spec.must_have)
        self._format = ExpressionMatcher(RegexSpec(regex=spec.format, ignore_case=False)) if spec.format else None

    def may_match(self, plain: str) -> bool:
        """Return False only for a name in which `find` finds nothing."""
        return bool(plain.strip())

    def find(self, text: str, plain: str) -> list[Found]:
        """Return what is imitated, by start, longest first, without overlaps; else the convention that is not kept, all of the name."""
        if not plain.strip():
            return []
        letters = letters_of(text[:_LONGEST_READ], plain[:_LONGEST_READ])
        imitations = [found for name in self._names for found in _imitation(text, letters, name)]
        apart: list[Found] = []
        for found in sorted(imitations, key=lambda found: (found.start, -found.end, found.value)):
            if not apart or found.start >= apart[-1].end:
                apart.append(found)
        return apart or [Found(0, len(text), broken) for broken in self._broken(text, plain)][:1]

    def _broken(self, text: str, plain: str) -> Iterator[str]:
        """The names of the conventions that are not kept."""
        if self._length and not self._length[0] <= len(invisible().sub("", text.strip())) <= self._length[1]:
            yield "length"
        letters = folded_letters(text)
        if self._must_have and not any(word in letters for word in self._must_have):
            yield "must_have"
        if self._format and not self._format.find(text, plain):
            yield "format"


def _imitation(text: str, letters: Letters, name: _Name) -> list[Found]:
    """The place where a text stands for a name, if it holds little else."""
    for standing in _standings(letters, name.letters):
        rest = "".join(letter for number, letter in enumerate(letters.text) if number not in standing.letters)
        if _is_decoration(rest, name.letters, spare=0 if "homophone" in standing.ways else 1):
            return [_found(text, letters, name, standing)]
    return []


def _standings(letters: Letters, name: str) -> Iterator[_Standing]:
    everything = tuple(range(len(letters.text)))
    yield from _parted(letters.text, name)
    yield from _windows(letters.text, everything, name)
    if len(name) < _LONG_ENOUGH or name.isascii():
        return
    han = tuple(number for number in everything if not letters.text[number].isascii())
    if not any(character.isascii() for character in name):
        yield from _windows(letters.text, han, name)
        for added in _additions(letters.text, han):
            yield from _windows(letters.text, [number for number in han if number != added], name)
    yield from _spoken(letters, name)


def _additions(text: str, han: Sequence[int]) -> Iterator[int]:
    """The letters within a text that may have been put there, one of which a name may do without."""
    for before, number, after in zip(han, han[1:], han[2:], strict=False):
        if text[number] in _ADDED or text[number] in (text[before], text[after]):
            yield number


def _parted(text: str, name: str) -> Iterator[_Standing]:
    """The places where a name stands with some of its characters written as two: 客月艮小美."""
    for first in range(len(text) - len(name)):
        numbers, ways = first, []
        for meant in name:
            parts = splits_of(meant)
            way = "same" if text[numbers : numbers + 1] == meant else "split" if text[numbers : numbers + 2] in parts else ""
            numbers += 2 if way == "split" else 1
            ways.append(way)
        if all(ways) and "split" in ways:
            yield _Standing(tuple(range(first, numbers)), tuple(ways))


def _windows(text: str, numbers: Sequence[int], name: str) -> Iterator[_Standing]:
    """The places where as many letters as a name has are like it, one by one."""
    for first in range(len(numbers) - len(name) + 1):
        window = tuple(numbers[first : first + len(name)])
        ways = _ways(text, window, name)
        if ways:
            yield _Standing(window, ways)


def _ways(text: str, window: Sequence[int], name: str) -> tuple[str, ...]:
    strict = len(name) < _STRICT_BELOW
    ways: list[str] = []
    for number, meant in zip(window, name, strict=True):
        way = likeness(text[number], meant, strict=strict)
        if not way:
            return ()
        ways.append(way)
    return tuple(ways) if _is_still_the_name(ways) else ()


def _is_still_the_name(ways: Sequence[str]) -> bool:
    """Whether enough of a name is unchanged: half of it, and all but one of the characters that only sound alike."""
    changed = [way for way in ways if way not in ("same", "variants")]
    return 2 * len(changed) <= len(ways) and changed.count("homophone") <= 1


def _spoken(letters: Letters, name: str) -> Iterator[_Standing]:
    """The places where a name is spelled in whole syllables, some of its characters kept or none."""
    sounds = sounds_of(letters.text, letters.places)
    meant = [{symbol_of_syllable(syllable) for syllable in readings(character)} for character in name]
    for first in range(len(sounds.text) - len(name) + 1):
        ways: list[str] = []
        for offset, character in enumerate(name):
            seen, symbol = letters.text[sounds.firsts[first + offset]], sounds.text[first + offset]
            spelled = seen.isascii() and symbol in meant[offset]
            ways.append("same" if seen == character else "pinyin" if spelled else "")
        if all(ways) and "pinyin" in ways:
            yield _Standing(tuple(range(sounds.firsts[first], sounds.firsts[first + len(name)])), tuple(ways))


def _is_decoration(rest: str, name: str, *, spare: int) -> bool:
    """Whether what stands beside a name adds nothing of its own: a whole other name (小美 in 王小美) does.

    `spare` is how many Han characters may be left: beside one that only sounds alike another makes a word (客服小梅花).
    """
    left = _TITLES.sub("", rest)
    han = sum(not letter.isascii() for letter in left)
    return not left or (len(name) >= _LONG_ENOUGH and han <= spare and len(left) - han <= _LATIN_BESIDE)


def _found(text: str, letters: Letters, name: _Name, standing: _Standing) -> Found:
    places = [letters.places[number] for number in standing.letters]
    start, end = min(places), max(places) + 1
    original = "".join(text[place] for place in dict.fromkeys(places))
    spelled = "".join(letters.text[number] for number in standing.letters)
    folded = spelled != plain(name.written) or original.lower() != name.written.lower()
    used = {
        "separators": end - start > len(original),
        "variants": "variants" in standing.ways or (set(standing.ways) == {"same"} and folded and original.lower() != spelled),
        **{way: way in standing.ways for way in ("lookalike", "homophone", "pinyin", "split")},
    }
    disguise = tuple(option for option, was in used.items() if was)
    script = disguise == ("variants",) and spelled == name.letters and len(original) == len(spelled) and only_script(original, spelled)
    return Found(start, end, name.written, disguise, evasive=bool(disguise) and not script)
