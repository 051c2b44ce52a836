"""Telegram Desktop: entities, media, service messages, whole accounts, broken escapes."""

import io
import json

import pytest

from moderation.archives import Reject, read

BASE = {
    "id": 7,
    "type": "message",
    "date": "2024-01-01T08:00:00",
    "date_unixtime": "1704067200",
    "from": "小林",
    "from_id": "user11",
    "text": "",
}


def rows_of(*messages, **about):
    document = {"name": "群", "type": "private_supergroup", "id": 123, **about, "messages": [{**BASE, **message} for message in messages]}
    return list(read(io.BytesIO(json.dumps(document, ensure_ascii=False, indent=1).encode())))


def service(action, **more):
    (row,) = rows_of({"type": "service", "actor": "小林", "actor_id": "user11", "action": action, **more})
    return row


@pytest.mark.parametrize(
    ("fields", "kind", "text"),
    [
        ({"text": "早"}, "text", "早"),
        ({"text": ["看 ", {"type": "link", "text": "https://x.example"}, "吧"]}, "text", "看 https://x.example吧"),
        ({"text": [{"type": "text_link", "text": "点我", "href": "https://x.example"}]}, "text", "点我\nhttps://x.example"),
        ({"text": ["早", 5, None, {"type": "bold"}, ["x"]]}, "text", "早"),
        ({"photo": "p.jpg"}, "image", ""),
        ({"photo": "p.jpg", "text": "加我"}, "image", "加我"),
        ({"media_type": "sticker", "file": "s.webp", "sticker_emoji": "😂"}, "sticker", ""),
        ({"media_type": "voice_message", "file": "v"}, "voice", ""),
        ({"media_type": "video_file", "file": "v"}, "video", ""),
        ({"file": "报价.xlsx"}, "file", ""),
        ({"poll": {"question": "去哪", "answers": [{"text": "山"}, {"text": "海"}]}}, "other", "去哪\n山\n海"),
        ({"contact_information": {"first_name": "小", "last_name": "林", "phone_number": "138"}}, "card", "小\n林\n138"),
        ({"location_information": {"latitude": 1}}, "other", ""),
        (
            {"text": "早", "inline_bot_buttons": [[{"type": "url", "text": "进群", "data": "https://t.example"}]]},
            "text",
            "早\n进群\nhttps://t.example",
        ),
    ],
)
def test_message_shows_everything_that_its_readers_could_see(fields, kind, text):
    (row,) = rows_of(fields)
    assert (row.kind, row.text) == (kind, text)


def test_forward_is_somebody_elses_words():
    (row,) = rows_of({"forwarded_from": "频道", "text": "日结兼职"})
    assert (row.text, row.forward) == ("", "日结兼职")


def test_reply_and_edit():
    first, second = rows_of(
        {"text": "早", "edited": "2024-01-01T08:01:30", "edited_unixtime": "1704067290"}, {"id": 8, "text": "晚", "reply_to_message_id": 7}
    )
    assert (first.edited, second.edited, second.quote) == (True, False, "早")


@pytest.mark.parametrize(
    ("action", "more", "kind", "name", "id_"),
    [
        ("join_group_by_link", {}, "join", "小林", "user11"),
        ("join_group_by_request", {}, "join", "小林", "user11"),
        ("invite_members", {"members": ["新人"]}, "join", "新人", ""),
        ("invite_members", {"members": ["小林"]}, "join", "小林", "user11"),
        ("remove_members", {"members": ["推广"]}, "leave", "推广", ""),
        ("remove_members", {"members": ["小林"]}, "leave", "小林", "user11"),
        ("pin_message", {"message_id": 5}, "system", "小林", "user11"),
        ("create_supergroup", {"title": "群"}, "system", "小林", "user11"),
        ("invite_members", {"members": [None, 5]}, "join", "", ""),
        ("invite_members", {}, "join", "小林", "user11"),
    ],
)
def test_service_messages_are_about_their_member(action, more, kind, name, id_):
    row = service(action, **more)
    assert (row.kind, row.author.nickname, row.author.id) == (kind, name, id_)


def test_several_who_joined_at_once_are_all_newcomers():
    rows = rows_of(
        {"type": "service", "action": "invite_members", "members": ["甲", "乙"], "actor": "小林"},
        {"from": "乙", "from_id": "user2", "text": "早"},
    )
    assert rows[0].kind == "join"
    assert rows[1].author.joined == rows[0].at


def test_whole_account_keeps_its_chats_apart():
    chats = [
        {"name": "甲群", "type": "private_supergroup", "id": 1, "messages": [{**BASE, "text": "早"}]},
        {"type": "saved_messages", "id": 2, "messages": [{**BASE, "text": "记"}]},
        {"name": "乙", "type": "personal_chat", "id": 3, "messages": [{**BASE, "id": 8, "text": "晚", "reply_to_message_id": 7}]},
    ]
    account = {
        "about": "x",
        "personal_information": {"id": 9},
        "contacts": {"list": [{"first_name": "x"}]},
        "chats": {"about": "y", "list": chats},
    }
    account["left_chats"] = {"list": [{"name": "丙群", "type": "public_supergroup", "id": 4, "messages": [{**BASE, "text": "走"}]}]}
    rows = list(read(io.BytesIO(json.dumps(account).encode())))
    assert [(row.text, row.chat.id, row.chat.name, row.chat.kind) for row in rows] == [
        ("早", "1", "甲群", "group"),
        ("记", "2", "", "private"),
        ("晚", "3", "乙", "private"),
        ("走", "4", "丙群", "group"),
    ]
    assert rows[2].quote == ""


def test_escapes_that_are_no_json_are_read():
    text = json.dumps(
        {"name": "群", "messages": [{**BASE, "text": "大家@早上好"}, {**BASE, "id": 8, "text": "晚"}]}, ensure_ascii=False, indent=1
    )
    rows = list(read(io.BytesIO(text.replace("@", "\\x0b").encode())))
    assert [row.text for row in rows] == ["大家\x0b早上好", "晚"]


@pytest.mark.parametrize(
    ("message", "reason"), [({"text": None}, "text-not-text"), ({"text": 5}, "text-not-text"), ({"text": {}}, "text-not-text")]
)
def test_text_that_is_none_is_refused(message, reason):
    (row,) = rows_of(message)
    assert isinstance(row, Reject)
    assert row.reason == reason


def test_naive_date_counts_where_the_other_is_missing():
    message = {name: value for name, value in BASE.items() if name != "date_unixtime"}
    (row,) = read(io.BytesIO(json.dumps({"name": "群", "messages": [message]}).encode()), tz="UTC")
    assert row.at.isoformat() == "2024-01-01T08:00:00+00:00"
