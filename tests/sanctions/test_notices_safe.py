"""Whatever members write, nothing of it acts in a notice, and no evidence can be read off its mask."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.sanctions.notices_safe import STAR, evidence, harmless, hidden, masked, without_contacts
from moderation.signal import Signal

ACTIVE = set("@[]<>&{}*_`~|\\#()!/:;=\"'$%^")
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("@[]<>&{}*_`~|\\#()!/:;=\"'\n\r\t\u2028\u202e\u2066\u200b\u200d\ufeff\u3164\ufe0f\u0301\ud800\x00\x1b🐷加微信0123"),
    ),
    max_size=80,
)


def signal(text):
    return Signal(signal="ad", title="广告", term=text, start=0, end=len(text), text=text)


@given(HOSTILE, st.integers(1, 40))
def test_nothing_that_a_platform_obeys_is_left(text, longest):
    shown = harmless(text, longest)
    assert len(shown) <= longest
    assert not ACTIVE & set(shown)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert "\n" not in shown
    assert shown == shown.strip()
    shown.encode("utf-8")


@given(HOSTILE)
def test_what_is_harmless_stays_as_it_is(text):
    shown = harmless(text, 40)
    assert harmless(shown, 40) == shown


@pytest.mark.parametrize("name", ["小林", "01班-张三", "Ann 2024", "あいう", "אבג", "สวัสดี", "李❤", "张三（财务）", "A.B"])
def test_an_ordinary_name_is_readable(name):
    assert unicodedata.normalize("NFKC", harmless(name, 20)) == unicodedata.normalize("NFKC", name)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[CQ:at,qq=all]", "［CQ：at,qq＝all］"),
        ("<at user_id='all'></at>", "＜at user＿id＝＇all＇＞＜／at＞"),
        ("(met)all(met)", "（met）all（met）"),
        ("[点我](http://x.example)", "［点我］（http：／／x．example）"),
        ("**粗**", "＊＊粗＊＊"),
        ("{user.id}", "｛user．id｝"),
        ("&#91;CQ&#93;", "＆＃91；CQ＆＃93；"),
        ("全体成员", "「全体成员」"),
        ("- 一条", "－ 一条"),
        ("01-张三", "01-张三"),
        ("1. 一条", "1． 一条"),
        ("一\n二\u2028三", "一 二 三"),
        ("\u202e\u3164\u200b\ufe0f", ""),
        ("\ud800好", "好"),
    ],
)
def test_what_would_act_is_only_shown(text, shown):
    assert harmless(text, 40) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("百家乐", "百＊＊"), ("网赌", "网＊"), ("赌", "＊"), ("", "＊"), ("🐷🐷", "＊"), ("傻..逼", "傻＊"),
        ("加v：abc12345", "加＊＊＊＊5"), ("13800001234", "1＊＊＊＊4"), ("https://x8.example.com/r?id=9", "h＊＊＊＊9"),
        ("\u200b赌\u202e博\n", "赌＊"),
    ],
)  # fmt: skip
def test_a_mask_shows_the_ends_at_most(text, shown):
    assert masked(text) == shown


@given(HOSTILE)
def test_a_mask_shows_two_letters_and_never_most_of_it(text):
    shown = masked(text)
    letters = [character for character in text if character.isalnum()]
    open_ = shown.replace(STAR, "")
    assert len(open_) <= 2
    assert len(shown) <= 6
    assert len(open_) <= len(letters) / 2
    assert all(character in text for character in open_)


@given(st.lists(HOSTILE, max_size=8))
def test_evidence_is_three_masked_pieces_and_nothing_that_acts(texts):
    shown = evidence(map(signal, texts))
    assert shown.count("、") <= 2
    assert len(shown) <= 32
    assert not ACTIVE & set(shown)


def test_the_same_piece_is_shown_once():
    assert evidence(map(signal, ["百家乐", "百家乐", "百 家 乐", "网赌"])) == "百＊＊、网＊"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("日结找我abc12345", "日结找我a＊＊＊＊"),
        ("QQ100200300", "Q＊＊＊＊"),
        ("代开1 3 8 0 0 0 0 1 2 3 4", "代开1＊＊＊＊"),
        ("看www.x8.example", "看w＊＊＊＊"),
        ("t.me/abcde", "t＊＊＊＊"),
        ("小林2024", "小林2024"),
        ("Alexander", "Alexander"),
    ],
)
def test_a_name_does_not_advertise(name, shown):
    assert without_contacts(name) == shown


@given(HOSTILE)
def test_no_long_number_is_left_in_a_name(text):
    assert not re.search(r"[0-9]{5}", without_contacts(text))


@pytest.mark.parametrize(("name", "shown"), [("傻逼群主", "傻＊＊"), ("🐷", "＊"), ("a", "＊")])
def test_of_a_name_that_must_not_be_repeated_one_letter_is_left(name, shown):
    assert hidden(name) == shown
