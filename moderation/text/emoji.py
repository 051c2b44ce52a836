"""Emoji that stand for a Han character in Chinese chat: 🐷头 reads as 猪头."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

__all__ = ["has_readings", "spoken"]


@cache
def _readings() -> dict[int, str]:
    text = (files("moderation.text") / "data" / "emoji.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("# "))
    return {ord(emoji): character for character, emojis in rows for emoji in emojis}


@cache
def _any_reading() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _readings()))}]")


def has_readings(text: str) -> bool:
    """Return whether a text holds an emoji that stands for a character."""
    return _any_reading().search(text) is not None


def spoken(text: str) -> str:
    """Return a text with such emoji replaced by their character, 1:1.

    >>> spoken("🐷头😀")
    '猪头😀'
    """
    return text.translate(_readings())
