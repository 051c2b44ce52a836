"""Condition strings about facts: `user.new`, `message.chars > 200`, `user.role in [owner, admin]` → a Fact.

First half of reading a condition; `compile.conditions` decides between these and the names of signals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.compile.durations import DURATION_FORM, seconds
from moderation.facts import DISGUISED, FACTS
from moderation.program import Fact
from moderation.ruleset.mistakes import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moderation.facts import FactInfo
    from moderation.program.conditions import Operator

__all__ = ["Mistake", "looks_like_fact", "parse_fact"]

_OPERATOR: Final = r"is\s+not\b|is\b|not\s+in\b|in\b|<=|>=|==|!=|<|>|=|≤|≥|＜|＞|"
_FORM: Final = re.compile(rf"([A-Za-z_][\w.]*)\s*({_OPERATOR})\s*(.*)", re.ASCII | re.DOTALL)
_OPERATORS: Final[dict[str, Operator]] = {
    "is": "is", "is not": "is_not", "in": "in", "not in": "not_in", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
    "≤": "<=", "≥": ">=", "＜": "<", "＞": ">",
}  # fmt: skip
_MEANT: Final = {"=": "is", "==": "is", "!=": "is not"}
_ALLOWED: Final = {
    "bool": ("is", "is not"),
    "str": ("is", "is not", "in", "not in"),
    "int": ("is", "is not", "in", "not in", "<", "<=", ">", ">="),
    "duration": ("<", "<=", ">", ">="),
}
_LIST_SEPARATOR: Final = re.compile(r"[,，、]")


class Mistake(Exception):  # noqa: N818 - no error of the library: it never leaves this room
    """Why a condition string was not understood, as the values of a Diagnostic."""

    def __init__(self, slug: str, *, nearest: str | None = None, **values: str) -> None:
        super().__init__(slug)
        self.slug, self.nearest, self.values = slug, nearest, values


class _Written(NamedTuple):
    """A fact with what it is compared to, as the author wrote it."""

    fact: FactInfo
    operator: str
    operand: str


def looks_like_fact(text: str) -> bool:
    """Return whether a condition string is about a fact: it has a dotted name, or is `disguised`.

    >>> looks_like_fact("user.new"), looks_like_fact("disguised"), looks_like_fact("gambling")
    (True, True, False)
    """
    words = text.split(maxsplit=1)
    return bool(words) and ("." in words[0] or words[0] == DISGUISED)


def parse_fact(text: str, facts: Mapping[str, FactInfo] = FACTS) -> Fact:
    """Return the comparison that a condition string writes; durations become seconds, `facts` are those that there are.

    >>> parse_fact("user.joined_within 24h")
    Fact(name='user.joined_within', operator='<=', value=86400)
    >>> parse_fact("user.role in [owner, admin]")
    Fact(name='user.role', operator='in', value=('owner', 'admin'))

    Raises:
        Mistake: the fact is unknown, or it cannot be compared like this.
    """
    if text.strip() == DISGUISED:
        return Fact(DISGUISED)
    form = _FORM.fullmatch(text.strip())
    if form is None or form[1] not in facts:
        name = form[1] if form else text.strip()
        raise Mistake("unknown-fact", found=name, expected=" | ".join(facts), nearest=_nearest_fact(name, facts))
    return _compared(_Written(facts[form[1]], " ".join(form[2].split()), form[3].strip()))


def _compared(written: _Written) -> Fact:
    fact, operator, operand = written
    if not operator and fact.type == "bool" and not operand:
        return Fact(fact.name)
    if not operator and fact.type == "duration" and operand:
        operator = "<="
    asked = _OPERATORS.get(operator)
    if asked is None or asked.replace("_", " ") not in _ALLOWED[fact.type]:
        raise _wrong_operator(written)
    if asked in ("in", "not_in"):
        return Fact(fact.name, asked, _values(fact, operand))
    return Fact(fact.name, asked, _value(fact, operand))


def _wrong_operator(written: _Written) -> Mistake:
    allowed = _ALLOWED[written.fact.type]
    found = written.operator or written.operand or written.fact.name
    meant = _MEANT.get(written.operator)
    return Mistake(
        "wrong-fact-operator",
        fact=written.fact.name,
        found=found,
        expected="  ".join(allowed),
        nearest=f"{written.fact.name} {meant} {written.operand}" if meant else None,
    )


def _values(fact: FactInfo, operand: str) -> tuple[str, ...] | tuple[int, ...]:
    listed = operand.removeprefix("[").removesuffix("]")
    values = [_value(fact, part.strip()) for part in _LIST_SEPARATOR.split(listed)]
    if fact.type == "int":
        return tuple(int(value) for value in values)
    return tuple(str(value) for value in values)


def _value(fact: FactInfo, operand: str) -> str | int | bool:
    bare = operand[1:-1] if len(operand) > 1 and operand[0] == operand[-1] and operand[0] in "\"'" else operand
    value = _READERS[fact.type](bare)
    if value is None or (fact.values and value not in fact.values):
        raise Mistake("wrong-fact-value", fact=fact.name, found=operand, expected=_expected(fact), nearest=nearest(bare, fact.values))
    return value


def _integer(written: str) -> int | None:
    return int(written) if re.fullmatch(r"-?\d{1,9}", written, re.ASCII) else None


_READERS: Final[dict[str, Callable[[str], str | int | bool | None]]] = {
    "bool": {"true": True, "false": False}.get,
    "int": _integer,
    "duration": seconds,
    "str": lambda written: written or None,
}


def _expected(fact: FactInfo) -> str:
    if fact.values:
        return " | ".join(fact.values)
    return {"bool": "true | false", "int": "0, 1, 2, …", "duration": DURATION_FORM, "str": "…"}[fact.type]


def _nearest_fact(name: str, facts: Mapping[str, FactInfo]) -> str | None:
    """The fact with this last name, else the one spelt most alike: `joined_within` means `user.joined_within`."""
    last = name.rpartition(".")[2]
    same = [fact for fact in facts if fact.rpartition(".")[2] == last]
    return same[0] if same else nearest(name, facts)
