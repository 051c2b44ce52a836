"""Leaving out what can decide nothing changes no verdict."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation import Author, Message, Moderator
from moderation.engine.hope import Hope
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score

WORDS = ["男人", "女的", "恶心", "去死", "傻逼", "加我微信 abc12345", "百家乐", "日结", "兼职", "菠菜", "反诈宣传", "今天", "13800138000",
         "http://x8.top/r", "包过", "老师", "废物", "堵博", "🐷头", "退款", "刷单", "qun 里"]  # fmt: skip


SAID = st.lists(st.sampled_from(WORDS), max_size=6).map("，".join)


@pytest.fixture(scope="module")
def community():
    return Moderator.load("community")


@settings(max_examples=150, deadline=None)
@given(SAID, st.just("") | SAID, st.just("") | SAID)
def test_what_is_left_out_would_have_decided_nothing(community, text, nickname, card):
    message = Message(text, author=Author(id="1", nickname=nickname, card=card))
    assert community._judge.verdict(message, community._examiner.examine(message)) == community.check(message)


@pytest.mark.parametrize(
    ("condition", "found", "remains"),
    [
        (Has("a"), ([("a", "甲", 1, False)], []), True),
        (All((Has("a"), Has("b"))), ([("a", "甲", 1, False)], []), False),
        (All((Has("a"), Has("b"))), ([("a", "甲", 1, False)], ["b"]), True),
        (All((Has("a"), Fact("user.new"))), ([("a", "甲", 1, False)], []), True),
        (All((Has("p"), Not(Has("a")))), ([("a", "甲", 1, False)], ["p"]), True),  # what forbids a hit has to be known
        (All((Has("p"), Not(Has("a")))), ([("a", "甲", 1, False)], []), False),
        (AnyOf((Has("b"), AtLeast(2, (Has("a"), Has("b"), Has("c"))))), ([("a", "甲", 1, False)], []), False),
        (Near(("a", "b"), 5), ([("a", "甲", 1, False), ("b", "乙", 1, False)], []), True),
        (Score(signals=("a", "b"), review=4), ([("a", "甲", 3, False), ("a", "甲", 3, False)], []), False),  # one term counts once
        (Score(signals=("a", "b"), review=4), ([("a", "甲", 3, False), ("a", "丙", 1, False)], []), True),
        (Score(signals=("a", "b"), caps=(("a", 2),), review=4), ([("a", "甲", 9, False)], []), False),
        (Score(signals=("a",), bonuses=((Fact("disguised"), 2),), review=4), ([("a", "甲", 2, False)], []), True),
        (Score(signals=("a",), bonuses=((Has("b"), -9),), review=4), ([("a", "甲", 4, False)], []), True),
    ],
)
def test_hope_remains_where_a_condition_could_hold(condition, found, remains, program, rule):
    made = program(rule("r", condition), signals=("a", "b", "c", "p"))
    assert bool(Hope(made).wanted(*found)) is remains


@pytest.mark.parametrize(
    ("condition", "found", "wanted"),
    [
        (AnyOf((Has("a"), All((Has("b"), Has("c"))))), [("a", "甲", 1, False), ("b", "乙", 1, False)], {"a", "b"}),
        (All((Has("p"), Has("b"))), [("b", "乙", 1, False), ("c", "丙", 1, False)], {"b"}),
        (Score(signals=("a",), bonuses=((Has("b"), 2),), review=4), [("a", "甲", 2, False), ("b", "乙", 1, False)], {"a", "b"}),
        (Score(signals=("a",), review=4), [("a", "甲", 3, True)], set()),
        (Score(signals=("a",), review=4), [], set()),
    ],
)
def test_only_signals_of_which_something_may_come_are_wanted(condition, found, wanted, program, rule):
    assert Hope(program(rule("r", condition), signals=("a", "b", "c", "p"))).wanted(found, ["p"]) == wanted
