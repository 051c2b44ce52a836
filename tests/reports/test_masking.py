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
        ("加V：q i n g j i e 8 8 6", "i n g j"), ("身份证110101199003071234", "1990"),
    ],
)  # fmt: skip
def test_nothing_personal_can_be_read(text, secret):
    assert secret in text
    shown = MASKER.text(text)
    assert secret not in shown
    assert "•" in shown
    assert len(shown) == len(text)
    assert Masker(FIND, masked=False).text(text) == text


@pytest.mark.parametrize("text", ["日入300-500元", "今天 3 点见，100 块", "666666666", "看 https://example.com", "", "2026年11月22日"])
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
