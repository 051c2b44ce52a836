"""Masking: whatever names somebody is unreadable, in place, so that every span still holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.match.suffixes import read
from moderation.reports.addresses import Addresses
from moderation.reports.masking import Masker, hidden

FIND = Addresses(read()).of
MASKER = Masker(FIND, ["小林同学", "阿明-后端转行", "A"])


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("加微信 abc12345 详聊", "bc1234"), ("电话13812345678", "38123"), ("138 1234 5678 联系", "1234"), ("QQ 987654321", "8765"),
        ("找 @张三丰 要", "张三丰"), ("小林同学说的", "小林同学"), ("问阿明就行", "阿明"), ("写信到 li.lei@example.com", "li.lei"),
        ("看 https://t.example.com/u/lilei88 这里", "lilei88"), ("薇❤️信：ａｂｃ１２３４５", "ｂｃ１２"), ("wxid_ab12cd34ef", "ab12cd"),
        ("加V：q i n g j i e 8 8 6", "i n g j"), ("身份证110101199003071234", "1990"), ("110101 19900307 123x", "123x"),
        ("138/1234/5678", "1234"), ("138—1234—5678", "1234"), ("138，1234，5678", "1234"), ("138_1234_5678", "138_1"),
        ("微信Qingjie", "ingji"), ("微信ID：lilychen", "ilyche"), ("我的微信就是lilychen", "ilyche"), ("微信号码是 lilychen", "ilyche"),
        ("TG：lilychen", "ilyche"), ("小红书号 lilychen", "ilyche"), ("卡号 6222 0212 3456 7890 123", "0212"),
        ("京A88321", "832"), ("扣扣是 qingjie_jie", "ingji"), ("一三八一二三四五六七八", "三八一二"),
    ],
)  # fmt: skip
def test_nothing_personal_can_be_read(text, secret):
    assert secret in text
    shown = MASKER.text(text)
    assert secret not in shown
    assert "•" in shown
    assert len(shown) == len(text)
    assert Masker(FIND, masked=False).text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "日入300-500元",
        "今天 3 点见，100 块",
        "666666666",
        "2026-11-22 10:30:05",
        "2026/1/2 10.30",
        "微信群里",
        "看 https://example.com",
        "",
        "2026年11月22日",
        "6" * 40,
        "第一集 6666666666！",
        "微博 iPhone 话题",
    ],
)
def test_ordinary_numbers_and_hosts_stay(text):
    assert MASKER.text(text) == text


def test_evidence_is_marked_at_its_place_and_a_name_never_hides_it():
    masker = Masker(FIND, ["网赌", "小林"])
    assert masker.pieces("小林说网赌", [(3, 5)]) == (("••说", False), ("网赌", True))
    assert masker.pieces("来网赌吧", [(1, 3), (2, 4), (90, 99), (-5, 0)]) == (("来", False), ("网赌吧", True))


def test_of_a_long_text_the_surroundings_of_the_evidence_are_shown():
    pieces = MASKER.pieces("长" * 100_000 + "网赌" + "长" * 100_000, [(100_000, 100_002)])
    assert ("网赌", True) in pieces
    assert sum(len(piece) for piece, _ in pieces) < 200
    assert (pieces[0], pieces[-1]) == (("…", False), ("…", False))


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=4))
def test_a_masked_text_has_its_length_whatever_stands_in_it(text, spans):
    shown = "".join(piece for piece, _ in MASKER.pieces(text, spans))
    assert len(shown) == len(text)


def test_values_keep_what_tells_two_apart():
    assert MASKER.value("wechat", "abc12345") == hidden("abc12345") == "a••••••5"
    assert MASKER.value("url", "shop.example.com/u/88") == "shop.example.com/•••"
    assert MASKER.value("email", "li.lei@example.com").endswith("i@example.com")
    assert Masker(FIND, masked=False).value("qq", "987654321") == "987654321"


def test_contact_far_inside_a_long_text_is_as_unreadable_as_at_its_start():
    text = "早" * 6_000 + "加微信 qingjie，" + "晚" * 6_000
    shown = "".join(piece for piece, _ in MASKER.pieces(text, [(6_000, 6_003)]))
    assert "加微信 q•••••e，" in shown
    assert shown[0] == shown[-1] == "…"


def test_contact_that_begins_outside_of_what_is_shown_is_unreadable_too():
    text = "加微信" + " " * 3 + " ".join("qingjie886") + "早" * 300
    start = text.index("8")
    assert "8 8" not in "".join(piece for piece, _ in MASKER.pieces(text, [(start + 60, start + 61)], longest=60))


def test_what_is_shown_of_a_megabyte_costs_what_is_shown():
    assert len("".join(piece for piece, _ in MASKER.pieces("早" * 1_000_000, [(999_000, 999_002)]))) == 182


def test_a_chat_with_one_person_has_no_name_and_a_group_none_of_a_number(reported):
    rows = [
        {"text": "早", "author": "u1", "chat": {"id": "小王", "name": "小王", "type": "private"}},
        {"text": "早", "author": "u1", "chat": {"id": "g1", "name": "优惠群 13812345678"}},
        {"text": "早", "author": "u1", "chat": "90001"},
    ]
    assert {chat for chat, _ in reported(rows).chats} == {"••1", "••2", "优惠群 1•••••••••8"}
    assert {chat for chat, _ in reported(rows, masked=False).chats} == {"90001", "优惠群 13812345678（g1）", "小王"}


def test_names_of_a_megabyte_do_not_fill_a_report(reported):
    long = "名" * 300_000
    rows = [{"text": f"{place}早", "author": f"{place}{long}", "nickname": long, "chat": {"id": long, "name": long}} for place in range(3)]
    assert len(str(reported(rows, masked=False).to_dict())) < 20_000
