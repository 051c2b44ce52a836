"""Reading a whole archive: rows in = messages + rejects, whatever the bytes."""

import io
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.archives import FORMATS, REASONS, Reject, read
from moderation.errors import ArchiveError, UsageError
from moderation.message import Message
from moderation.wording import archives as wording

MIXED = '{"id": "a", "text": "早"}\n\nbroken\n{"id": "a", "text": "晚"}\n{"text": "x"}\n{"id": "z", "text": "cut'


def test_path_and_stream_give_the_same_rows(tmp_path):
    path = tmp_path / "群.jsonl"
    path.write_text(MIXED, encoding="utf-8")
    rows = list(read(path))
    assert rows == list(read(str(path))) == list(read(io.BytesIO(MIXED.encode())))
    assert rows == [
        Message("早", id="a"),
        Reject(3, "bad-json", "broken"),
        Message("晚", id="a"),
        Message("x", id="5"),
        Reject(6, "bad-json", '{"id": "z", "text": "cut'),
    ]


@pytest.mark.parametrize("format_", [None, *FORMATS])
def test_stream_stays_open_for_its_owner(format_):
    stream = io.BytesIO("text\n早\n".encode())
    with suppress(ArchiveError):
        list(read(stream, format=format_))
    assert not stream.closed


def test_named_format_wins_over_what_stands_in_the_file():
    assert [row.text for row in read(io.BytesIO(b'{"text": "x"}'), format="plain")] == ['{"text": "x"}']


def test_unknown_format_is_refused_at_once():
    with pytest.raises(ArchiveError, match="jsonl, chatlab, csv, plain"):
        read(io.BytesIO(b""), format="xlsx")


def test_missing_file_and_directory_are_the_operators_mistake(tmp_path):
    for path in (tmp_path / "没有.jsonl", tmp_path):
        with pytest.raises(UsageError, match=path.name):
            list(read(path))


def test_every_reason_has_its_sentence():
    assert set(REASONS) == set(wording.REASONS)


def test_memory_does_not_grow_with_the_archive(tmp_path):
    path = tmp_path / "long.jsonl"
    path.write_text('{"id": "1", "text": "大家早上好，今天也要加油"}\n' * 30_000, encoding="utf-8")
    tracemalloc.start()
    assert sum(1 for _ in read(path)) == 30_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


@given(st.binary(max_size=400), st.sampled_from(["jsonl", "chatlab", "plain"]))
def test_any_bytes_are_read_without_an_exception(content, format_):
    rows = list(read(io.BytesIO(content), format=format_))
    assert all(isinstance(row, (Message, Reject)) for row in rows)
    assert all(row.reason in REASONS for row in rows if isinstance(row, Reject))


@given(st.binary(max_size=400))
def test_any_bytes_have_a_format_or_a_clear_error(content):
    with suppress(ArchiveError):
        assert all(isinstance(row, (Message, Reject)) for row in read(io.BytesIO(content)))
