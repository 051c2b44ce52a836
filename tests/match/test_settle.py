"""What there is no hope for is not weighed, and nothing else comes out differently."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.match.settle import settle
from moderation.match.spec import NORMAL, ROBUST, NearSpec, TermSpec
from moderation.match.terms import TermMatcher, build

BENT = replace(ROBUST, pinyin="initials", shuffle=True)
MATCHER = TermMatcher(
    build([
        *(TermSpec(term, "abuse", matching=BENT) for term in ("傻逼", "弱智", "沙壁", "痴呆")),
        *(TermSpec(term, "contact", matching=BENT) for term in ("微信", "加微信", "sb")),
        TermSpec("菠菜", "gambling", near=NearSpec(("带你", "稳赚"), 4)),
        TermSpec("百家乐", "gambling", matching=BENT),
        TermSpec("菠菜汤", "gambling", role="allow"),
        TermSpec("弱智儿童", "abuse", role="allow", matching=ROBUST),
        TermSpec("c++", "code", matching=NORMAL),
    ])
)  # fmt: skip
PIECES = [
    "傻逼", "煞笔", "傻*逼", "沙必", "弱质", "弱智", "弱质儿童", "沙壁", "痴袋", "逼傻", "sb", "wx", "jwx", "加薇信", "加弱质", "薇❤信",
    "菠菜", "菠菜汤", "带你", "稳赚", "百家乐", "百家了", "亻尔", "c++", "今天", "的", "，", " ", "🐶", "我们吃饭", "\u200b", "𠮷",
]  # fmt: skip
SIGNALS = ("abuse", "contact", "gambling", "code")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), st.frozensets(st.sampled_from(SIGNALS)))
def test_what_there_is_hope_for_is_found_as_if_there_was_hope_for_all(text, hopeful):
    hoped = [match for match in MATCHER.find(text, lambda _: hopeful) if match.signal in hopeful]
    assert hoped == [match for match in MATCHER.find(text) if match.signal in hopeful]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_all_candidates_at_once_settle_as_those_that_are_made_when_asked_for(text):
    assert settle(MATCHER.candidates(text)) == MATCHER.find(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("菠菜", []),
        ("带你玩菠菜", ["菠菜"]),
        ("带你喝菠菜汤", []),  # allowed
        ("他是煞笔", []),
        ("煞笔，弱纸一个", ["沙壁", "弱智"]),  # the first counts beside the second alone
        ("写c++的", ["c++"]),
        ("带你" + "菠菜" * 300, ["菠菜"] * 3),  # only what is within reach
        ("菠菜" * 300 + "带你", []),  # nor is anything of a page of one word looked at but its beginning
        ("", []),
    ],
)
def test_terms_count_by_themselves_or_for_what_is_beside_them(text, found):
    assert [match.term for match in MATCHER.find(text)] == found


def test_a_word_behind_a_lure_counts_though_it_is_no_likely_disguise():
    assert [(match.term, match.disguise) for match in MATCHER.find("来加弱质加")] == [("弱智", ("homophone",))]
