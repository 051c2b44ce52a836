"""Account names behind a lure: where a WeChat id begins and ends, and whether it is one at all.

A WeChat id is a letter and 5 to 19 letters, digits, hyphens or underscores. Names of products and formats look the same
(python3, rtx4090, windows11), so that a lure alone is not proof enough for every token.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from moderation.match.digits import DIGIT_CLASS, ascii_digits

__all__ = ["Handle", "handle"]

_MARK: Final = "[\u00ad\u0300-\u036f\u200b-\u200f\u20dd-\u20e4\u2060-\u2064\ufe00-\ufe0f]"
_GAP: Final = r"[^\w，,。、/：:；;!！?？()（）\n\r\uffff]{1,3}"
_HAN_DIGITS: Final = "".join(digit for digit in DIGIT_CLASS if not digit.isascii())
_WHOLE: Final = re.compile(rf"[a-z](?:{_MARK}{{0,4}}[a-z0-9_-]|[{_HAN_DIGITS}]{{2,}})*+")
_TWO: Final = re.compile(rf"[a-z]{{1,5}}{_GAP}[0-9]{{3,17}}(?![a-z0-9_])")
_SINGLE: Final = re.compile(rf"[a-z0-9]{{1,2}}(?:{_GAP}[a-z0-9]{{1,2}}(?![a-z0-9_])){{2,19}}+")
_PIECE: Final = re.compile(r"[a-z0-9]+")
_OTHER: Final = re.compile(rf"[^a-z0-9_{_HAN_DIGITS}-]")
_DIGITS: Final = re.compile("[0-9]")

LEAST: Final = 6
MOST: Final = 20
"""What WeChat allows; one character less passes where a digit proves that it is a name."""

_PRODUCTS: Final = (
    "airpods android api app appid apple bilibili centos chatgpt chrome claude css debian deepseek docker douyin edge electron "
    "excel firefox flutter github gpt gtx harmonyos html http https huawei ios ipad iphone java javascript json kindle linux "
    "login mac macbook macos markdown miniprogram mysql netflix nginx node nodejs notion npm office official offline online "
    "openid oppo pad pc photoshop postgres powerpoint ps python qq react redis redmi request rtx ryzen sdk steam switch tiktok "
    "typescript ubuntu unionid usb utf version vip vivo vue wechat weixin wifi win windows word work xbox xiaomi"
)
"""Words that stand behind 微信 and QQ in talk about software and devices, alone or with a version."""
_KNOWN: Final = frozenset(_PRODUCTS.split())
_PRODUCT: Final = re.compile(r"([a-z]+)[-_]?\d{0,4}[a-z]{0,3}")
_PROCESSOR: Final = re.compile(r"[ir][3579]-?\d{4,5}[a-z]{0,2}")


class Handle(NamedTuple):
    """An account name: its value in plain letters and digits, where it stands, and whether it has a digit."""

    value: str
    start: int
    end: int
    has_digit: bool


def handle(plain: str, at: int) -> Handle | None:
    """Return the account name that begins at a letter, of `LEAST - 1` to `MOST` characters; None if nothing fits.

    >>> handle("abc12345，备注", 0).value, handle("abc 12345", 0).value, handle("a b c 1 2 3 4", 0).value
    ('abc12345', 'abc12345', 'abc1234')
    >>> handle("python3", 0), handle("abc123.com", 0)
    (None, None)
    """
    found = _whole(plain, at) or _broken(plain, at)
    if found is None or _continues(plain, found.end) or _is_product(found.value):
        return None
    return found


def _whole(plain: str, at: int) -> Handle | None:
    found = _WHOLE.match(plain, at, at + 4 * MOST)
    if found is None:
        return None
    value = ascii_digits(_OTHER.sub("", found[0])).rstrip("-_")
    if not LEAST - 1 <= len(value) <= MOST or (len(value) < LEAST and not _DIGITS.search(value)):
        return None
    end = found.end() - (len(found[0]) - len(found[0].rstrip("-_")))
    return Handle(value, at, end, has_digit=bool(_DIGITS.search(value)))


def _broken(plain: str, at: int) -> Handle | None:
    """Return a name with noise inside: single characters, or letters and then digits."""
    found = _TWO.match(plain, at) or _SINGLE.match(plain, at)
    value = "".join(_PIECE.findall(found[0])) if found else ""
    if found is None or not LEAST <= len(value) <= MOST or not _DIGITS.search(value):
        return None
    return Handle(value, at, found.end(), has_digit=True)


def _continues(plain: str, end: int) -> bool:
    """Return whether a host, an address or a path goes on behind a token."""
    following = plain[end : end + 2]
    return following[:1] in {"@", "\\"} or (
        len(following) > 1 and following[0] in "./" and following[1].isascii() and following[1].isalnum()
    )


def _is_product(value: str) -> bool:
    found = _PRODUCT.fullmatch(value)
    return (found is not None and found[1] in _KNOWN) or _PROCESSOR.fullmatch(value) is not None
