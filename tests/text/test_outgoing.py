"""What a stranger wrote can be repeated: nothing in it pings, links, marks up or hides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.outgoing import outgoing


@pytest.mark.parametrize("name", ["小林", "Mr Wang", "林🐷🐷", "é臺灣", "Привет", "ชื่อ", "a-b(c)!"])
def test_an_ordinary_name_stays_as_it_is(name):
    assert outgoing(name) == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("@全体成员", "＠全体成员"),
        ("全体成员", "「全体成员」"),
        ("everyone hi", "「everyone hi」"),
        ("<@12345>", "＜＠12345＞"),
        ('<at user_id="all">', '＜at user＿id="all"＞'),
        ("[CQ:at,qq=all]", "［CQ:at,qq=all］"),
        ("**粗** `码` ~~删~~ ||藏||", "＊＊粗＊＊ ｀码｀ ～～删～～ ｜｜藏｜｜"),
        ("{answer}", "｛answer｝"),
        ("&#91;", "＆＃91;"),
        ("看https://evil.example.com/a", "看https：//evil．example．com/a"),
        ("一\n二\r\n三\t四", "一 二 三 四"),
        ("a\u202eb\u200b\u2066c\x00\x1b[2J", "abc［2J"),
        ("\ud800好", "好"),
        ("z" + "\u0301" * 40, "z\u0301\u0301"),
        ("\u3164\u2800小\u115f林", "小林"),
        ("", ""),
        (" \u3000\u2028 ", ""),
    ],
)
def test_what_a_platform_would_obey_is_shown_instead(name, shown):
    assert outgoing(name) == shown


def test_a_megabyte_is_cut_before_it_costs_anything():
    assert outgoing("好" * 1_000_000, longest=8) == "好好好好好好好…"


@given(st.text(max_size=60))
def test_nothing_is_left_to_obey_and_a_second_time_changes_nothing_dangerous(text):
    shown = outgoing(text)
    assert not set(shown) & set("@[]<>&{}*_`~|\\#\n\r\t\x00\u202e\u200b")
    assert "://" not in shown
    assert len(shown) <= 202
