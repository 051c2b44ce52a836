"""A term is found however `normal` lets it be written, with the span of its disguise, and not where it is not."""

from dataclasses import replace

import pytest

from moderation.match.spec import EXACT, ROBUST, Matching, NearSpec, TermSpec
from moderation.match.terms import MATCHES_PER_TERM, TermMatcher, build

DICTIONARY = [
    "赌博",
    "微信",
    "傻逼",
    "代开发票",
    "口交",
    "大麻",
    "sm",
    "av",
    "十八禁",
    "嘻嘻哈哈",
    "金融诈骗",
    "他妈",
    "法器",
    "fuck",
    "婊子",
    "中国人民",
    "国人",
    "百家乐",
    "妈的",
    "t.me",
    "加v",
    "red bull",
]
MATCHER = TermMatcher(build(TermSpec(term, "words") for term in DICTIONARY))

FOUND = [
    ("来玩赌博吗", "赌博", "赌博", ()),
    ("来玩賭博嗎", "赌博", "賭博", ("variants",)),
    ("ｆｕｃｋ you", "fuck", "ｆｕｃｋ", ("variants",)),
    ("FUCK", "fuck", "FUCK", ()),
    ("Ⓕⓤⓒⓚ", "fuck", "Ⓕⓤⓒⓚ", ("variants",)),
    ("fuсk", "fuck", "fuсk", ("variants",)),
    ("赌 博", "赌博", "赌 博", ("separators",)),
    ("赌*博", "赌博", "赌*博", ("separators",)),
    ("赌\u200b博", "赌博", "赌\u200b博", ("separators",)),
    ("赌̶博̶", "赌博", "赌̶博̶", ("separators",)),
    ("赌😀博", "赌博", "赌😀博", ("separators",)),
    ("赌\n博\n吧", "赌博", "赌\n博", ("separators",)),
    ("带你玩百 家 乐吧", "百家乐", "百 家 乐", ("separators",)),
    ("百，家，乐来了", "百家乐", "百，家，乐", ("separators",)),
    ("f u c k", "fuck", "f u c k", ("separators",)),
    ("赌赌赌博博博", "赌博", "赌赌赌博博博", ("variants",)),
    ("賭 賭博", "赌博", "賭 賭博", ("separators", "variants")),
    ("大家嘻嘻哈哈", "嘻嘻哈哈", "嘻嘻哈哈", ()),
    ("⾦融诈骗", "金融诈骗", "⾦融诈骗", ("variants",)),
    ("⑱禁", "十八禁", "⑱禁", ("variants",)),
    ("18禁", "十八禁", "18禁", ("variants",)),
    ("中国人民", "国人", "国人", ()),
    ("路口交通不好，他们口交", "口交", "口交", ()),
    ("看T.me/abc", "t.me", "T.me", ()),
    ("加V聊", "加v", "加V", ()),
    ("来罐 Red Bull 吧", "red bull", "Red Bull", ()),
    ("redbull", "red bull", "redbull", ()),
]
NOT_FOUND = [
    "前面路口交通拥堵", "24口交换机",
    "真是个大麻烦", "其他妈妈都到了", "实验方法器材",
    "I have a smile", "我在路口，交作业", "公路口 交的钱",
    "他去赌。博士来了", "赌大博", "妈妈的手机", "118禁区", "this mug", "a very good day", "t me", "red bu ll",
    "赌    博", "赌\uffff博", "", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize(("text", "term", "evidence", "disguise"), FOUND)
def test_a_term_is_found_with_its_span(text, term, evidence, disguise):
    found = [(text[match.start : match.end], match.disguise) for match in MATCHER.find(text) if match.term == term]
    assert found == [(evidence, disguise)]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_only_looks_like_a_term_is_left_alone(text):
    assert MATCHER.find(text) == ()


def test_another_script_is_no_evasion():
    evasive = {match.term: match.evasive for match in MATCHER.find("賭博 Ⓕuck 百*家乐")}
    assert evasive == {"赌博": False, "fuck": True, "百家乐": True}


def find(specs, text):
    return [(match.term, text[match.start : match.end]) for match in TermMatcher(build(specs)).find(text)]


def test_exact_takes_the_characters_as_they_are():
    specs = [TermSpec("赌博", "a", matching=EXACT), TermSpec("加 v", "a", matching=EXACT)]
    assert find(specs, "赌博 賭博 赌 博 加 V 加v") == [("赌博", "赌博"), ("加 v", "加 V")]


def test_an_allow_cancels_what_it_covers_and_nothing_else():
    specs = [TermSpec("网赌", "a"), TermSpec("网赌平台", "a"), TermSpec("反网赌", "a", role="allow")]
    assert find(specs, "反网赌，网赌") == [("网赌", "网赌")]
    assert find(specs, "反网赌平台") == [("网赌平台", "网赌平台")]


def test_an_allow_belongs_to_its_list():
    specs = [TermSpec("网赌", "a"), TermSpec("反网赌", "b", role="allow")]
    assert find(specs, "反网赌") == [("网赌", "网赌")]


def test_a_term_with_near_needs_its_evidence():
    specs = [TermSpec("菠菜", "a", near=NearSpec(("平台", "稳赚"), 4))]
    assert find(specs, "食堂的菠菜") == []
    assert find(specs, "菠菜好平台") == [("菠菜", "菠菜")]
    assert find(specs, "菠菜是一个很大的平台") == []


@pytest.mark.parametrize(
    ("boundary", "text", "hit"),
    [
        ("none", "路口交通", True),
        ("word", "路口交通", False),
        ("word", "他们口交", True),
        ("latin", "口交a", False),
        ("latin", "口交吧", True),
        (None, "路口交通", False),
    ],
)
def test_a_boundary_is_what_the_author_asked_for(boundary, text, hit):
    matching = Matching(boundary=boundary) if boundary else Matching()
    assert bool(find([TermSpec("口交", "a", matching=matching)], text)) is hit


def test_a_word_boundary_refuses_a_part_of_a_longer_word():
    assert find([TermSpec("骚", "a", matching=Matching(boundary="word"))], "骚扰信息") == []
    assert find([TermSpec("骚", "a")], "骚扰信息") == [("骚", "骚")]


def test_one_word_a_megabyte_long_gives_a_bounded_answer():
    assert len(MATCHER.find("赌博" * 20_000)) == MATCHES_PER_TERM


def test_matches_come_in_order_and_once():
    found = [(match.start, match.term) for match in MATCHER.find("口交赌博中国人民")]
    assert found == [(0, "口交"), (2, "赌博"), (4, "中国人民"), (5, "国人")]


def test_a_matcher_without_terms_finds_nothing():
    assert TermMatcher(build([])).find("赌博") == ()
    assert TermMatcher(build([TermSpec("\u200b", "a")])).find("赌\u200b博") == ()


def test_a_text_made_of_one_term_has_no_more_places_than_are_weighed():
    robust = TermMatcher(build([TermSpec("傻逼", "words", matching=replace(ROBUST, pinyin="initials", shuffle=True))]))
    for piece in ("傻逼", "傻b", "傻的逼", "sb", "s b ", "逼傻", "🐷傻逼"):
        assert len(robust.candidates(piece * 4_000)) <= 8 * 1_024
    assert len(robust.find("傻逼" * 4_000)) == MATCHES_PER_TERM
