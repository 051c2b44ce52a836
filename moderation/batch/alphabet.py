"""Code points as symbols of 16 bits, folded by one look-up: the first step of the columnar scan.

A symbol is the folded character itself in the basic plane. Beyond it only the characters that some key contains have a
symbol of their own, in the range of the surrogates (which no folded text contains); all others share two. Symbol 0 ends
a row: no character is read as it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.distinct import distinct
from moderation.match.digits import DIGIT_CLASS
from moderation.match.oddities import PARTS, rarely_seen
from moderation.text.authored import WALL
from moderation.text.emoji import pictures
from moderation.text.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

__all__ = [
    "BREAK", "IDENTITY", "LATIN", "LOWER", "MARK", "NOISE", "NUMBER", "ODD", "PART", "PICTURE", "RARE", "RUNS", "SIGNS", "SPACE",
    "Alphabet",
]  # fmt: skip

NOISE: Final = 1
"""What the compact view drops; a wall too, which is noise where a sender wrote it himself."""
LATIN: Final = 2
RUNS: Final = 4
"""Letters of which a run of two may be one (哈哈); of Latin letters three."""
ODD: Final = 8
"""What may have the text read in another way: brackets of codes, quotes, frames of keycaps."""
NUMBER: Final = 16
"""Characters that stand for several digits."""
SPACE: Final = 32
IDENTITY: Final = 64
"""Letters and digits of account names, and the signs between them."""
PICTURE: Final = 128
"""Emoji that stand for a character."""
MARK: Final = 256
"""What belongs to the character before it: joiners, presentation selectors, keycap frames, skin tones."""
PART: Final = 512
"""Parts of characters that are none."""
RARE: Final = 1024
"""Han characters that hardly anybody writes."""
LOWER: Final = 2048
"""Small Latin letters, as they are written."""
BREAK: Final = 4096
SIGNS: Final = ODD | NUMBER | PICTURE | MARK | PART | RARE | LOWER | BREAK
"""What few characters have, and many steps ask for."""

_CODES: Final = 0x110000
_BASIC: Final = 0x10000
_FIRST_EXTRA: Final = 0xD800
_LETTER: Final = 0xDFFE
_NOISE: Final = 0xDFFF
_RANGE: Final = re.compile(r"\\U([0-9A-F]{8})-\\U([0-9A-F]{8})")
_MERGED: Final = re.compile(r"[^\W\d_]")
_SPACE: Final = re.compile(r"\s")
_CODE_SIGNS: Final = "[「"
_KEYCAP: Final = "\u20e3"
_NAMES: Final = "abcdefghijklmnopqrstuvwxyz_-"
_MARKS: Final = (*range(0x200B, 0x200E), 0x2060, 0x20E3, 0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400))
"""The same as in `match.repeats`."""
_FLAGS_AT: Final = 16


@cache
def _symbols() -> NDArray[np.uint16]:
    """Code point → symbol, without extra ones."""
    folded = _folded()
    noise = _noise()[folded]
    symbols = np.where(folded < _BASIC, folded, np.where(noise, _NOISE, _LETTER))
    symbols[symbols == 0] = _NOISE
    return symbols.astype(np.uint16)


def _folded() -> NDArray[np.uint32]:
    folded = np.arange(_CODES, dtype=np.uint32)
    mapping = tables().plain
    codes = np.fromiter(mapping, np.uint32, len(mapping))
    folded[codes] = np.frombuffer("".join(mapping.values()).encode("utf-32-le"), "<u4")
    return folded


@cache
def _zeros() -> NDArray[np.uint16]:
    """Symbol → symbol, with every digit as 0."""
    zeros = np.arange(_BASIC, dtype=np.uint16)
    zeros[[code for code in range(_FIRST_EXTRA) if chr(code).isdecimal()]] = ord("0")
    zeros[[code for code in range(_NOISE + 1, _BASIC) if chr(code).isdecimal()]] = ord("0")
    return zeros


@cache
def _folded_to() -> dict[int, list[int]]:
    """Code points beyond the basic plane → those that are folded to them."""
    sources: dict[int, list[int]] = {}
    for code, target in tables().plain.items():
        if ord(target) >= _BASIC:
            sources.setdefault(ord(target), []).append(code)
    return sources


def _noise() -> NDArray[np.bool_]:
    noise = np.zeros(_CODES, np.bool_)
    for body in tables().noise.values():
        for start, end in _RANGE.findall(body):
            noise[int(start, 16) : int(end, 16) + 1] = True
    noise[ord(WALL)] = True
    return noise


@cache
def _flags() -> NDArray[np.uint16]:
    """Code point → flags."""
    noise = _noise()
    flags = noise.astype(np.uint16) * NOISE
    flags[ord("a") : ord("z") + 1] |= LATIN
    basic = "".join(map(chr, (*range(_FIRST_EXTRA), *range(_LETTER + 2, _BASIC))))
    flags[[ord(letter) for letter in _MERGED.findall(basic)]] |= RUNS
    flags[_BASIC:][~noise[_BASIC:]] |= RUNS
    flags[[space.start() for space in _SPACE.finditer(_every_character())]] |= SPACE
    flags[[*map(ord, _NAMES + DIGIT_CLASS)]] |= IDENTITY
    for flag, codes in ((PART, map(ord, PARTS)), (RARE, rarely_seen()), (MARK, _MARKS), (BREAK, map(ord, "\n\r"))):
        flags[list(codes)] |= flag
    flags = flags[_folded()]
    flags[ord("a") : ord("z") + 1] |= LOWER
    flags[[ord(sign) for sign in (*_CODE_SIGNS, _KEYCAP, WALL)]] |= ODD
    flags[[ord(number) for number in tables().numbers]] |= NUMBER
    return flags


def _every_character() -> str:
    return np.arange(_CODES, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")


class Alphabet:
    """The tables of one Program: by code point `both` the symbol and, above it, its flags; `zeros` by symbol."""

    def __init__(self, keys: Iterable[str], *, speaks: bool) -> None:
        letters = distinct(np.frombuffer("".join(keys).encode("utf-32-le", "surrogatepass"), "<u4"))
        beyond = letters[letters >= _BASIC].tolist()
        symbols = _symbols().copy()
        room = _LETTER - _FIRST_EXTRA
        self._extra = {code: _FIRST_EXTRA + min(place, room - 1) for place, code in enumerate(beyond)}
        for code, symbol in self._extra.items():
            symbols[[code, *_folded_to().get(code, ())]] = symbol
        self.zeros = _zeros()
        self.spoken = _spoken(symbols) if speaks else ()
        flags = _flags().astype(np.uint32)
        flags[list(pictures()[0])] |= PICTURE
        self.both = (flags << np.uint32(_FLAGS_AT)) | symbols

    def read(self, codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
        """Return the symbols of some code points, and their flags."""
        both = self.both.take(codes, mode="clip")
        return both.astype(np.uint16), (both >> np.uint32(_FLAGS_AT)).astype(np.uint16)

    def spelled(self, text: str) -> NDArray[np.uint16]:
        """Return the symbols of a text that is folded already."""
        symbols: NDArray[np.uint16] = self.both[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")].astype(np.uint16)
        return symbols


def _spoken(symbols: NDArray[np.uint16]) -> tuple[NDArray[np.uint16], ...]:
    """Code point → symbol with emoji as the characters that they stand for: once, and once more for those that stand for two."""
    tables = []
    for way in pictures():
        table = symbols.copy()
        table[list(way)] = [symbols[ord(character)] for character in way.values()]
        tables.append(table)
    return tuple(tables)
