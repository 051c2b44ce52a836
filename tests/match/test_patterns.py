"""Laws of every matcher: spans lie in the text, in order, apart; nothing raises; the cheap test never hides a match."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from moderation.match.expressions import ExpressionMatcher
from moderation.match.patterns import build_matcher
from moderation.match.spec import ContactSpec, LinkSpec, RegexSpec, RepeatSpec
from moderation.match.suffixes import read
from moderation.text.fold import plain

SUFFIXES = read()
SPECS = [
    ContactSpec(),
    ContactSpec(lead=("加", "联系", "+", "v"), lead_within=50, exclude=("request",)),
    LinkSpec(of=("url", "invite", "taokouling", "ip", "email"), domains_not_in=("qq.com",)),
    RegexSpec(regex=r"日[入赚]\d+|[a-z]+\d", literals=()),
    RegexSpec(regex=r"(?:赌|A)博?", ignore_case=False, literals=("赌", "a")),
    RepeatSpec(at_least=3),
    RepeatSpec(unit="phrase", at_least=2),
    RepeatSpec(unit="line", at_least=2),
]
MATCHERS = [build_matcher(spec, SUFFIXES) for spec in SPECS]

PIECES = [
    "加", "V", "v", "微信", "薇", "❤️", "➕", "qq", "扣扣", "群号", "：", ":", " ", "\n", "abc12345", "13812345678",
    "138", "1234", "一三八", "①", "1️⃣",
    "o", ".", "。", "点", "com", "cn", "http://", "@", "/", "baidu", "￥", "Ab3dEf7hJ9k", "[", "]", "::1", "1.2.3.4",
    "日入", "800", "元", "订单", "哈哈",
    "\u200b", "\ufe0f", "\u0301", "\u202e", "\ud800", "\0", "\uffff", "😀", "ｗｗｗ", "．", "赌", "مرحبا",
    "wxid_a1b2c3d4", "xn--fsq", "-", "_", "dot",
]  # fmt: skip
MESSAGES = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.text(st.characters(), max_size=60))


@pytest.mark.parametrize("matcher", MATCHERS, ids=lambda matcher: type(matcher).__name__)
@given(text=MESSAGES)
def test_spans_lie_in_the_text_in_order_and_apart(matcher, text):
    view = plain(text)
    end = 0
    for found in matcher.find(text, view):
        assert end <= found.start < found.end <= len(text)
        assert found.value or isinstance(matcher, ExpressionMatcher)
        assert "\uffff" not in view[found.start : found.end]
        end = found.end


@pytest.mark.parametrize("matcher", MATCHERS, ids=lambda matcher: type(matcher).__name__)
@given(text=MESSAGES)
@example(text="加www_\u200b800")
@example(text="xn--fsq-😀cn")
def test_what_the_cheap_test_refuses_holds_nothing(matcher, text):
    view = plain(text)
    if matcher.may_match(view):
        return
    permissive = type(matcher).__new__(type(matcher))
    permissive.__dict__.update(matcher.__dict__)
    permissive.may_match = lambda _: True
    assert permissive.find(text, view) == []


@pytest.mark.parametrize("matcher", MATCHERS, ids=lambda matcher: type(matcher).__name__)
@settings(max_examples=10, deadline=None)
@given(unit=st.text(st.sampled_from("".join(PIECES)), min_size=1, max_size=4), times=st.integers(min_value=1_000, max_value=20_000))
def test_any_unit_many_times_over_is_read_to_its_end(matcher, unit, times):
    text = (unit * times)[:20_000]
    found = matcher.find(text, plain(text))
    assert sum(one.end - one.start for one in found) <= len(text)


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "." * 100_000, "a." * 50_000, "a。" * 50_000, "1 " * 50_000, "a/" * 50_000, "@a" * 50_000, "加v" * 50_000]
)
@pytest.mark.parametrize("matcher", MATCHERS, ids=lambda matcher: type(matcher).__name__)
def test_hostile_length_yields_no_more_than_the_text_holds(matcher, text):
    found = matcher.find(text, text)
    assert len(found) <= len(text) // 3 + 1
