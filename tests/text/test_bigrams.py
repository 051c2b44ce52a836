"""One Han character follows another more or less naturally."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.bigrams import EDGE, attractions, follows, naturalness


@pytest.mark.parametrize(
    ("written", "bent"), [("讨厌黑人", "讨厌嗨人"), ("微信支付", "徽信支付"), ("吃饭睡觉", "睡吃觉饭"), ("垃圾东西", "圾垃东西")]
)
def test_what_is_bent_runs_less_naturally(written: str, bent: str) -> None:
    assert naturalness(EDGE + written + EDGE) > naturalness(EDGE + bent + EDGE)


def test_ordinary_words_attract_one_another() -> None:
    assert sum(attractions("我们明天一起去吃饭")) > 0 > sum(attractions("饭去明我一们天吃起"))


@given(st.text(min_size=2, max_size=2))
def test_every_character_may_follow_every_other(two: str) -> None:
    assert -40 < follows(*two) <= 0


@given(st.text())
def test_only_han_characters_attract(text: str) -> None:
    assert len(attractions(text)) < max(sum("\u3400" <= character <= "\u9fff" for character in text), 1)
