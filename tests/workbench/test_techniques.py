"""What the matcher promises to see through it does see through; what a technique cannot change it leaves alone."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.match.spec import EXACT, NORMAL, ROBUST, TermSpec
from moderation.match.terms import TermMatcher, build
from moderation.workbench.address_techniques import ADDRESS_TECHNIQUES, is_promised
from moderation.workbench.techniques import TECHNIQUES, asks_for

BY_NAME = {technique.name: technique for technique in TECHNIQUES}
ADDRESSES = {technique.name: technique for technique in ADDRESS_TECHNIQUES}
CERTAIN = ("variants", "separators")
"""Options that hold whatever stands around: the others are weighed by how the text reads."""

words = st.text("赌博家乐微信金鱼牛马葡萄", min_size=2, max_size=5).filter(lambda word: len(set(word)) == len(word))


@pytest.mark.parametrize(
    ("name", "word", "bent"),
    [
        ("case", "加vx", "加vX"),
        ("fullwidth", "vx8", {"Ｖ", "ｖ", "Ｘ", "ｘ", "８"}),
        ("spaces", "百家乐", "百 家 乐"),
        ("stars", "赌博", "赌*博"),
        ("dots", "赌博", "赌·博"),
        ("vertical", "赌博", "\n赌\n博\n"),
        ("vertical", "赌", "赌"),
        ("repeats", "赌vx1", "赌赌vvvxxx1"),
        ("pinyin", "赌博", "dubo"),
        ("pinyin", "加vx", "加vx"),
        ("spaced-pinyin", "赌博", "du bo"),
        ("initials", "赌博", "db"),
        ("initials", "赌", "赌"),
        ("traditional", "赌博", "賭博"),
        ("split", "一丁", "一丁"),
        ("homophone", "vx", "vx"),
        ("shuffle", "赌博", "博赌"),
        ("shuffle", "哈哈", "哈哈"),
        ("infix", "赌", "赌"),
        ("encoding", "赌", "&#36172;"),
    ],
)
def test_technique_writes_a_word_otherwise(name, word, bent):
    written = BY_NAME[name].bend(word, Random(1))
    assert set(written) <= bent if isinstance(bent, set) else written == bent


@pytest.mark.parametrize("technique", TECHNIQUES, ids=lambda technique: technique.name)
@given(word=words, seed=st.integers(0, 5))
def test_the_same_seed_gives_the_same_disguise(technique, word, seed):
    assert technique.bend(word, Random(seed)) == technique.bend(word, Random(seed))


@pytest.mark.parametrize("technique", [t for t in TECHNIQUES if t.option in CERTAIN], ids=lambda technique: technique.name)
@given(word=words, seed=st.integers(0, 5))
def test_what_normal_matching_promises_is_found(technique, word, seed):
    bent = technique.bend(word, Random(seed))
    matches = TermMatcher(build([TermSpec(word, "words", matching=replace(NORMAL, boundary="none"))])).find(f"，{bent}，")
    assert [match.term for match in matches] == [word]


@pytest.mark.parametrize("name", ["pinyin", "spaced-pinyin", "half-pinyin", "homophone", "lookalike", "split", "emoji"])
def test_what_robust_matching_promises_is_found_for_clear_words(name):
    for word in ("百家乐", "加微信", "猪头三"):
        bent = BY_NAME[name].bend(word, Random(3))
        matches = TermMatcher(build([TermSpec(word, "words", matching=ROBUST)])).find(f"大家快来{bent}吧")
        assert [match.term for match in matches] == [word], bent


@pytest.mark.parametrize("technique", TECHNIQUES, ids=lambda technique: technique.name)
def test_exact_lists_ask_for_nothing(technique):
    assert not asks_for(technique, "百家乐", EXACT)


def test_lists_ask_by_their_options_and_a_single_character_has_no_sound_of_its_own():
    asked = {technique.name for technique in TECHNIQUES if asks_for(technique, "百家乐", NORMAL)}
    assert {"traditional", "repeats", "spaces", "invisible"} <= asked
    assert asked.isdisjoint({"pinyin", "homophone", "split", "emoji", "shuffle", "infix", "encoding"})
    assert asks_for(BY_NAME["homophone"], "赌博", ROBUST)
    assert not asks_for(BY_NAME["homophone"], "赌", ROBUST)
    assert not asks_for(BY_NAME["near-homophone"], "赌博", ROBUST)
    assert not asks_for(BY_NAME["initials"], "赌博", ROBUST)


def test_a_term_with_punctuation_of_its_own_is_only_read_in_other_scripts():
    assert asks_for(BY_NAME["fullwidth"], "t.me", NORMAL)
    assert not asks_for(BY_NAME["spaces"], "t.me", NORMAL)


@pytest.mark.parametrize(
    ("name", "text", "value", "bent"),
    [
        ("digits-circled", "QQ 1234567890", "1234567890", "QQ ①②③④⑤⑥⑦⑧⑨⓪"),
        ("digits-keycap", "加V：ab12", "ab12", "加V：ab1️⃣2️⃣"),
        ("digits-han", "电话 138 1234 5678", "13812345678", "电话 一三八 一二三四 五六七八"),
        ("digits-radio", "QQ 10279", "10279", "QQ 幺洞两拐勾"),
        ("digits-apart", "QQ 10279", "10279", "QQ 1 0 2 7 9"),
        ("digits-zeros", "QQ 01234", "01234", "QQ 01234"),
        ("lure", "你好 abc123", "abc123", "你好 abc123"),
        ("link-dian", "http://a.example.com/r", "a.example.com/r", "a.example点com/r"),
        ("link-stop", "a.example.com", "a.example.com", "a。example。com"),
        ("link-apart", "ab.cn", "ab.cn", "a b . c n"),
        ("link-hxxp", "https://ab.cn/1", "ab.cn/1", "hxxp://ab.cn/1"),
        ("link-hxxp", "ab.cn", "ab.cn", "ab.cn"),
    ],
)
def test_address_technique_bends_its_part_and_leaves_the_rest(name, text, value, bent):
    assert ADDRESSES[name].bend(text, value, Random(1)) == bent


def test_a_lure_is_bent_and_its_account_stays():
    bent = ADDRESSES["lure"].bend("加我微信 abc123", "abc123", Random(1))
    assert bent != "加我微信 abc123"
    assert bent.endswith("abc123")


def test_bent_dots_are_promised_before_suffixes_of_spam_alone():
    assert is_promised(ADDRESSES["link-dian"], "a.example.com/main.py")
    assert not is_promised(ADDRESSES["link-dian"], "main.py")
    assert is_promised(ADDRESSES["link-hxxp"], "main.py")
