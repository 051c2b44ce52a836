"""Bytes become numbered lines: encodings, line ends, endless and broken lines."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.archives import lines as room
from moderation.archives.lines import HEAD_BYTES, encoding_of, has_returns, head_lines, numbered
from moderation.archives.reject import Reject

CHINESE = "大家好\n今天天气不错\n晚上一起跑步吗"


def lines_of(content: bytes):
    stream = io.BufferedReader(io.BytesIO(content), HEAD_BYTES)
    return list(numbered(stream, stream.peek()[:HEAD_BYTES]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [CHINESE, "abc\n大家好 😀\n١٢٣ \u202eab", "\n\n赌\u200b博\u0336\n", "a\u2028b\x0cc\x85d\x1ce\nf"])
def test_text_comes_back_from_every_encoding_line_by_line(encoding, text):
    wanted = text.split("\n")
    wanted = wanted if wanted[-1] else wanted[:-1]
    assert lines_of(text.encode(encoding)) == list(enumerate(wanted, 1))


@pytest.mark.parametrize(("content", "encoding"), [
    (b"", None),
    (b"hello\nworld", None),
    (CHINESE.encode(), "utf-8"),
    (CHINESE.encode("gb18030"), "gb18030"),
    (b"\xef\xbb\xbfabc", "utf-8"),
    ("﻿大家好".encode("gb18030"), "gb18030"),
    ("大家好\n好\n".encode() + b"\xff\xfe broken\n", "utf-8"),
    ("1,图片,大家早上好\n2,图片,\n3,系统,\n4,图片,\n".encode("gb18030"), "gb18030"),
    ("图片\n好\n".encode("gb18030"), "gb18030"),
    ("Олег\nпривет\nкак дела\n".encode() + "好\n".encode("gb18030"), "utf-8"),
    ("café\n".encode(), "utf-8"),
    ("👍\n".encode(), "utf-8"),
    (("大家好，" * 30_000).encode()[:HEAD_BYTES], "utf-8"),
    (("大家好，" * 50_000).encode("gb18030")[: HEAD_BYTES - 1], "gb18030"),
])  # fmt: skip
def test_encoding_is_mark_then_utf8_then_gb18030(content, encoding):
    assert encoding_of(content) == encoding


def test_ascii_beginning_leaves_the_encoding_open_until_the_first_other_line():
    head = b"id,text\n" * (HEAD_BYTES // 8 + 10)
    assert lines_of(head + "1,大家好\n".encode("gb18030"))[-1][1] == "1,大家好"
    assert lines_of(head + "1,大家好\n".encode())[-1][1] == "1,大家好"


def test_broken_line_is_rejected_alone():
    rows = lines_of("早上好\n".encode() + b"\xe5\xa4 broken\xff\r\n" + "晚安，明天见\n".encode())
    assert rows[0] == (1, "早上好")
    assert rows[1][1] == Reject(2, "bad-encoding", "\\xe5\\xa4 broken\\xff")
    assert rows[2] == (3, "晚安，明天见")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_end_is_cut_off_and_the_last_may_lack_one(ending):
    assert lines_of(f"早{ending}晚".encode()) == [(1, "早"), (2, "晚")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_endless_line_is_one_reject_and_the_rest_is_read(monkeypatch, encoding):
    monkeypatch.setattr(room, "_LIMIT_BYTES", 100)
    rows = lines_of(("早\n" + "长" * 1000 + "\n晚\n").encode(encoding))
    assert [row if isinstance(row, str) else row.reason for _, row in rows] == ["早", "line-too-long", "晚"]
    assert [number for number, _ in rows] == [1, 2, 3]


def test_head_lines_drops_a_line_that_was_cut_within_a_character():
    assert head_lines(("早\n" * 2000 + "晚").encode()[:-1]) == ["早"] * 2000


def test_stream_stays_open_for_its_owner():
    stream = io.BufferedReader(io.BytesIO("早\n".encode("utf-16")))
    assert [line for _, line in numbered(stream, stream.peek())] == ["早"]
    assert not stream.closed


@given(st.lists(st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"])), min_size=1))
def test_every_utf8_line_comes_back(texts):
    content = "\n".join(["早", *texts, "晚"])
    assert [line for _, line in lines_of(content.encode())] == content.split("\n")


@given(st.binary(max_size=300))
def test_any_bytes_give_one_row_for_each_line(content):
    if not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):  # marks of wide characters
        end = b"\r" if has_returns(content) else b"\n"
        assert [number for number, _ in lines_of(content)] == list(
            range(1, len(content.split(end)) + (not content.endswith(end)) * (content != b""))
        )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_returns_alone_end_lines_where_there_is_nothing_else(encoding):
    assert lines_of("早\r晚上好\r".encode(encoding)) == [(1, "早"), (2, "晚上好")]
    assert lines_of("早\r晚\n".encode(encoding)) == [(1, "早\r晚")]
