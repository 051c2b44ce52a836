"""QQ Chat Exporter, Discord, Matrix and Slack: what they keep beside plain text."""

import io
import json

import pytest

from moderation.archives import Reject, read


def rows_of(document, **options):
    return list(read(io.BytesIO(json.dumps(document, ensure_ascii=False).encode()), **options))


def qce(**fields):
    base = {
        "id": "1",
        "timestamp": 1704067200000,
        "sender": {"uid": "u_a", "uin": "111", "name": "小林"},
        "type": "text",
        "recalled": False,
        "system": False,
        "content": {"text": "", "elements": []},
    }
    return rows_of({"metadata": {}, "chatInfo": {"name": "群", "type": "group"}, "messages": [{**base, **fields}]})[0]


def elements(*parts, text=""):
    return {"text": text, "elements": [{"type": type_, "data": told} for type_, told in parts]}


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (elements(("text", {"text": "早"})), ("text", "早", "", "")),
        (elements(("at", {"name": "小林"}), ("text", {"text": " 在吗"})), ("text", "@小林 在吗", "", "")),
        (
            elements(("reply", {"content": "日结兼职"}), ("text", {"text": "别信"}), text="[回复 x: 日结兼职]\n别信"),
            ("text", "别信", "日结兼职", ""),
        ),
        (elements(("image", {"filename": "图.jpg"}), text="[图片: 图.jpg]"), ("image", "", "", "")),
        (elements(("image", {"filename": "图.jpg"}), ("text", {"text": "加我"})), ("text", "加我", "", "")),
        (elements(("face", {"name": "微笑"})), ("sticker", "", "", "")),
        (elements(("market_face", {"name": "笑"})), ("sticker", "", "", "")),
        (
            elements(("json", {"title": "限时", "description": "点我", "url": "https://x.example", "content": "{}"})),
            ("link", "限时\n点我\nhttps://x.example", "", ""),
        ),
        (elements(("forward", {"title": "群聊的聊天记录", "summary": "甲：日结"})), ("other", "", "", "群聊的聊天记录\n甲：日结")),
        (elements(("audio", {}), text="[语音]"), ("voice", "", "", "")),
        ("早", ("text", "早", "", "")),
        ({"text": "[图片]"}, ("image", "", "", "")),
        ({"text": None, "elements": None}, ("text", "", "", "")),
    ],
)
def test_qce_says_what_its_elements_say(content, wanted):
    row = qce(content=content)
    assert (row.kind, row.text, row.quote, row.forward) == wanted


def test_qce_message_that_was_recalled_later_is_still_checked():
    row = qce(recalled=True, content=elements(("text", {"text": "加微信 abc"})))
    assert (row.kind, row.text) == ("text", "加微信 abc")
    assert qce(recalled=True).kind == "recall"
    assert qce(recalled=True, system=True, content={"text": "小林 撤回了一条消息"}).kind == "recall"


def test_qce_of_version_4_and_as_lines():
    record = {
        "id": "1",
        "seq": "5",
        "timestamp": "2024-01-01T00:00:00.000Z",
        "sender": {"uid": "u", "uin": "1", "name": "小林"},
        "type": "text",
        "content": {"text": "早", "elements": []},
        "recalled": False,
        "system": False,
    }
    (row,) = read(io.BytesIO(json.dumps(record).encode()))
    assert (row.text, row.at.isoformat(), row.platform) == ("早", "2024-01-01T00:00:00+00:00", "qq")


@pytest.mark.parametrize(("content", "reason"), [(None, "no-text"), (5, "text-not-text"), ({"text": 5}, "text-not-text")])
def test_qce_without_words_is_refused(content, reason):
    row = qce(content=content)
    assert isinstance(row, Reject)
    assert row.reason == reason


