"""JSON Lines: every line that is not blank is one Message or one Reject."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.archives.jsonl import read
from moderation.archives.reject import Reject
from moderation.message import Message


def rows_of(*lines):
    return list(read(iter(enumerate(lines, 1))))


@pytest.mark.parametrize(("line", "text"), [
    ('{"text": "加薇❤️信"}', "加薇❤️信"),
    ('{"text": ""}', ""),
    ('{"text": "a\\u0000b"}', "a\0b"),
    ('{"text": "a\0\tb"}', "a\0\tb"),
    ('{"text": "\\ud800x"}', "\ud800x"),
    ('{"text": "\\ud83d\\ude00"}', "😀"),
    ('{"text": "\u202eabc"}', "\u202eabc"),
    ('\ufeff{"text": "好"}', "好"),
    ('  {"text": "好"}  ', "好"),
    ('{"content": "好"}', "好"),
    ('{"content": "placeholder", "text": "好"}', "好"),
    ('{"text": "好", "content": "placeholder"}', "好"),
    ('{"text": "' + "长" * 1_000_000 + '"}', "长" * 1_000_000),
])  # fmt: skip
def test_text_arrives_as_it_was_written(line, text):
    assert [row.text for row in rows_of(line)] == [text]


@pytest.mark.parametrize(("line", "reason"), [
    ("not json", "bad-json"), ('{"id": "1", "text": "好', "bad-json"), ("{'text': '好'}", "bad-json"),
    ('{"text": "好"} {"text": "早"}', "bad-json"),
    ("[" * 100_000, "bad-json"), ('{"id": ' + "9" * 5000 + "}", "bad-json"), ("\ufeff" * 5000, "bad-json"),
    ("[1]", "not-an-object"), ('"好"', "not-an-object"), ("null", "not-an-object"), ("{}", "no-text"),
])  # fmt: skip
def test_unreadable_line_is_rejected_with_its_number(line, reason):
    first, second = rows_of(line, '{"text": "好"}')
    assert (first.line, first.reason) == (1, reason)
    assert second.id == "2"


def test_blank_lines_are_no_rows_and_keep_the_numbers():
    assert [row.id for row in rows_of("", '{"text": "早"}', "  \t", '{"text": "晚"}')] == ["2", "4"]


def test_duplicate_ids_stay_two_messages():
    assert [row.id for row in rows_of('{"id": "a", "text": "早"}', '{"id": "a", "text": "晚"}')] == ["a", "a"]


def test_keys_of_evaluation_files_are_ignored():
    assert rows_of('{"id": "a", "text": "早", "label": "ad", "perturb": "base", "base_text": "早"}') == [Message("早", id="a")]


def test_reject_of_an_earlier_step_passes_through():
    reject = Reject(1, "bad-encoding")
    assert list(read(iter([(1, reject)]))) == [reject]


@given(
    st.lists(
        st.one_of(
            st.text(),
            st.dictionaries(st.sampled_from(["id", "text", "at", "author", "x"]), st.one_of(st.text(), st.integers(), st.none())).map(
                json.dumps
            ),
        )
    )
)
def test_rows_in_are_messages_and_rejects(lines):
    assert len(rows_of(*lines)) == sum(bool(line and not line.isspace()) for line in lines)
