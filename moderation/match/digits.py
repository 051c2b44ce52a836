"""Numbers as chat writes them: 138 1234 5678, 一三八, 壹叁捌, 1️⃣3️⃣8️⃣, 幺三八, 13o, in one digit channel.

Only the contact matcher reads this channel: folding 一 to 1 for every term would break ordinary words (下三滥). Enclosed,
full-width and mathematical digits are ASCII digits in the plain view already.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.text.noise import invisible

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DIGIT_CLASS", "Number", "account", "ascii_digits", "is_mobile", "mobiles", "numbers"]

_SPELLINGS: Final = {
    "0": "0o零〇○◯洞", "1": "1一壹幺弌", "2": "2二贰两弍", "3": "3三叁参弎", "4": "4四肆", "5": "5五伍", "6": "6六陆",
    "7": "7七柒拐", "8": "8八捌", "9": "9九玖勾",
}  # fmt: skip
_DIGITS: Final = {spelling: digit for digit, spellings in _SPELLINGS.items() for spelling in spellings}

DIGIT_CLASS: Final = "".join(_DIGITS).replace("o", "")
"""Every digit of the plain view as the body of a `re` character class; the letter o counts only inside a number."""

# What may stand between two digits of one number. Marks that end a clause, quote, calculate, range or price never do.
_GAP: Final = r"(?:_|[^\w，,。、/：:；;%‰=+×÷¥$€~～—–()（）<>《》?!？！'\"\n\r\uffff]){0,5}+"
_RUN: Final = re.compile(rf"[{DIGIT_CLASS}](?:{_GAP}[{DIGIT_CLASS}]|o(?![a-np-z]))*+")
_DIGIT: Final = re.compile(rf"[{DIGIT_CLASS}o]")
_KEYCAP: Final = re.compile("\ufe0f?\u20e3")

_TO_ASCII: Final = str.maketrans({spelling: digit for spelling, digit in _DIGITS.items() if spelling != "o"})

_MOBILE: Final = re.compile(r"1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}")
"""Mainland mobile numbers by the prefixes that the three carriers, the broadcast network and resellers use (2024)."""

_MOBILE_LENGTH: Final = 11
_MOBILE_SHAPES: Final = frozenset({(11,), (3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (3, 3, 5), (4, 4, 3)})
_COUNTRY: Final = re.compile(r"(?:00)?86|0")
_ACCOUNT_MOST: Final = 11
"""QQ numbers have 5 to 11 digits, and so have the numbers that WeChat accounts are found by."""


def ascii_digits(plain: str) -> str:
    """Return a text with every digit in ASCII.

    >>> ascii_digits("an3六五零")
    'an3650'
    """
    return plain.translate(_TO_ASCII)


class Number(NamedTuple):
    """Digits that belong together: `value` in ASCII, code points `start` to `end`, and the lengths of its groups."""

    value: str
    start: int
    end: int
    groups: tuple[int, ...]
    dotted: bool = False


class _Run(NamedTuple):
    plain: str
    places: tuple[int, ...]
    groups: tuple[tuple[int, int], ...]  # half-open ranges of `places` whose digits touch

    def number(self, first: int, last: int) -> Number:
        """Return the number that groups `first` to `last`, both included, make up."""
        start, end = self.groups[first][0], self.groups[last][1]
        return self._cut(start, end, tuple(b - a for a, b in self.groups[first : last + 1]))

    def trimmed(self, first: int, length: int) -> Number | None:
        """Return a group cut to `length` digits by dropping Chinese numerals that touch it: 一13812345678一起."""
        start, end = self.groups[first]
        while end - start > length and not self._ascii(start):
            start += 1
        while end - start > length and not self._ascii(end - 1):
            end -= 1
        return self._cut(start, end, (end - start,)) if end - start == length else None

    def _ascii(self, index: int) -> bool:
        return self.plain[self.places[index]].isascii()

    def _cut(self, start: int, end: int, groups: tuple[int, ...]) -> Number:
        places = self.places[start:end]
        value = "".join(_DIGITS[self.plain[place]] for place in places)
        frame = _KEYCAP.match(self.plain, places[-1] + 1)  # the frame of a keycap belongs to its digit
        dotted = "." in self.plain[places[0] : places[-1]]
        return Number(value, places[0], frame.end() if frame else places[-1] + 1, groups, dotted)


def _run(plain: str, found: re.Match[str]) -> _Run:
    places = tuple(digit.start() for digit in _DIGIT.finditer(plain, found.start(), found.end()))
    starts = [0]
    for index in range(1, len(places)):
        gap = plain[places[index - 1] + 1 : places[index]]
        if gap and not invisible().fullmatch(gap):
            starts.append(index)
    return _Run(plain, places, tuple(zip(starts, [*starts[1:], len(places)], strict=True)))


def numbers(plain: str, least: int) -> Iterator[_Run]:
    """Yield the runs of a text that have at least `least` digits, by start, without overlaps."""
    for found in _RUN.finditer(plain):
        if found.end() - found.start() >= least:
            run = _run(plain, found)
            if len(run.places) >= least:
                yield run


def mobiles(run: _Run) -> Iterator[Number]:
    """Yield the mobile numbers of a run: eleven digits in one piece, in usual groups, or as everything that the run has."""
    last = -1
    for first in range(len(run.groups)):
        number = _mobile_from(run, first) if first > last else None
        if number is not None:
            yield number
            last = first + len(number.groups) - 1


def _mobile_from(run: _Run, first: int) -> Number | None:
    total = 0
    for last in range(first, len(run.groups)):
        total += run.groups[last][1] - run.groups[last][0]
        if total >= _MOBILE_LENGTH:
            break
    else:
        return None
    if first == last and total > _MOBILE_LENGTH:
        return _mobile_in_group(run, first)
    number = run.number(first, last)
    usual = number.groups in _MOBILE_SHAPES or (first == 0 and last == len(run.groups) - 1)
    return number if usual and _MOBILE.fullmatch(number.value) else None


def _mobile_in_group(run: _Run, group: int) -> Number | None:
    """Return the mobile number in a group that is too long: behind a country code or beside Chinese numerals."""
    whole = run.number(group, group)
    code = _COUNTRY.match(whole.value)
    if code and _MOBILE.fullmatch(whole.value, code.end()):
        return whole._replace(value=whole.value[code.end() :])
    cut = run.trimmed(group, _MOBILE_LENGTH)
    return cut if cut and _MOBILE.fullmatch(cut.value) else None


def is_mobile(value: str) -> bool:
    """Return whether eleven ASCII digits are a mobile number.

    >>> is_mobile("13812345678"), is_mobile("12812345678")
    (True, False)
    """
    return _MOBILE.fullmatch(value) is not None


def account(plain: str, at: int, least: int = 5) -> Number | None:
    """Return the account number that begins at a digit: its first group, or the whole run where the groups are short."""
    found = _RUN.match(plain, at, at + 80)  # 11 digits with the widest gaps fit; a longer run is no account
    if found is None:
        return None
    run = _run(plain, found)
    length = run.groups[0][1]
    if least <= length <= _ACCOUNT_MOST:
        return run.number(0, 0)
    if length > _ACCOUNT_MOST:
        return _mobile_in_group(run, 0)
    whole = run.number(0, len(run.groups) - 1)
    if least <= len(whole.value) <= _ACCOUNT_MOST and _is_regular(whole) and not _is_decimal(whole):
        return whole
    return next(mobiles(run), None) if _mobile_from(run, 0) else None


def _is_regular(number: Number) -> bool:
    """Return whether groups are about as long as each other, as spacing makes them; those of a date or a list are not."""
    *groups, last = number.groups
    return number.groups in _MOBILE_SHAPES or (max(groups) - min(groups) <= 1 and last <= max(groups) + 1)


def _is_decimal(number: Number) -> bool:
    return number.dotted and max(number.groups) > len("99")
