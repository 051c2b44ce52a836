"""The format is found by what stands in the file."""

import pytest

from moderation.archives.sniffing import FORMATS, sniff
from moderation.errors import ArchiveError


@pytest.mark.parametrize(("content", "format_"), [
    ('{"id": "1", "text": "好"}\n', "jsonl"),
    ('\n\n{"text": "好"}', "jsonl"),
    ('broken\n{"text": "好"}\n{"text": "早"}', "jsonl"),
    ('# 注释\n{"_type": "header"}', "chatlab"),
    ('{"_type": "message", "content": "好"}', "chatlab"),
    ("id,text\n1,好", "csv"),
    ("时间\t发送人\t内容\n1\t2\t3", "csv"),
    ('"id","text"\n', "csv"),
    ("大家好\n{表情}\n", "plain"),
    ("text", "plain"),
    ("[图片]\n[链接] x", "plain"),
    ("{}的用法", "plain"),
    ("", "plain"),
    ("# 不是注释\n好", "plain"),
])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_content_tells_the_format_in_every_encoding(content, format_, encoding):
    assert sniff(content.encode(encoding)) == format_


@pytest.mark.parametrize(("content", "name", "format_"), [
    ("broken\nbroken", "a.jsonl", "jsonl"), ("", "a.jsonl", "jsonl"), ("text\n好", "a.csv", "csv"), ("大家好", "a.csv", "csv"),
    ("id,text\n1,好", "a.txt", "csv"), ('{"text": "好"}', "a.txt", "jsonl"),
])  # fmt: skip
def test_name_breaks_a_tie_only(content, name, format_):
    assert sniff(content.encode(), name) == format_


@pytest.mark.parametrize("content", [b"PK\x03\x04abc", b"\x1f\x8b\x08", b"SQLite format 3\0", b"%PDF-1.7", b"\x89PNG\r\n"])
def test_file_that_is_no_text_is_named(content):
    with pytest.raises(ArchiveError, match="chat"):
        sniff(content, "chat.bin")


@pytest.mark.parametrize("content", ['{\n  "messages": []\n}', '[{"text": "好"}, {"text": "早"}]', "[\n{}\n]"])
def test_one_json_document_is_refused_with_the_way_out(content):
    with pytest.raises(ArchiveError, match="JSON Lines"):
        sniff(content.encode(), "a.json")


def test_formats_are_all_readable():
    from moderation.archives.reading import _READERS  # noqa: PLC0415 - the table under test

    assert tuple(_READERS) == FORMATS
