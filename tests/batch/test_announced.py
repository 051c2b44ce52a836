"""The sign of a contact never leaves out a row in which the matcher finds one, and leaves out most in which it does not."""

from itertools import product

import pytest

from moderation.batch.alphabet import Alphabet
from moderation.batch.announced import Accounts
from moderation.batch.joined import views_of
from moderation.match.contacts import ContactMatcher
from moderation.match.spec import ContactSpec
from moderation.text.fold import plain

LURES = (
    "加我微信", "加v", "jia v", "➕薇❤", "加佳我的威信", "私信", "私我V", "扫的薇", "卫星号：", "围脖：", "绿泡泡:", "我的扣扣", "kou kou",
    "qiuqiu", "球球", "秋秋", "加企鹅", "🐧", "Q群", "qun", "群号", "裙", "👗", "加:",
    "十：", "we chat", "w.x", "\\/信", "∨❤", "q", "找我", "联 系", "电话", "",
    "tg", "＋", "✌", "加鹅", "维芯", "JIAVX",
)  # fmt: skip
GAPS = ("", " ", "：", "是", "号❤", "在这里，")
ACCOUNTS = (
    "abc12345", "wxid_abcdefgh", "abcdefg", "12345", "1234", "13812345678", "138 1234 5678", "一三八一二三四五六七八",
    "a·b·c·1·2·3", "ab_c-12", "010-62345678", "1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣", "壹贰叁肆伍陆", "５５５６６７７", "macbook", "13812345678微信同号",
    "13812345678 🌟 加v也是", "abcd", "1o3o5o7",
)  # fmt: skip
SPECS = (
    ContactSpec(), ContactSpec(lead=("加", "私", "联系", "找我", "tg", "v信")), ContactSpec(lead=("🐧", "+v"), of=("qq", "phone")),
    ContactSpec(lead=("电话",), lead_within=2), ContactSpec(lead=("加微信",), of=("wechat",)),
)  # fmt: skip
QUIET = (
    "我的macbook没电了", "学长在github上提了issue", "上映时间是2013年4月20日", "一共1376个人报名",
    "明天要用excel做表，秋招要交材料", "最佳影片1994年",
)  # fmt: skip


def rows(spec, texts):
    return set(Accounts(spec)(views_of(texts, Alphabet((), speaks=False), 16)).tolist())


@pytest.mark.parametrize("spec", SPECS)
def test_no_row_with_a_contact_is_left_out(spec):
    matcher = ContactMatcher(spec)
    texts = [f"大家好{lure}{gap}{account}。" for lure, gap, account in product(LURES, GAPS, ACCOUNTS)]
    texts += [f"{account}，{lure}{account}谢谢" for lure, account in product(LURES, ACCOUNTS)]
    there = {row for row, text in enumerate(texts) if matcher.find(text, plain(text))}
    assert there
    assert there <= rows(spec, texts)


def test_numbers_and_words_without_a_lure_are_no_sign_where_one_is_asked_for():
    spec = ContactSpec(lead=("加", "私", "联系"))
    assert not rows(spec, list(QUIET))
    assert rows(spec, ["早", *QUIET, "加我微信 abc12345"]) == {len(QUIET) + 1}


def test_a_lure_of_another_row_or_far_away_is_none():
    spec = ContactSpec(lead=("加",))
    assert not rows(spec, ["加我微信", "abc12345", "", "，"])
    assert not rows(spec, ["加我微信" + "今天天气很好" * 5 + "abc12345"])
