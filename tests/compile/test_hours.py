"""Hours as an author writes them become minutes and dates; every mistake is one diagnostic with what was expected."""

import pytest
from pydantic import ValidationError

from moderation.compile.hours import read_hours
from moderation.compile.report import Report
from moderation.ruleset import load_text
from moderation.ruleset.faq import FaqHours

TEXT = "spec: 1\nruleset: {id: group}\n"


def read(**written):
    report = Report(load_text(TEXT))
    hours = read_hours(FaqHours(**written), ("faq", "hours"), report)
    return hours, report.diagnostics()


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("09:00-21:00", ((540, 1260),)),
        ("9:00 - 21:00", ((540, 1260),)),
        ("9：00～21：30", ((540, 1290),)),
        ("09:00至12:00", ((540, 720),)),
        ("00:00-24:00", ((0, 1440),)),
        ("22:00-02:00", ((1320, 1560),)),
        ("22:00-次日02:00", ((1320, 1560),)),
        (["13:30-21:00", "09:00-12:00"], ((540, 720), (810, 1260))),
        (["00:00-02:00", "22:00-24:00"], ((0, 120), (1320, 1440))),
    ],
)
def test_a_span_is_minutes_of_its_day(written, spans):
    hours, mistakes = read(open=written)
    assert (hours.spans, mistakes) == (spans, ())


def test_days_and_dates_are_written_out():
    hours, mistakes = read(
        open="09:00-18:00",
        weekdays=["sat", "mon", "mon"],
        holidays=["2026-10-01..2026-10-03", "2026-1-1", "2026-10-02 至 2026-10-04"],
        workdays=["2026-10-10"],
        outside="明天见",
    )
    assert mistakes == ()
    assert hours.weekdays == (0, 5)
    assert hours.holidays == ("2026-01-01", "2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04")
    assert (hours.workdays, hours.outside, hours.timezone) == (("2026-10-10",), "明天见", "Asia/Shanghai")


@pytest.mark.parametrize(
    ("written", "slug", "near"),
    [
        ({"open": "九点到九点"}, "bad-hours", None),
        ({"open": "09:60-21:00"}, "bad-hours", None),
        ({"open": "09:00-25:00"}, "bad-hours", None),
        ({"open": "09:00-09:00"}, "bad-hours", "00:00-24:00"),
        ({"open": "09:00"}, "bad-hours", None),
        ({"open": ["09:00-12:00", "11:00-18:00"]}, "hours-overlap", None),
        ({"open": ["22:00-10:00", "09:00-12:00"]}, "hours-overlap", None),
        ({"open": "09:00-18:00", "holidays": ["2026-02-30"]}, "bad-date", None),
        ({"open": "09:00-18:00", "holidays": ["春节"]}, "bad-date", None),
        ({"open": "09:00-18:00", "holidays": ["2026-10-07..2026-10-01"]}, "bad-date", None),
        ({"open": "09:00-18:00", "holidays": ["2026-10-01..2036-10-07"]}, "bad-date", None),
        ({"open": "09:00-18:00", "holidays": ["2026-10-10"], "workdays": ["2026-10-10"]}, "holiday-and-workday", None),
        ({"open": "09:00-18:00", "timezone": "Asia/Shanghia"}, "unknown-timezone", "Asia/Shanghai"),
        ({"open": "09:00-18:00", "timezone": "北京时间"}, "unknown-timezone", "Asia/Shanghai"),
        ({"open": "09:00-18:00", "timezone": "../../etc/passwd"}, "unknown-timezone", None),
    ],
)
def test_a_mistake_is_one_diagnostic(written, slug, near):
    _, mistakes = read(**written)
    assert [(each.slug, each.nearest) for each in mistakes] == [(slug, near)]


def test_hours_must_open():
    with pytest.raises(ValidationError):
        FaqHours()
