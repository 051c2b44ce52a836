"""The shape view: characters that share their main component read alike (赌 睹 堵), and how a character falls into two."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from moderation.text.tables import dense

__all__ = ["core_of", "core_of_character", "cores_of", "lookalikes_of", "splits_of"]


def _rows(name: str) -> list[list[str]]:
    text = (files("moderation.text") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("# ")]


@cache
def core_of_character() -> dict[int, str]:
    """Return character → the first character that shares its core: cores without a name of their own need one too."""
    return {ord(member): members[0] for _, members in _rows("shape.tsv") for member in members}


@cache
def _cores() -> list[str]:
    return dense(core_of_character())


def core_of(character: str) -> str:
    """Return what a character reads as in the shape view.

    >>> core_of("赌") == core_of("睹"), core_of("赌") == core_of("博")
    (True, False)
    """
    return character.translate(_cores())


def cores_of(compact: str) -> str:
    """Return the shape view of a compact text, letter for letter."""
    return compact.translate(_cores())


@cache
def _families() -> dict[str, str]:
    return {members[0]: "".join(members) for _, members in _rows("shape.tsv")}


def lookalikes_of(character: str) -> str:
    """Return the other characters that read alike in the shape view.

    >>> "睹" in lookalikes_of("赌"), lookalikes_of("a")
    (True, '')
    """
    return _families().get(core_of(character), "").replace(character, "")


@cache
def _splits() -> dict[str, tuple[str, ...]]:
    return {character: tuple(ways.split(" ")) for character, ways in _rows("split.tsv")}


def splits_of(character: str) -> tuple[str, ...]:
    """Return the ways to write a character as two, with the radical as it is or as a character.

    >>> splits_of("信")
    ('人言', '亻言')
    """
    return _splits().get(character, ())
