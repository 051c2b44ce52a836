"""A bent spelling counts where it is a disguise, and not where the same letters are somebody's ordinary words."""

from dataclasses import replace

import pytest

from moderation.match.spec import ROBUST, TermSpec
from moderation.match.terms import TermMatcher, build

EVERYTHING = replace(ROBUST, pinyin="initials", shuffle=True)
TERMS = ("赌博", "废物", "百家乐", "脑残", "恶心", "傻逼", "加微信")
MATCHER = TermMatcher(
    build([*(TermSpec(text, "list", matching=EVERYTHING) for text in TERMS), TermSpec("sb", "latin", matching=EVERYTHING)])
)
BENT = [
    ("你这个毒博鬼", "赌博", "毒博", ("homophone",)), ("你这个睹博鬼", "赌博", "睹博", ("lookalike",)),
    ("来贝者博啊", "赌博", "贝者博", ("split",)), ("一起去dubo吧", "赌博", "dubo", ("pinyin",)),
    ("来玩白佳乐", "百家乐", "白佳乐", ("homophone",)),
    ("全是物废", "废物", "物废", ("shuffle",)),
    ("这bjl怎么玩", "百家乐", "bjl", ("pinyin",)), ("真是个fw", "废物", "fw", ("pinyin",)), ("你nc吗", "脑残", "nc", ("pinyin",)),
    ("他们zgfw啊", "废物", "fw", ("pinyin",)), ("fwdxd滚", "废物", "fw", ("pinyin",)),
]  # fmt: skip
NOT_BENT = [
    "路过土博物馆", "今天 ppt 讲到 fw", "Fw这个词", "FW是什么", "fw", "see fw now", "ex真好", "这个fw5000型", "他f w了", "他们zfwg啊",
    "号码fwfwfwfwfwfw", "的ffww", "hr说", "npc太多", "http://fw.cn/fw",
]  # fmt: skip


@pytest.mark.parametrize(("text", "term", "evidence", "disguise"), BENT)
def test_a_bent_term_is_found_with_its_span(text, term, evidence, disguise):
    found = [(match.term, text[match.start : match.end], match.disguise, match.evasive) for match in MATCHER.find(text)]
    assert found == [(term, evidence, disguise, True)]


@pytest.mark.parametrize("text", NOT_BENT)
def test_what_says_something_else_is_left_alone(text):
    assert MATCHER.find(text) == ()


WITH_EMOJI = TermMatcher(
    build([TermSpec(term, "list", matching=EVERYTHING) for term in ("麻古", "老狗", "走狗", "捞佬", "牛牛", "猴", "早点死", "死肥猪")])
)


@pytest.mark.parametrize(
    "text", ["好嘛🐶", "你说呢🐶哈哈", "真的嘛🐶🐶", "这把我能🐶赢", "慢走🐶", "好吃👴👴👴", "太强了🐮🐮🐮", "萌🐒翻了", "早☠️点睡"]
)
def test_an_emoji_that_adorns_is_no_character_of_a_term(text):
    assert WITH_EMOJI.find(text) == ()


@pytest.mark.parametrize(("text", "term"), [("你个老🐶", "老狗"), ("都是走🐶吧", "走狗"), ("来玩🐮🐮吧", "牛牛"), ("死肥🐷滚", "死肥猪")])
def test_an_emoji_that_stands_for_a_character_is_read_as_it(text, term):
    assert [match.term for match in WITH_EMOJI.find(text)] == [term]


def test_a_run_of_very_many_letters_is_no_initials_and_is_not_read_again_at_each_of_its_places():
    assert MATCHER.find("他" + "fw" * 200_000) == ()


def test_letters_that_are_a_term_are_the_initials_of_nothing_else():
    assert [(match.signal, match.term) for match in MATCHER.find("你个sb")] == [("latin", "sb")]


def test_initials_with_a_vowel_count_beside_something_else_that_is_bent():
    assert [match.term for match in MATCHER.find("你真ex，堵博鬼")] == ["恶心", "赌博"]
