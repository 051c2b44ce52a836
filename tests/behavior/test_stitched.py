"""Words that come in pieces are found when the last piece comes, once, and every piece is named."""

import re

import pytest

from moderation.program import Flood, Stitched
from moderation.signal import Signal

STITCHED = Stitched(gap_s=5, at_most=6, max_chars_each=4)


def observe(text):
    """A matcher of 百家乐 and of contacts; 菠菜 counts only beside 稳赚."""
    found = [("ad", "百家乐", match) for match in re.finditer("百家乐", text)]
    found += [("ad", "菠菜", match) for match in re.finditer("菠菜", text) if "稳赚" in text]
    found += [("contact", f"wechat:{match[1]}", match) for match in re.finditer("加v([a-z0-9]{4,})", text)]
    return [Signal(signal=name, title=name, term=term, start=match.start(), end=match.end(), text=match[0]) for name, term, match in found]


@pytest.fixture
def stream(room, message):
    """What joined messages show at each piece."""

    def seen(*pieces, gap=2):
        here = room(stitched=STITCHED)
        for number, text in enumerate(pieces):
            _, joined = here.see(message(number, text, at=number * gap))
            yield joined.signals(observe, observe(text)) if joined else ()

    return seen


def shown(signals):
    return [(signal.signal, signal.text, tuple(key[-1] for key in signal.messages)) for signal in signals]


def test_the_last_piece_completes_the_word_once_and_all_pieces_are_named(stream):
    seen = [shown(signals) for signals in stream("来", "百", "家", "乐", "吗", "好")]
    assert seen == [[], [], [], [("ad", "百家乐", ("1", "2", "3")), ("stitched", "百家乐", ("1", "2", "3"))], [], []]


def test_spans_and_terms_are_those_of_the_joined_text(stream):
    *_, (ad, whole) = stream("来玩", "百家", "乐")
    assert (ad.field, ad.start, ad.end, ad.messages) == ("joined", 2, 5, ("qq|g1|1", "qq|g1|2"))
    assert (whole.signal, whole.title, whole.term, whole.field) == ("stitched", "stitched标题", "join_messages:2", "joined")
    assert (whole.span, whole.weight) == ((2, 5), 1)


def test_the_parts_of_a_joined_text_slice_to_the_messages(room, message):
    here = room(stitched=STITCHED)
    for number, text in enumerate(["[图片] 百", "家🀄", " 乐\n"]):
        _, joined = here.see(message(number, text, at=number))
    assert joined.text == "百家🀄乐"
    assert [joined.text[part.start : part.end] for part in joined.parts] == ["百", "家🀄", "乐"]
    assert [part.message for part in joined.parts] == ["qq|g1|0", "qq|g1|1", "qq|g1|2"]


@pytest.mark.parametrize(
    ("pieces", "gap", "found"),
    [
        (("百", "家", "乐"), 5, True),
        (("百", "家", "乐"), 6, False),
        (("百", "今天天气真不错啊", "家", "乐"), 1, True),
        (("百", "[图片]", "家", "乐"), 1, True),
        (("百", "好", "好", "好", "好", "好", "家", "乐"), 1, False),
        (("百家乐",), 1, False),
        (("百家乐", "来"), 1, False),
        (("来", "百家乐"), 1, False),
        (("百家", "乐来玩吗"), 1, True),
        (("百家", "乐来玩吗朋友"), 1, False),
    ],
)
def test_what_is_joined(stream, pieces, gap, found):
    assert any(shown(signals) for signals in stream(*pieces, gap=gap)) is found


@pytest.mark.parametrize(("by", "found"), [(("chat", "user"), False), (("chat",), True)])
def test_pieces_are_those_of_one_sender_unless_all_of_a_chat_are_joined(room, message, by, found):
    here = room(stitched=Stitched(by=by, gap_s=5, at_most=6, max_chars_each=4))
    seen = [here.see(message(number, text, f"号{number}", at=number))[1] for number, text in enumerate("百家乐")]
    assert (seen[-1] is not None) is found


def test_what_was_seen_before_comes_along_without_the_last_message(stream):
    *_, last = stream("百家", "乐", "加v", "abc1", "23")
    assert shown(last) == []
    *_, last = stream("百家", "乐", "加v", "abc1")
    assert shown(last) == [("ad", "百家乐", ("0", "1")), ("contact", "加vabc1", ("2", "3")), ("stitched", "加vabc1", ("2", "3"))]


def test_evidence_in_another_piece_completes_a_word_that_is_whole(stream):
    *_, last = stream("菠菜", "稳赚")
    assert shown(last) == [("ad", "菠菜", ("0", "1")), ("stitched", "菠菜", ("0", "1"))]
    *_, last = stream("稳赚", "菠菜")
    assert shown(last)[0] == ("ad", "菠菜", ("1",))


def test_a_number_that_goes_on_is_no_new_number(stream):
    seen = [shown(signals) for signals in stream("加v", "abcd", "56", "78")]
    assert [bool(signals) for signals in seen] == [False, True, False, False]


def test_lists_that_are_for_nicknames_alone_find_nothing_in_joined_texts(room, message):
    here = room(stitched=STITCHED)
    for number, text in enumerate("百家乐"):
        _, joined = here.see(message(number, text, at=number))
    other = [Signal(signal="staff", title="", term="x", start=0, end=3, text="百家乐")]
    assert joined.signals(lambda _: other, ()) == ()


def test_a_piece_delivered_again_says_the_same_and_an_edit_is_no_piece(room, message):
    here = room(stitched=STITCHED, flood=Flood(window_s=10, at_least=3))
    said = [message(number, text, at=number) for number, text in enumerate("百家乐")]
    first = [here.see(one) for one in said]
    assert [here.see(one) for one in said] == first
    assert here.see(message(9, "吗", at=3, edited=True)) == ((), None)
    assert [part.message for part in first[-1][1].parts] == ["qq|g1|0", "qq|g1|1", "qq|g1|2"]


def test_any_text_can_be_a_piece(room, message):
    here = room(stitched=STITCHED)
    for number, text in enumerate(["\ud800", "\u202e\x00", "👨‍👩", "|\\"]):
        _, joined = here.see(message(number, text, at=number))
    assert joined.text == "\ud800\u202e\x00👨‍👩|\\"
