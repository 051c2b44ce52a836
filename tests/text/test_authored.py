"""What the sender did not write stands behind a wall, and nothing moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.authored import WALL, authored

DASHES = "- - - - - - - - - - - - - - -"


@pytest.mark.parametrize(
    ("before", "foreign", "after"),
    [
        ("看", "[图片]", ""),
        ("", "[动画表情][捂脸]", "哈哈"),
        ("", "[CQ:at,qq=10001]", " 你好"),
        ("", "[CQ:face,id=178]", "😀"),
        ("", "[图片: 8D0A-77.jpg]", "好看吗"),
        ("我", "[表情:斜眼笑]", "了"),
        ("", "[Photo]", ""),
        ("", f"「阿明：加我微信」\n{DASHES}\n", "别发广告"),
        ("", f"「阿明：两行\n「嵌套」的」\n{DASHES}\n", "嗯😀"),
    ],
)
def test_words_of_others_are_walled(before, foreign, after):
    assert authored(before + foreign + after) == before + WALL * len(foreign) + after


@pytest.mark.parametrize(
    "text",
    [
        "大家好",
        "",
        "[加微信 abc12345]",
        "【图片】",
        "[赌博][平台]",
        "[图片",
        "图片]",
        "[CQ:share,url=http://x.example.com]",
        "「阿明：加我微信」",
        f"「阿明：加我微信」\n{DASHES}\n",
        "「百家乐」真的不能碰",
        f"先说一句「阿明：好」\n{DASHES}\n再说",
        "\ud800[\udfff]「\x00",
    ],
)
def test_words_of_the_sender_are_kept_and_the_same_object_returned(text):
    assert authored(text) is text


@given(st.text(alphabet="[]图片CQ:at,=「」：-\n 甲😀\ud800"))
def test_nothing_moves(text):
    walled = authored(text)
    assert len(walled) == len(text)
    assert all(new in (old, WALL) or old == WALL for old, new in zip(text, walled, strict=True))


@pytest.mark.parametrize("text", ["[" * 200_000, "[CQ:at" * 50_000, "「a：」\n- - -" * 30_000, "[表情" * 70_000, "「：" * 100_000])
def test_hostile_brackets_are_read_once(text):
    assert authored(text) == text


def test_a_wall_that_the_sender_wrote_keeps_nothing_apart():
    assert WALL not in authored(f"赌{WALL}博")
