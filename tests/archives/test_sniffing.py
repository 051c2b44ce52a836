"""The format is found by what stands in the file."""

import pytest

from moderation.archives.columns import Columns
from moderation.archives.sniffing import FORMATS, Found, sniff
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
    ('{"text": "好", "items": [{"name": "a"}]}', "jsonl"),
    ('{"author": "a", "list": []}\n', "jsonl"),
])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_content_tells_the_format_in_every_encoding(content, format_, encoding):
    assert sniff(content.encode(encoding)).format == format_


@pytest.mark.parametrize(("content", "name", "format_"), [
    ("broken\nbroken", "a.jsonl", "jsonl"), ("", "a.jsonl", "jsonl"), ("text\n好", "a.csv", "csv"), ("大家好", "a.csv", "csv"),
    ("id,text\n1,好", "a.txt", "csv"), ('{"text": "好"}', "a.txt", "jsonl"),
])  # fmt: skip
def test_name_breaks_a_tie_only(content, name, format_):
    assert sniff(content.encode(), name).format == format_


@pytest.mark.parametrize("content", [b"PK\x03\x04abc", b"SQLite format 3\0", b"%PDF-1.7", b"\x89PNG\r\n"])
def test_file_that_is_no_text_is_named(content):
    with pytest.raises(ArchiveError, match="chat"):
        sniff(content, "chat.bin")


@pytest.mark.parametrize("content", [
    '{\n  "messages": []\n}', '[{"text": "好"}, {"text": "早"}]', "[\n{}\n]", '{"messages": [{"text": "好"}]}', "[]",
    '{"data": [\n{"text": "好"}\n]}', '{"total": 1, "data": [{"text": "好"}]}', '[\n  {\n    "text": "好"\n  }\n]',
])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_one_json_document_is_told_from_lines(content, encoding):
    assert sniff(content.encode(encoding)) == Found("json", "document")


EXPORT_SAMPLES = [
    ('{"_type": "message", "content": "好"}', "chatlab", "lines"),
    ('{"chatlab": {}, "messages": []}', "chatlab", "document"),
    ('[{"talker": "g", "sender": "a", "isChatRoom": true, "content": "好"}]', "chatlog", "document"),
    ('{"session": {}, "messages": [{"localType": 1, "senderUsername": "a", "content": "好"}]}', "weflow", "document"),
    ('{"msgid": "1", "action": "send", "msgtype": "text", "text": {"content": "好"}}', "wecom", "lines"),
    ('{"metadata": {}, "chatInfo": {}, "messages": []}', "qce", "document"),
    ('{"sender": {}, "content": {}, "recalled": false, "system": false}', "qce", "lines"),
    ('{"name": "群", "messages": [{"id": 1, "type": "message", "date_unixtime": "1", "text": "好"}]}', "telegram", "document"),
    ('{"about": "", "chats": {"list": []}}', "telegram", "document"),
    ('{"guild": {}, "messages": []}', "discord", "document"),
    ('{"room_name": "群", "messages": []}', "matrix", "document"),
    ('{"type": "m.room.message", "event_id": "$a", "origin_server_ts": 1, "sender": "@a:x", "content": {}}', "matrix", "lines"),
    ('[{"type": "message", "ts": "1.0", "user": "U1", "text": "好"}]', "slack", "document"),
    ("localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime\n", "memotrace", "table"),
    ("消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\n", "memotrace", "table"),
    ("id,MsgSvrID,type_name,is_sender,talker,room_name,content,CreateTime\n", "pywxdump", "table"),
    ("Time,SenderName,Sender,TalkerName,Talker,Content\n", "chatlog", "table"),
    ("AuthorID,Author,Date,Content,Attachments,Reactions\n", "discord", "table"),
    ("2019-07-16 18:15:05 番茄\n好\n", "qq", "text"),
]


@pytest.mark.parametrize(("content", "format_", "stored"), EXPORT_SAMPLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_export_is_known_by_its_keys(content, format_, stored, encoding):
    assert sniff(content.encode(encoding)) == Found(format_, stored)


@pytest.mark.parametrize(("content", "format_", "stored"), EXPORT_SAMPLES)
def test_columns_that_the_operator_names_make_it_an_archive_of_their_own(content, format_, stored):
    assert format_ in FORMATS
    own = {"document": "json", "lines": "jsonl", "table": "csv", "text": "csv"}[stored]
    assert sniff(content.encode(), "", Columns({"text": "x"})).format == own


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("content", [b"", b"x", b"{", b"[", b'{"a": 1}', b"\0", b"\xff\xfe", b"id,text"])
def test_wanted_format_is_the_one_that_is_read(content, format_):
    assert sniff(content, wanted=format_).format == format_
