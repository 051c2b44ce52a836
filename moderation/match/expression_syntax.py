"""Reads the syntax of a regular expression far enough to say what its matches are made of.

`match.literals` and `match.demands` draw their conclusions from the same tree. Anything that this reader does not know for certain
ends in `None`: of such an expression nothing is known, and it is merely tried on every message.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.text.fold import plain as fold

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ENDLESS", "Either", "Letters", "Node", "Repeated", "Sequence", "folded_pattern", "parsed"]

ENDLESS: Final = 1 << 16
"""Stands for repetition without an end."""
_DEEPEST: Final = 50
_RANGE_MOST: Final = 40
_ZERO_WIDTH: Final = frozenset("bBAZmMG")
_ONE_WIDE: Final = frozenset("DwWSh")
_CONTROL: Final = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_KINDS: Final = {"d": "0", "s": " "}
_QUANTIFIER: Final = re.compile(r"(?:([*+?])|\{(\d{1,4})\}|\{(\d{0,4}),(\d{0,4})\})[?+]?")
_GROUP: Final = re.compile(r"\((?:\?(?::|>|[ism]{1,3}:|P?<[^\W\d]\w*>)|(?!\?))")
_LOOK: Final = re.compile(r"\(\?(?:<?[=!])")
_FLAGS: Final = re.compile(r"\(\?[ism]{1,3}\)")
_POINT: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))")
_PROPERTY: Final = re.compile(r"\\[pP]\{[\w^=:&. -]+\}")
_CLASS: Final = re.compile(r"\[\^?\]?(?:\\.|[^\\\]\[])*\]", re.DOTALL)


class Letters(NamedTuple):
    """One character: one of `members`, or any where they are not known.

    `spelled` says that the members were written one by one; 0 stands for every digit and a blank for every white space where
    they were not.
    """

    members: tuple[str, ...] | None = None
    spelled: bool = False


class Sequence(NamedTuple):
    """Pieces one after the other; none at all where nothing is consumed."""

    parts: tuple[Node, ...] = ()


class Either(NamedTuple):
    """Two or more branches."""

    branches: tuple[Node, ...]


class Repeated(NamedTuple):
    """A piece that stands `least` to `most` times."""

    part: Node
    least: int
    most: int


Node = Letters | Sequence | Either | Repeated

_NOTHING: Final = Sequence()


class _UnknownSyntaxError(Exception):
    pass


def parsed(pattern: str) -> Node | None:
    r"""Return what an expression consists of; None if its syntax is not known.

    >>> parsed(r"加[微威]?")
    Sequence(parts=(Letters(members=('加',), spelled=True), Repeated(part=Letters(members=('微', '威'), spelled=True), least=0, most=1)))
    """
    try:
        node, end = _alternatives(pattern, 0, 0)
    except (_UnknownSyntaxError, RecursionError):
        return None
    return node if end == len(pattern) else None


def folded_pattern(pattern: str) -> str:
    r"""Return an expression whose characters are in plain form, so that 賭 is found where the view has 赌.

    Ranges stay as they are: an end that moves would change what lies between.

    >>> folded_pattern("賭博[一-龥]"), folded_pattern("＋")
    ('赌博[一-龥]', '\\+')
    """
    folded: list[str] = []
    in_class = False
    for index, character in enumerate(pattern):
        before, after = pattern[index - 1 : index], pattern[index + 1 : index + 2]
        if before != "\\" and character in "[]":
            in_class = character == "["
        ranged = in_class and "-" in (before, after)
        folded.append(character if character.isascii() or before == "\\" or ranged else _escaped(fold(character)))
    return "".join(folded)


def _escaped(character: str) -> str:
    return re.escape(character) if character.isascii() else character


def _alternatives(pattern: str, at: int, depth: int) -> tuple[Node, int]:
    """Read branches up to a closing bracket or the end."""
    branches: list[Node] = []
    while True:
        branch, at = _sequence(pattern, at, depth)
        branches.append(branch)
        if pattern[at : at + 1] != "|":
            return (branches[0] if len(branches) == 1 else Either(tuple(branches))), at
        at += 1


def _sequence(pattern: str, at: int, depth: int) -> tuple[Sequence, int]:
    parts: list[Node] = []
    while at < len(pattern) and pattern[at] not in "|)":
        piece, at = _quantified(pattern, at, depth)
        parts.append(piece)
    return Sequence(tuple(parts)), at


def _quantified(pattern: str, at: int, depth: int) -> tuple[Node, int]:
    piece, at = _piece(pattern, at, depth)
    while found := _QUANTIFIER.match(pattern, at):
        piece, at = Repeated(piece, *_bounds(found)), found.end()
    if pattern[at : at + 1] == "{":
        raise _UnknownSyntaxError  # a brace as itself, or fuzzy matching
    return piece, at


def _bounds(quantifier: re.Match[str]) -> tuple[int, int]:
    sign, times, least, most = quantifier.groups()
    if sign:
        return (1 if sign == "+" else 0), (1 if sign == "?" else ENDLESS)
    if times:
        return int(times), int(times)
    return int(least or 0), int(most or ENDLESS)


def _piece(pattern: str, at: int, depth: int) -> tuple[Node, int]:
    character = pattern[at]
    if character == "(":
        return _group(pattern, at, depth)
    if character == "[":
        return _class(pattern, at)
    if character == "\\":
        return _escape(pattern, at)
    if character in "*+?{":
        raise _UnknownSyntaxError
    if character in "^$":
        return _NOTHING, at + 1
    return (Letters() if character == "." else _spelled(character)), at + 1


def _spelled(characters: Iterable[str]) -> Letters:
    return Letters(tuple(characters), spelled=True)


def _group(pattern: str, at: int, depth: int) -> tuple[Node, int]:
    flags = _FLAGS.match(pattern, at)
    if flags:
        return _NOTHING, flags.end()
    look = _LOOK.match(pattern, at)
    opening = look or _GROUP.match(pattern, at)
    if opening is None or depth >= _DEEPEST:
        raise _UnknownSyntaxError
    inner, at = _alternatives(pattern, opening.end(), depth + 1)
    if pattern[at : at + 1] != ")":
        raise _UnknownSyntaxError
    return (_NOTHING if look else inner), at + 1


def _escape(pattern: str, at: int) -> tuple[Node, int]:
    named = _PROPERTY.match(pattern, at)
    if named:
        return Letters(), named.end()
    character = pattern[at + 1 : at + 2]
    if character and character in _ONE_WIDE:
        return Letters(), at + 2
    if character and character in _ZERO_WIDTH:
        return _NOTHING, at + 2
    members, end = _member(pattern, at)
    if members is None:
        raise _UnknownSyntaxError  # a reference back, or something newer than this reader
    return Letters(tuple(members), spelled=character not in _KINDS), end


def _class(pattern: str, at: int) -> tuple[Node, int]:
    found = _CLASS.match(pattern, at)
    if found is None:
        raise _UnknownSyntaxError
    body = found[0][1:-1]
    members = None if body.startswith("^") else _members(body)
    if not members:
        return Letters(), found.end()
    return Letters(tuple(members), spelled="\\" not in body and "-" not in body), found.end()


def _members(body: str) -> list[str] | None:
    """The characters of a class, None where they are not known or too many."""
    members: list[str] = []
    at = 0
    while at < len(body):
        some, at = _member(body, at)
        if some is None:
            return None
        if body[at : at + 1] == "-" and at + 1 < len(body) and len(some) == 1:
            end, at = _member(body, at + 1)
            if end is None or len(end) != 1 or not 0 <= ord(end[0]) - ord(some[0]) <= _RANGE_MOST:
                return None
            some = [chr(code) for code in range(ord(some[0]), ord(end[0]) + 1)]
        members.extend(some)
    return members


def _member(body: str, at: int) -> tuple[list[str] | None, int]:
    """Read one character, escaped or not; what an escape stands for may not be known."""
    if body[at] != "\\":
        return [body[at]], at + 1
    point = _POINT.match(body, at)
    if point:
        return [chr(int(point[1] or point[2], 16))], point.end()
    character = body[at + 1 : at + 2]
    known = _KINDS.get(character) or _CONTROL.get(character)
    if known:
        return [known], at + 2
    return (None if not character or character.isalnum() else [character]), at + 2
