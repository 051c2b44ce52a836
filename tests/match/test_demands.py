"""What an expression is said to demand stands in every text in which it finds something."""

from functools import cache

import regex
from hypothesis import given
from hypothesis import strategies as st

from moderation import Moderator
from moderation.match.demands import branches_of, image
from moderation.match.expressions import Demands, ExpressionMatcher
from moderation.match.spec import RegexSpec
from moderation.text.fold import plain

FILLERS = ("", " ", "  ", "1", "88", "800+", "，", "的", "好", "\n", "a", "元", "万", "⬆", "\u3000", "３")


@cache
def shipped():
    programs = (Moderator.load(name).program for name in ("community", "platform"))
    expressions = (pattern.spec.regex for program in programs for pattern in program.patterns if isinstance(pattern.spec, RegexSpec))
    return sorted(one for one in set(expressions) if branches_of(one) and all(branches_of(one)))


@st.composite
def texts_for_an_expression(draw):
    expression = draw(st.sampled_from(shipped()))
    strings = sorted({string for branch in branches_of(expression) for demand in branch for string in demand})
    pieces = st.one_of(st.sampled_from(strings), st.sampled_from(FILLERS), st.sampled_from(FILLERS), st.text(max_size=2))
    return expression, "".join(draw(st.lists(pieces, max_size=9)))


@given(texts_for_an_expression())
def test_a_text_in_which_something_is_found_meets_the_demands(drawn):
    expression, text = drawn
    view = plain(text)
    if regex.search(expression, view, regex.IGNORECASE):
        assert Demands(branches_of(expression)).may_be_met(view)


def test_shipped_expressions_are_mostly_understood():
    assert len(shipped()) >= 60


def test_what_meets_no_demand_is_not_searched():
    matcher = ExpressionMatcher(RegexSpec(regex=r"日\s?(?:入|赚)\s?\d{3,}"))
    assert matcher.find("日入过万", "日入过万") == []
    assert [found.start for found in matcher.find("今日 入 500", "今日 入 500")] == [1]


def test_blanks_go_and_digits_are_one():
    assert image("日 入\u300035 万") == "日入00万"
    assert image("没有变化") == "没有变化"
