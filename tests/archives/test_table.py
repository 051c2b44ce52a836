"""CSV: quoting, line breaks, and quotes that are never closed."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.archives import table
from moderation.archives.reject import Reject
from moderation.archives.table import columns, delimiter_of, header_names, read
from moderation.errors import ArchiveError


def rows_of(*lines):
    return list(read(iter(enumerate(lines, 1))))


def texts_of(*lines):
    return [row.text if not isinstance(row, Reject) else row.reason for row in rows_of(*lines)]


@pytest.mark.parametrize(("record", "text"), [
    ("1,大家好", "大家好"), ('1,"大家好"', "大家好"), ('1,"a,b"', "a,b"), ('1,"说""好"""', '说"好"'), ('1,""', ""), ("1,", ""),
    ('"1","好"', "好"), ('1,3" 屏幕', '3" 屏幕'), ('1,"好"吗', "好吗"), ("1,😀\u202eab", "😀\u202eab"), ("1,\0", "\0"),
    ('1,"' + "长" * 200_000 + '"', "长" * 200_000),
    ("1,好,,", "好"),
])  # fmt: skip
def test_cell_is_what_a_spreadsheet_shows(record, text):
    assert texts_of("id,text", record) == [text]


@pytest.mark.parametrize(("header", "delimiter"), [
    ("id,text", ","), ("编号\t内容", "\t"), ("id;text", ";"), ("text", ","), ("时间,发送人,消息内容", ","), ('"id","text"', ","),
    ("大家好，今天", None), ("id,label", None), ("", None),
])  # fmt: skip
def test_header_tells_the_delimiter(header, delimiter):
    assert delimiter_of(header) == delimiter


def test_quoted_line_breaks_belong_to_their_message_which_has_the_first_line_number():
    rows = rows_of("text", '"加我微信 abc123', "", '优惠多多"', "早")
    assert [(row.id, row.text) for row in rows] == [("2", "加我微信 abc123\n\n优惠多多"), ("5", "早")]


@pytest.mark.parametrize(("lines", "wanted"), [
    (['1,"open', "2,早", "3,晚"], ["open-quote", "早", "晚"]),
    (["1,早", '2,"open'], ["早", "open-quote"]),
    (["1", "2,早"], ["missing-columns", "早"]),
    (["1,早,晚"], ["extra-columns"]),
    (["", "1,早", "  "], ["早"]),
])  # fmt: skip
def test_broken_record_costs_its_own_line_only(lines, wanted):
    assert texts_of("id,text", *lines) == wanted


def test_open_quote_does_not_swallow_a_long_file():
    rows = texts_of("id,text", '1,"open', *(f"{n},早" for n in range(3000)))
    assert (len(rows), rows.count("早"), rows.count("open-quote")) == (3001, 3000, 1)


def test_every_line_behind_open_quotes_is_read_a_bounded_number_of_times(monkeypatch):
    scans = []
    real = table._stays_open
    monkeypatch.setattr(table, "_stays_open", lambda line, delimiter, *, within: scans.append(line) or real(line, delimiter, within=within))
    lines = ['a","""'] * 5000
    assert len(rows_of("id,text", *lines)) == len(lines)
    assert len(scans) <= 2 * len(lines)


def test_undecodable_line_within_a_quoted_field_loses_neither():
    lines = [(1, "id,text"), (2, '1,"open'), (3, Reject(3, "bad-encoding")), (4, "2,早")]
    assert [getattr(row, "reason", "") or row.text for row in read(iter(lines))] == ["open-quote", "bad-encoding", "早"]


def test_header_without_a_text_is_an_error_that_shows_it():
    with pytest.raises(ArchiveError, match="编号,时间"):
        rows_of("编号,时间", "1,2")


def test_empty_file_has_no_rows():
    assert rows_of() == rows_of("", " ") == []


def test_first_of_two_columns_for_the_same_field_counts():
    assert rows_of("内容,备注,消息", "早,x,晚")[0].text == "早"


def test_header_of_many_columns_is_read_in_linear_time():
    assert header_names(",".join(map(str, range(300_000))) + ",0")[-2:] == ["299999", ""]
    assert columns("," * 300_000 + "text,text", ",")[-2:] == ["text", None]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r["))  # a placeholder such as [图片] is no text


@given(st.lists(CELLS, min_size=1))
def test_what_the_standard_writer_writes_is_read_back(texts):
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([["id", "text"], *(["x", text] for text in texts)])
    assert [row.text for row in rows_of(*sheet.getvalue().split("\n"))] == texts


@given(st.lists(st.text('a,"\n')))
def test_any_lines_are_rows_without_loss(lines):
    physical = "\n".join(lines).split("\n")
    rows = rows_of("text", *physical)
    spans = sum(row.text.count("\n") + 1 if not isinstance(row, Reject) else 1 for row in rows)
    assert spans <= len(physical)
    assert all(not isinstance(row, Reject) or row.reason in ("open-quote", "extra-columns", "missing-columns") for row in rows)
