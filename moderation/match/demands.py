r"""What every match of a regular expression must contain: sets of strings, of each of which one must be there.

Stronger than `literals.required_literals`, which names one such set for an automaton: here an expression comes to
branches, and a branch to several demands at once (日 … 入 … 万), for a search that can afford to ask all of them.

A demand speaks of the text without white space and with every digit as 0, so that `\s?` between two pieces and `\d{2,5}`
cost it nothing. Anything that is not understood demands nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, reduce
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.match.expression_syntax import Either, Letters, Repeated, parsed
from moderation.text.fold import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.match.expression_syntax import Node

__all__ = ["Branch", "branches_of", "image"]

Branch = tuple[frozenset[str], ...]
"""Demands that all hold for a match; none where nothing is known."""

_MOST: Final = 1024
"""Strings in a set: more are not known."""
_LONGEST: Final = 4
"""Characters at the end of a piece that are joined to the next."""
_MOST_DEMANDS: Final = 4
_MOST_BRANCHES: Final = 24
_COMMON: Final = 0.03
"""How likely a character of a demand is at one place of ordinary text: what makes longer strings the stronger demand."""
_WEAKEST: Final = 4.0
_SPACE: Final = re.compile(r"\s+")
_DIGIT: Final = re.compile(r"\d")

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


@lru_cache(maxsize=4)
def image(text: str) -> str:
    """Return a plain text as demands speak of it.

    >>> image("日 入 35 万")
    '日入00万'
    """
    return _DIGIT.sub("0", _SPACE.sub("", text))


@cache
def branches_of(pattern: str) -> tuple[Branch, ...] | None:
    r"""Return branches of which every match fulfils one; None where the syntax is not known.

    >>> [sorted(map(sorted, branch)) for branch in branches_of(r"日\s?入\d{3,}|加微?信")]
    [[['日入000']], [['加信', '加微信']]]
    """
    node = parsed(pattern)
    if node is None:
        return None
    branches = node.branches if isinstance(node, Either) else (node,)
    if len(branches) > _MOST_BRANCHES:
        return None
    return tuple(_strongest(_demanded(_known(branch))) for branch in branches)


def _known(node: Node) -> _Part:
    if isinstance(node, Letters):
        return _ANYTHING if node.members is None else _one_of(node.members)
    if isinstance(node, Repeated):
        return _repeated(_known(node.part), node.least, node.most)
    if isinstance(node, Either):
        return _either([_known(branch) for branch in node.branches])
    return reduce(_joined, map(_known, node.parts), _ZERO)


def _demanded(part: _Part) -> tuple[frozenset[str], ...]:
    """All that a part demands, by what it contains, is, begins and ends with."""
    own = (part.exact,) if part.exact is not None else () if part.empty else (part.first, part.last)
    return (*part.demands, *(strings for strings in own if strings is not None))


def _strongest(demands: Iterable[frozenset[str]]) -> Branch:
    """The demands that say most; one that another one implies says nothing more."""
    weakness = {demand: _weakness(demand) for demand in demands if "" not in demand}
    kept: list[frozenset[str]] = []
    for demand in sorted(weakness, key=lambda some: (weakness[some], sorted(some))):
        if weakness[demand] > _WEAKEST or len(kept) == _MOST_DEMANDS:
            break
        if not any(_implies(strong, demand) for strong in kept):
            kept.append(demand)
    return tuple(kept)


def _implies(strong: frozenset[str], weak: frozenset[str]) -> bool:
    """Whether a string of the second set is a part of every string of the first."""
    return all(string in weak or any(map(string.__contains__, weak)) for string in strong)


def _weakness(strings: frozenset[str]) -> float:
    return sum(_COMMON ** len(string) for string in strings)


def _either(parts: list[_Part]) -> _Part:
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


def _one_of(characters: Iterable[str]) -> _Part:
    exact = frozenset(image(folded) for character in characters for folded in {plain(character), character.lower()})
    return _Part(exact, exact - _EMPTY, exact - _EMPTY, "" in exact)
