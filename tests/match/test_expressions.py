"""Regular expressions: plain view, original spans, a budget instead of a hang, problems instead of exceptions."""

import pytest

from moderation.match.expressions import BUDGET_S, ExpressionMatcher, validate
from moderation.match.spec import RegexSpec
from moderation.text.fold import plain


def seen(text, expression, **options):
    matcher = ExpressionMatcher(RegexSpec(regex=expression, **options))
    return [text[found.start : found.end] for found in matcher.find(text, plain(text))]


@pytest.mark.parametrize(("expression", "text", "spans"), [
    (r"日(?:入|赚)[^\n]{0,4}?\d{3,}", "日入 800+，日賺９００", ["日入 800", "日賺９００"]),
    (r"VX", "Ｖｘ", ["Ｖｘ"]),
    (r"賭", "賭赌", ["賭", "赌"]),
    (r"：\d+", "：１２", ["：１２"]),
    (r"a*", "baab", ["aa"]),
    (r"😀+", "好😀😀", ["😀😀"]),
])  # fmt: skip
def test_an_expression_runs_on_the_plain_view_and_points_at_the_original(expression, text, spans):
    assert seen(text, expression) == spans


def test_case_counts_where_the_author_says_so():
    assert seen("VX vx ＶＸ", "VX", ignore_case=False) == ["VX"]
    assert seen("VX vx", "vx", ignore_case=False) == ["vx"]
    assert seen("賭VX", "赌VX", ignore_case=False) == ["賭VX"]


def test_without_its_literals_an_expression_is_not_tried():
    matcher = ExpressionMatcher(RegexSpec(regex="赌.", literals=("赌",)))
    assert matcher.may_match(plain("賭博"))
    assert not matcher.may_match("今天天气不错")


def test_a_match_does_not_reach_over_a_wall():
    assert seen("加\uffff我", "加.?我") == []


def test_the_value_is_the_expression():
    [found] = ExpressionMatcher(RegexSpec(regex=r"\d+")).find("12", "12")
    assert found.value == ""


def test_a_catastrophic_expression_finds_nothing_instead_of_hanging():
    assert BUDGET_S < 1
    assert seen("a" * 200 + "!", r"(?:a|a|aa)+(?:a|a)+(?:(?:a|aa)+)+$\b(?:a|aa)*b") == []


@pytest.mark.parametrize("expression", ["赌博", r"\d{3,}", "(?=赌)赌", "a+|b", "赌博{e<=1}"])
def test_a_sound_expression_has_no_problem(expression):
    assert validate(expression) is None


@pytest.mark.parametrize(
    ("expression", "offset"), [("赌(", 2), ("[", 1), ("a{2,1}", None), ("(?P<x", 5), ("*", 0), ("\\", 1), (r"\p{Nope}", None)]
)
def test_an_expression_that_does_not_compile_says_where(expression, offset):
    problem = validate(expression)
    assert problem is not None
    assert problem.kind == "broken"
    assert problem.reason
    assert offset is None or problem.offset == offset


@pytest.mark.parametrize("expression", ["a*", "", "a|", "(?:赌博)?", r"\b", "(?=赌)", "^", r"(a)?\1?", "(?x) a? # 注"])
def test_an_expression_that_matches_nothing_at_all_is_a_problem(expression):
    problem = validate(expression)
    assert problem is not None
    assert problem.kind == "empty"
