"""Near misses made from questions by one change: another thing is asked, of another thing, denied, or of another number.

What answers the question does not answer the near miss: such pairs teach the fit what a single word may weigh.
"""

# ruff: noqa: PLR2004 - the numbers are lengths and likenesses
from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from moderation.faq.vocabulary import vocabulary
from moderation.text.segmentation import words

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

_ASKED = (
    ("怎么办", "怎么处理", "怎么解决", "如何处理", "咋办", "怎么治疗", "怎么治", "如何治疗"),
    ("怎么弄", "怎么办理", "怎么操作", "怎么用", "怎么做", "如何使用"),
    ("为什么", "什么原因", "怎么回事", "怎么引起的", "什么原因造成的"),
    ("什么时候", "几点", "哪天", "几号"),
    ("多久", "多长时间", "几天"),
    ("多少钱", "怎么收费", "什么价格", "贵不贵"),
    ("在哪", "在哪里", "哪里有", "在什么地方"),
    ("是什么", "是什么意思", "指什么"),
    ("有什么用", "有什么作用", "有什么功效", "有什么好处"),
    ("有副作用吗", "有什么坏处", "有什么危害", "有什么影响"),
    ("有什么要求", "要什么条件", "需要什么材料"),
    ("要注意什么", "有什么禁忌", "有什么讲究"),
    ("哪个好", "哪个牌子好", "怎么选", "推荐哪个"),
    ("安全吗", "靠谱吗", "是真的吗", "是正品吗"),
    ("严重吗", "要紧吗"),
    ("能退吗", "能取消吗"),
    ("有什么区别", "有什么不同"),
    ("要预约吗", "要排队吗"),
    ("会过期吗", "能用多久"),
    ("谁负责", "找谁"),
    ("有什么症状", "有什么表现"),
    ("会传染吗", "会遗传吗"),
)  # fmt: skip
"""What may be asked of a thing, each in some wordings: one for another is another question."""
_OPEN = re.compile("什么|哪些|哪个|怎么|为何|为啥|多久|谁|啥")
_DENIABLE = re.compile("(?<![不没能可])(能|可以|要|会|有)(?![不没没否])")
_DENIED = {"能": "不能", "可以": "不可以", "要": "不要", "会": "不会", "有": "没有"}
_DOING = re.compile("(?<![不没])(吃|用|收|做|去|买|换|退|开|报|学|放|参加|带)")
_NUMBER = re.compile("[0-9]+|(?<![一-龥])?[两三四五六七八九十](?=[天个年岁月周次斤元块级])")
_NUMBERS = ("2", "3", "5", "7", "8", "12", "15", "20", "30", "45", "100", "三", "五", "六", "八", "十")
_OTHERS = ("团体", "海外", "宠物", "二手的", "进口的", "分店的", "十年前的", "去年的", "没带证件的", "免费的", "别人的", "外地")
"""What makes a question one about something else when it stands before it."""


@cache
def _opposites() -> tuple[tuple[str, str], ...]:
    from importlib.resources import files  # noqa: PLC0415 - data of the package

    told = (files("moderation.faq") / "data" / "antonyms.txt").read_text(encoding="utf-8").splitlines()
    pairs = [tuple(line.split()) for line in told if line and not line.startswith("#")]
    return tuple((one, other) for one, other in pairs if len(one) > 1 for one, other in ((one, other), (other, one)))


def near_of(text: str, bank: Sequence[str], chance: random.Random) -> str | None:
    """Return a near miss of a question to a FAQ with some phrasings; `None` where no change is at hand, or makes another of its questions."""
    text = text.rstrip("？?。 ")
    ways = [
        _other_asked,
        _other_asked,
        _other_asked,
        _other_thing,
        _other_thing,
        _other_thing,
        _denied,
        _denied,
        _turned,
        _turned,
        _other_number,
        _of_others,
    ]
    made = chance.choice(ways)(text, bank, chance)
    if (
        made is None
        or made == text
        or any(ratio(made, told.rstrip("？?")) > 80 for told in bank if told.rstrip("？?") != text and told not in text)
    ):
        return None
    return made


def _other_asked(text: str, bank: Sequence[str], chance: random.Random) -> str | None:
    del bank
    for group in _ASKED:
        for wording in sorted(group, key=len, reverse=True):
            if wording in text and text != wording:
                other = chance.choice(chance.choice([one for one in _ASKED if one is not group]))
                rest = text.replace(wording, "", 1)
                return rest + other if text.endswith(wording) or chance.random() < 0.5 else text.replace(wording, other, 1)
    return None


def _other_thing(text: str, bank: Sequence[str], chance: random.Random) -> str | None:
    mine = _things(text)
    theirs = [thing for told in chance.sample(list(bank), min(6, len(bank))) for thing in _things(told) if thing not in text]
    return text.replace(chance.choice(mine), chance.choice(theirs), 1) if mine and theirs else None


def _things(text: str) -> list[str]:
    table = vocabulary()
    return [
        word
        for piece in re.findall(r"[\u3400-\u9fff]{2,30}", text)
        for word in words(piece)
        if len(word) > 1 and word not in table.kinds and word not in table.fillers
    ]


def _denied(text: str, bank: Sequence[str], chance: random.Random) -> str | None:
    del bank
    if not _OPEN.search(text):
        return None
    if _DENIABLE.search(text):
        return _DENIABLE.sub(lambda found: _DENIED[found[1]], text, count=1)
    return _DOING.sub(lambda found: chance.choice(("不能", "不", "没")) + found[1], text, count=1) if _DOING.search(text) else None


def _turned(text: str, bank: Sequence[str], chance: random.Random) -> str | None:
    del bank
    here = [(one, other) for one, other in _opposites() if one in text and other not in text]
    if not here:
        return None
    one, other = chance.choice(here)
    return text.replace(one, other, 1)


def _other_number(text: str, bank: Sequence[str], chance: random.Random) -> str | None:
    del bank
    return (
        _NUMBER.sub(lambda found: chance.choice([one for one in _NUMBERS if one != found[0]]), text, count=1)
        if _NUMBER.search(text)
        else None
    )


def _of_others(text: str, bank: Sequence[str], chance: random.Random) -> str | None:
    del bank
    return chance.choice(_OTHERS) + text if _things(text) else None
