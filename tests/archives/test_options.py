"""Zones of times that name none."""

from datetime import UTC, timedelta, timezone

import pytest

from moderation.archives.moments import BEIJING, moment
from moderation.archives.options import zone_of
from moderation.errors import UsageError


@pytest.mark.parametrize("name", [None, "Asia/Shanghai", " asia/shanghai ", "北京时间", "PRC"])
def test_default_needs_no_database(name):
    assert zone_of(name) is BEIJING


def test_other_zones_have_their_own_clock():
    at = moment("2026-07-01 12:00", zone_of("Europe/Berlin"))
    assert at.utcoffset() == timedelta(hours=2)
    assert moment(1703001600, zone_of("UTC")).hour == 16
    assert zone_of(timezone(timedelta(hours=3))).utcoffset(None) == timedelta(hours=3)
    assert moment("2026-07-01T12:00:00Z", zone_of("Europe/Berlin")).tzinfo == UTC


@pytest.mark.parametrize("name", ["", "Asia/Shanhai", "../../etc/passwd", "\0", "x" * 10_000, "Asia", "8"])
def test_unknown_zone_is_a_clear_error(name):
    with pytest.raises(UsageError, match="时区"):
        zone_of(name)
