"""What stands behind the name of a signal, for systems that know words and regular expressions only. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.match.spec import EXACT, ContactSpec, LinkSpec, RegexSpec, RepeatSpec

if TYPE_CHECKING:
    from moderation.match.spec import Matching, PatternSpec
    from moderation.program import Program
    from moderation.program.rules import PatternProgram

__all__ = ["Contents", "Word", "contents_of"]

_PHONE: Final = r"(?:^|[^0-9])1[3-9][0-9]{9}(?:[^0-9]|$)"
_URL: Final = r"https?://[^\s/]+"
_EMAIL: Final = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}"
_IP: Final = r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
_ACCOUNTS: Final = {"wechat": r"[A-Za-z][A-Za-z0-9_-]{5,19}", "qq": r"[1-9][0-9]{4,10}", "phone": r"1[3-9][0-9]{9}"}
"""What an account looks like where a lead stands before it; without one, only a telephone number is sure."""
_LINKS: Final = {"url": _URL, "email": _EMAIL, "ip": _IP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A term: `bounded` if no letter or digit may stand beside it; `allowed` are the exceptions in which it is harmless."""

    text: str
    weight: int
    bounded: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a signal looks for. `kinds` are things that some systems find by themselves: `phone`, `email`.

    `lost` holds (reason, how many) for what cannot be said in words and expressions.
    """

    words: tuple[Word, ...] = ()
    expressions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    weight: int = 1
    lost: tuple[tuple[str, int], ...] = ()


def contents_of(program: Program) -> dict[str, Contents]:
    """Return what stands behind every signal of a program."""
    found = {behavior.signal: Contents(lost=(("behavior", 1),)) for behavior in program.behaviors}
    found |= {pattern.signal: _pattern(pattern) for pattern in program.patterns}
    fields = {info.name: info.fields for info in program.signals}
    found |= {signal: _terms(program, signal) for signal in program.terms.signals}
    return {name: contents if "text" in fields.get(name, ("text",)) else Contents(lost=(("field", 1),)) for name, contents in found.items()}


def _terms(program: Program, signal: str) -> Contents:
    """The terms of a list; one that needs evidence beside it is left out, because alone it means something harmless."""
    table = program.terms
    number = table.signals.index(signal)
    rows = [row for row, owner in enumerate(table.signal_of) if owner == number]
    allowed = [table.texts[row].lower() for row in rows if table.role(row) == "allow"]
    terms = [row for row in rows if table.role(row) == "term"]
    words = tuple(
        Word(
            text=table.texts[row], weight=table.weight_of[row], bounded=_bounded(table.texts[row], table.matchings[table.matching_of[row]]),
            allowed=tuple(one for one in allowed if table.texts[row].lower() in one),
        )
        for row in terms if table.near_of[row] < 0
    )  # fmt: skip
    bent = sum(_bends(table.matchings[table.matching_of[row]]) for row in terms)
    whole = sum(table.matchings[table.matching_of[row]].boundary == "word" for row in terms)
    lost = (("evidence", len(terms) - len(words)), ("disguises", bent), ("whole-words", whole))
    return Contents(words=words, lost=tuple(one for one in lost if one[1]))


def _bounded(text: str, matching: Matching) -> bool:
    return matching.boundary == "latin" or (matching.boundary == "auto" and text.isascii() and text.isalnum())


def _bends(matching: Matching) -> bool:
    """Whether more than the written form of a term is found."""
    return (matching.variants, matching.separators) != (EXACT.variants, EXACT.separators) or any(
        (matching.lookalike, matching.homophone, matching.pinyin != "off", matching.split, matching.emoji, matching.shuffle)
    )


def _pattern(pattern: PatternProgram) -> Contents:
    expressions, kinds, lost = _expressed(pattern.spec)
    return Contents(expressions=expressions, kinds=kinds, weight=pattern.weight, lost=lost)


def _expressed(spec: PatternSpec) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, int], ...]]:
    """The expressions, kinds and losses of a pattern."""
    match spec:
        case ContactSpec():
            return _contact(spec)
        case LinkSpec():
            return _link(spec)
        case RegexSpec(regex=regex):
            return (regex if not spec.ignore_case else f"(?i){regex}",), (), ()
        case RepeatSpec(unit="char"):
            return (rf"(\S)\1{{{spec.at_least - 1}}}",), (), ()
        case _:
            return (), (), (("pattern", 1),)


def _contact(spec: ContactSpec) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, int], ...]]:
    lost = (("not", len(spec.exclude)),) if spec.exclude else ()
    if spec.lead:
        leads = "|".join(re.escape(lead) for lead in spec.lead)
        accounts = "|".join(_ACCOUNTS[kind] for kind in spec.of)
        return (rf"(?:{leads}).{{0,{spec.lead_within}}}(?:{accounts})",), (), (*lost, ("disguises", 1))
    missed = len(set(spec.of) - {"phone"})
    lost = (*lost, ("accounts", missed)) if missed else lost
    return ((_PHONE,), ("phone",), lost) if "phone" in spec.of else ((), (), lost)


def _link(spec: LinkSpec) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, int], ...]]:
    missed = len(set(spec.of) - set(_LINKS))
    lost = (("links", missed),) if missed else ()
    others = tuple(_LINKS[kind] for kind in spec.of if kind in _LINKS and kind != "url")
    kinds = ("email",) if "email" in spec.of else ()
    if "url" not in spec.of:
        return others, kinds, lost
    if spec.domains_in is not None:
        hosts = "|".join(re.escape(domain) for domain in spec.domains_in)
        return (rf"https?://(?:[A-Za-z0-9-]+\.){{0,8}}(?:{hosts})(?:[/:?#]|\s|$)",), (), lost
    if spec.domains_not_in:
        hosts = "|".join(re.escape(domain) for domain in spec.domains_not_in)
        return (rf"https?://(?!(?:[A-Za-z0-9-]+\.){{0,8}}(?:{hosts})(?:[/:?#]|\s|$))[^\s/]+", *others), kinds, lost
    return (_URL, *others), kinds, lost
