"""How alike two words are that are not the same: by their characters, their sound, the matters they are about.

电话 and 手机号 share a matter, 还款日 and 还款日期 most characters, 微粒货 and 微粒贷 the sound: what a synonym table cannot list.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.text.segmentation import frequencies
from moderation.text.sound import symbols_of

if TYPE_CHECKING:
    from moderation.faq.reading import Word

__all__ = ["CORPUS", "Sign", "alike", "sign_of", "spelt", "turned_pairs"]

CORPUS: Final = 60_101_967
"""Words that jieba's dictionary counts."""
_SOUND: Final = 0.85
_ACROSS: Final = 0.9
_MATTER: Final = 0.35
_WORTH_ASKING: Final = 0.4
_CACHED: Final = 262_144


@lru_cache(maxsize=_CACHED)
def _weight(character: str) -> float:
    return math.log(CORPUS / (200 + 24 * frequencies().get(character, 20)))


@lru_cache(maxsize=_CACHED)
def spelt(one: str, other: str) -> float:
    """Return the share of their characters that two words have in common, rare ones counting more; 0.85 for the same sound.

    >>> spelt("还款日期", "还款日") > spelt("还款日期", "借款"), spelt("利息", "理息"), spelt("电话", "利息")
    (True, 0.85, 0.0)
    """
    if one == other:
        return 1.0
    if _is_turned(one, other):
        return 0.0
    mine, its = set(one), set(other)
    both = sum(map(_weight, sorted(mine & its)))
    share = 2 * both / (sum(map(_weight, sorted(mine))) + sum(map(_weight, sorted(its)))) if both else 0.0
    return max(share, _SOUND) if len(one) == len(other) and symbols_of(one) == symbols_of(other) else share


_OPPOSITES: Final = (
    "上下", "左右", "男女", "前后", "内外", "大小", "高低", "多少", "长短", "早晚", "冷热", "新旧", "轻重", "快慢", "进出", "买卖",
    "升降", "增减", "开关", "黑白", "甲乙", "公母", "父母", "儿女", "东西", "南北",
)  # fmt: skip
_TURNED: Final = frozenset(frozenset(pair) for pair in _OPPOSITES)
"""Characters that make a word the opposite of the same word with the other: 上半年, 下半年."""


_OPPOSITE: Final = {pair[at]: pair[1 - at] for pair in _OPPOSITES for at in (0, 1)}


def turned_pairs(text: str) -> tuple[str, ...]:
    """Return what would stand in a text if a character were its opposite, with the character behind it; not where it has both.

    >>> turned_pairs("下呼吸道感染"), turned_pairs("上下楼")
    (('上呼',), ())
    """
    return tuple(
        _OPPOSITE[one] + other
        for one, other in pairwise(text)
        if one in _OPPOSITE and _OPPOSITE[one] not in text and _OPPOSITE.get(other) is None
    )


def _is_turned(one: str, other: str) -> bool:
    """Whether two words differ in characters that are opposites, and in nothing else."""
    if len(one) != len(other):
        return False
    differing = [frozenset(pair) for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and differing[0] in _TURNED


class Sign(NamedTuple):
    """A word with what it can be like another by: `marks` holds its characters, sounds and matters; disjoint marks, nothing alike."""

    word: Word
    matters: frozenset[int]
    marks: frozenset[str | int]


@lru_cache(maxsize=_CACHED)
def sign_of(word: Word, matters: tuple[int, ...]) -> Sign:
    """Return the sign of a word that is about some matters."""
    letters = word.surface + word.concept
    return Sign(word, frozenset(matters), frozenset((*letters, *symbols_of(letters), *matters)))


def alike(one: Sign, other: Sign) -> float:
    """Return how alike two words are, 0–1; synonyms are the same."""
    return 0.0 if one.marks.isdisjoint(other.marks) else _alike(one, other)


@lru_cache(maxsize=_CACHED)
def _alike(one: Sign, other: Sign) -> float:
    (surface, concept), (its_surface, its_concept) = one.word, other.word
    if concept == its_concept:
        return 1.0
    across = max(spelt(surface, its_concept), spelt(concept, its_surface))
    share = max(spelt(surface, its_surface), _ACROSS * across)
    return share if share >= _WORTH_ASKING or one.matters.isdisjoint(other.matters) else max(share, _MATTER)
