"""The columnar scan gives the verdicts of `check`, one by one, whatever the Program and the texts are."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.batch.columnar import Columnar, scan_texts
from moderation.batch.helpful import helpful_signals
from moderation.compile import load_program
from moderation.match.expressions import required_literals
from moderation.match.spec import (
    EXACT,
    NORMAL,
    ROBUST,
    ContactSpec,
    DisguiseSpec,
    LinkSpec,
    Matching,
    NearSpec,
    RegexSpec,
    RepeatSpec,
    TermSpec,
)  # fmt: skip
from moderation.match.suffixes import read as suffixes
from moderation.match.terms import build
from moderation.moderator import Moderator
from moderation.program import (
    All,
    AnyOf,
    AtLeast,
    Fact,
    Has,
    Near,
    Not,
    PatternProgram,
    Program,
    RuleProgram,
    RulesetInfo,
    Score,
    SignalInfo,
)  # fmt: skip
from moderation.verdict import Level

EVERYTHING = Matching(lookalike=True, homophone=True, pinyin="initials", split=True, emoji=True, shuffle=True)
LATIN = Matching(boundary="latin")
ONE_WORD = Matching(boundary="word")
NEAR = NearSpec(("你就是", "臭"), 2)
TERMS = (
    ("bets", ROBUST, 3, ("赌博", "百家乐", "十八禁", "下注", "⑱禁")), ("insults", EVERYTHING, 4, ("傻逼", "废物", "猪头", "你妈🐴", "嗨")),
    ("latin", LATIN, 4, ("sb", "nmsl", "ni ma", "v信")), ("written", NORMAL, 2, ("t.me", "C++", "+v", "加 微信", "賭場", "110", "𠮷野")),
    ("exact", EXACT, 2, ("办证", "套现")), ("calls", NORMAL, 1, ("加我", "来", "看看")),
)  # fmt: skip
EXPRESSIONS = (
    r"(?:日|月)\s?(?:入|赚)[^\n]{0,4}?\d{3,}", r"(?:你|傻)[*＊x]{2,4}(?![a-z])|^震惊[!！]", r"\d+", r"[💦🥩]\W{0,2}加|(?<=x)赌\b", "来.?吧",
)  # fmt: skip
PATTERNS = (
    *(RegexSpec(regex=one, ignore_case=place != 1, literals=required_literals(one)) for place, one in enumerate(EXPRESSIONS)),
    ContactSpec(), ContactSpec(lead=("加", "私"), of=("wechat", "qq")), LinkSpec(), LinkSpec(of=("ip", "email", "url")),
    RepeatSpec(unit="char", at_least=6), RepeatSpec(unit="phrase", at_least=3), RepeatSpec(unit="line", at_least=3),
    *(DisguiseSpec(of=(kind,)) for kind in ("split", "pinyin", "initials", "emoji", "lookalike")), DisguiseSpec(at_least=2),
)  # fmt: skip
SIGNALS = (*(name for name, *_ in TERMS), "near", *(f"p{place}" for place in range(len(PATTERNS))))


@cache
def table():
    specs = [
        TermSpec(text=text, signal=name, weight=weight, matching=matching) for name, matching, weight, texts in TERMS for text in texts
    ]
    specs += [TermSpec(text="赌博危害", signal="bets", role="allow", matching=ROBUST), TermSpec(text="来往", signal="calls", role="allow")]
    return build([*specs, TermSpec(text="狗", signal="near", weight=4, matching=ONE_WORD, near=NEAR)])


def program(*conditions):
    rules = tuple(
        RuleProgram(
            id=f"r{place}", title="规则", charter="", label="abuse", severity="low", status="enforce", verdict=Level.REVIEW, when=condition
        )
        for place, condition in enumerate(conditions)
    )
    return Program(
        info=RulesetInfo(id="any", title="任意", version="1", digest="0" * 64),
        signals=tuple(SignalInfo(name=name, title=name, disguised_bonus=int(name == "bets")) for name in SIGNALS),
        terms=table(),
        patterns=tuple(PatternProgram(signal=f"p{place}", weight=1 + place % 3, spec=spec) for place, spec in enumerate(PATTERNS)),
        rules=rules,
        suffixes=suffixes(),
    )


HAS = st.builds(Has, st.sampled_from(SIGNALS))
FACTS = st.sampled_from(
    [Fact("disguised"), Fact("disguised", "is_not"), Fact("message.chars", ">", 5), Fact("user.new", "is", value=False)]
)
NEARS = st.builds(Near, st.tuples(st.sampled_from(SIGNALS), st.sampled_from(SIGNALS)), st.integers(0, 10))


def grown(parts):
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    scores = st.builds(
        Score,
        signals=st.lists(st.sampled_from(SIGNALS), min_size=1, max_size=4, unique=True).map(tuple),
        caps=st.lists(st.tuples(st.sampled_from(SIGNALS), st.integers(1, 5)), max_size=2).map(tuple),
        bonuses=st.lists(st.tuples(parts, st.integers(-3, 3)), max_size=2).map(tuple),
        review=st.integers(1, 8),
        block=st.one_of(st.none(), st.integers(2, 12)),
    )
    return st.one_of(
        st.builds(All, several), st.builds(AnyOf, several), st.builds(Not, parts), st.builds(AtLeast, st.integers(1, 2), several), scores
    )


CONDITIONS = st.recursive(st.one_of(HAS, HAS, NEARS, FACTS), grown, max_leaves=5)
PIECES = st.sampled_from((
    "赌博", "睹博", "du博", "dubo", "d u b o", "百家乐", "百，家，乐", "白佳乐", "赌赌博博", "赌 博", "賭博危害", "18禁", "⑱禁",
    "下⑱", "傻逼", "逼傻", "s b", "sb", "SB", "沙币", "🐷头", "🐖頭", "猪🗣", "你妈🐴", "废5\ufe0f\u20e3", "费物", "废勿", "nmsl",
    "nmslx", "ni ma", "nima", "v信", "V信", "t.me", "T.ME/x", "c++", "＋Ｖ", "加 微信", "加微信", "賭場", "110", "1 1 0", "𠮷野",
    "办证", "办 证", "套現", "加我", "来", "来来来", "看看", "狗", "你就是", "臭", "日入", "月赚 500", "2000", "你**", "傻xx",
    "震惊！", "💦加", "x赌", "加vx：abc12345", "13812345678", "QQ 123456789", "http://a.com", "a点com", "b a i d u . c o m",
    "某某.top", "1.2.3.4", "::1", "x@y.cn", "￥Ab3dEf7hJ9k￥", "点击链接加入群聊", "哈哈哈哈哈哈", "你好你好你好",
    "好\u000a好\u000a好", "亻言", "囧rz", "龘", "好🐷好", "[图片]", "[CQ:at,qq=1]", "「甲：网赌」\u000a- - - - - - -\u000a",
    "\uffff", "\ud800", "\udc00", "\u0000", "\u200b", "\u202e", "\ufe0f", "\u20e3", "5", " ", "，", "。", "\u000a", "-", "_", "、",
    "xfw", "fwx", "dbxfw", "fw", "Fw", "a", "é", "的", "是", "今天", "好", "ok", "1", "①", "❤", "😀", "\U0010ffff",
))  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, PIECES, PIECES, st.text(max_size=3)), max_size=7).map("".join)


@cache
def columnar(moderator):
    return Columnar(moderator)


def agree(moderator, texts):
    assert columnar(moderator).verdicts(texts) == [moderator.check(text) for text in texts]


@settings(max_examples=25)
@given(st.lists(CONDITIONS, min_size=1, max_size=4), st.lists(TEXTS, min_size=1, max_size=60))
def test_columnar_verdicts_are_those_of_check(conditions, texts):
    moderator = Moderator(program(*conditions))
    assert Columnar(moderator).verdicts(texts) == [moderator.check(text) for text in texts]


@cache
def every_signal():
    return Moderator(program(*(Has(name) for name in SIGNALS)))


@settings(max_examples=100)
@given(st.lists(TEXTS, min_size=1, max_size=40))
def test_every_signal_is_seen_wherever_check_sees_it(texts):
    agree(every_signal(), texts)


@settings(max_examples=60)
@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_characters_give_the_same(texts):
    agree(every_signal(), texts)


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["赌", "博"], ["赌博", ""], ["", "赌博"], ["赌\n", "博"], ["\uffff赌", "\0", "博"]])
def test_nothing_is_found_across_two_texts(texts):
    agree(every_signal(), texts)


@cache
def community():
    return Moderator(load_program("community"))


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=40))
def test_shipped_rules_give_the_same(texts):
    agree(community(), texts)


@pytest.mark.parametrize("gap", ["", "，", "的", "的 了", "的的的", "的的的了了", "[强]", "[强][捂脸]", "🐷", "\u200b", "⑱", "aa", "\n"])
def test_evidence_is_seen_at_any_distance(gap):
    words = ("你就是", "臭", "你你就就是是", "你 就 是", "你[强]就是", "拟就是")
    texts = [text for word in words for text in (f"{word}{gap}狗", f"狗{gap}{word}", f"好{word}{gap}狗好", f"狗狗{gap}{word}")]
    agree(every_signal(), texts)


@pytest.mark.parametrize("text", [
    "赌[强]博", "赌[强][捂脸]博", "加[强]威信", "废[图片]物", "d[强]u博", "du[强]bo", "「甲：赌」\n-----\n博", "傻[强]🐷头", "🐷🐷头",
    "猪🐷[强]头", "傻1\ufe0f\u20e3逼", "好🐷，头", "猪\uffff头", "赌\uffff博", "[赌]博", "[强赌博]", "赌[博", "x🐷头x", "🐷 头",
    "头🐷", "废废[强]物物",
])  # fmt: skip
def test_terms_are_seen_across_codes_and_emoji(text):
    agree(every_signal(), [text, f"好{text}好", f"{text}{text}", f"a{text}a"])


@pytest.mark.parametrize("times", [4, 5, 6, 7, 13])
@pytest.mark.parametrize("unit", ["哈", "👍🏻", "❤\ufe0f", "ha", "好的", "👨\u200d👩", "\u200b哈", "哈 ", "Ａ"])
def test_repetitions_are_seen_with_whatever_marks(unit, times):
    agree(every_signal(), [unit * times, f"好{unit * times}好", f"{unit * times}\n{unit}", unit * (times - 1)])


def test_what_only_speaks_against_a_rule_does_not_help_it():
    bets, calls = Has("bets"), Has("calls")
    score = Score(signals=("bets",), bonuses=((calls, -2), (Has("latin"), 1)), review=3)
    assert helpful_signals(program(All((score, Not(Has("near")))))) == {"bets", "latin"}
    assert helpful_signals(program(All((bets, Fact("disguised"))), Near(("exact", "calls"), 3))) == {"bets", "exact", "calls"}
    assert helpful_signals(program(Fact("disguised"))) == set(SIGNALS)


def test_a_huge_text_gives_the_same_wherever_the_term_stands():
    noise = "今天天气不错，" * 50_000
    agree(every_signal(), ["好", noise + "赌博", "赌博" + noise, "赌" * 300_000, "好"])


def test_clean_texts_share_one_verdict():
    first, second, third = scan_texts(every_signal().program, ["今天", "赌博", "明天"])
    assert first is third
    assert first.level is Level.PASS
    assert second.hits


def test_the_tables_of_the_last_program_are_kept_and_of_no_other(monkeypatch):
    made = []
    monkeypatch.setattr("moderation.batch.columnar.Columnar", lambda moderator: made.append(moderator) or Columnar(moderator))
    one, other = Moderator(program(Has("bets"))), program(Has("calls"))
    for _ in range(2):
        assert [bool(verdict.hits) for verdict in scan_texts(one, ["赌博", "来"])] == [True, False]
    for _ in range(2):
        assert [bool(verdict.hits) for verdict in scan_texts(other, ["赌博", "来"])] == [False, True]
    assert len(made) == 2


def test_more_texts_than_are_screened_in_one_go_keep_their_order():
    texts = [f"第 {number} 条" if number % 1000 else "赌博" for number in range(70_000)]
    verdicts = scan_texts(Moderator(program(Has("bets"))), texts)
    assert [place for place, verdict in enumerate(verdicts) if verdict.hits] == list(range(0, 70_000, 1000))
