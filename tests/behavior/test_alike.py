"""What makes two messages nearly the same: what spammers vary is taken away, what is left decides."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.behavior.alike import Letters, alike_to, bag_of, letters_of, letters_within, same_letters, shingles_of

AD = "招日结兼职一天八百，在家就能做，有需要的加微信：abc12345"


def alike(a, b, similarity_pct=85):
    return same_letters(*(letters_within(bag_of(letters_of(text))) for text in (a, b)), similarity_pct)


@pytest.mark.parametrize(
    "other",
    [
        "招日结兼职一天八百，在家就能做，有需要的加微信：zz998877",
        "招日结兼职一天500，在家就能做，有需要的加微信：abc12345",
        "招日結兼職一天八百，在家就能做，有需要的加微信：abc12345",
        "🔥招日结兼职🔥一天八百！！在家就能做～有需要的加微信➕ＡＢＣ１２３４５",
        "招 日 结 兼 职 一 天 八 百 在 家 就 能 做 有 需 要 的 加 微 信 abc12345",
        "招日结兼职吧，一天八百哈，在家就能做呢，有需要的加微信哦：abc12345",
        "招日\u200b结兼\u200b职一天八百，在家就能做，有需要的加微信：abc12345",
        "有需要的加微信：abc12345，在家就能做，招日结兼职一天八百",
        "招日结兼职每天八百，在家就可以做，有需要的加微信：abc12345",
        "招招日结兼职一天八百百，在家就能做做，有需要的加微信：abc12345",
        AD + "[强]",
    ],
)
def test_what_spammers_vary_does_not_hide_the_text(other):
    assert alike(AD, other)
    assert set(shingles_of(letters_of(AD).text)) & set(shingles_of(letters_of(other).text))


@pytest.mark.parametrize(
    "other",
    [
        "今天下午三点在图书馆二楼自习，有一起的同学吗，带上电脑",
        "请问老师这次的作业要交电子版还是纸质版，截止到几号",
        "招聘前端工程师两名，三年以上经验，简历发邮箱 hr@example.com",
        "在家做饭其实也挺划算的，就是洗碗太麻烦，你们都是谁洗",
    ],
)
def test_another_text_of_that_length_is_another_text(other):
    assert not alike(AD, other, 60)


@pytest.mark.parametrize("text", ["", "好的", "😀😀😀😀😀😀😀😀", "哈哈哈哈哈哈哈哈哈哈", "……………………", "来了来了", "\ud800" * 9 + "\u200b"])
def test_what_says_next_to_nothing_is_never_compared(text):
    assert letters_of(text) == Letters("", 0)


def test_contacts_alone_are_compared_as_they_stand():
    assert alike("vx：money8888", "VX: money8888！！", 100)
    assert not alike("vx：money8888", "qq 5566778899", 60)
    assert alike("follow us at best_deals_2026", "Follow us at best_deals_2026 🔥", 95)


@pytest.mark.parametrize(("pct", "same"), [(50, True), (60, True), (61, False), (100, False)])
def test_similarity_is_twice_the_common_letters_of_all(pct, same):
    assert same_letters("abcde", "cdefg", pct) is same


@pytest.mark.parametrize(
    ("a", "b"), [("天地玄黄宇宙洪荒日月盈昃", "天地玄黄宇宙蛮荒日月盈昃"), ("天地玄黄宇宙洪荒日月盈昃", "天地玄黄宇宙日月盈昃")]
)
def test_texts_that_differ_in_one_word_share_a_window(a, b):
    assert set(shingles_of(a)) & set(shingles_of(b))


def test_windows_are_named_after_rare_letters_and_are_the_same_everywhere():
    assert shingles_of("我们今天在这里出售茅台酒")[0] == shingles_of("售茅台酒")[0]
    assert shingles_of("日结兼职加微信") == sorted(shingles_of("日结兼职加微信"))
    assert [f"{shingle:x}" for shingle in shingles_of("日结兼职加微信")] == [
        "41b515f3a336bf2c", "77774fd505818975", "995c0d8eeda7563c", "f68ddbda0cac2146",
    ]  # fmt: skip


def test_a_megabyte_costs_no_more_than_a_page():
    text = "加微信兼职" * 200_000
    started = time.process_time()
    letters = letters_of(text)
    assert len(letters.text) == 200
    assert len(bag_of(letters)) <= 2 * (200 + 8)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("bag", [b"", b"\x00", b"\xd8", b"\x00\xd8\x00\xd8", bytes(range(255))])
def test_bytes_that_are_no_bag_are_no_error(bag):
    assert same_letters(letters_within(bag), "abc", 50) in (True, False)


@given(
    st.lists(st.tuples(st.text("兼职日结找我加微信𠮷赌\ud800", max_size=40), st.integers(0, 8)), min_size=2, max_size=2),
    st.integers(50, 100),
)
def test_bags_are_alike_whose_letters_are(pairs, pct):
    a, b = (bag_of(Letters(text, blanks)) for text, blanks in pairs)
    assert alike_to(a, pct)(b) is same_letters(letters_within(a), letters_within(b), pct)
