"""Reads the syntax of a regular expression far enough to say what every match must contain and how short one can be.

Anything that this reader does not know for certain ends in `None`: an expression without known literals is merely tried on every
message, a wrong literal would make it miss matches.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.text.fold import plain as fold

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["folded_pattern", "least_length", "required_literals"]

_MOST_STRINGS: Final = 2048
"""How many literals one expression may add to the automaton of `match.gate`: alternations multiply, but a search for many costs
no more than one for few, and an expression without literals is tried on every message."""
_MOST_JOINED: Final = 4
_DEEPEST: Final = 50
_LONGEST: Final = 1 << 16
_ZERO_WIDTH: Final = frozenset("bBAZmMG")
_ONE_WIDE: Final = frozenset("dDwWsSh")
_CONTROL: Final = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_QUANTIFIER: Final = re.compile(r"(?:([*+?])|\{(\d{1,4})\}|\{(\d{0,4}),(\d{0,4})\})[?+]?")
_GROUP: Final = re.compile(r"\((?:\?(?::|>|[ism]{1,3}:|P?<[^\W\d]\w*>)|(?!\?))")
_LOOK: Final = re.compile(r"\(\?(?:<?[=!])")
_FLAGS: Final = re.compile(r"\(\?[ism]{1,3}\)")
_CODE_POINT: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))")
_PROPERTY: Final = re.compile(r"\\[pP]\{[\w^=:&. -]+\}")
_CLASS: Final = re.compile(r"\[\^?\]?(?:\\.|[^\\\]\[])*\]", re.DOTALL)


class _Part(NamedTuple):
    """What is known of a piece: its least length, and strings; no strings at all where nothing is known.

    `exact` are the only strings that it matches, every match contains one of `needed`.
    """

    least: int
    exact: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()


_NOTHING: Final = _Part(0, ("",))


class _UnknownSyntaxError(Exception):
    pass


def required_literals(pattern: str) -> tuple[str, ...]:
    r"""Return strings in plain form such that the plain view of every match contains one; empty if none are known.

    >>> required_literals(r"日(?:入|赚)[^\n]{0,4}?\d{3,}"), required_literals(r"\d+|加微?信")
    (('日入', '日赚'), ())
    """
    part = _read(pattern)
    if part is None:
        return ()
    return _better(part.exact, part.needed)


def least_length(pattern: str) -> int | None:
    """Return how many characters a match has at least; None if the syntax is not known.

    >>> least_length("a*"), least_length("a+b?"), least_length("(?<=a)")
    (0, 1, 0)
    """
    part = _read(pattern)
    return None if part is None else part.least


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


def _read(pattern: str) -> _Part | None:
    try:
        part, end = _alternatives(pattern, 0, 0)
    except (_UnknownSyntaxError, RecursionError):
        return None
    return part if end == len(pattern) else None


def _alternatives(pattern: str, at: int, depth: int) -> tuple[_Part, int]:
    """Read branches up to a closing bracket or the end."""
    branches: list[_Part] = []
    while True:
        branch, at = _sequence(pattern, at, depth)
        branches.append(branch)
        if pattern[at : at + 1] != "|":
            return _either(branches), at
        at += 1


def _either(branches: list[_Part]) -> _Part:
    if len(branches) == 1:
        return branches[0]
    exact = tuple(string for branch in branches for string in branch.exact) if all(branch.exact for branch in branches) else ()
    demands = [_better(branch.exact, branch.needed) for branch in branches]
    needed = tuple(string for demand in demands for string in demand) if all(demands) else ()
    return _Part(min(branch.least for branch in branches), _few(exact), _few(needed))


def _sequence(pattern: str, at: int, depth: int) -> tuple[_Part, int]:
    """Read pieces one after the other; neighbours that match only known strings are joined into longer ones."""
    least, whole = 0, True
    joined: tuple[str, ...] = ("",)
    needed: tuple[str, ...] = ()
    while at < len(pattern) and pattern[at] not in "|)":
        piece, at = _quantified(pattern, at, depth)
        least = min(least + piece.least, _LONGEST)
        longer = _few(left + right for left, right in product(joined, piece.exact))
        if longer:
            joined = longer
            continue
        whole = False
        needed = _better(_better(needed, joined), piece.needed)
        joined = piece.exact or ("",)
    return (_Part(least, joined) if whole else _Part(least, (), _better(needed, joined))), at


def _quantified(pattern: str, at: int, depth: int) -> tuple[_Part, int]:
    piece, at = _piece(pattern, at, depth)
    while found := _QUANTIFIER.match(pattern, at):
        piece, at = _repeated(piece, *_bounds(found)), found.end()
    if pattern[at : at + 1] == "{":
        raise _UnknownSyntaxError  # a brace as itself, or fuzzy matching
    return piece, at


def _bounds(quantifier: re.Match[str]) -> tuple[int, int]:
    sign, times, least, most = quantifier.groups()
    if sign:
        return (1 if sign == "+" else 0), (1 if sign == "?" else _LONGEST)
    if times:
        return int(times), int(times)
    return int(least or 0), int(most or _LONGEST)


def _repeated(piece: _Part, least: int, most: int) -> _Part:
    exact: tuple[str, ...] = ()
    if piece.exact and most <= _MOST_JOINED:
        counts = range(least, most + 1)
        exact = _few("".join(strings) for count in counts for strings in product(piece.exact, repeat=count))
    needed = _better(piece.exact, piece.needed) if least else ()
    return _Part(min(piece.least * least, _LONGEST), exact, needed)


def _piece(pattern: str, at: int, depth: int) -> tuple[_Part, int]:
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
    return (_Part(1) if character == "." else _Part(1, (fold(character),))), at + 1


def _group(pattern: str, at: int, depth: int) -> tuple[_Part, int]:
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


def _class(pattern: str, at: int) -> tuple[_Part, int]:
    found = _CLASS.match(pattern, at)
    if found is None:
        raise _UnknownSyntaxError
    members = found[0][1:-1]
    listed = members[:1] != "^" and "\\" not in members and "-" not in members
    return _Part(1, _few(map(fold, members)) if listed else ()), found.end()


def _escape(pattern: str, at: int) -> tuple[_Part, int]:
    point = _CODE_POINT.match(pattern, at)
    if point:
        return _Part(1, (fold(chr(int(point[1] or point[2], 16))),)), point.end()
    named = _PROPERTY.match(pattern, at)
    if named:
        return _Part(1), named.end()
    character = pattern[at + 1 : at + 2]
    if character in _CONTROL:
        return _Part(1, (_CONTROL[character],)), at + 2
    if character in _ONE_WIDE:
        return _Part(1), at + 2
    if character in _ZERO_WIDTH:
        return _NOTHING, at + 2
    if not character or character.isalnum():
        raise _UnknownSyntaxError  # a reference back, or something newer than this reader
    return _Part(1, (fold(character),)), at + 2


def _few(strings: Iterable[str]) -> tuple[str, ...]:
    """Return distinct strings, sorted; nothing if they are too many to search for."""
    distinct: set[str] = set()
    for string in strings:
        distinct.add(string)
        if len(distinct) > _MOST_STRINGS:
            return ()
    return tuple(sorted(distinct))


def _better(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """Return the demand that says more: longer strings first, then fewer; one with an empty string says nothing."""
    return max(left, right, key=_strength) if _strength(right) > (0, 0) or _strength(left) > (0, 0) else ()


def _strength(strings: tuple[str, ...]) -> tuple[int, int]:
    return (min(map(len, strings), default=0), -len(strings)) if all(strings) else (0, 0)
