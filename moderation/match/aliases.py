"""Automata that read many characters as one: searched over the text itself, so that no translated copy is made of it.

A daachorse automaton numbers the characters of its keys in a table; giving another character the same number makes both
one. It must have been built without a prefilter, which knows the characters of the keys only. The table is found in the
serialised form (daachorse 0.5: number of states · 16 bytes a state · length of the table · table · rest), and what comes
out is tried before it is used. Where that form is another one, `aliased` returns None, and texts have to be translated.
"""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING, Final

from daachorse import CharwiseDoubleArrayAhoCorasick

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["aliased"]

_NUMBER: Final = struct.Struct("<I")
_STATE_BYTES: Final = 16
_NO_CODE: Final = 0xFFFFFFFF
_MOST_CODES: Final = 0x110000


def aliased(automaton: bytes, aliases: Mapping[int, int]) -> bytes | None:
    """Return an automaton in which each code point of `aliases` counts as the one that it is mapped to; `None` if it cannot be done.

    >>> made = aliased(CharwiseDoubleArrayAhoCorasick(["赌博"], use_prefilter=False).serialize(), {ord("睹"): ord("赌")})
    >>> made and CharwiseDoubleArrayAhoCorasick.deserialize(made).find_overlapping("去睹博")
    [(1, 3, 0)]
    """
    if len(automaton) < _NUMBER.size or array("I").itemsize != _NUMBER.size:
        return None
    (states,) = _NUMBER.unpack_from(automaton)
    start = _NUMBER.size + states * _STATE_BYTES
    if start + _NUMBER.size > len(automaton):
        return None
    (length,) = _NUMBER.unpack_from(automaton, start)
    end = start + _NUMBER.size * (1 + length)
    if length > _MOST_CODES or end > len(automaton):
        return None
    codes = array("I", automaton[start + _NUMBER.size : end])
    known = {code: codes[code] for code in set(aliases.values()) if code < length and codes[code] != _NO_CODE}
    wanted = {code: known[target] for code, target in aliases.items() if target in known}
    if wanted:
        codes.extend([_NO_CODE] * (max(wanted) + 1 - length))
    for code, number in wanted.items():
        codes[code] = number
    made = automaton[:start] + _NUMBER.pack(len(codes)) + codes.tobytes() + automaton[end:]
    return made if _reads_alike(made, aliases, wanted) else None


def _reads_alike(made: bytes, aliases: Mapping[int, int], wanted: Mapping[int, int]) -> bool:
    """Return whether texts in which characters are swapped for their aliases are read as if they were not."""
    found = CharwiseDoubleArrayAhoCorasick.deserialize(made).find_overlapping
    texts = ("".join(map(chr, wanted)), "".join(chr(aliases[code]) for code in wanted))
    apart = ("\n".join(text) for text in texts)
    return found(texts[0]) == found(texts[1]) and len(set(map(tuple, map(found, apart)))) == 1
