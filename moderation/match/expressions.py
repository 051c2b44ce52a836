"""Regular expressions of rule authors, with a time budget, and the literals without which one cannot match.

Expressions run on the plain view, so that an author writes 加 once and ＋, full width and traditional forms are found as well.
"""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import regex
from daachorse import CharwiseDoubleArrayAhoCorasick

from moderation.match.demands import branches_of, image
from moderation.match.expression_syntax import folded_pattern
from moderation.match.found import Found
from moderation.match.literals import least_length, required_literals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.match.demands import Branch
    from moderation.match.spec import RegexSpec

__all__ = ["BUDGET_S", "BUDGET_S_PER_CHARACTER", "ExpressionMatcher", "Problem", "required_literals", "validate"]

BUDGET_S: Final = 0.05
"""Seconds that one expression may spend on one message, a thousand times what a sane one needs: a catastrophic one cannot hold up a
chat. A search that runs out of it counts as no match, like a search that fails."""
BUDGET_S_PER_CHARACTER: Final = 2e-6
"""What a long text adds, so that the time stays linear in its length and a sane expression is never cut off."""

_SHORT: Final = 2_000
"""Characters of a text whose demands are asked first: a page meets them all somewhere."""
_WALL: Final = "\uffff"
_PROBES: Final = ("", "a", "中", "1", " ", "\n", "a中1 _-，\n中")


class Problem(NamedTuple):
    """Why an expression cannot be used: it is `broken` (what the library says, and where), or matches the `empty` string."""

    kind: Literal["broken", "empty"]
    reason: str = ""
    offset: int | None = None


class Demands:
    """The demands of an expression, asked of a text at once: one search, and an expression is rarely worth running after it."""

    def __init__(self, branches: Sequence[Branch]) -> None:
        """Prepare the demands of some branches, of which every match fulfils one."""
        bits: defaultdict[str, int] = defaultdict(int)
        self._wholes = []
        number = 0
        for branch in branches:
            self._wholes.append(((1 << len(branch)) - 1) << number)
            for demand in branch:
                for string in demand:
                    bits[string] |= 1 << number
                number += 1
        self._bits = list(bits.values())
        self._search = CharwiseDoubleArrayAhoCorasick(list(bits)).find_overlapping

    def may_be_met(self, plain: str) -> bool:
        """Return False only for a text in which the expression finds nothing."""
        if len(plain) > _SHORT:
            return True
        met, bits = 0, self._bits
        for _, _, number in self._search(image(plain)):
            met |= bits[number]
        return met != 0 and any(met & whole == whole for whole in self._wholes)


class ExpressionMatcher:
    """Finds one regular expression; never raises and never runs longer than the budget."""

    def __init__(self, spec: RegexSpec) -> None:
        self._regex = spec.regex
        self._ignore_case = spec.ignore_case
        self._compiled = _compiled(spec.regex, ignore_case=spec.ignore_case)
        self._needed = re.compile("|".join(map(re.escape, sorted(spec.literals)))) if spec.literals else None

    def may_match(self, plain: str) -> bool:
        """Return False only for a text in which `find` finds nothing."""
        return self._needed is None or self._needed.search(plain) is not None

    @cached_property
    def _demands(self) -> Demands | None:
        """What every match demands, read when the expression is first searched: most never are."""
        branches = branches_of(self._regex)
        return Demands(branches) if branches and all(branches) else None

    def find(self, text: str, plain: str) -> list[Found]:
        """Return the matches by start, without overlaps; none of them is empty or reaches over a wall.

        They have no value of their own: what an expression stands for is the title of its pattern.
        """
        if self._demands is not None and not self._demands.may_be_met(plain):
            return []
        try:
            return list(self._found(text, plain))
        except TimeoutError:
            return []

    def stands(self, text: str, plain: str) -> bool:
        """Return whether `find` finds anything in a text that is known to meet all demands."""
        try:
            return any(True for _ in self._found(text, plain))
        except TimeoutError:
            return True  # `find` may have more time: on another machine, or when this one has less to do

    def _found(self, text: str, plain: str) -> Iterator[Found]:
        view = plain if self._ignore_case else _with_case(text, plain)
        for found in self._compiled.finditer(view, timeout=BUDGET_S + BUDGET_S_PER_CHARACTER * len(view)):
            start, end = found.span()
            if start < end and _WALL not in plain[start:end]:
                yield Found(start, end, "")


def validate(pattern: str) -> Problem | None:
    """Return why an expression cannot be used, or None.

    >>> validate("a+"), validate("a*").kind, validate("a(").offset
    (None, 'empty', 2)
    """
    try:
        compiled = _compiled(pattern, ignore_case=True)
    except (regex.error, RecursionError, OverflowError, ValueError) as exc:
        return Problem("broken", str(getattr(exc, "msg", exc)), getattr(exc, "pos", None))
    least = least_length(pattern)
    return Problem("empty") if least == 0 or (least is None and _matches_nothing(compiled)) else None


def _compiled(pattern: str, *, ignore_case: bool) -> regex.Pattern[str]:
    flags = regex.IGNORECASE if ignore_case else 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a class that future syntax reads otherwise is no concern of a rule author
        regex.compile(pattern, flags)  # what an author wrote is what must compile, and what an error points into
        try:
            return regex.compile(folded_pattern(pattern), flags)
        except regex.error:  # folding met a construct that spells its characters out
            return regex.compile(pattern, flags)


def _matches_nothing(compiled: regex.Pattern[str]) -> bool:
    try:
        return any(found.start() == found.end() for probe in _PROBES for found in compiled.finditer(probe, timeout=BUDGET_S))
    except TimeoutError:
        return False


def _with_case(text: str, plain: str) -> str:
    """Return the plain view with the capitals of the text: an expression that minds case still reads full width as ASCII."""
    if text == plain:
        return plain
    return "".join(written if written.lower() == folded else folded for written, folded in zip(text, plain, strict=True))
