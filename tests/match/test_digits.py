"""The digit channel: which marks hold a number together, and which numbers are accounts."""

import pytest

from moderation.match.digits import account, ascii_digits, is_mobile, mobiles, numbers
from moderation.text.fold import plain


@pytest.mark.parametrize(
    "text", ["12:34:56", "1,234,567", "1/2/3/4/5", "1~2~3~4~5", "1+2+3+4+5", "1\n2\n3\n4\n5", "1，2，3，4，5", "$1$2$3$4$5"]
)
def test_marks_that_calculate_or_list_end_a_number(text):
    assert list(numbers(text, 5)) == []


@pytest.mark.parametrize(("text", "value"), [
    ("12345678", "12345678"),
    ("1 2 3 4 5", "12345"),
    ("12345 67", "12345"),
    ("138 1234 5678 人", "13812345678"),
    ("五六七八九", "56789"),
    ("12345678901", "12345678901"),
])  # fmt: skip
def test_an_account_is_the_first_group_or_all_short_ones(text, value):
    found = account(text, 0)
    assert found is not None
    assert found.value == value
    assert text[found.start : found.end].startswith(text[0])


@pytest.mark.parametrize("text", ["1234", "123456789012", "2024-01-15", "3.14159", "1 2 3", "2024 05 06"])
def test_dates_decimals_and_other_lengths_are_no_accounts(text):
    assert account(text, 0) is None


@pytest.mark.parametrize("value", ["13012345678", "14512345678", "15912345678", "16612345678", "17812345678", "18912345678", "19912345678"])
def test_every_prefix_in_use_is_a_mobile_number(value):
    assert is_mobile(value)


@pytest.mark.parametrize("value", ["12012345678", "10012345678", "14012345678", "15412345678", "1381234567", "138123456789"])
def test_other_prefixes_and_lengths_are_no_mobile_numbers(value):
    assert not is_mobile(value)


def test_a_run_yields_each_of_its_mobile_numbers():
    [run] = numbers(plain("13812345678 139-8765-4321"), 11)
    assert [(number.value, number.groups) for number in mobiles(run)] == [("13812345678", (11,)), ("13987654321", (3, 4, 4))]


def test_words_keep_their_letters_in_the_ascii_form():
    assert ascii_digits("幺二0洞abc") == "1200abc"
