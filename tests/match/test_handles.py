"""Account names: where one begins and ends, and what is only a product or a piece of code."""

import pytest

from moderation.match.handles import handle


@pytest.mark.parametrize(("text", "value"), [
    ("abc12345", "abc12345"),
    ("abc_12-34，备注", "abc_12-34"),
    ("a b c 1 2 3 4", "abc1234"),
    ("abc 12345 快来", "abc12345"),
    ("li___ming", "li___ming"),
    ("a\ufe0fbc12345", "abc12345"),
    ("an35八九六二", "an358962"),
    ("x1234", "x1234"),
    ("abc12345-", "abc12345"),
    ("binbinfei", "binbinfei"),
])  # fmt: skip
def test_a_name_ends_where_its_letters_do(text, value):
    found = handle(text, 0)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("text", [
    "abc", "abcde", "a" * 21, "python3", "windows11", "iphone15pro", "abc12345.com", "abc12345@qq.com", "hello world 2024", "rtx4090",
])  # fmt: skip
def test_short_long_and_known_words_are_no_names(text):
    assert handle(text, 0) is None
