"""Latin words that stand for themselves in Chinese chat, though they could be read as pinyin or as initials."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["is_abbreviation", "is_english"]


@cache
def _words(kind: str) -> frozenset[str]:
    text = (files("moderation.text") / "data" / "latin.tsv").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if line.startswith(kind + "\t") for word in line.split("\t")[1].split())


def is_english(run: str) -> bool:
    """Return whether a run of letters is a common English word that happens to be whole pinyin syllables.

    >>> is_english("women"), is_english("dubo")
    (True, False)
    """
    return run in _words("english")


def is_abbreviation(run: str) -> bool:
    """Return whether a run of letters is an abbreviation that people use for other things: chat words, units, places.

    >>> is_abbreviation("ppt"), is_abbreviation("nmsl")
    (True, False)
    """
    return run in _words("abbreviation")
