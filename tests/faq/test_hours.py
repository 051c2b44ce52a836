"""Service hours: open or not, when next, and how much of a promise has run out, all by the message's own time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.faq import hours as room
from moderation.faq.hours import Timetable, zone
from moderation.message import BEIJING
from moderation.program import Hours
from moderation.wording.faq_desk import day_and_time

OFFICE = Timetable(
    Hours(
        spans=((540, 720), (810, 1260)),
        weekdays=(0, 1, 2, 3, 4),
        holidays=tuple(f"2026-10-0{day}" for day in range(1, 8)),
        workdays=("2026-09-20", "2026-10-10"),
    )
)
NIGHT = Timetable(Hours(spans=((1320, 1560),), weekdays=(4,)))
ALWAYS = Timetable(Hours(spans=((0, 1440),)))
RARELY = Timetable(Hours(spans=((540, 600),), weekdays=(0,), holidays=tuple(f"2026-11-{day:02}" for day in range(1, 31)), timezone="UTC"))


def at(written):
    return datetime.fromisoformat(written).replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("timetable", "when", "is_open", "next_open"),
    [
        (OFFICE, "2026-11-23 08:59:59", False, "2026-11-23 09:00"),
        (OFFICE, "2026-11-23 09:00:00", True, "2026-11-23 09:00"),
        (OFFICE, "2026-11-23 11:59:59", True, "2026-11-23 11:59:59"),
        (OFFICE, "2026-11-23 12:00:00", False, "2026-11-23 13:30"),
        (OFFICE, "2026-11-23 20:59:59", True, "2026-11-23 20:59:59"),
        (OFFICE, "2026-11-23 21:00:00", False, "2026-11-24 09:00"),
        (OFFICE, "2026-11-27 21:01:00", False, "2026-11-30 09:00"),
        (OFFICE, "2026-09-30 21:01:00", False, "2026-10-08 09:00"),
        (OFFICE, "2026-10-05 10:00:00", False, "2026-10-08 09:00"),
        (OFFICE, "2026-10-10 10:00:00", True, "2026-10-10 10:00"),
        (OFFICE, "2026-09-19 10:00:00", False, "2026-09-20 09:00"),
        (NIGHT, "2026-11-27 21:59:00", False, "2026-11-27 22:00"),
        (NIGHT, "2026-11-28 01:59:00", True, "2026-11-28 01:59"),
        (NIGHT, "2026-11-28 02:00:00", False, "2026-12-04 22:00"),
        (NIGHT, "2026-11-27 01:00:00", False, "2026-11-27 22:00"),
        (ALWAYS, "2026-11-23 23:59:59", True, "2026-11-23 23:59:59"),
        (ALWAYS, "2026-11-24 00:00:00", True, "2026-11-24 00:00"),
    ],
)
def test_open_from_the_first_second_of_a_span_to_the_last(timetable, when, is_open, next_open):
    assert timetable.is_open(at(when)) is is_open
    assert timetable.next_open(at(when)) == at(next_open)


@pytest.mark.parametrize(
    ("when", "now", "zh", "en"),
    [
        ("2026-11-23 14:00", "2026-11-23 12:30", "今天 14:00", "today 14:00"),
        ("2026-11-24 09:00", "2026-11-23 21:01", "明天 09:00", "tomorrow 09:00"),
        ("2026-11-30 09:00", "2026-11-27 21:01", "周一 09:00", "Monday 09:00"),
        ("2026-10-08 09:00", "2026-09-30 21:01", "10月8日 09:00", "Oct 8 09:00"),
        ("2026-11-30 09:00", "2026-11-23 21:01", "11月30日 09:00", "Nov 30 09:00"),
        ("2027-01-11 09:00", "2026-12-31 21:01", "2027年1月11日 09:00", "Jan 11, 2027 09:00"),
    ],
)
def test_a_time_is_said_as_people_say_it(when, now, zh, en):
    assert day_and_time(at(when), at(now)) == zh
    assert day_and_time(at(when), at(now), "en") == en


@pytest.mark.parametrize(
    ("asked", "within_s", "due"),
    [
        ("2026-11-23 10:00", 600, "2026-11-23 10:10"),
        ("2026-11-23 11:55", 600, "2026-11-23 13:35"),
        ("2026-11-23 20:50", 600, "2026-11-23 21:00"),
        ("2026-11-23 20:55", 600, "2026-11-24 09:05"),
        ("2026-11-23 03:00", 600, "2026-11-23 09:10"),
        ("2026-11-27 20:55", 600, "2026-11-30 09:05"),
        ("2026-11-23 09:00", 24 * 3600, "2026-11-25 12:00"),
    ],
)
def test_only_open_hours_count_towards_a_promise(asked, within_s, due):
    assert OFFICE.due(at(asked), within_s) == at(due)


def test_shanghai_needs_no_time_zone_data(monkeypatch):
    def gone(name):
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr(room, "ZoneInfo", gone)
    zone.cache_clear()
    assert zone("Asia/Shanghai").utcoffset(None) == timedelta(hours=8)
    with pytest.raises(KeyError):
        zone("Europe/Berlin")
    zone.cache_clear()


def test_a_foreign_clock_with_summer_time():
    berlin = Timetable(Hours(spans=((540, 1080),), timezone="Europe/Berlin"))
    assert berlin.next_open(datetime(2026, 3, 28, 20, tzinfo=UTC)) == datetime(2026, 3, 29, 7, tzinfo=UTC)
    assert berlin.next_open(datetime(2026, 3, 27, 20, tzinfo=UTC)) == datetime(2026, 3, 28, 8, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Asia/Nowhere", "../../etc/passwd", "", "Asia", "\x00"])
def test_a_zone_that_is_not_there_is_a_key_error(name):
    with pytest.raises(KeyError):
        zone(name)


@pytest.mark.parametrize("when", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=BEIJING)])
def test_the_ends_of_the_calendar_break_nothing(when):
    for timetable in (OFFICE, NIGHT, ALWAYS):
        timetable.is_open(when)
        timetable.due(when, 600)


def test_hours_that_never_come_are_never_promised():
    empty = Timetable(Hours(spans=()))
    assert (empty.is_open(at("2026-11-23 10:00")), empty.next_open(at("2026-11-23 10:00")), empty.due(at("2026-11-23 10:00"), 1)) == (
        False,
        None,
        None,
    )


@given(st.integers(0, 2 * 365 * 86_400).map(lambda seconds: at("2026-01-01") + timedelta(seconds=seconds)), st.integers(0, 86_400))
def test_the_next_opening_is_open_and_a_promise_ends_within_hours(when, within_s):
    for timetable in (OFFICE, NIGHT, RARELY):
        opened, due = timetable.next_open(when), timetable.due(when, within_s)
        assert opened >= when
        assert timetable.is_open(opened)
        assert timetable.is_open(when) is (opened == when)
        assert due >= max(opened, when + timedelta(seconds=within_s))
        assert within_s == 0 or timetable.is_open(due - timedelta(seconds=1))
