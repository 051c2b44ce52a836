"""Term lists of any length up to 60,000, each a prefix of the next: composed for this project, none taken from anywhere.

A term is a pair of characters, as brands and nicknames are, and an ending that says what is sold. Half of the pairs begin
with a character of the chat, as real lists do, so that a matcher has to read on before it can let go.
"""

from __future__ import annotations

import random
from itertools import chain, product
from typing import TYPE_CHECKING, Final

from benchmarks.vocabulary import CLAUSES, SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["LONGEST", "MOST_TERMS", "ngrams", "term_list"]

MOST_TERMS: Final = 60_000
LONGEST: Final = 6
_SHARES: Final = ((2, 10), (3, 20), (4, 45), (5, 15), (6, 10))
"""Percent of the terms that have so many characters."""

_BRAND: Final = "鼎鸿盛腾皇凯恒旋曜璟禧赢豪尊鑫淼赫骏麒麟凰鹏鲲鲸隆泰祥瑞昌荣顺兴旺汇银钻玺爵御琥珀翡翠珑琪瑶蓬莱嵩岱崑澜瀚澳濠珩璇玑"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ENDINGS: Final[dict[int, tuple[str, ...]]] = {
    0: ("",),
    1: tuple("彩盘贷药粉号券码单庄局宝币卡链"),
    2: _words("""
        棋牌 彩票 博彩 网贷 套现 代开 办证 迷药 私服 外挂 刷粉 代购 返佣 跑分 内幕 荷官 盘口 代聊 引流
        拉新 黑户 秒批 白嫖 卡密 电玩 轮盘 捕鱼 上分 接单 代孕 枪模 冰糖 高仿 尾单 假币 洗码 群控 养号
        解封 破解
    """),
    3: _words("""
        娱乐城 信用贷 代开票 高仿包 棋牌室 真人厅 返利群 兼职群 刷单群 会员站 下注站 推广员 办证处 迷情粉
        外挂店 私服站 黑卡网 跑分车 洗码房 接码台
    """),
    4: _words("""
        娱乐平台 快速下款 免息套现 内部名额 真人荷官 包赢计划 代写代发 高薪兼职 裸聊直播 在线下注 无抵押贷
        私密影院
    """),
}


def ngrams(texts: Iterable[str], longest: int = LONGEST) -> set[str]:
    """Return every substring of 2 to `longest` characters.

    >>> sorted(ngrams(["今天好"]))
    ['今天', '今天好', '天好']
    """
    return {text[start : start + size] for text in texts for size in range(2, longest + 1) for start in range(len(text) - size + 1)}


def term_list(seed: int, taken: set[str]) -> tuple[str, ...]:
    """Return 60,000 distinct terms, the same for the same seed, none of which is in `taken`; any prefix has the same mixture."""
    dice = random.Random(seed)
    pools = {size: _terms(size, dice) for size, _ in _SHARES}
    terms: dict[str, None] = {}
    sizes = [size for size, share in _SHARES for _ in range(share)]
    while len(terms) < MOST_TERMS:
        for size in dice.sample(sizes, len(sizes)):
            terms[next(term for term in pools[size] if term not in taken and term not in terms)] = None
    return tuple(terms)[:MOST_TERMS]


def _terms(size: int, dice: random.Random) -> Iterator[str]:
    """Yield the terms of a size in random order."""
    chat = sorted({character for text in chain(CLAUSES, *SLOTS.values()) for character in text if "一" <= character <= "鿿"})
    pairs = [a + b for a, b in chain(product(_BRAND, _BRAND), product(chat, _BRAND)) if a != b]
    while True:
        yield dice.choice(pairs) + dice.choice(_ENDINGS[size - 2])
