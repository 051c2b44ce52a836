"""Lures: every spelling announces its kind of account, and code does not."""

import pytest

from moderation.match.lures import LURES, lead_pattern
from moderation.text.fold import plain

WECHAT = "微信 薇信 威信 徽芯 维心 崴❤ 加V 加薇 加我微 ➕v 十V 家我v 佳我V vx VX wx v信 V❤ weixin wechat 私v 我威 卫星号 微x ѵх ⓥⓧ"
QQ = "qq QQ Ｑ群 q裙 扣扣 抠抠 扣Q 球球 企鹅 🐧 加Q ➕q q.u.n"


@pytest.mark.parametrize(("kind", "text"), [*(("wechat", text) for text in WECHAT.split()), *(("qq", text) for text in QQ.split())])
def test_a_lure_in_any_spelling_announces_its_kind(kind, text):
    found = LURES.search(plain(text))
    assert found is not None
    assert found.lastgroup == kind


@pytest.mark.parametrize("text", ["群123456", "群号：123456", "裙 一二三四五六"])
def test_a_group_announces_the_number_right_behind_it(text):
    found = LURES.search(text)
    assert found is not None
    assert found.lastgroup == "group"


@pytest.mark.parametrize(
    "text", ["wx.request", "qq.com", "mail.qq.com", "羊群 123456", "群里 123456", "稍微", "fqq", "权威", "加油", "vip"]
)
def test_code_hosts_and_ordinary_words_are_no_lures(text):
    assert LURES.search(text) is None


def test_lead_words_are_found_through_noise_and_latin_ones_alone():
    pattern = lead_pattern(["联系", "dd", "+"])
    assert pattern is not None
    assert [found[0] for found in pattern.finditer("联❤系 dd add ➕ 1+1")] == ["联❤系", "dd", "➕"]


def test_without_words_there_is_no_lead():
    assert lead_pattern([]) is None


@pytest.mark.parametrize(("word", "text"), [("加我", "家我"), ("加我", "➕❤我"), ("加微", "十薇"), ("进群", "进裙"), ("私聊", "司聊")])
def test_a_lead_of_several_characters_is_found_in_bent_spellings(word, text):
    pattern = lead_pattern([word])
    assert pattern is not None
    assert pattern.fullmatch(text)


def test_a_lead_of_one_character_is_that_character():
    pattern = lead_pattern(["私"])
    assert pattern is not None
    assert pattern.search("公司") is None
