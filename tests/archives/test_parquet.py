"""Parquet: values of every kind of column, damage, and what is missing."""

import datetime as dt
import gzip
import io
import sys

import pytest

from moderation.archives import FORMATS, Reject, read
from moderation.archives.moments import BEIJING
from moderation.errors import ArchiveError, EnvironmentalError
from tests.archives.piped import Pipe, zipped

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def file_of(table, **options):
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def rows_of(content, **options):
    return list(read(io.BytesIO(content), **options))


NINE_FIVE = dt.datetime(2025, 3, 1, 9, 5, tzinfo=BEIJING)


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["2025-03-01 09:05"]),
        pa.array([1740791100]),
        pa.array([1740791100000]),
        pa.array([dt.datetime(2025, 3, 1, 9, 5)]),  # noqa: DTZ001
        pa.array([NINE_FIVE]),
        pa.array([1740819900000000000], pa.timestamp("ns")),
        pa.array([1740791100123456789], pa.timestamp("ns", "Asia/Shanghai")),
        pa.array([1740791100.0]),
        pa.array(["2025-03-01T01:05:00Z"]).dictionary_encode(),
    ],
)
def test_time_of_every_type_is_the_same_moment(column):
    (row,) = rows_of(file_of(pa.table({"text": ["早"], "at": column})))
    assert row.at.replace(microsecond=0) == NINE_FIVE


def test_mapping_reaches_into_a_column_of_structs():
    senders = [{"id": "u1", "profile": {"nick": "阿棠"}}, {"id": "u2", "profile": None}, None]
    content = file_of(pa.table({"body": [{"zh": "早"}, {"zh": "午"}, {"zh": "晚"}], "sender": senders}))
    rows = rows_of(content, columns="text=body.zh,author=sender.id,nickname=sender.profile.nick")
    assert [(row.text, row.author.id, row.author.nickname) for row in rows] == [("早", "u1", "阿棠"), ("午", "u2", ""), ("晚", "", "")]


@pytest.mark.parametrize(
    "texts",
    [
        pa.array(["早", "晚"]),
        pa.array(["早", "晚"], pa.large_string()),
        pa.array(["早", "晚"]).dictionary_encode(),
        pa.array(["早".encode(), "晚".encode()]),
    ],
)
def test_text_of_every_type_is_text(texts):
    assert [row.text for row in rows_of(file_of(pa.table({"text": texts})))] == ["早", "晚"]


def test_row_without_text_is_refused_with_its_number():
    rows = rows_of(file_of(pa.table({"text": ["早", None, "晚"], "n": [1, 2, 3]})))
    assert [(row.reason, row.line) if isinstance(row, Reject) else row.text for row in rows] == ["早", ("no-text", 2), "晚"]
    assert [row.reason for row in rows_of(file_of(pa.table({"text": [1, 2]})))] == ["text-not-text"] * 2


def test_nested_author_is_read():
    (row,) = rows_of(file_of(pa.table({"text": ["早"], "author": [{"id": "42", "name": "小林", "role": "owner"}]})))
    assert (row.author.id, row.author.nickname, row.author.role) == ("42", "小林", "owner")


def test_undecodable_text_is_refused_alone():
    bad = pa.Array.from_buffers(pa.string(), 3, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0"), pa.py_buffer(b"a\xffc")])
    rows = rows_of(file_of(pa.table({"text": bad})))
    assert [getattr(row, "reason", "") or row.text for row in rows] == ["a", "bad-encoding", "c"]


def test_rows_are_numbered_across_row_groups():
    rows = rows_of(file_of(pa.table({"text": [str(n) for n in range(100)]}), row_group_size=7))
    assert [row.id for row in rows] == [str(n) for n in range(1, 101)]


def test_damaged_row_group_costs_its_own_rows():
    content = bytearray(
        file_of(pa.table({"text": [f"{n * 7919 % 10007}" for n in range(30)]}), row_group_size=10, compression="gzip", use_dictionary=False)
    )
    place = content.find(b"\x1f\x8b", content.find(b"\x1f\x8b") + 1)
    content[place : place + 20] = b"\xff" * 20
    rows = rows_of(bytes(content))
    assert len(rows) == 30
    assert [row.line for row in rows if isinstance(row, Reject)] == list(range(11, 21))


@pytest.mark.parametrize("content", [b"PAR1", b"PAR1" + b"\xff" * 100 + b"PAR1", b"PAR1xxxx"])
def test_file_damaged_throughout_is_a_clear_error(content):
    with pytest.raises(ArchiveError, match="损坏"):
        rows_of(content)


def test_table_without_a_text_shows_its_columns():
    with pytest.raises(ArchiveError, match="甲, 乙"):
        rows_of(file_of(pa.table({"甲": [1], "乙": [2]})))


@pytest.mark.parametrize(
    "way",
    [Pipe, lambda content: io.BytesIO(gzip.compress(content)), lambda content: Pipe(gzip.compress(content)),
     lambda content: io.BytesIO(zipped(content, "表/a.parquet")), lambda content: Pipe(zipped(content, "表/a.parquet"))],
)  # fmt: skip
def test_what_cannot_be_sought_in_is_read_all_the_same(way):
    content = file_of(pa.table({"text": ["早", "晚😀"], "id": [7, 8]}))
    assert list(read(way(content))) == rows_of(content)


def test_a_damaged_table_in_a_zip_is_one_reject():
    (row,) = read(io.BytesIO(zipped(b"PAR1" + b"\xff" * 100, "表/a.parquet")))
    assert (row.reason, row.inside) == ("bad-member", "表/a.parquet")


def test_stream_stays_open_for_its_owner(tmp_path):
    path = tmp_path / "a.parquet"
    path.write_bytes(file_of(pa.table({"text": ["早"]})))
    with path.open("rb") as stream:
        assert [row.text for row in read(stream)] == ["早"]
        assert not stream.closed
    assert "parquet" in FORMATS


def test_missing_extra_says_how_to_install_it(monkeypatch):
    content = file_of(pa.table({"text": ["早"]}))
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(EnvironmentalError, match=r"moderation\[arrow\]"):
        rows_of(content)
