"""Matching: the same question in other words is found, a question that one word turns is not answered, talk is silence."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.faq import Matcher
from moderation.faq.alike import turned_pairs
from moderation.faq.answers import answer_rows
from moderation.program import FaqEntry, FaqProgram
from moderation.program.faq import ANSWER_AT, SUGGEST_AT

TOLD = {
    "open": ("怎么开通会员", "如何开通会员服务", "会员在哪开通"),
    "close": ("怎么关闭自动续费", "如何取消自动续费"),
    "seven": ("7天内可以退货吗", "七天无理由退货可以吗"),
    "price": ("年卡多少钱", "年卡怎么收费"),
    "hours": ("你们几点开门", "营业时间是几点到几点"),
    "invoice": ("发票怎么开", "可以开发票吗"),
    "lost": ("会员卡丢了怎么办", "卡丢了怎么补办"),
    "deliver": ("快递多久能到", "发货后几天收到"),
}


@pytest.fixture(scope="module")
def matcher():
    return Matcher(program_of(TOLD))


def program_of(told, **more):
    entries = tuple(FaqEntry(id=key, question=first, answer="见说明", variants=tuple(others)) for key, (first, *others) in told.items())
    return FaqProgram(entries=entries, **{"answer_at": ANSWER_AT, "suggest_at": SUGGEST_AT, **more})


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("请问如何开通会员呀", "open"),
        ("你好，會員怎麼開通？", "open"),
        ("自动续费怎么取消啊", "close"),
        ("年卡什么价格", "price"),
        ("ｎｉ好 年卡 多少钱 🙏", "price"),
        ("你们啥时候开门", "hours"),
        ("發票怎麼開", "invoice"),
        ("会员卡弄丢了咋办", "lost"),
        ("快第多久能到", "deliver"),
    ],
)
def test_the_same_question_in_other_words_is_first_and_not_silence(matcher, text, entry):
    ranking = matcher.rank(text)
    assert (ranking.entry, ranking.decision != "silent") == (entry, True)
    assert ranking.why
    assert len(ranking.candidates) >= 3


@pytest.mark.parametrize(
    "text",
    [
        "哈哈哈哈",
        "早上好呀",
        "昨天去吃火锅了，真好吃",
        "",
        "？？？",
        "🙏🙏",
        "今天洗车就下雨",
        "我妈说明天回来",
        "\u200b\u200d",
        "\ud800",
        "مرحبا",
        "x" * 5000,
    ],
)
def test_talk_is_silence(matcher, text):
    assert matcher.rank(text).decision == "silent"
    assert matcher.rank(text, thorough=True).decision == "silent"


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("怎么关闭会员", "open"),
        ("怎么开通自动续费", "close"),
        ("15天内可以退货吗", "seven"),
        ("年卡在哪办", "price"),
    ],
)
def test_one_word_that_turns_a_question_makes_it_less_certain(matcher, text, entry):
    ranking = matcher.rank(text)
    same = matcher.rank(TOLD[entry][0])
    assert ranking.confidence < same.confidence
    assert (ranking.entry, ranking.decision) != (entry, "answer")


def test_opposites_are_seen_beside_the_same_character():
    assert turned_pairs("下半年怎么报名") == ("上半",)
    assert turned_pairs("上下班") == ()
    assert turned_pairs("") == ()


def test_equal_entries_are_no_certain_answer():
    told = {**TOLD, "price2": ("年卡要多少钱", "年卡什么价钱"), "price3": ("年卡的价格是多少",)}
    assert Matcher(program_of(told)).rank("年卡多少钱").confidence < Matcher(program_of(TOLD)).rank("年卡多少钱").confidence


def test_own_synonyms_count():
    text = "金卡多少钱"
    plain, own = Matcher(program_of(TOLD)), Matcher(program_of(TOLD, synonyms=(("年卡", "金卡"),)))
    assert own.rank(text).entry == "price"
    assert own.rank(text).confidence > plain.rank(text).confidence


def test_embeddings_from_any_callable_are_one_more_likeness():
    def embed(texts):
        return [[1.0, 0.0] if "发票" in text or "报销" in text else [0.0, 1.0] for text in texts]

    plain, taught = Matcher(program_of(TOLD)), Matcher(program_of(TOLD), embed=embed)
    text = "会员报销怎么弄"
    invoice = [
        next((one.score for one in each.rank(text, thorough=True).candidates if one.entry == "invoice"), -99) for each in (plain, taught)
    ]
    assert invoice[1] > invoice[0]


def test_a_thorough_ranking_decides_the_same(matcher):
    for text in ("怎么开通会员", "今天洗车就下雨", "年卡在哪办", "没有", "退货"):
        assert matcher.rank(text).decision == matcher.rank(text, thorough=True).decision


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_has_a_ranking_within_bounds_and_always_the_same(text):
    matcher = _SHARED
    one, other = matcher.rank(text, thorough=True), matcher.rank(text, thorough=True)
    assert one == other
    assert 0 <= one.confidence <= 1
    assert all(candidate.confidence <= one.confidence for candidate in one.candidates)
    assert len({candidate.entry for candidate in one.candidates}) == len(one.candidates)


_SHARED = Matcher(program_of(TOLD))


def test_empty_and_tiny_faqs_are_silent_or_right():
    assert Matcher(program_of({})).rank("怎么退款").candidates == ()
    assert Matcher(program_of({"a": ("？？",)})).rank("怎么退款", thorough=True).decision == "silent"
    assert Matcher(program_of({"a": ("怎么退款",)})).rank("怎么退款呀").entry == "a"


def test_rows_of_a_file_are_answered_in_their_order(matcher):
    lines = ['{"id": 7, "text": "怎么开通会员"}', "", "坏", '{"text": "早上好呀"}', '{"id": 1}']
    rows = list(answer_rows(matcher, (line.encode() for line in lines)))
    assert [row["id"] for row in rows] == [7, 3, 4, 5]
    assert (rows[0]["entry"], rows[1]["error"], rows[2]["decision"], rows[3]["error"]) == ("open", "not-json", "silent", "no-text")
    assert json.loads(json.dumps(rows[0]))["candidates"][0] == "open"
