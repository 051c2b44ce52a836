"""Writing that hides is found by how it is written, and ordinary writing is not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.match.oddities import DisguiseMatcher
from moderation.match.spec import DisguiseSpec
from moderation.text.fold import plain

CASES = [
    ("你这个犭句东西", "split", ["犭"]),
    ("亻尔女子", "split", ["亻"]),
    ("看这群袧男", "lookalike", ["袧"]),
    ("你就是个sha bi吧", "pinyin", ["sha bi"]),
    ("有些hei ren nan you", "pinyin", ["hei ren nan you"]),
    ("这种nt真多", "initials", ["nt"]),
    ("天天跳💡小丑", "emoji", ["💡"]),
    ("吃了🐷头肉", "emoji", ["🐷"]),
]
ORDINARY = [
    "今天下午三点开会", "女子排球赛", "I can't believe it", "用python写的，pip install就行", "发个ppt给我", "CEO说了算",
    "哈哈哈😂", "好的👌谢谢",
    "see you", "wo", "刘玥喆", "佢哋今日唔得閒", "八村塁", "往黑里捯饬", "啊xxxxx", "笑死hhhh", "有msn吗", "wuli西瓜",
    "https://www.example.com/pinyin", "@xiaoming 在吗", "",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "found"), CASES)
def test_hidden_writing_is_found(text, kind, found):
    matcher = DisguiseMatcher(DisguiseSpec(of=(kind,)))
    assert [text[one.start : one.end] for one in matcher.find(text, plain(text))] == found


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_writing_is_not(text):
    assert DisguiseMatcher(DisguiseSpec()).find(text, plain(text)) == []


def test_too_few_places_are_none():
    text = "亻尔是个sha bi"
    assert len(DisguiseMatcher(DisguiseSpec(at_least=2)).find(text, plain(text))) == 2
    assert DisguiseMatcher(DisguiseSpec(at_least=3)).find(text, plain(text)) == []


@given(st.text(st.characters(exclude_categories=())))
def test_places_are_in_order_and_apart(text):
    found = DisguiseMatcher(DisguiseSpec()).find(text, plain(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
