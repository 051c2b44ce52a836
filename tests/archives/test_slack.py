"""Slack: blocks and cards are text, an export's folder tells who its members and channels are."""

import io
import json

import pytest

from moderation.archives import Reject, read

USERS = [
    {"id": "U1", "name": "lin", "is_owner": True, "profile": {"display_name": "小林", "real_name": "林"}},
    {"id": "U2", "name": "tui", "is_admin": True, "profile": {"display_name": "", "real_name": "推广😀"}},
    {"id": "U3", "name": "robot", "is_bot": True, "profile": {}},
    {"id": 7}, "x", None,
]  # fmt: skip
CHANNELS = [{"id": "C1", "name": "闲聊"}, {"name": "没有编号"}, 3]
DAY = [
    {"type": "message", "user": "U1", "ts": "1704067200.000100", "text": "早 <@U2> <@U9>"},
    {"type": "message", "user": "U3", "ts": "1704067201.000100", "text": "晚"},
    {"type": "message", "user": "U2", "ts": "1704067202.000100", "text": "加我", "user_profile": {"display_name": "当时的名字"}},
]


def slack(**fields):
    row = {"type": "message", "user": "U1", "ts": "1704067200.000100", **fields}
    return next(iter(read(io.BytesIO(json.dumps([row]).encode()))))


def rich(*elements, kind="rich_text_section"):
    return [{"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}]


def words(text):
    return {"type": "text", "text": text}


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"blocks": rich(words("日结"), {"type": "link", "url": "https://x.example", "text": "点我"})}, "日结点我 https://x.example"),
        ({"text": "", "blocks": rich(words("a < b & c"), {"type": "emoji", "name": "fire"})}, "a < b & c:fire:"),
        ({"text": "*日结* 点我", "blocks": rich(words("日结"), words(" 点我"))}, "*日结* 点我"),
        ({"text": "<@U2> 早 &lt;b&gt;", "blocks": rich({"type": "user", "user_id": "U2"}, words(" 早 <b>"))}, "@U2 早 <b>"),
        (
            {"blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": [
                {"type": "rich_text_section", "elements": [words("一")]}, {"type": "rich_text_section", "elements": [words("二")]},
            ]}]}]},
            "一\n二",
        ),
        ({"text": "提醒", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "兼职 招聘"}}]}, "提醒\n兼职 招聘"),
        (
            {"text": "", "blocks": [
                {"type": "section", "text": {"type": "mrkdwn", "text": "*加我* <https://x.example|这里> &amp;"},
                 "fields": [words("微信"), words("abc123")]},
                {"type": "actions", "elements": [{"type": "button", "text": words("领取"), "url": "https://y.example"}]},
                {"type": "context", "elements": [words("小字"), {"type": "image", "alt_text": "图", "image_url": "https://z.example/a.png"}]},
                {"type": "image", "title": words("二维码"), "alt_text": "扫我"}, {"type": "divider"}, 7, {"type": "section"},
            ]},
            "*加我* 这里 https://x.example &\n微信\nabc123\n领取 https://y.example\n小字\n图\n二维码\n扫我",
        ),
        (
            {"text": "看", "attachments": [{"pretext": "前言", "fields": [{"title": "价格", "value": "99"}], "footer": "署名"}]},
            "看\n前言\n价格\n99\n署名",
        ),
        ({"text": "看", "attachments": [{"fallback": "只有这一句"}]}, "看\n只有这一句"),
        ({"text": "看", "attachments": [{"blocks": rich(words("藏在卡片里"))}]}, "看\n藏在卡片里"),
    ],
)  # fmt: skip
def test_blocks_and_cards_are_text_once(fields, wanted):
    assert slack(**fields).text == wanted


def test_blocks_without_end_are_no_harm():
    block = words("底")
    for _ in range(300):
        block = {"type": "section", "elements": [block]}
    assert isinstance(slack(blocks=[block]), Reject)
    assert slack(text="早", blocks=[block] * 3).text == "早"


def test_what_is_passed_on_stays_somebody_elses():
    row = slack(text="看", attachments=[{"is_share": True, "message_blocks": [{"message": {"blocks": rich(words("日结"))}}]}])
    assert (row.text, row.forward) == ("看", "日结")


@pytest.fixture
def export(tmp_path):
    (tmp_path / "闲聊").mkdir()
    (tmp_path / "D7").mkdir()
    for name, content in {"users": USERS, "channels": CHANNELS, "dms": [{"id": "D7", "members": ["U1", "U2"]}]}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    (tmp_path / "闲聊" / "2024-01-01.json").write_text(json.dumps(DAY), encoding="utf-8")
    (tmp_path / "D7" / "2024-01-02.json").write_text(json.dumps(DAY[:1]), encoding="utf-8")
    return tmp_path


def test_the_folder_of_an_export_tells_names_roles_and_channels(export):
    rows = list(read(export / "闲聊" / "2024-01-01.json"))
    assert [(row.author.id, row.author.nickname, row.author.role) for row in rows] == [
        ("U1", "小林", "owner"), ("U3", "robot", "bot"), ("U2", "当时的名字", "admin"),
    ]  # fmt: skip
    assert rows[0].text == "早 @推广😀 @U9"
    assert {(row.chat.id, row.chat.name, row.chat.kind) for row in rows} == {("C1", "闲聊", "group")}
    (private,) = read(export / "D7" / "2024-01-02.json")
    assert (private.chat.id, private.chat.kind) == ("D7", "private")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}", b"[1, 2]", b"[" * 100_000, b'{"id": "U1"}'])
def test_lists_that_make_no_sense_tell_nothing(export, content):
    for name in ("users.json", "channels.json", "dms.json"):
        (export / name).write_bytes(content)
    rows = list(read(export / "闲聊" / "2024-01-01.json"))
    assert [row.author.nickname for row in rows] == ["", "", "当时的名字"]
    assert rows[0].chat.name == "闲聊"
