"""Who hides one word hides more: what else is hidden in a text counts for what may be bent in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moderation.match.hiding import may_hide
from moderation.match.spec import ROBUST, TermSpec
from moderation.match.terms import TermMatcher, build

MATCHER = TermMatcher(
    build([TermSpec(word, "x", matching=replace(ROBUST, pinyin="initials")) for word in ("黑人", "歧视", "废物", "南满", "犯罪")])
)


def found(text: str) -> set[str]:
    return {match.term for match in MATCHER.find(text)}


@pytest.mark.parametrize(("alone", "beside", "term"), [("给hr投简历", "我最讨厌hr了，tygmn那种", "黑人")])
def test_an_abbreviation_is_taken_for_initials_where_others_are_hidden(alone: str, beside: str, term: str) -> None:
    assert found(alone) == set()
    assert found(beside) == {term}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("她们真废5️⃣", {"废物"}),
        ("你这个🀁🈵啊", {"南满"}),
        ("我就是7️⃣🔟怎么了", {"歧视"}),
        ("今天7️⃣点开会", set()),
        ("周末吃饭去🍚👄", set()),
        ("天气真好🀁 🈵", set()),
    ],
)
def test_emoji_and_keys_are_read_where_they_stand_in_a_word(text: str, terms: set[str]) -> None:
    assert found(text) == terms


@pytest.mark.parametrize("text", ["他是亻门的人", "来dubo吧", "这nmsl也行", "吃🍚了没", "瘺出来"])
def test_a_text_may_hide_something(text: str) -> None:
    assert may_hide(text)


@pytest.mark.parametrize("text", ["明天一起去吃饭吧", "好的👌谢谢大家", "你好\ud800", "", "a" * 100, "用ppt讲"])
def test_ordinary_writing_hides_nothing(text: str) -> None:
    assert not may_hide(text)
