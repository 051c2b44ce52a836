"""A JSON document gives its records one by one, and a fault costs the record that has it."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.archives import cursor as room
from moderation.archives.decoding import Decoded
from moderation.archives.document import Told, entries
from moderation.archives.escapes import repaired
from moderation.archives.record import Record
from moderation.archives.reject import Reject


def entries_of(text):
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return list(entries(Decoded(io.BytesIO(content), content[:1000])))


def rows_of(text):
    return [entry for entry in entries_of(text) if not isinstance(entry, Told)]


def shown(text):
    return [row.fields["n"] if isinstance(row, Record) else row.reason for row in rows_of(text)]


RECORDS = [{"n": n, "text": "早\n" + "长" * (n % 7), "parts": [{"n": -1}, {"n": -2}]} for n in range(1, 30)]


@pytest.mark.parametrize("indent", [None, 0, 1, 2, 4, "\t"])
@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
@pytest.mark.parametrize("wrap", [list, lambda rows: {"name": "群", "messages": rows, "count": len(rows)}])
def test_records_come_back_however_they_are_written(indent, separators, wrap):
    text = json.dumps(wrap(RECORDS), ensure_ascii=False, indent=indent, separators=separators)
    assert [row.fields for row in rows_of(text)] == RECORDS
    assert [row.number for row in rows_of(text)] == list(range(1, 30))


def test_what_stands_beside_the_records_is_told_in_its_order():
    told = entries_of('{"name": "群", "ids": [1, 2], "messages": [{"n": 1}], "after": {"x": null}}')
    assert [(entry.key, entry.value) for entry in told if isinstance(entry, Told)] == [
        ("", None), ("name", "群"), ("ids", 1), ("ids", 2), ("after", {"x": None}),
    ]  # fmt: skip


def test_chats_of_a_whole_account_follow_each_other():
    text = '{"about": "", "chats": {"about": "", "list": [{"name": "甲", "messages": [{"n": 1}]}, {"name": "乙", "messages": [{"n": 2}]}]}}'
    order = [
        entry.fields["n"] if isinstance(entry, Record) else entry.value
        for entry in entries_of(text)
        if getattr(entry, "key", "name") == "name"
    ]
    assert order == ["甲", 1, "乙", 2]


@pytest.mark.parametrize(("text", "wanted"), [
    ('[{"n": 1}, {"n": 2, "x": "\\x0b"}, {"n": 3}]', [1, 2, 3]),
    ('[{"n": 1}, {"n": 2, "x: 5}, {"n": 3}]', [1, "bad-json", 3]),
    ('[{"n": 1}, {"n": 2} {"n": 3}]', [1, 2, 3]),
    ('[{"n": 1}, xyz {"n": 3}]', [1, "bad-json", 3]),
    ('[{"n": 1}, 5, "x", null, [1], {"n": 3}]', [1, *["not-an-object"] * 4, 3]),
    ('[{"n": 1}, {"n": 2', [1, "bad-json"]),
    ('[{"n": 1}, {"n": 2}', [1, 2]),
    ('[{"n": 1}, {"n": 2}]]]}}', [1, 2]),
    ('[{"n": 1}]\n[{"n": 2}]', [1, 2]),
    ('{"messages": {"n": 0}, "x": 1}', []),
    ('{"name": "群, "type": "g", "messages": [{"n": 1}, {"n": 2}]}', ["bad-json", 1, 2]),
    ('{"name": 群, "messages": [{"n": 1}]}', [1]),
    ('{"name" "x", "messages": [{"n": 1}]}', [1]),
    ('\ufeff[{"n": 1}]', [1]),
    ("[]", []), ("{}", []), ("", []), ("[", []), ('{"messages": [', []), ("null", ["bad-json"]),
])  # fmt: skip
def test_fault_costs_what_it_touches_and_no_more(text, wanted):
    assert [row for row in shown(text) if row != "bad-json"] == [row for row in wanted if row != "bad-json"]
    assert shown(text).count("bad-json") <= max(1, wanted.count("bad-json"))


def test_every_record_may_have_a_fault_of_its_own():
    text = json.dumps(RECORDS, ensure_ascii=False, indent=1).replace('"text":', '"text:')
    assert shown(text) == ["bad-json"] * len(RECORDS)


def test_undecodable_record_is_refused_alone():
    content = (
        json.dumps(RECORDS, ensure_ascii=False, indent=1).encode().replace('"n": 7,\n  "text": "早'.encode(), b'"n": 7,\n  "text": "\xff')
    )
    assert shown(content) == [*range(1, 7), "bad-encoding", *range(8, 30)]


@pytest.mark.parametrize("chars", [7, 64, 1000])
def test_buffer_may_end_anywhere(monkeypatch, chars):
    monkeypatch.setattr(room, "_PIECE_CHARS", chars)
    monkeypatch.setattr("moderation.archives.decoding._PIECE_BYTES", chars)
    text = json.dumps({"name": "群", "messages": RECORDS}, ensure_ascii=False, indent=1)
    assert shown(text) == list(range(1, 30))
    assert shown(text.replace("早", "\\x0b")) == list(range(1, 30))
    assert shown(text.replace('"n": 9,', '"n: 9,')) == [*range(1, 9), "bad-json", *range(10, 30)]


def test_endless_record_is_one_reject_and_the_rest_is_read(monkeypatch):
    monkeypatch.setattr(room, "_LIMIT_CHARS", 5000)
    monkeypatch.setattr(room, "_PIECE_CHARS", 500)
    monkeypatch.setattr("moderation.archives.decoding._PIECE_BYTES", 500)
    long = {"n": 3, "x": "长" * 50_000}
    text = json.dumps([{"n": 1}, {"n": 2}, long, {"n": 4}, {"n": 5}], ensure_ascii=False, indent=1)
    assert shown(text) == [1, 2, "line-too-long", 4, 5]


@pytest.mark.parametrize("text", [
    "[" * 100_000, '{"a":' * 50_000, '"' * 100_000, "\\" * 100_000, "]" * 100_000, '[{"n":' * 20_000, '{"messages":' * 20_000,
    '{"messages":[' * 20_000, '{"messages":[' + '{"n":1,"a":[{"n":1},' * 3000, '{"messages":[' + '{"n":1,"a":"x},' * 3000, "x" * 300_000,
    '{"chats":' * 20_000, '{"list":[' * 20_000,
])  # fmt: skip
def test_hostile_document_comes_to_an_end(text):
    assert all(isinstance(entry, (Told, Record, Reject)) for entry in entries_of(text))


@given(st.text(alphabet='{}[]",:\\ n1x', max_size=200))
def test_any_brackets_come_to_an_end(text):
    assert all(isinstance(entry, (Told, Record, Reject)) for entry in entries_of(text))


@given(st.binary(max_size=300))
def test_any_bytes_come_to_an_end(content):
    assert all(isinstance(entry, (Told, Record, Reject)) for entry in entries_of(content))


JSON = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.lists(st.text(), max_size=3)
    | st.dictionaries(st.text(), st.text(), max_size=2)
)


@given(st.lists(st.dictionaries(st.text(), JSON, max_size=3), max_size=4))
def test_what_the_standard_writer_writes_is_read_back(records):
    assert [row.fields for row in rows_of(json.dumps(records))] == records


@pytest.mark.parametrize(("source", "right"), [
    (r'"\x0b"', r'"\u000b"'), (r'"\\x0b"', r'"\\x0b"'), (r'"\\\x0b"', r'"\\\u000b"'), (r'"C:\data"', r'"C:\\data"'), (r'"\'"', '"\'"'),
    (r'"\v\a\e\0"', r'"\u000b\u0007\u001b\u0000"'), (r'"\n\u4e2d\""', r'"\n\u4e2d\""'), (r'"\u12"', r'"\\u12"'), ("\\", "\\\\"),
])  # fmt: skip
def test_escape_is_repaired_by_what_it_means(source, right):
    assert repaired(source) == right


@given(st.text())
def test_right_escapes_are_left_alone(text):
    source = json.dumps(text)
    assert repaired(source) == source
    assert repaired(repaired(text)) == repaired(text)
