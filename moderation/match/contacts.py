"""Contact identifiers: WeChat ids, QQ and QQ group numbers, phone numbers, with the lure that announces them.

A number or name is a contact because of what stands around it: the matcher starts at lures (`lures`), reads the account
behind one (`accounts`), and gives up where an order, a price, a version or code explains it better (`contexts`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from moderation.match.accounts import Account, Lure, behind, holds_token
from moderation.match.contexts import is_counted, is_in_code, masked, runs_on
from moderation.match.digits import DIGIT_CLASS, mobiles, numbers
from moderation.match.found import Found
from moderation.match.lures import HOMOPHONES, LOOKALIKES, LURE_EMOJI, LURES, lead_pattern
from moderation.text.fold import only_script
from moderation.text.fold import plain as fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.match.spec import ContactSpec

__all__ = ["ContactMatcher"]

_LIKELY: Final = re.compile(rf"[a-z{DIGIT_CLASS}](?:[^\w\uffff]{{0,5}}[a-z_{DIGIT_CLASS}-]){{3}}")
"""Four characters of a name or number in a row, noise aside: without them there is no identifier."""

_MOBILE_LENGTH: Final = 11
_LANDLINE: Final = re.compile(r"(?<![\d-])(?:0(?:10|2\d|[3-9]\d\d)[- ]?[1-9]\d{6,7}|[48]00[- ]?\d{3}[- ]?\d{4})(?![\d-])")
_WXID: Final = re.compile(r"(?<![a-z0-9_])wxid_[a-z0-9]{6,20}(?![a-z0-9_])")
_SAME_NUMBER: Final = re.compile(r"[^\w。\uffff]{0,4}(?:[加是]?(?:vx?|wx|微信|[微薇威]信?)(?:同号?|也是)|同[微v薇])(?![a-z0-9])")
"""Behind a phone number: 微信同号."""

_KEYCAP: Final = "\u20e3"
_PLAIN_SPACING: Final = re.compile(r"[\d +-]+")
_NOT_NOISE: Final = re.compile(rf"[\w{LURE_EMOJI}+/\\∨\ufe0f\u20e3]*")


class ContactMatcher:
    """Finds the contacts that a spec asks for; `wx.request`, 订单 12345678 and 12345678 元 are none.

    Without `lead` words a phone number needs none; a WeChat id or a QQ number always needs a lure.
    """

    def __init__(self, spec: ContactSpec) -> None:
        self._of = frozenset(spec.of)
        self._within = spec.lead_within
        self._lead = lead_pattern([fold(word) for word in spec.lead])
        self._exclude = tuple(fold(word) for word in spec.exclude if word)

    def may_match(self, plain: str) -> bool:
        """Return False only for a text in which `find` finds nothing."""
        return _LIKELY.search(plain) is not None

    def find(self, text: str, plain: str) -> list[Found]:
        """Return the contacts of a text: from the lure where it announces the account, else the account alone."""
        if not self.may_match(plain):
            return []
        readable = masked(plain)
        accounts = _apart([*self._announced(readable), *self._bare(readable)])
        return [_found(text, plain, account) for account in accounts if not self._is_excluded(plain, account)]

    def _announced(self, plain: str) -> Iterator[Account]:
        """Yield the accounts behind lures, by priority: known lures, the nearest first, then the author's words."""
        lures = [Lure(str(found.lastgroup), found.start(), found.end()) for found in LURES.finditer(plain)]
        leads = [Lure("any", found.start(), found.end()) for found in self._lead.finditer(plain)] if self._lead else []
        yield from self._nearest(plain, lures)
        if "phone" in self._of:
            yield from self._landlines(plain, leads)
        yield from self._behind(plain, leads)

    def _nearest(self, plain: str, lures: list[Lure]) -> Iterator[Account]:
        """Yield the accounts behind some lures that do not overlap, from the last: what a nearer lure announces is its own."""
        end = len(plain)
        for lure in reversed(lures):
            account = behind(plain, lure, self._within, self._of) if holds_token(plain, lure.end, end) else None
            if account is not None and account.end <= end:
                yield account
                end = lure.start

    def _behind(self, plain: str, lures: list[Lure]) -> Iterator[Account]:
        for lure in reversed(lures):
            account = behind(plain, lure, self._within, self._of)
            if account is not None:
                yield account

    def _landlines(self, plain: str, leads: list[Lure]) -> Iterator[Account]:
        for lead in leads:
            found = _LANDLINE.search(plain, lead.end, lead.end + self._within + len("0000-00000000"))
            if found and found.start() - lead.end <= self._within and "电话" not in plain[lead.end : found.start()]:  # a shop's
                value = re.sub(r"\D", "", found[0])
                yield Account("phone", value, found.start(), found.end(), lead, (len(value),))

    def _bare(self, plain: str) -> Iterator[Account]:
        """Yield what needs no lure: raw WeChat ids, and phone numbers if no lead is asked for or one stands behind."""
        if "wechat" in self._of:
            for found in _WXID.finditer(plain):
                yield Account("wechat", found[0], found.start(), found.end(), _no_lure(found.start()))
        for run in numbers(plain, _MOBILE_LENGTH) if "phone" in self._of else ():
            for number in mobiles(run):
                led = self._lead is None or _SAME_NUMBER.match(plain, number.end)
                if led and not (
                    is_in_code(plain, number.start) or is_counted(plain, number.end, _MOBILE_LENGTH) or runs_on(plain, number.end)
                ):
                    yield Account("phone", number.value, number.start, number.end, _no_lure(number.start), number.groups)

    def _is_excluded(self, plain: str, account: Account) -> bool:
        """Return whether an excluded word stands in, at or right beside a contact."""
        start = min(account.lure.start, account.start)
        return any(word in plain[max(start - len(word) - 1, 0) : account.end + len(word) + 1] for word in self._exclude)


