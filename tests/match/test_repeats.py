"""Repetitions: characters, phrases, lines, with the span of the whole run."""

import pytest

from moderation.match.repeats import RepeatMatcher
from moderation.match.spec import RepeatSpec
from moderation.text.fold import plain


def seen(text, unit, at_least):
    return [
        (text[found.start : found.end], found.value)
        for found in RepeatMatcher(RepeatSpec(unit=unit, at_least=at_least)).find(text, plain(text))
    ]


CHARS = [
    ("哈哈哈哈哈", [("哈哈哈哈哈", "char:哈")]),
    ("啊AaAaA！", [("AaAaA", "char:a")]),
    ("❤️❤️❤️❤️❤️好", [("❤️❤️❤️❤️❤️", "char:❤")]),
    ("👍🏻👍🏽👍👍🏿👍", [("👍🏻👍🏽👍👍🏿👍", "char:👍")]),
    ("哈\u200b哈哈\u200b\u200b哈哈", [("哈\u200b哈哈\u200b\u200b哈哈", "char:哈")]),
    ("！！！！！！？？？？？", [("！！！！！！", "char:！"), ("？？？？？", "char:？")]),
    ("哈哈哈哈", []),
    ("          ", []),
    ("\n\n\n\n\n\n", []),
    ("\uffff" * 9, []),
    ("哈哈哈呵哈哈", []),
]


@pytest.mark.parametrize(("text", "found"), CHARS)
def test_the_same_character_in_a_row(text, found):
    assert seen(text, "char", 5) == found


PHRASES = [
    ("加油加油加油", [("加油加油加油", "phrase:加油")]),
    ("加油 加油 加油 冲", [("加油 加油 加油 ", "phrase:加油")]),
    ("求求你了求求你了求求你了", [("求求你了求求你了求求你了", "phrase:求求你了")]),
    ("666666", []),
    ("-=-=-=-=-=", []),
    ("加油加油", []),
    ("哈哈哈哈哈哈哈哈", []),
    ("来一二三四五六七八九十十一来一二三四五六七八九十十一", []),
]


@pytest.mark.parametrize(("text", "found"), PHRASES)
def test_the_same_phrase_in_a_row(text, found):
    assert seen(text, "phrase", 3) == found


LINES = [
    ("带你赚钱\n带你赚钱\n带你赚钱", [("带你赚钱\n带你赚钱\n带你赚钱", "line:带你赚钱")]),
    ("好\n 好 \r\n\n好\n坏", [("好\n 好 \r\n\n好", "line:好")]),
    ("一\n一\n二\n二", []),
    ("一\n二\n一\n二\n一", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "found"), LINES)
def test_the_same_line_in_a_row(text, found):
    assert seen(text, "line", 3) == found


@pytest.mark.parametrize("unit", ["char", "phrase", "line"])
@pytest.mark.parametrize("text", ["ab" * 40_000, "a" * 79_999 + "b", "a\n" * 40_000, "abcabd" * 12_000])
def test_long_runs_short_of_the_limit_are_no_repetition_and_no_burden(unit, text):
    assert seen(text, unit, 90_000) == []
