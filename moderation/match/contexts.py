"""What explains a number or name better than being somebody's contact: an order, a price, a version, a link, code."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_counted", "is_explained", "is_in_code", "masked", "runs_on"]

_MASKED: Final = re.compile(
    r"\[em\]e\d+\[/em\]"  # how one platform writes its own emoji
    r"|(?<![a-z0-9])[a-z]{2,12}://[!-~]+"
    r"|(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}\.[a-z0-9.-]+"
    r"|(?<![a-z0-9.-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?::\d+)?/[!-~]*"
)
_ASIDE: Final = "·"

_EXPLAINED: Final = re.compile(
    r"订单|单号|运单|快递|物流|编[号码]|工号|学号|房[间号价]|门牌|尾号|卡号|账单|验证码|取件码|提取码|兑换码|激活码|邀请码|口令|序列号|流水"
    r"|票[号房价]|车[牌次]|航班|身份证|证[件号]|条形码|型号|货号|邮编|端口|版本|价格|[售原现]价|人均|金额|余额|[共合]计|播放|阅读|支付|付款|付了|到账|转账"
    r"|收款|红包|充值|公众|小程序|开发|接口|参数"
)
_CLAUSE: Final = re.compile(r"[，。,;；！!？?\s\uffff]")
_LOOK_BACK: Final = 8
"""Code points before a number in which its explanation stands: 我的快递单号是 12345678."""

_UNIT: Final = re.compile(
    r"\s?(?:美?元|块|圆|万(?!事)|亿|千|美金|欧元|人(?!民)|个|名(?!片)|次|播放|粉(?!丝群)|年(?!赚|入)|月(?!赚|入|结)|天|小时|公里|平|%|℃|(?:[g-m]b|kb)(?![a-z]))"
)
_SMALL_UNIT: Final = re.compile(
    r"\s?(?:步|分(?!享)|级|楼|层|集|页|字|条(?!件)|件|张(?=[，。！\s]|\Z)|份|斤|克|米(?!粉)|场|局|杯|瓶|台(?!子)|辆|位(?!置)|岁|倍|秒|度|折|室|栋|票|赞|版|阅读|积分|金币)"
)
_SMALL: Final = 6
"""Up to this many digits a number may count steps, points or pages; longer ones are too large for most units."""
_CODE_BEFORE: Final = re.compile(r"(?:[a-z0-9_.@\\&=?#%¥$]|(?<![0-9])/)\Z")
_LURE_BEFORE: Final = re.compile(r"(?<![a-z0-9])(?:tel|phone|vx?|wx|qq?)\Z")
_RUNS_ON: Final = re.compile(r"(?!(?:vx?|wx|qq?|wechat|tel)(?![a-z0-9]))[a-z_@\\]|[.:：-][a-z0-9]|/[a-z]")


def masked(plain: str) -> str:
    """Return a text of the same length in which links, e-mail addresses and emoji codes are nothing but noise."""
    return _MASKED.sub(lambda found: _ASIDE * len(found[0]), plain) if "/" in plain or "@" in plain else plain


def is_explained(between: str) -> bool:
    """Return whether the words between a lure and a number say that the number is something else.

    >>> is_explained("支付，订单号"), is_explained("号是")
    (True, False)
    """
    return _EXPLAINED.search(between) is not None


def is_counted(plain: str, end: int, digits: int) -> bool:
    """Return whether a unit stands behind a number of so many digits.

    >>> is_counted("12345678元", 8, 8), is_counted("23456步", 5, 5), is_counted("12345678步", 8, 8)
    (True, True, False)
    """
    return _UNIT.match(plain, end) is not None or (digits <= _SMALL and _SMALL_UNIT.match(plain, end) is not None)


def runs_on(plain: str, end: int) -> bool:
    """Return whether a number goes on as a word, a host, a decimal or an address."""
    return _RUNS_ON.match(plain, end) is not None


def is_in_code(plain: str, start: int) -> bool:
    """Return whether what stands before a bare number explains it: its own clause, a sign, a word that it is part of."""
    before = plain[max(start - _LOOK_BACK, 0) : start]
    if _CODE_BEFORE.search(before) and not _LURE_BEFORE.search(before):
        return True
    return is_explained(_CLAUSE.split(before)[-1])
