"""Emoji that stand for a Han character in Chinese chat: 🐷头 reads as 猪头."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

__all__ = ["has_readings", "pictures", "pictures_of", "spoken"]

_BEYOND: Final = 0x10000
_KEYCAP: Final = "\u20e3"
_NUMBERED: Final = re.compile("[0-9](?=\ufe0f?\u20e3)")
_WAYS: Final = 2
_NUMERALS: Final = "零一二三四五六七八九"


@cache
def _readings() -> tuple[dict[int, str], ...]:
    """Return emoji → character, once for each way to read a text: by the first one of each, and by the second where there is one."""
    text = (files("moderation.text") / "data" / "emoji.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("# "))
    every: dict[int, list[str]] = {}
    for character, emojis in rows:
        for emoji in map(ord, emojis):
            every.setdefault(emoji, []).append(character)
    return tuple({emoji: known[min(way, len(known) - 1)] for emoji, known in every.items()} for way in range(_WAYS))


@cache
def _pictures() -> re.Pattern[str]:
    """Return the pattern of what may be one: beyond the basic plane as one range, since a class of many is slow there."""
    basic = "".join(chr(code) for code in _readings()[0] if code < _BEYOND)
    return re.compile(f"[{basic}{_KEYCAP}\U0001f000-\U0001faff]")


def pictures() -> tuple[dict[int, str], ...]:
    """Return the code points of emoji → the character that each stands for, in each of the ways of `spoken`."""
    return _readings()


@cache
def _ways() -> tuple[dict[str, str], dict[str, str]]:
    """Return emoji → character by the first reading of each, and by the second one for those that have two."""
    first, second = ({chr(emoji): spelled for emoji, spelled in way.items()} for way in _readings())
    return first, {emoji: spelled for emoji, spelled in second.items() if spelled != first[emoji]}


def has_readings(text: str) -> bool:
    """Return whether a text holds an emoji that stands for a character."""
    found = _pictures().findall(text)
    return bool(found) and (not _ways()[0].keys().isdisjoint(found) or _NUMBERED.search(text) is not None)


def spoken(text: str) -> tuple[str, ...]:
    """Return a text with such emoji replaced by their character, 1:1, once for each way to read it: some stand for two.

    >>> spoken("🐷头🎗"), spoken("废5️⃣"), spoken("两个👴")
    (('猪头🎗',), ('废五️⃣',), ('两个爷', '两个佬'))
    """
    first, second = _ways()
    numbered = _NUMBERED.sub(lambda digit: _NUMERALS[int(digit.group())], text) if _KEYCAP in text else text
    found = first.keys() & _pictures().findall(numbered)
    usual = _replaced(numbered, {emoji: first[emoji] for emoji in found})
    if second.keys().isdisjoint(found):
        return (usual,)
    return usual, _replaced(numbered, {emoji: second.get(emoji, first[emoji]) for emoji in found})


def _replaced(text: str, characters: dict[str, str]) -> str:
    """Return a text with emoji replaced: one search for each of the few that it holds."""
    for emoji, character in characters.items():
        text = text.replace(emoji, character)
    return text


def pictures_of(character: str) -> str:
    """Return the emoji that stand for a character, none for most.

    >>> "🐷" in pictures_of("猪"), pictures_of("的")
    (True, '')
    """
    return "".join(dict.fromkeys(chr(emoji) for readings in _readings() for emoji, spelled in readings.items() if spelled == character))
