"""Reads the account behind a lure: how far it may be, which kind it is, and when it is none after all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.match.contexts import is_counted, is_explained, runs_on
from moderation.match.digits import DIGIT_CLASS, Number, account, is_mobile
from moderation.match.handles import LEAST, Handle, handle
from moderation.match.lures import HOMOPHONES

if TYPE_CHECKING:
    from moderation.match.spec import ContactKind

__all__ = ["Account", "Lure", "behind", "holds_token"]

_TOKEN: Final = re.compile(rf"[a-z{DIGIT_CLASS}]")
_TOKEN_REST: Final = re.compile(r"[a-z0-9_-]+|.", re.DOTALL)
_WORD: Final = re.compile(r"[^\W_]")
_TRIES: Final = 3
"""How many tokens behind a lure are tried: 微信 24小时在线 abc12345."""
_NOISE_BUDGET: Final = 48
"""Noise between lure and account counts as no distance; this bounds it, so that a text of noise stays linear."""

_POINTER: Final = re.compile(r"[:：=→👉☞☛(（【❤♥💗💚➡]|[号是搜为]")
_STOP: Final = re.compile(r"[。？?！!；;\n]")
_APP_ID: Final = re.compile(r"[0-9a-f]{16}")
_CALENDAR_DAY: Final = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_LEAST_DIGITS: Final = 5
_LEAST_BENT: Final = 4
_FEW_DIGITS: Final = 6
"""Below this many digits a number is more often an amount than an account."""


class Lure(NamedTuple):
    """A lure in a text; `kind` is `wechat`, `qq`, `group`, or `any` for an author's own word."""

    kind: str
    start: int
    end: int


class Account(NamedTuple):
    """An identifier in a text, with the lure that announces it; `lure` is empty (`start == end`) without one."""

    kind: ContactKind
    value: str
    start: int
    end: int
    lure: Lure
    groups: tuple[int, ...] = ()


def holds_token(plain: str, start: int, end: int) -> bool:
    """Return whether a letter or digit that an account could begin with stands in a part of a text."""
    return _TOKEN.search(plain, start, end) is not None


def behind(plain: str, lure: Lure, within: int, of: frozenset[ContactKind]) -> Account | None:
    """Return the account that a lure announces; at most `within` letters, noise aside, may stand between them."""
    at = lure.end
    limit = lure.end + within + _NOISE_BUDGET
    for _ in range(_TRIES):
        token = _TOKEN.search(plain, at, limit)
        if token is None or not _reaches(plain[lure.end : token.start()], within):
            return None
        found = _account(plain, token.start(), lure, of)
        if found is not None:
            return found
        rest = _TOKEN_REST.match(plain, token.start(), limit)
        at = rest.end() if rest else limit
    return None


def _reaches(gap: str, within: int) -> bool:
    return "\uffff" not in gap and len(_WORD.findall(gap)) <= within and not is_explained(gap)


def _is_invitation(plain: str, lure: Lure) -> bool:
    """Return whether a lure asks to be added: 加V, 私薇, ➕Q."""
    return plain[lure.start] in "加+➕✚✛十佳家嘉我私找"


def _account(plain: str, at: int, lure: Lure, of: frozenset[ContactKind]) -> Account | None:
    gap = plain[lure.end : at]
    if _STOP.search(gap) and not _is_invitation(plain, lure):
        return None
    if plain[at].isascii() and plain[at].isalpha():
        return _name(plain, at, lure, of) if gap != "-" else None
    return _number(plain, at, lure, of)


def _name(plain: str, at: int, lure: Lure, of: frozenset[ContactKind]) -> Account | None:
    found = handle(plain, at) if "wechat" in of and lure.kind in ("wechat", "any") else None
    if found is None or not _is_trusted(plain, found, lure):
        return None
    return Account("wechat", found.value, found.start, found.end, lure)


def _is_trusted(plain: str, name: Handle, lure: Lure) -> bool:
    """Return whether a name is plausible: without a digit, or too short, something must point at it."""
    gap = plain[lure.end : name.start]
    pointed = _POINTER.search(gap) is not None
    if name.has_digit and len(name.value) >= LEAST:
        return not (gap == "" and _APP_ID.fullmatch(name.value))
    if lure.kind == "any" or len(name.value) < LEAST:
        return pointed and name.has_digit and lure.kind != "any"
    glued = gap == "" and plain[lure.end - 1].isascii()
    return pointed or (_is_invitation(plain, lure) and not glued)


def _number(plain: str, at: int, lure: Lure, of: frozenset[ContactKind]) -> Account | None:
    bent = _is_bent(plain, at, lure)
    found = account(plain, at, least=_LEAST_BENT if bent else _LEAST_DIGITS)
    kind = None if found is None else _kind(found, lure, of)
    if found is None or kind is None or runs_on(plain, found.end) or is_counted(plain, found.end, len(found.value)):
        return None
    if not (bent or _is_account(plain, found, lure)):
        return None
    return Account(kind, found.value, found.start, found.end, lure, found.groups)


def _is_bent(plain: str, at: int, lure: Lure) -> bool:
    """Return whether a lure is spelled in a way that only a lure is, and points: 薇❤1234."""
    words = plain[lure.start : at]
    return lure.kind == "wechat" and not HOMOPHONES.isdisjoint(words) and _POINTER.search(words) is not None


def _kind(number: Number, lure: Lure, of: frozenset[ContactKind]) -> ContactKind | None:
    wanted: tuple[ContactKind, ...] = ("wechat",) if lure.kind == "wechat" else ("qq",)
    if lure.kind == "any":
        wanted = ("phone", "qq", "wechat") if is_mobile(number.value) else ("qq", "wechat")
    elif is_mobile(number.value):
        wanted = (*wanted, "phone")
    return next((kind for kind in wanted if kind in of), None)


def _is_account(plain: str, number: Number, lure: Lure) -> bool:
    """Return whether a number is long and crooked enough to be an account, or something points at it."""
    value = number.value
    if len(set(value)) == 1 or (lure.kind == "any" and (value[0] == "0" or _CALENDAR_DAY.fullmatch(value))):
        return False  # 扣666666 is applause
    if len(value) < _FEW_DIGITS and lure.kind in ("any", "group"):
        return False
    gap = plain[lure.end : number.start]
    if lure.kind != "any" and (_POINTER.search(gap) or _is_invitation(plain, lure)):
        return True
    beside = lure.kind == "qq" and _WORD.search(gap) is None
    return not value.endswith("000") and (beside or len(value) >= _FEW_DIGITS)