def discord(**fields):
    base = {
        "id": "1",
        "type": "Default",
        "timestamp": "2026-01-01T08:00:00.000+08:00",
        "timestampEdited": None,
        "content": "",
        "author": {"id": "42", "name": "lin", "nickname": "小林", "isBot": False, "roles": []},
    }
    return rows_of({"guild": {}, "channel": {"id": "2", "name": "闲聊"}, "messages": [{**base, **fields}]})[0]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"content": "早"}, ("text", "早", "")),
        (
            {"content": "看 https://x.example", "embeds": [{"title": "限时", "url": "https://x.example", "description": "点我"}]},
            ("text", "看 https://x.example\n限时\n点我", ""),
        ),
        ({"embeds": [{"title": "限时", "url": "https://x.example"}]}, ("link", "限时\nhttps://x.example", "")),
        ({"attachments": [{"fileName": "a.PNG"}]}, ("image", "", "")),
        ({"attachments": [{"fileName": "报价.xlsx"}]}, ("file", "", "")),
        ({"stickers": [{"name": "x"}]}, ("sticker", "", "")),
        ({"forwardedMessage": {"content": "日结兼职"}}, ("text", "", "日结兼职")),
        ({"type": "GuildMemberJoin", "content": "Joined the server."}, ("join", "Joined the server.", "")),
        ({"type": "RecipientRemove", "content": "Left the group."}, ("leave", "Left the group.", "")),
        ({"type": "ChannelPinnedMessage", "content": "Pinned a message."}, ("system", "Pinned a message.", "")),
        ({"type": "SomethingNew", "content": "加我"}, ("text", "加我", "")),
    ],
)
def test_discord_kinds(fields, wanted):
    row = discord(**fields)
    assert (row.kind, row.text, row.forward) == wanted


@pytest.mark.parametrize(
    ("author", "role"),
    [
        ({"roles": [{"name": "活跃"}, {"name": "管理员"}]}, "admin"),
        ({"roles": [{"name": "Moderator"}]}, "admin"),
        ({"roles": [{"name": "群主"}]}, "owner"),
        ({"isBot": True, "roles": [{"name": "管理员"}]}, "bot"),
        ({"roles": [None, 5, {}]}, "member"),
        ({}, "member"),
    ],
)
def test_discord_roles(author, role):
    assert discord(content="早", author={"id": "42", **author}).author.role == role


def test_discord_edit_is_marked():
    assert discord(content="早", timestampEdited="2026-01-01T08:01:00+08:00").edited


def matrix(*events):
    base = {"sender": "@lin:x", "event_id": "$1", "origin_server_ts": 1704067200000}
    return rows_of({"room_name": "群", "room_creator": "lin", "messages": [{**base, **event} for event in events]})


def said(body, **content):
    return {"type": "m.room.message", "content": {"msgtype": "m.text", "body": body, **content}}


@pytest.mark.parametrize(
    ("event", "wanted"),
    [
        (said("早"), ("text", "早", "")),
        (said("a.png", msgtype="m.image"), ("image", "", "")),
        (said("加我", msgtype="m.image", filename="a.png"), ("image", "加我", "")),
        (said("> <@a:x> 日结\n> 兼职\n\n别信", **{"m.relates_to": {"m.in_reply_to": {"event_id": "$0"}}}), ("text", "别信", "日结\n兼职")),
        (said("> 只是引号\n\n加我"), ("text", "> 只是引号\n\n加我", "")),
        ({"type": "m.room.message", "content": {}}, ("recall", "", "")),
        ({"type": "m.sticker", "content": {"body": "x"}}, ("sticker", "", "")),
        ({"type": "m.room.encrypted", "content": {}}, ("other", "", "")),
        ({"type": "m.room.topic", "content": {"topic": "x"}}, ("system", "", "")),
        ({"type": "m.room.member", "state_key": "@a:x", "content": {"membership": "join"}}, ("join", "", "")),
        ({"type": "m.room.member", "state_key": "@a:x", "content": {"membership": "ban"}}, ("leave", "", "")),
        ({"type": "m.room.member", "content": {"membership": "invite"}}, ("system", "", "")),
        (
            {"type": "m.room.member", "content": {"membership": "join"}, "unsigned": {"prev_content": {"membership": "join"}}},
            ("system", "", ""),
        ),
    ],
)
def test_matrix_events(event, wanted):
    (row,) = matrix(event)
    assert (row.kind, row.text, row.quote) == wanted


