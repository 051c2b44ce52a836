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
    1740791100, 1740791100.0, 1740791100000, "1740791100", "1740791100000",
])  # fmt: skip
def test_every_way_of_writing_means_the_same_moment(written):
    assert moment(written) == NINE_FIVE


@pytest.mark.parametrize("hour", [moment(1740791100), moment("2025-03-01 09:05")])
def test_hour_is_the_one_that_members_saw(hour):
    assert hour.hour == 9


def test_a_day_alone_is_its_midnight():
    assert moment("2025-3-1") == datetime(2025, 3, 1, tzinfo=BEIJING)


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
