"""Two characters that were put apart are a term where the text is likelier with them together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.batch.columnar import scan_texts
from moderation.compile.assemble import compile_ruleset
from moderation.match.reference import find
from moderation.match.spec import ROBUST, TermSpec
from moderation.match.strewn import pairs_of
from moderation.match.terms import TermMatcher, build
from moderation.moderator import Moderator
from moderation.ruleset.loading import load_text

WORDS = ("歧视", "垃圾", "非洲", "反感", "加v", "哈哈")
TABLE = build([TermSpec(word, "x", matching=replace(ROBUST, shuffle=True)) for word in WORDS])
MATCHER = TermMatcher(TABLE)
RULESET = """
spec: 1
ruleset: {id: x}
terms:
  a:
    match: {level: robust, shuffle: true}
    terms: [歧视, 垃圾, 非洲, 反感, 黑人]
rules:
  - {id: a, title: 甲, label: abuse, when: a, verdict: review}
"""


@pytest.mark.parametrize(
    ("text", "term"),
    [("我们在上海歧被视了", "歧视"), ("他真是圾个垃东西", "垃圾"), ("你去非过洲没有", "非洲"), ("大家都被歧他们视", "歧视")],
)
def test_a_term_that_was_put_apart_is_found(text: str, term: str) -> None:
    (match,) = MATCHER.find(text)
    assert (match.term, match.disguise, match.evasive) == (term, ("shuffle",), True)
    assert {text[match.start], text[match.end - 1]} == set(term)


@pytest.mark.parametrize("text", ["很有反差感的一部电影", "视觉和歧义是两回事", "这次洲际赛非常精彩", "反正我不感冒", "加了个v", "哈 哈哈"])
def test_what_is_natural_as_it_stands_is_not(text: str) -> None:
    assert not [match for match in MATCHER.find(text) if "shuffle" in match.disguise]


def test_only_pairs_of_two_different_han_characters_may_be_put_apart() -> None:
    assert set(pairs_of(enumerate(WORDS))) == {"歧视", "视歧", "垃圾", "圾垃", "非洲", "洲非", "反感", "感反"}


@given(st.text(alphabet="歧视垃圾被了的，🀄 \u200b\ud800a我们", max_size=20))
def test_the_matcher_finds_what_its_definition_says(text: str) -> None:
    assert MATCHER.find(text) == find(TABLE, text)


@given(st.lists(st.text(alphabet="歧视垃圾被了的，🀄 \u200ba我们黑人", max_size=12), min_size=1, max_size=8))
def test_a_scan_of_texts_loses_none(texts: list[str]) -> None:
    moderator = Moderator(compile_ruleset(load_text(RULESET)).program)
    assert [verdict.level for verdict in scan_texts(moderator, texts)] == [moderator.check(text).level for text in texts]
