"""Program ↔ bytes, in a form that executes no code when it is read: JSON for the rules, one blob for the automaton.

    magic (8) · version of the format (4) · SHA-256 of the rest (32) · length of the header (8) · header · blob

Whatever is damaged, cut short, or of another version reads as `None`; nobody has to know why, it is compiled again.
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import fields, is_dataclass
from typing import Any, Final, NamedTuple

from moderation import program as programs
from moderation.match import spec as specs
from moderation.match.terms import TermTable
from moderation.program import Program
from moderation.verdict import Action, Level

__all__ = ["FORMAT_VERSION", "Stored", "dump", "encoded", "load"]

FORMAT_VERSION: Final = 4
"""Goes up with every change of what stands in the bytes."""

_MAGIC: Final = b"MODPROG\n"
_FRAME: Final = struct.Struct(">8sI32sQ")
_KIND: Final = "kind"
"""Key under which a value's class is named; no class of a Program has a field of this name."""

_CLASSES: Final[dict[str, type]] = {
    kind.__name__: kind
    for room in (programs, specs)
    for kind in map(room.__dict__.__getitem__, room.__all__)
    if is_dataclass(kind) and isinstance(kind, type) and kind is not Program
} | {"Action": Action}


class Stored(NamedTuple):
    """A Program with what it was made from: `origin` is any JSON value that the reader wants to compare."""

    program: Program
    origin: object


def encoded(value: object) -> Any:  # noqa: ANN401 - JSON
    """Return a value of a Program as JSON: classes by name, tuples as lists.

    >>> encoded(programs.Has("ad"))
    {'kind': 'Has', 'signal': 'ad'}
    """
    if isinstance(value, Level):
        return {_KIND: "Level", "value": value.value}
    if isinstance(value, tuple):
        return [encoded(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {_KIND: type(value).__name__, **{name.name: encoded(getattr(value, name.name)) for name in fields(value)}}
    return value


def _decoded(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return tuple(_decoded(part) for part in value)
    if not isinstance(value, dict):
        return value
    named = {name: _decoded(part) for name, part in value.items() if name != _KIND}
    return Level(named["value"]) if value[_KIND] == "Level" else _CLASSES[value[_KIND]](**named)


def dump(program: Program, origin: object = None) -> bytes:
    """Return a Program as bytes that `load` reads back as an equal one."""
    terms, blob = program.terms.to_state()
    rest = {name.name: encoded(getattr(program, name.name)) for name in fields(program) if name.name != "terms"}
    header = json.dumps({"origin": origin, "program": rest, "terms": terms}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    content = header + blob
    return _FRAME.pack(_MAGIC, FORMAT_VERSION, hashlib.sha256(content).digest(), len(header)) + content


def load(stored: bytes) -> Stored | None:
    """Return what `dump` wrote, or `None` for anything that it did not write exactly so."""
    if len(stored) < _FRAME.size:
        return None
    magic, version, digest, length = _FRAME.unpack_from(stored)
    content = memoryview(stored)[_FRAME.size :]
    if (magic, version) != (_MAGIC, FORMAT_VERSION) or hashlib.sha256(content).digest() != digest or length > len(content):
        return None
    try:
        header = json.loads(str(content[:length], "utf-8", "surrogatepass"))
        terms = TermTable.from_state(header["terms"], bytes(content[length:]))
        parts = {name: _decoded(value) for name, value in header["program"].items()}
        return Stored(Program(**parts, terms=terms), header["origin"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