def _no_lure(at: int) -> Lure:
    return Lure("", at, at)


def _apart(accounts: Iterable[Account]) -> list[Account]:
    """Return accounts whose spans do not overlap, by start; the earlier in the given order wins."""
    kept: list[Account] = []
    taken: set[int] = set()
    for account in accounts:
        places = range(account.lure.start, account.end)
        if taken.isdisjoint(places):
            kept.append(account)
            taken.update(places)
    return sorted(kept, key=lambda account: account.lure.start)


def _found(text: str, plain: str, account: Account) -> Found:
    disguise, evasive = _disguise(text, plain, account)
    return Found(account.lure.start, account.end, f"{account.kind}:{account.value}", disguise, evasive)


def _disguise(text: str, plain: str, account: Account) -> tuple[tuple[str, ...], bool]:
    """Return the options that it took to read a contact, and whether one is more than usual spacing or another script."""
    lure, name = plain[account.lure.start : account.lure.end], plain[account.start : account.end]
    written = text[account.lure.start : account.lure.end] + text[account.start : account.end]
    folded = not only_script(written, lure + name)
    spelled = not name.isascii() and any(not letter.isascii() and letter.isalnum() for letter in name)
    noisy = any(not _NOT_NOISE.fullmatch(part) for part in (lure, name))
    disguise = {
        "separators": noisy,
        "variants": folded or spelled or lure + name != written.lower(),
        "lookalike": not LOOKALIKES.isdisjoint(lure) or (bool(account.groups) and "o" in name),
        "homophone": not HOMOPHONES.isdisjoint(lure),
        "emoji": _KEYCAP in name or not set(LURE_EMOJI).isdisjoint(lure),
    }
    usual_spacing = bool(account.groups) and _PLAIN_SPACING.fullmatch(name) and _NOT_NOISE.fullmatch(lure)
    evasive = (noisy and not usual_spacing) or folded or spelled or any(disguise[option] for option in ("lookalike", "homophone", "emoji"))
    return tuple(option for option, used in disguise.items() if used), evasive
