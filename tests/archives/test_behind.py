"""Details of a chat count for all its messages, wherever in the document they stand."""

import gzip
import io
import json

import pytest

from moderation.archives import read
from moderation.archives.behind import told_behind

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


def rows(format_, *, behind, packed=False, indent=None):
    details = DETAILS[format_]
    document = {"messages": MESSAGES[format_], **details} if behind else {**details, "messages": MESSAGES[format_]}
    content = json.dumps(document, indent=indent).encode()
    return list(read(io.BytesIO(gzip.compress(content) if packed else content)))


@pytest.mark.parametrize("format_", MESSAGES)
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("indent", [None, 1])
def test_what_stands_behind_the_messages_counts_as_what_stands_before_them(format_, packed, indent):
    wanted = rows(format_, behind=False, indent=indent)
    assert wanted[0].chat.name
    assert rows(format_, behind=True, packed=packed, indent=indent) == wanted


@pytest.mark.parametrize(
    "end", ['], "name": "假"', '], "name": "假"}}', '], "name" "假"}', ', "name": "假"}', '], {"name": "假"}', "", "}"]
)
def test_what_is_no_end_of_a_document_tells_nothing(end):
    content = io.BufferedReader(io.BytesIO(f'{{"messages": [{{"text": "早"}}{end}'.encode()))
    assert not told_behind(content)
    assert content.tell() == 0


def test_a_stream_that_cannot_go_back_is_read_all_the_same():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    content = json.dumps({"messages": MESSAGES["telegram"], **DETAILS["telegram"]}).encode()
    assert len(list(read(Pipe(content)))) == len(TEXTS)
