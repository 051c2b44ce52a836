"""Reading: what cannot be done is said in one way, what failed is denied, what a question is about has a bit, light words count half."""

import pytest

from moderation.faq.reading import pieces_of, read
from moderation.faq.vocabulary import vocabulary

TABLE = vocabulary()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("开不了户", ["开户", "不能"]),
        ("为什么登录不了", ["为什么", "登录", "不能"]),
        ("取消不了订单", ["取消", "订单", "不能"]),
        ("受不了了", None),
        ("忘不了", None),
    ],
)
def test_what_cannot_be_done_is_put_together_again(text, words):
    read_words = [word.surface for word in read(pieces_of(text), TABLE).words]
    assert read_words == words if words else "不能" not in read_words


@pytest.mark.parametrize(
    ("text", "denies"), [("还款失败", True), ("申请被拒", True), ("开不了户", True), ("怎么还款", False), ("能不能借", False)]
)
def test_what_failed_is_denied(text, denies):
    assert read(pieces_of(text), TABLE).denies is denies


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("这个药有什么副作用", "这个药有什么坏处", True),
        ("这个药有什么副作用", "这个药有什么功效", False),
        ("还款日怎么查", "还款日怎么改", False),
        ("怎么修改还款日", "还款日能更换吗", True),
        ("密码忘了", "怎么找回密码", True),
    ],
)
def test_what_is_asked_about_a_thing_is_told_apart(one, other, same):
    mine, its = (read(pieces_of(text), TABLE).aspects for text in (one, other))
    assert (mine == its) is same
    assert mine
    assert its


def test_every_aspect_has_a_bit_of_its_own_and_all_fit_a_number():
    assert max(TABLE.aspects.values()) < 1 << 63
    assert len(TABLE.aspects) >= len(set(TABLE.aspects.values()))


@pytest.mark.parametrize(("word", "heft"), [("需要", 0.5), ("患有", 0.5), ("还款日", 1.0), ("查看", 1.0), ("看", 0.5)])
def test_light_words_count_half(word, heft):
    assert TABLE.heft(word, TABLE.synonyms.get(word, word)) == heft
