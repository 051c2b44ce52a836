"""Details of a chat count for all its messages, wherever in the document they stand."""

import gzip
import io
import json
import os
import tracemalloc

import pytest

from moderation.archives import read
from moderation.archives.behind import told_behind
from tests.archives.piped import Pipe, zipped

TEXTS = ["早", "😀\ud83d", 'a], "name": "假"}', "\u200b右\u202e", "\x00", "中" * 3_000]
MESSAGES = {
    "telegram": [
        {"id": n, "type": "message", "date_unixtime": "1704067200", "from": "小林", "from_id": "u1", "text": text, "text_entities": []}
        for n, text in enumerate(TEXTS)
    ],
    "weflow": [{"localType": 1, "senderUsername": "w", "createTime": 1759990000, "content": text} for text in TEXTS],
    "qce": [
        {"sender": {"uin": "1"}, "content": {"text": text}, "recalled": False, "system": False, "seq": "1", "timestamp": 1}
        for text in TEXTS
    ],
    "discord": [
        {"id": "1", "timestamp": "2026-01-01T08:00:00Z", "timestampEdited": None, "author": {"id": "4"}, "content": text, "isPinned": False}
        for text in TEXTS
    ],
    "matrix": [
        {
            "type": "m.room.message",
            "event_id": "$a",
            "origin_server_ts": 1,
            "sender": "@a:x",
            "content": {"msgtype": "m.text", "body": text},
        }
        for text in TEXTS
    ],
    "chatlab": [{"_type": "message", "sender": "42", "timestamp": 1, "type": 0, "content": text} for text in TEXTS],
}
DETAILS = {
    "telegram": {"name": "测试群", "type": "private_supergroup", "id": 123},
    "weflow": {"weflow": {"version": "1"}, "session": {"wxid": "1@chatroom", "displayName": "测试群", "type": "群聊"}},
    "qce": {"metadata": {}, "chatInfo": {"name": "测试群", "type": "group"}, "statistics": {"days": [{"n": 1}, {"n": [2]}]}},
    "discord": {"guild": {"id": "1"}, "channel": {"id": "2", "name": "闲聊"}, "messageCount": 6},
    "matrix": {"room_name": "测试", "topic": ""},
    "chatlab": {
        "chatlab": {"version": "0.0.2"},
        "meta": {"name": "测试群", "platform": "qq", "type": "group", "groupId": "9"},
        "members": [{"platformId": "42", "accountName": "小林", "roles": [{"id": "owner"}]}],
    },
}  # fmt: skip


WAYS = {
    "file": io.BytesIO,
    "packed": lambda content: io.BytesIO(gzip.compress(content)),
    "zip": lambda content: io.BytesIO(zipped(content, "a.json")),
    "pipe": Pipe,
    "packed pipe": lambda content: Pipe(gzip.compress(content)),
    "zip from a pipe": lambda content: Pipe(zipped(content, "a.json")),
}


def rows(document, way="file", indent=None):
    return list(read(WAYS[way](json.dumps(document, indent=indent).encode())))


@pytest.mark.parametrize("format_", MESSAGES)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("indent", [None, 1])
def test_what_stands_behind_the_messages_counts_as_what_stands_before_them(format_, way, indent):
    wanted = rows({**DETAILS[format_], "messages": MESSAGES[format_]})
    assert wanted[0].chat.name
    assert rows({"messages": MESSAGES[format_], **DETAILS[format_]}, way, indent) == wanted


@pytest.mark.parametrize("way", WAYS)
def test_members_behind_the_messages_count_beside_a_chat_before_them(way):
    before, members = {**DETAILS["chatlab"]}, DETAILS["chatlab"]["members"]
    del before["members"]
    found = rows({**before, "messages": MESSAGES["chatlab"], "members": members}, way)
    assert {(row.author.role, row.author.nickname, row.chat.name) for row in found} == {("owner", "小林", "测试群")}


def test_a_document_from_a_pipe_is_not_held_in_memory():
    message = json.dumps({**MESSAGES["chatlab"][0], "content": "早" * 1_000}).encode()
    content = b'{"messages": [' + b",".join([message] * 8_000) + b'], "members": [{"platformId": "42", "roles": [{"id": "owner"}]}],'
    pipe = Pipe(content + b'"chatlab": {"version": "0.0.2"}}')
    tracemalloc.start()
    assert {row.author.role for row in read(pipe)} == {"owner"}
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(content) > 24_000_000
    assert peak < 8_000_000


def test_lines_from_a_pipe_come_before_the_pipe_ends():
    there, here = os.pipe()
    with os.fdopen(there, "rb") as pipe, os.fdopen(here, "wb", buffering=0) as writer:
        writer.write(b'{"_type": "message", "sender": "42", "type": 0, "content": "a"}\n' * 2)
        assert next(read(pipe)).text == "a"


@pytest.mark.parametrize(
    "end", ['], "name": "假"', '], "name": "假"}}', '], "name" "假"}', ', "name": "假"}', '], {"name": "假"}', "", "}"]
)
def test_what_is_no_end_of_a_document_tells_nothing(end):
    content = f'{{"messages": [{{"text": "早"}}{end}'.encode()
    assert not told_behind(io.BufferedReader(io.BytesIO(content)), content)
