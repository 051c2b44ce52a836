"""The time of a message, as exports write it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.archives.moments import BEIJING, moment

NINE_FIVE = datetime(2025, 3, 1, 9, 5, tzinfo=BEIJING)


@pytest.mark.parametrize("written", [
    "2025-03-01 09:05:00", "2025-03-01T09:05", "2025/3/1 9:05", "2025年3月1日 9:05", "2025年3月1日9时5分", "2025.3.1 9:05:00",
    "2025-03-01T01:05:00Z", "2025-03-01T09:05:00+08:00", "2025-03-01T09:05:00.0000000+08:00", " 2025-03-01 09:05:00 ",
    "20250301090500", 20250301090500, "2025/03/01 09:05:00.000", "2025-03-01 09:05 +0800", "2025-03-01 01:05:00 UTC", "01-Mar-25 09:05 AM",
    "Mar 1, 2025 9:05 AM", "March 1st, 2025 at 9:05 a.m.", "Sat, 1 Mar 2025 09:05:00 +0800", "2025年3月1日 星期六 上午9:05",
    1740791100, 1740791100.0, 1740791100000, "1740791100", "1740791100000",
])  # fmt: skip
def test_every_way_of_writing_means_the_same_moment(written):
    assert moment(written) == NINE_FIVE


@pytest.mark.parametrize("hour", [moment(1740791100), moment("2025-03-01 09:05")])
def test_hour_is_the_one_that_members_saw(hour):
    assert hour.hour == 9


@pytest.mark.parametrize("day", ["2025-3-1", "20250301", 20250301, "1 March 2025"])
def test_a_day_alone_is_its_midnight(day):
    assert moment(day) == datetime(2025, 3, 1, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("written", "order", "wanted"),
    [
        ("3/22/2025", None, "03-22"), ("22/3/2025", None, "03-22"), ("22/3/2025", "month", "03-22"), ("3.2.2025", None, "02-03"),
        ("3/2/2025", None, None), ("3/2/2025", "month", "03-02"), ("3/2/2025", "day", "02-03"), ("3/3/2025", None, "03-03"),
        ("13/13/2025", "day", None), ("0/5/2025", "month", None),
    ],
)  # fmt: skip
def test_day_and_month_where_the_year_comes_last(written, order, wanted):
    at = moment(written, order=order)
    assert (at and f"{at:%m-%d}") == wanted


def test_a_written_zone_is_kept():
    assert moment("2025-03-01T01:05:00+00:00").tzinfo == UTC


@pytest.mark.parametrize("odd", [
    None, "", "yesterday", "昨天", True, False, [], {}, "2025-13-40 99:99", float("nan"), float("inf"), 10**30, -(10**30), "9" * 5000,
    "२०२५-०३-०१T", "\ud800", "1.2.3", "²",
])  # fmt: skip
def test_what_is_no_time_is_unknown(odd):
    assert moment(odd) is None


@given(st.one_of(st.text(), st.floats(), st.integers(), st.binary()))
def test_anything_is_a_time_with_a_zone_or_none(value):
    at = moment(value)
    assert at is None or at.tzinfo is not None
