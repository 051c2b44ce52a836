r"""What every match of a regular expression must contain: sets of strings, of each of which one must be there.

Stronger than `expression_syntax.required_literals`, which names one such set for an automaton: here an expression comes to
branches, and a branch to several demands at once (日 … 入 … 万), for a search that can afford to ask all of them.

A demand speaks of the text without white space and with every digit as 0, so that `\s?` between two pieces and `\d{2,5}`
cost it nothing. Anything that is not understood demands nothing.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.text.fold import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Branch", "branches_of", "image"]

Branch = tuple[frozenset[str], ...]
"""Demands that all hold for a match; none where nothing is known."""

_MOST: Final = 1024
"""Strings in a set: more are not known."""
_LONGEST: Final = 4
"""Characters at the end of a piece that are joined to the next."""
_MOST_DEMANDS: Final = 4
_MOST_BRANCHES: Final = 24
_DEEPEST: Final = 50
_COMMON: Final = 0.03
"""How likely a character of a demand is at one place of ordinary text: what makes longer strings the stronger demand."""
_WEAKEST: Final = 4.0
_SPACE: Final = re.compile(r"\s")
_CHANGES: Final = re.compile(r"[\s\d]")
"""What `image` changes: most texts hold none of it."""
_QUANTIFIER: Final = re.compile(r"(?:([*+?])|\{(\d{1,4})\}|\{(\d{0,4}),(\d{0,4})\})[?+]?")
_GROUP: Final = re.compile(r"\((?:\?(?::|>|[ism]{1,3}:|P?<[^\W\d]\w*>)|(?!\?))")
_LOOK: Final = re.compile(r"\(\?(?:<?[=!])")
_FLAGS: Final = re.compile(r"\(\?[ism]{1,3}\)")
_POINT: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))")
_PROPERTY: Final = re.compile(r"\\[pP]\{[\w^=:&. -]+\}")
_CLASS: Final = re.compile(r"\[\^?\]?(?:\\.|[^\\\]\[])*\]", re.DOTALL)
_ENDLESS: Final = 1 << 16
_RANGE_MOST: Final = 40

_Strings = frozenset[str] | None
"""None where they are not known, or too many."""


class _Part(NamedTuple):
    """What is known of the images of a piece.

    `exact` are all of them. Of those that are not empty each begins with one of `first` and ends with one of `last`;
    `empty` says that one may be. Every image contains one of each of `demands`.
    """

    exact: _Strings = None
    first: _Strings = None
    last: _Strings = None
    empty: bool = True
    demands: tuple[frozenset[str], ...] = ()


_EMPTY: Final = frozenset([""])
_ZERO: Final = _Part(_EMPTY, frozenset(), frozenset(), empty=True)
_ANYTHING: Final = _Part()


class _UnknownSyntaxError(Exception):
    pass


def image(text: str) -> str:
    """Return a plain text as demands speak of it.

    >>> image("日 入 35 万")
    '日入00万'
    """
    if _CHANGES.search(text) is None:
        return text
    return "".join("0" if letter.isdecimal() else letter for letter in text if not letter.isspace())


@cache
def branches_of(pattern: str) -> tuple[Branch, ...] | None:
    r"""Return branches of which every match fulfils one; None where the syntax is not known.

    >>> [sorted(map(sorted, branch)) for branch in branches_of(r"日\s?入\d{3,}|加微?信")]
    [[['日入000']], [['加信', '加微信']]]
    """
    try:
        parts, end = _branches(pattern, 0, 0)
    except (_UnknownSyntaxError, RecursionError):
        return None
    if end != len(pattern) or len(parts) > _MOST_BRANCHES:
        return None
    return tuple(_strongest(_demanded(part)) for part in parts)


def _demanded(part: _Part) -> tuple[frozenset[str], ...]:
    """All that a part demands, by what it contains, is, begins and ends with."""
    own = (part.exact,) if part.exact is not None else () if part.empty else (part.first, part.last)
    return (*part.demands, *(strings for strings in own if strings is not None))


def _strongest(demands: Iterable[frozenset[str]]) -> Branch:
    """The demands that say most; one that another one implies says nothing more."""
    kept: list[frozenset[str]] = []
    for demand in sorted(set(demands), key=lambda some: (_weakness(some), sorted(some))):
        if "" in demand or _weakness(demand) > _WEAKEST or len(kept) >= _MOST_DEMANDS:
            continue
        if not any(all(any(short in string for short in demand) for string in strong) for strong in kept):
            kept.append(demand)
    return tuple(kept)


def _weakness(strings: frozenset[str]) -> float:
    return sum(_COMMON ** len(string) for string in strings)


def _branches(pattern: str, at: int, depth: int) -> tuple[list[_Part], int]:
    parts: list[_Part] = []
    while True:
        part, at = _sequence(pattern, at, depth)
        parts.append(part)
        if pattern[at : at + 1] != "|":
            return parts, at
        at += 1


def _either(parts: list[_Part]) -> _Part:
    if len(parts) == 1:
        return parts[0]
    ranked = [_strongest(_demanded(part)) for part in parts]
    known = min(map(len, ranked))
    demands = (_union(branch[place] for branch in ranked) for place in range(known))
    return _Part(
        _union(part.exact for part in parts), _union(part.first for part in parts), _union(part.last for part in parts),
        any(part.empty for part in parts), tuple(demand for demand in demands if demand is not None),
    )  # fmt: skip


def _union(sets: Iterable[_Strings]) -> _Strings:
    strings: set[str] = set()
    for some in sets:
        if some is None or len(strings) > _MOST:
            return None
        strings |= some
    return frozenset(strings) if len(strings) <= _MOST else None


def _sequence(pattern: str, at: int, depth: int) -> tuple[_Part, int]:
    part = _ZERO
    while at < len(pattern) and pattern[at] not in "|)":
        piece, at = _quantified(pattern, at, depth)
        part = _joined(part, piece)
    return part, at


def _joined(left: _Part, right: _Part) -> _Part:
    """What is known of one piece before another."""
    exact = _product(left.exact, right.exact)
    if left.exact is not None and not left.exact - _EMPTY and left.empty:
        return right._replace(demands=(*left.demands, *right.demands))
    first = _ends(left.first, right.first, left.exact, whole=_first_of(right), empty=left.empty)
    last = _ends(right.last, left.last, right.exact, whole=_last_of(left), empty=right.empty, backwards=True)
    demands = (*left.demands, *right.demands)
    across = _product(_last_of(left), _first_of(right))
    found = tuple(some for some in (across, None if left.empty else left.exact, None if right.empty else right.exact) if some is not None)
    return _Part(exact, first, last, left.empty and right.empty, (*demands, *(some for some in found if "" not in some)))


def _first_of(part: _Part) -> _Strings:
    """What every image of a part begins with, the empty string among it where one may be empty."""
    if part.exact is not None:
        return part.exact
    return None if part.first is None else part.first | (_EMPTY if part.empty else frozenset())


def _last_of(part: _Part) -> _Strings:
    if part.exact is not None:
        return part.exact
    return None if part.last is None else part.last | (_EMPTY if part.empty else frozenset())


def _ends(  # noqa: PLR0913 - both sides of a joint
    near: _Strings, far: _Strings, exact: _Strings, *, whole: _Strings, empty: bool, backwards: bool = False
) -> _Strings:
    """What two joined pieces begin with (or end with, read backwards), where they are not empty."""
    if exact is not None and whole is not None:
        longer = _product(whole, exact) if backwards else _product(exact, whole)
        if longer is not None:
            cut = frozenset(string[-_LONGEST:] if backwards else string[:_LONGEST] for string in longer)
            return cut - _EMPTY
    if near is None or (empty and far is None):
        return None
    return _union((near, far or frozenset())) if empty else near


def _product(left: _Strings, right: _Strings) -> _Strings:
    if left is None or right is None or len(left) * len(right) > _MOST:
        return None
    return frozenset(a + b for a, b in product(left, right))


def _quantified(pattern: str, at: int, depth: int) -> tuple[_Part, int]:
    piece, at = _piece(pattern, at, depth)
    while found := _QUANTIFIER.match(pattern, at):
        piece, at = _repeated(piece, *_bounds(found)), found.end()
    if pattern[at : at + 1] == "{":
        raise _UnknownSyntaxError
    return piece, at


def _bounds(quantifier: re.Match[str]) -> tuple[int, int]:
    sign, times, least, most = quantifier.groups()
    if sign:
        return (1 if sign == "+" else 0), (1 if sign == "?" else _ENDLESS)
    if times:
        return int(times), int(times)
    return int(least or 0), int(most or _ENDLESS)


def _repeated(piece: _Part, least: int, most: int) -> _Part:
    """What is known of a piece that stands several times."""
    if most == 0:
        return _ZERO
    exact: _Strings = frozenset() if piece.exact is not None and most <= _LONGEST else None
    power: _Strings = _EMPTY
    start: _Strings = _EMPTY
    for count in range(min(most, _LONGEST) + 1):
        if count == least and count:
            start = power
        if count >= least and exact is not None:
            exact = _union((exact, power))
        power = _product(power, piece.exact)
    demands = _demanded(piece) if least else ()
    if least and start and start != _EMPTY:
        demands = (*demands, start)
    several = bool(start) and start != _EMPTY and least > 1
    first, last = (_cut(start), _cut(start, last=True)) if several and start else (piece.first, piece.last)
    return _Part(exact, first, last, least == 0 or piece.empty, tuple(some for some in demands if "" not in some))


def _cut(strings: frozenset[str], *, last: bool = False) -> frozenset[str]:
    return frozenset(string[-_LONGEST:] if last else string[:_LONGEST] for string in strings) - _EMPTY


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
        return _ZERO, at + 1
    return (_ANYTHING if character == "." else _one_of([character])), at + 1


def _one_of(characters: Iterable[str]) -> _Part:
    exact = frozenset(image(folded) for character in characters for folded in {plain(character), character.lower()})
    return _Part(exact, exact - _EMPTY, exact - _EMPTY, "" in exact)


def _group(pattern: str, at: int, depth: int) -> tuple[_Part, int]:
    flags = _FLAGS.match(pattern, at)
    if flags:
        return _ZERO, flags.end()
    look = _LOOK.match(pattern, at)
    opening = look or _GROUP.match(pattern, at)
    if opening is None or depth >= _DEEPEST:
        raise _UnknownSyntaxError
    parts, at = _branches(pattern, opening.end(), depth + 1)
    if pattern[at : at + 1] != ")":
        raise _UnknownSyntaxError
    return (_ZERO if look else _either(parts)), at + 1


def _class(pattern: str, at: int) -> tuple[_Part, int]:
    found = _CLASS.match(pattern, at)
    if found is None:
        raise _UnknownSyntaxError
    members = _members(found[0][1:-1])
    return (_ANYTHING if members is None else _one_of(members)), found.end()


def _members(body: str) -> list[str] | None:
    """The characters of a class, None where they are not known or too many."""
    if body.startswith("^") or not body:
        return None
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
    if body[at] != "\\":
        return [body[at]], at + 1
    point = _POINT.match(body, at)
    if point:
        return [chr(int(point[1] or point[2], 16))], point.end()
    character = body[at + 1 : at + 2]
    if character in ("d", "s"):
        return ["0"] if character == "d" else [" "], at + 2
    return (None if not character or character.isalnum() else [character]), at + 2


def _escape(pattern: str, at: int) -> tuple[_Part, int]:
    named = _PROPERTY.match(pattern, at)
    if named:
        return _ANYTHING, named.end()
    character = pattern[at + 1 : at + 2]
    if character in ("D", "w", "W", "S", "h"):
        return _ANYTHING, at + 2
    if character and character in "bBAZmMG":
        return _ZERO, at + 2
    if character and character in "ntrfv":
        return _ZERO, at + 2
    if character == "a":
        raise _UnknownSyntaxError
    some, end = _member(pattern, at)
    if some is None:
        raise _UnknownSyntaxError
    return _one_of(some), end
