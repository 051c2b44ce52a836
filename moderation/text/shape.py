"""The shape view: characters that begin with the same sound and end in the same part read alike (赌 睹 堵, 同 台 唐).

Those are what people put for one another who want to be read; what merely looks alike (裸 祼, 代 伐) stands in a table of
pictures and is looked for as another spelling. Also here: how a character falls into two.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from moderation.text.tables import dense

__all__ = ["core_of", "core_of_character", "cores_like", "cores_of", "is_pictured", "lookalikes_of", "looks_like", "splits_of"]


def _rows(name: str) -> list[list[str]]:
    text = (files("moderation.text") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("# ")]


@cache
def core_of_character() -> dict[int, str]:
    """Return character → the first character of its class: what both begin with and end in needs no name of its own."""
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
    return {members[0]: members for _, members in _rows("shape.tsv")}


@cache
def _pictures() -> dict[str, tuple[str, str]]:
    """Character → those whose pictures are like its own, and one for each core among them that is worth looking for."""
    return {character: (alike, spelled) for character, alike, spelled in _rows("glyphs.tsv")}


_NO_PICTURE: Final = ("", "")


def cores_like(character: str) -> tuple[str, ...]:
    """Return what a character may be written as in the shape view: its own core, then those of its pictures, the nearest first.

    A core that many common characters share is left out: too much is found by it that is no disguise.

    >>> cores_like("裸")[0] == core_of("裸"), core_of("祼") in cores_like("裸")
    (True, True)
    """
    return core_of(character), *map(core_of, _pictures().get(character, _NO_PICTURE)[1])


def is_pictured(seen: str, meant: str) -> bool:
    """Return whether the pictures of two characters are alike, whatever they sound like.

    >>> is_pictured("祼", "裸"), is_pictured("台", "同")
    (True, False)
    """
    return seen in _pictures().get(meant, _NO_PICTURE)[0]


def looks_like(seen: str, meant: str) -> bool:
    """Return whether a character may be taken for another one.

    >>> looks_like("祼", "裸"), looks_like("台", "同"), looks_like("博", "赌")
    (True, True, False)
    """
    return core_of(seen) == core_of(meant) or is_pictured(seen, meant)


def lookalikes_of(character: str) -> str:
    """Return the other characters that may be taken for one, those of similar pictures first.

    >>> "睹" in lookalikes_of("赌"), "祼" in lookalikes_of("裸"), lookalikes_of("a")
    (True, True, '')
    """
    found = dict.fromkeys(_pictures().get(character, _NO_PICTURE)[0] + _families().get(core_of(character), ""))
    found.pop(character, None)
    return "".join(found)


@cache
def _splits() -> dict[str, tuple[str, ...]]:
    return {character: tuple(ways.split(" ")) for character, ways in _rows("split.tsv")}


def splits_of(character: str) -> tuple[str, ...]:
    """Return the ways to write a character as two, with the radical as it is or as a character.

    >>> splits_of("信")
    ('人言', '亻言')
    """
    return _splits().get(character, ())
