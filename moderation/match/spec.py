"""What the matchers are told: plain values that a Program carries and that this room turns into matchers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

__all__ = [
    "EXACT", "NORMAL", "ROBUST", "Boundary", "ContactKind", "ContactSpec", "DisguiseKind", "DisguiseSpec", "LinkSpec", "Matching",
    "NameSpec", "NearSpec", "PatternSpec", "Pinyin", "RegexSpec", "RepeatSpec", "TermRole", "TermSpec",
]  # fmt: skip

Boundary = Literal["auto", "none", "latin", "word"]
Pinyin = Literal["off", "full", "initials"]
TermRole = Literal["term", "allow"]
ContactKind = Literal["wechat", "qq", "phone"]
DisguiseKind = Literal["split", "lookalike", "pinyin", "initials", "emoji"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """How a term may be disguised and where it may stand.

    `separators` is how many visible noise characters may stand between two characters of the term. `boundary` is
    `auto` (latin for a term of ASCII letters and digits; a Han term must not straddle two words), or what was asked for.
    `pinyin: initials` takes whole syllables as well. What the other options mean is said in `docs/ruleset.md`.
    """

    variants: bool = True
    separators: int = 2
    boundary: Boundary = "auto"
    lookalike: bool = False
    homophone: bool = False
    pinyin: Pinyin = "off"
    split: bool = False
    emoji: bool = False
    shuffle: bool = False


EXACT: Final = Matching(variants=False, separators=0)
NORMAL: Final = Matching()
ROBUST: Final = Matching(lookalike=True, homophone=True, pinyin="full", split=True, emoji=True)
"""Every disguise that keeps precision; initials and other orders of the characters cost too much to be among them."""


class NearSpec(NamedTuple):
    """Evidence that must stand within `within` code points of a term, before or after, in the same field."""

    words: tuple[str, ...]
    within: int


class TermSpec(NamedTuple):
    """One term of one list: what compile hands to `match.terms.build`."""

    text: str
    signal: str
    role: TermRole = "term"
    weight: int = 1
    matching: Matching = NORMAL
    near: NearSpec | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSpec:
    """A contact identifier. With `lead` one of these words must stand within `lead_within` code points before it."""

    of: tuple[ContactKind, ...] = ("wechat", "qq", "phone")
    lead: tuple[str, ...] = ()
    lead_within: int = 6
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSpec:
    """A link, an e-mail address, an IP address, a group invitation or a 淘口令.

    `domains_in` and `domains_not_in` are registrable domains or hosts (`None`: not asked); the Public
    Suffix List travels beside it, in `Program.suffixes`.
    """

    domains_in: tuple[str, ...] | None = None
    domains_not_in: tuple[str, ...] | None = None
    of: tuple[str, ...] = ("url", "invite", "taokouling")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegexSpec:
    """A regular expression of the `regex` library; `literals` are such that every match contains at least one of them."""

    regex: str
    ignore_case: bool = True
    literals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatSpec:
    """The same `char`, `phrase` (2 to 12 characters) or `line`, at least `at_least` times in a row."""

    unit: Literal["char", "phrase", "line"] = "char"
    at_least: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DisguiseSpec:
    """Writing that hides whatever it says: at least `at_least` places of these kinds in one text."""

    of: tuple[DisguiseKind, ...] = ("split", "lookalike", "pinyin", "initials", "emoji")
    at_least: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpec:
    """A nickname or card that imitates one of `names`, or breaks a convention of the group.

    `length` is the least and the most characters, of `must_have` a name must hold one, and `format` is an expression that it
    must match; each is left alone where it is not given.
    """

    names: tuple[str, ...] = ()
    length: tuple[int, int] | None = None
    must_have: tuple[str, ...] = ()
    format: str = ""


PatternSpec = ContactSpec | LinkSpec | RegexSpec | RepeatSpec | DisguiseSpec | NameSpec
