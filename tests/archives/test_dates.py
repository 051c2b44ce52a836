"""Dates of a table that tell day and month only together."""

import gzip
import io

import pytest

from moderation.archives import read
from tests.archives.piped import Pipe

HEADER = "AuthorID,Author,Date,Content,Attachments,Reactions"


def discord(*dates):
    return "\r\n".join([HEADER, *(f'"42","lin","{date}","早, ""好""","",""' for date in dates), ""]).encode("utf-8-sig")


def days(content, stream=io.BytesIO, **options):
    rows = list(read(stream(content), **options))
    assert [row.text for row in rows] == ['早, "好"'] * len(rows)
    return [row.at and f"{row.at:%m-%d %H:%M}" for row in rows]


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        (["11/05/2026 4:05 PM", "11/22/2026 4:05 PM"], ["11-05 16:05", "11-22 16:05"]),
        (["05/11/2026 16:05", "22/11/2026 16:05"], ["11-05 16:05", "11-22 16:05"]),
        (["05.11.2026 16:05"], ["11-05 16:05"]),
        (["05-11-2026 16:05", "06-11-2026 00:00", "06-11-2026 23:59"], ["11-05 16:05", "11-06 00:00", "11-06 23:59"]),
        (["11/05/2026 12:00 AM", "11/06/2026 12:30 PM"], ["11-05 00:00", "11-06 12:30"]),
        (["11/05/2026 4:05 PM"], ["11-05 16:05"]),
        (["11/05/2026, 4:05:33\u202fPM"], ["11-05 16:05"]),
        (["2026/11/05 16:05", "5.11.2026, 16:05:00"], ["11-05 16:05", "11-05 16:05"]),
        (["05-Nov-26 04:05 PM", "Nov 5, 2026 4:05 PM"], ["11-05 16:05", "11-05 16:05"]),
    ],
)
@pytest.mark.parametrize("stream", [io.BytesIO, Pipe, lambda content: Pipe(gzip.compress(content))])
def test_the_file_shows_what_one_date_does_not(dates, wanted, stream):
    assert days(discord(*dates), stream) == wanted


def test_a_day_far_behind_decides_for_all():
    far = ["07/07/2026 16:05"] * 9000 + ["05/11/2026 16:05", "22/11/2026 16:05"]
    assert days(discord("05/06/2026 16:05", *far))[:2] == ["06-05 16:05", "07-07 16:05"]


def test_what_nobody_can_know_is_unknown():
    assert days(discord("11/05/2026 16:05", "11/05/2026 16:07")) == [None, None]


def test_a_table_of_anybodys_own_is_read_so_too():
    rows = list(read(io.BytesIO("内容,发送时间\n早,01/02/2026 10:00\n晚,01/13/2026 10:00\n".encode())))
    assert [f"{row.at:%m-%d}" for row in rows] == ["01-02", "01-13"]
    rows = list(read(io.BytesIO(b"body;when\na;1/2/2026 10:00\nb;13/2/2026 10:00\n"), columns="text=body,at=when"))
    assert [f"{row.at:%m-%d}" for row in rows] == ["02-01", "02-13"]
