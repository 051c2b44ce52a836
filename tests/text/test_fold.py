"""The plain view has the length of the original and reads as the original was meant."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.fold import has_numbers, is_plain, number_of, only_script, plain
from moderation.text.tables import tables

FOLDS = [
    ("ＶＸ", "vx"),
    ("Ⓕⓤⓒⓚ", "fuck"),
    ("𝐟𝐮𝐜𝐤", "fuck"),
    ("fuсk", "fuck"),
    ("fúck", "fuck"),
    ("ѵх", "vx"),
    ("🅥🅧", "vx"),
    ("🇻🇽", "vx"),
    ("①⑴❶⓵１", "11111"),
    ("㈠", "一"),
    ("賭博", "赌博"),
    ("⾦融", "金融"),
    ("金", "金"),
    ("🈲", "禁"),
    ("乾坤", "乾坤"),
    ("，。！？：；", "，。！？：；"),
    ("1️⃣", "1️⃣"),
    ("a\ud800b", "a\ufffdb"),
    ("", ""),
]


@pytest.mark.parametrize(("original", "folded"), FOLDS)
def test_a_character_folds_to_what_it_reads_as(original, folded):
    assert plain(original) == folded


@given(st.text(st.characters(exclude_categories=())))
def test_the_plain_view_keeps_every_offset(text):
    assert len(plain(text)) == len(text)


@given(st.text(st.characters(exclude_categories=())))
def test_folding_twice_is_folding_once(text):
    assert plain(plain(text)) == plain(text)


@given(st.text(st.sampled_from("今天开会，记得来。abc019 VX😀賭Ⓥ\n")))
def test_a_text_that_is_called_plain_is_its_own_plain_view(text):
    assert not is_plain(text) or plain(text) == text


def test_no_han_character_becomes_anything_but_han():
    strangers = [
        (chr(code), target)
        for code, target in tables().plain.items()
        if unicodedata.name(chr(code), "").startswith("CJK UNIFIED") and not unicodedata.name(target, "").startswith("CJK UNIFIED")
    ]
    assert strangers == []


def test_traditional_and_width_are_ways_of_writing_but_circles_are_not():
    assert only_script("賭博ＶX", "赌博vx")
    assert not only_script("Ⓥx", "vx")


def test_numbers_of_several_digits_keep_one_place():
    assert number_of("⑱") == "18"
    assert has_numbers("满⑱岁")
    assert not has_numbers("满18岁①")
