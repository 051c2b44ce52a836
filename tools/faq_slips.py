"""How people put the same question: other phrases, another order, a greeting before it, a slip of the pen in it."""

# ruff: noqa: PLR2004 - the numbers are probabilities, and lengths from which a change leaves something to read
from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from moderation.faq.vocabulary import vocabulary
from moderation.text.segmentation import words
from moderation.text.sound import characters_of, readings

if TYPE_CHECKING:
    import random

FOLDER = Path(__file__).parent / "faq_banks"
Phrasings = tuple[str, ...]
GREETINGS = (
    "你好，",
    "请问",
    "请问一下，",
    "您好",
    "我想问下",
    "想问一下",
    "那个，",
    "亲，",
    "麻烦问下",
    "在吗？",
    "各位，",
    "老师，",
    "求助：",
    "你好请问",
)
ENDINGS = ("？", "?", "呢", "呢？", "啊", "呀？", "，谢谢", "？谢谢", "啊？？", "。", "，急", "哦", "")
OPENINGS = ("我", "我的", "我想", "现在", "那", "如果", "就是", "这个", "你们", "为什么我", "我这边", "昨天", "刚才", "")
STORIES = (
    "我昨天试了好几次，", "刚才弄了半天，", "之前一直好好的，现在", "我是新来的，", "朋友推荐我来的，", "上次也是这样，",
    "看了说明还是不懂，", "等了好久了，", "我在外地，", "不好意思问个小白问题，", "家里人让我问的，", "上个月就想问了，", "手机上弄的，", "情况是这样的，",
)  # fmt: skip
EXTRAS = (
    "一般",
    "平时",
    "到底",
    "现在",
    "大概",
    "主要",
    "经常",
    "比较",
    "最",
    "一下",
    "的话",
    "了",
    "会",
    "要",
    "都",
    "还",
    "真的",
    "这种情况",
    "时候",
    "期间",
)
DROPPABLE = ("的", "了", "是", "请问", "一般", "会", "要", "你们", "我的", "我", "有", "得", "该", "都", "还")


def lines(name: str) -> list[str]:
    """Return the lines of a file of questions, without comments."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def edits() -> tuple[Phrasings, ...]:
    """Return groups of phrases that may stand for each other."""
    return tuple(tuple(line.split(" ")) for line in lines("edits"))


@cache
def _groups_of() -> tuple[tuple[str, tuple[Phrasings, ...]], ...]:
    """Each phrase, the longest first, with the groups that it is in."""
    table: dict[str, list[Phrasings]] = {}
    for group in edits():
        for phrase in group:
            table.setdefault(phrase, []).append(group)
    return tuple((phrase, tuple(table[phrase])) for phrase in sorted(table, key=len, reverse=True))


def edited(text: str, chance: random.Random) -> str:
    """Return a question put a little differently: another phrase for one that is in it, a word more or less, another order."""
    text = text.rstrip("？?")
    ways = [_other_phrase, _other_phrase, _other_phrase, _one_more, _one_less, _other_order]
    for _ in range(chance.choice((1, 1, 2, 2, 3))):
        text = chance.choice(ways)(text, chance)
    return text


def _other_phrase(text: str, chance: random.Random) -> str:
    here = [(phrase, groups) for phrase, groups in _groups_of() if phrase in text][:4]
    if not here:
        return text
    phrase, groups = chance.choice(here)
    return text.replace(phrase, chance.choice(chance.choice(groups)), 1)


def _one_more(text: str, chance: random.Random) -> str:
    spoken = list(_spoken(text))
    spoken.insert(chance.randrange(len(spoken) + 1), chance.choice(EXTRAS))
    return "".join(spoken)


def _one_less(text: str, chance: random.Random) -> str:
    here = [word for word in DROPPABLE if word in text]
    return text.replace(chance.choice(here), "", 1) if here and len(text) > 5 else text


def _other_order(text: str, chance: random.Random) -> str:
    """The text with its ends exchanged at a word's edge: 感冒怎么治 → 怎么治感冒."""
    spoken = _spoken(text)
    if len(spoken) < 3 or len(text) > 16:
        return text
    cut = chance.randrange(1, len(spoken))
    return "".join((*spoken[cut:], *spoken[:cut]))


def _spoken(text: str) -> tuple[str, ...]:
    return tuple(
        word
        for piece in re.findall(r"[\u3400-\u9fff]{1,30}|[^\u3400-\u9fff]+", text)
        for word in (words(piece) if piece[0] >= "\u3400" else (piece,))
    )


def keywords(text: str) -> str:
    """Return two or three words of a question: how people ask who think of a search box."""
    carrying = [word for word in _spoken(text.rstrip("？?")) if word not in vocabulary().fillers and word not in vocabulary().kinds]
    return "".join(carrying[:3]) if len(carrying) > 1 else text


def slip(text: str, chance: random.Random) -> str:
    """Return a question as people type it: a greeting, another ending, now and then a homophone, a missing or doubled letter."""
    if chance.random() < 0.2:
        text = chance.choice(GREETINGS) + text
    elif chance.random() < 0.05:
        text = chance.choice(STORIES) + text
    elif chance.random() < 0.1:
        text = chance.choice(OPENINGS) + text
    if chance.random() < 0.35:
        text = text.rstrip("？?") + chance.choice(ENDINGS)
    if chance.random() < 0.1 and len(text) > 4:
        place = chance.randrange(len(text))
        text = chance.choice((text[:place] + _alike(text[place], chance) + text[place + 1 :],) * 3 + (text[:place] + text[place + 1 :],))
    return text


def _alike(character: str, chance: random.Random) -> str:
    sounds = readings(character)
    return chance.choice(characters_of(sounds[0])[:12] or character) if sounds else character
