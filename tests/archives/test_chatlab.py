"""ChatLab JSON Lines: roles, types, joins, replies."""

import json

import pytest

from moderation.archives.chatlab import read
from moderation.archives.newcomers import with_joins
from moderation.archives.reject import Reject

HEADER = {
    "_type": "header",
    "chatlab": {"version": "0.0.2"},
    "meta": {"name": "测试群", "platform": "qq", "type": "group", "groupId": "999"},
}
OWNER = {"_type": "member", "platformId": "42", "accountName": "小林", "groupNickname": "群主小林", "roles": [{"id": "owner"}]}


def message(content, **more):
    return {"_type": "message", "sender": "42", "timestamp": 1703001600, "type": 0, "content": content, **more}


def rows_of(*records):
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    return list(with_joins(read(iter(enumerate(lines, 1)))))


def test_header_members_and_comments_are_no_messages():
    assert rows_of("# 注释", HEADER, OWNER, "") == []


def test_message_carries_chat_author_role_and_time():
    (row,) = rows_of(HEADER, OWNER, message("早", platformMessageId="m1"))
    assert (row.id, row.text, row.chat.id, row.chat.name, row.chat.kind) == ("m1", "早", "999", "测试群", "group")
    assert (row.author.id, row.author.nickname, row.author.card, row.author.role) == ("42", "小林", "群主小林", "owner")
    assert row.at.isoformat() == "2023-12-20T00:00:00+08:00"


def test_name_in_the_message_is_newer_than_the_one_of_the_member():
    (row,) = rows_of(OWNER, message("早", accountName="小林林"))
    assert (row.author.nickname, row.author.card, row.author.role) == ("小林林", "群主小林", "owner")


@pytest.mark.parametrize(("roles", "role"), [
    ([{"id": "owner"}], "owner"), ([{"id": "member"}, {"id": "admin"}], "admin"), (["admin"], "admin"), ([{"id": "bot"}], "bot"),
    ([], "member"), (None, "member"), ([{"id": "artist"}], "member"), ([None, 3], "member"), ("owner", "member"),
])  # fmt: skip
def test_role_is_the_highest_of_the_member(roles, role):
    (row,) = rows_of({**OWNER, "roles": roles}, message("早"))
    assert row.author.role == role


@pytest.mark.parametrize(("type_", "kind"), [
    (0, "text"), (1, "image"), (2, "voice"), (3, "video"), (4, "file"), (5, "sticker"), (7, "link"), (20, "red_packet"), (25, "text"),
    (27, "card"), (80, "system"), (81, "recall"), (99, "other"), (12345, "text"), (None, "text"), ("1", "text"), ([], "text"),
])  # fmt: skip
def test_every_type_has_its_kind_and_an_unknown_one_is_checked_as_text(type_, kind):
    assert rows_of(message("内容", type=type_))[0].kind == kind


def test_missing_content_is_an_empty_text():
    assert [row.text for row in rows_of(message(None, type=20), {"_type": "message", "type": 1})] == ["", ""]


def test_joining_makes_a_newcomer_from_then_on():
    join = message("小新 加入了群聊", sender="7", accountName="小新", type=80)
    before, joined, later = rows_of(message("早", sender="7", accountName="小新"), join, message("晚", sender="7", timestamp=1703001700))
    assert before.author.joined is None
    assert joined.kind == "join"
    assert joined.author.joined == later.author.joined == joined.at


@pytest.mark.parametrize("content", ["“小林”邀请“小新”加入了群聊", "小新加入了群聊", "群主修改了群公告"])
def test_somebody_elses_join_says_nothing_about_the_sender(content):
    join, later = rows_of(OWNER, message(content, type=80), message("早"))
    assert (join.kind, join.author.nickname) == (("join", "小新") if "小新" in content else ("system", later.author.nickname))
    assert later.author.joined is None


def test_reply_carries_what_it_answers():
    rows = rows_of(
        message("日结兼职", platformMessageId="m1"),
        message("这是骗子", type=25, replyToMessageId="m1"),
        message("？", replyToMessageId="m0"),
    )
    assert [row.quote for row in rows] == ["", "日结兼职", ""]


def test_forwarded_content_is_not_the_senders_words():
    (row,) = rows_of(message("日结兼职", type=26))
    assert (row.text, row.forward) == ("", "日结兼职")


def test_texts_kept_for_replies_are_bounded():
    first = message("长" * 600_000, platformMessageId="a")
    rows = rows_of(first, {**first, "platformMessageId": "b"}, message("答", replyToMessageId="a"), message("答", replyToMessageId="b"))
    assert [len(row.quote) for row in rows[2:]] == [0, 600_000]


@pytest.mark.parametrize(("record", "reason"), [
    ("{", "bad-json"), ("[]", "not-an-object"), ({"_type": "poll"}, "unknown-record"), ({"text": "早"}, "unknown-record"),
    (message({"text": "早"}), "text-not-text"), (message(5), "text-not-text"),
])  # fmt: skip
def test_unreadable_record_is_rejected(record, reason):
    (row,) = rows_of(record)
    assert isinstance(row, Reject)
    assert row.reason == reason


@pytest.mark.parametrize("odd", [None, 3, "x", [], {}])
@pytest.mark.parametrize("record", [{**HEADER, "meta": 0}, OWNER, message("早")])
def test_odd_values_never_raise(record, odd):
    for key in record:
        if key not in ("_type", "content"):
            assert all(row.text == "早" for row in rows_of({**record, key: odd}))


def test_shipped_shape_of_the_interchange_sample_is_read():
    rows = rows_of(
        HEADER,
        OWNER,
        message("大家早上好"),
        message("[链接] https://x.example", type=7),
        message("推广撤回了一条消息", type=81),
        message(None, type=20),
    )
    assert [row.kind for row in rows] == ["text", "link", "recall", "red_packet"]
    assert [row.id for row in rows] == ["3", "4", "5", "6"]
