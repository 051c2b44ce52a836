"""What every match of a regular expression must contain, for an automaton that searches for all expressions at once."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.match.expression_syntax import ENDLESS, Either, Letters, Repeated, parsed
from moderation.text.fold import plain as fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.match.expression_syntax import Node

__all__ = ["least_length", "required_literals"]

_MOST_STRINGS: Final = 2048
"""How many literals one expression may add to the automaton of `match.gate`: alternations multiply, but a search for many costs
no more than one for few, and an expression without literals is tried on every message."""
_MOST_JOINED: Final = 4


class _Part(NamedTuple):
    """What is known of a piece: its least length, and strings; no strings at all where nothing is known.

    `exact` are the only strings that it matches, every match contains one of `needed`.
    """

    least: int
    exact: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()


def required_literals(pattern: str) -> tuple[str, ...]:
    r"""Return strings in plain form such that the plain view of every match contains one; empty if none are known.

    >>> required_literals(r"日(?:入|赚)[^\n]{0,4}?\d{3,}"), required_literals(r"\d+|加微?信")
    (('日入', '日赚'), ())
    """
    node = parsed(pattern)
    if node is None:
        return ()
    part = _known(node)
    return _better(part.exact, part.needed)


def least_length(pattern: str) -> int | None:
    """Return how many characters a match has at least; None if the syntax is not known.

    >>> least_length("a*"), least_length("a+b?"), least_length("(?<=a)")
    (0, 1, 0)
    """
    node = parsed(pattern)
    return None if node is None else _known(node).least


def _known(node: Node) -> _Part:
    if isinstance(node, Letters):
        return _Part(1, _few(map(fold, node.members)) if node.spelled and node.members else ())
    if isinstance(node, Repeated):
        return _repeated(_known(node.part), node.least, node.most)
    if isinstance(node, Either):
        return _either([_known(branch) for branch in node.branches])
    return _sequence([_known(part) for part in node.parts])


def _either(branches: list[_Part]) -> _Part:
    exact = tuple(string for branch in branches for string in branch.exact) if all(branch.exact for branch in branches) else ()
    demands = [_better(branch.exact, branch.needed) for branch in branches]
    needed = tuple(string for demand in demands for string in demand) if all(demands) else ()
    return _Part(min(branch.least for branch in branches), _few(exact), _few(needed))


def _sequence(pieces: list[_Part]) -> _Part:
    """Neighbours that match only known strings are joined into longer ones."""
    least, whole = 0, True
    joined: tuple[str, ...] = ("",)
    needed: tuple[str, ...] = ()
    for piece in pieces:
        least = min(least + piece.least, ENDLESS)
        longer = _few(left + right for left, right in product(joined, piece.exact))
        if longer:
            joined = longer
            continue
        whole = False
        needed = _better(_better(needed, joined), piece.needed)
        joined = piece.exact or ("",)
    return _Part(least, joined) if whole else _Part(least, (), _better(needed, joined))


def _repeated(piece: _Part, least: int, most: int) -> _Part:
    exact: tuple[str, ...] = ()
    if piece.exact and most <= _MOST_JOINED:
        counts = range(least, most + 1)
        exact = _few("".join(strings) for count in counts for strings in product(piece.exact, repeat=count))
    needed = _better(piece.exact, piece.needed) if least else ()
    return _Part(min(piece.least * least, ENDLESS), exact, needed)


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
