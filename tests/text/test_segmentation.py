"""A few characters around a candidate decide whether it is words of its own."""

import pytest

from moderation.text.segmentation import fit, is_word, words

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
