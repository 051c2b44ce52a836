"""A few characters around a candidate decide whether it is words of its own."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.segmentation import LONGEST_WORD, cost, cost_of_word, fit, is_word, words

STANDINGS = [
    ("前面路口交通拥堵", "口交", "straddles"),
    ("真是个大麻烦", "大麻", "straddles"),
    ("其他妈妈都到了", "他妈", "straddles"),
    ("实验方法器材", "法器", "straddles"),
    ("口交换机", "口交", "straddles"),
    ("赤裸体现", "裸体", "straddles"),
    ("印刷单位", "刷单", "straddles"),
    ("他们口交", "口交", "word"),
    ("加微信号", "加微信", "word"),
    ("买大麻吗", "大麻", "word"),
    ("骚扰信息", "骚", "inside"),
]


@pytest.mark.parametrize(("window", "term", "standing"), STANDINGS)
def test_a_term_fits_its_surroundings_or_not(window, term, standing):
    start = window.index(term)
    assert fit(window, start, start + len(term)) == standing


def test_words_make_up_their_text():
    text = "我们明天去上海看展览吧"
    assert "".join(words(text)) == text
    assert words("") == ()
    assert is_word("上海")
    assert not is_word("海看")


def test_words_that_came_into_use_after_the_dictionary_was_counted_are_words():
    assert all(is_word(word) for word in ("主播", "美黑", "扫货", "独播", "知乎"))
    assert words("我们独播的剧") == ("我们", "独播", "的", "剧")


@given(
    st.lists(
        st.sampled_from(["前面路口", "交通", "大麻烦", "哈", "妈", "方法", "器材", "a", "😀", "\u200b", "\ud83d", "龘"]), max_size=4
    ).map("".join)
)
def test_the_words_of_a_text_are_the_most_probable_of_all_ways_to_part_it(text):
    ways = (
        (0, *cuts, len(text)) for count in range(max(len(text), 1)) for cuts in combinations(range(1, len(text)), count)
    )  # fmt: skip
    parts = ([text[a:b] for a, b in pairwise(way)] for way in ways)
    least = min(sum(map(cost_of_word, part)) for part in parts if all(len(word) <= LONGEST_WORD for word in part)) if text else 0
    assert cost(text) == pytest.approx(least)
    assert sum(map(cost_of_word, words(text))) == pytest.approx(least)