def test_matrix_edit_and_redaction_have_the_name_of_what_they_change():
    edit = said("* 晚", **{"m.new_content": {"body": "晚"}, "m.relates_to": {"rel_type": "m.replace", "event_id": "$1"}})
    rows = matrix(said("早"), {**edit, "event_id": "$2"}, {"type": "m.room.redaction", "redacts": "$1", "event_id": "$3", "content": {}})
    assert [(row.id, row.text, row.kind, row.edited) for row in rows] == [
        ("$1", "早", "text", False),
        ("$1", "晚", "text", True),
        ("$1", "", "recall", False),
    ]


def test_matrix_levels_and_names_count_from_then_on():
    member = {"type": "m.room.member", "state_key": "@lin:x", "content": {"membership": "join", "displayname": "小林"}}
    power = {"type": "m.room.power_levels", "content": {"users": {"@lin:x": 100, "@a:x": 50, "@b:x": "x"}}}
    rows = matrix(said("早"), member, power, said("晚"), {**said("好"), "sender": "@a:x"}, {**said("嗯"), "sender": "@b:x"})
    assert [(row.author.nickname, row.author.role) for row in rows if row.kind == "text"] == [
        ("", "member"),
        ("小林", "owner"),
        ("", "admin"),
        ("", "member"),
    ]


def slack(**fields):
    return rows_of([{"type": "message", "user": "U1", "ts": "1704067200.000100", **fields}])[0]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"text": "早 &amp; 晚 &lt;b&gt;"}, ("text", "早 & 晚 <b>", "")),
        ({"text": "<@U2> 看 <https://x.example|点我> <#C1|闲聊> <!here>"}, ("text", "@U2 看 点我 https://x.example #闲聊 @here", "")),
        ({"text": "<mailto:a@x.example|a@x.example>"}, ("text", "a@x.example", "")),
        (
            {"text": "", "attachments": [{"title": "限时", "title_link": "https://x.example", "text": "点我"}]},
            ("link", "限时\n点我\nhttps://x.example", ""),
        ),
        ({"text": "看", "attachments": [{"is_share": True, "text": "日结兼职"}]}, ("text", "看", "日结兼职")),
        ({"text": "", "files": [{"name": "a.png"}]}, ("image", "", "")),
        ({"text": "加我", "files": [{"name": "a.png"}]}, ("text", "加我", "")),
        ({"subtype": "channel_join", "text": "<@U1> has joined the channel"}, ("join", "@U1 has joined the channel", "")),
        ({"subtype": "group_leave", "text": "x"}, ("leave", "x", "")),
        ({"subtype": "channel_topic", "text": "x"}, ("system", "x", "")),
        ({"subtype": "tombstone", "text": "This message was deleted."}, ("recall", "", "")),
        ({"subtype": "bot_message", "text": "加我"}, ("text", "加我", "")),
        ({"subtype": "something_new", "text": "加我"}, ("text", "加我", "")),
    ],
)
def test_slack_kinds_and_marks(fields, wanted):
    row = slack(**fields)
    assert (row.kind, row.text, row.forward) == wanted


def test_slack_bots_edits_and_threads():
    assert slack(text="早", bot_id="B1", user=None).author.role == "bot"
    assert slack(text="早", edited={"ts": "1"}).edited
    first, second = rows_of(
        [
            {"type": "message", "user": "U1", "ts": "1.0", "thread_ts": "1.0", "text": "早"},
            {"type": "message", "user": "U2", "ts": "2.0", "thread_ts": "1.0", "text": "晚"},
        ]
    )
    assert (first.quote, second.quote) == ("", "早")


def test_slack_folder_is_the_channel(tmp_path):
    folder = tmp_path / "闲聊"
    folder.mkdir()
    day = folder / "2024-01-01.json"
    day.write_text(json.dumps([{"type": "message", "user": "U1", "ts": "1.0", "text": "早"}]), encoding="utf-8")
    assert [row.chat.name for row in read(day)] == ["闲聊"]


def test_slack_without_words_is_refused():
    row = slack()
    assert isinstance(row, Reject)
