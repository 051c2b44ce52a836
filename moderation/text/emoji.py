"""Emoji that stand for a Han character in Chinese chat: 🐷头 reads as 猪头."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

__all__ = ["has_readings", "pictures_of", "spoken"]

_BEYOND: Final = 0x10000


@cache
def _readings() -> dict[int, str]:
    text = (files("moderation.text") / "data" / "emoji.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("# "))
    return {ord(emoji): character for character, emojis in rows for emoji in emojis}


@cache
def _pictures() -> re.Pattern[str]:
    """Return the pattern of what may be one: beyond the basic plane as one range, since a class of many is slow there."""
    basic = "".join(chr(code) for code in _readings() if code < _BEYOND)
    return re.compile(f"[{basic}\U0001f000-\U0001faff]")


def has_readings(text: str) -> bool:
    """Return whether a text holds an emoji that stands for a character."""
    return _pictures().search(text) is not None and not _readings().keys().isdisjoint(map(ord, text))


def spoken(text: str) -> str:
    """Return a text with such emoji replaced by their character, 1:1.

    >>> spoken("🐷头😀")
    '猪头😀'
    """
    return text.translate(_readings())


def pictures_of(character: str) -> str:
    """Return the emoji that stand for a character, none for most.

    >>> "🐷" in pictures_of("猪"), pictures_of("的")
    (True, '')
    """
    return "".join(chr(emoji) for emoji, spelled in _readings().items() if spelled == character)
