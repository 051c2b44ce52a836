"""The message archive of WeCom: payloads under their keys, recalls under the name of what they take back."""

import io
import json

import pytest

from moderation.archives import Reject, read

BASE = {"msgid": "1", "action": "send", "from": "wmExt1", "tolist": ["zhangsan"], "roomid": "wr1", "msgtime": 1603875600000}


def rows_of(*records):
    return list(read(io.BytesIO("".join(json.dumps(record) + "\n" for record in records).encode()), format="wecom"))


def one(type_, payload, key=None):
    (row,) = rows_of({**BASE, "msgtype": type_, key or type_: payload})
    return row


@pytest.mark.parametrize(
    ("type_", "key", "payload", "wanted"),
    [
        ("text", None, {"content": "大家早上好 "}, ("text", "大家早上好 ", "")),
        ("text", None, {"content": "「小林：日结」\n- - - - - - - - - - - - - - -\n别信"}, ("text", "别信", "")),
        ("markdown", "info", {"content": "# 公告"}, ("text", "# 公告", "")),
        (
            "link",
            None,
            {"title": "限时", "description": "点我", "link_url": "https://x.example", "image_url": "i"},
            ("link", "限时\n点我\nhttps://x.example", ""),
        ),
        (
            "news",
            "info",
            {"item": [{"title": "限时", "description": "点我", "url": "https://x.example", "picurl": "p"}]},
            ("link", "限时\n点我\nhttps://x.example", ""),
        ),
        ("docmsg", "doc", {"title": "报价", "link_url": "https://doc.example"}, ("link", "报价\nhttps://doc.example", "")),
        ("weapp", None, {"title": "小店", "description": "点我", "displayname": "店"}, ("link", "小店\n点我\n店", "")),
        ("external_redpacket", "redpacket", {"wish": "恭喜发财"}, ("red_packet", "恭喜发财", "")),
        ("redpacket", None, {"wish": "恭喜"}, ("red_packet", "恭喜", "")),
        ("image", None, {"md5sum": "x", "sdkfileid": "y"}, ("image", "", "")),
        ("emotion", None, {"type": 1}, ("sticker", "", "")),
        ("file", None, {"filename": "报价.xlsx", "fileext": "xlsx"}, ("file", "报价.xlsx", "")),
        ("qydiskfile", "info", {"filename": "名单.txt"}, ("file", "名单.txt", "")),
        ("card", None, {"corpname": "某公司", "userid": "x"}, ("card", "某公司", "")),
        ("location", None, {"title": "北门", "address": "学院路1号"}, ("other", "北门\n学院路1号", "")),
        ("vote", None, {"votetitle": "去哪", "voteitem": ["山", "海"]}, ("other", "去哪\n山\n海", "")),
        (
            "chatrecord",
            None,
            {"title": "群聊", "item": [{"type": "ChatRecordText", "content": '{"content":"加我"}'}]},
            ("other", "", "群聊\n加我"),
        ),
        (
            "mixed",
            None,
            {"item": [{"type": "text", "content": '{"content":"加我\\n"}'}, {"type": "image", "content": '{"md5sum":"x"}'}]},
            ("text", "加我", ""),
        ),
        ("mixed", None, {"item": [{"type": "image", "content": '{"md5sum":"x"}'}]}, ("image", "", "")),
        ("mixed", None, {"item": [{"type": "text", "content": "{broken"}]}, ("text", "{broken", "")),
        ("hologram", None, {"content": "加我"}, ("other", "加我", "")),
    ],
)
def test_every_payload_says_what_its_sender_said(type_, key, payload, wanted):
    row = one(type_, payload, key)
    assert (row.kind, row.text, row.forward) == wanted


def test_quote_of_the_text_is_no_word_of_its_sender():
    assert one("text", {"content": "「小林：日结」\n- - - - - - - - - - - - - - -\n别信"}).quote == "日结"


def test_recall_has_the_name_of_what_it_takes_back():
    (row,) = rows_of({**BASE, "msgid": "5", "action": "recall", "msgtype": "revoke", "revoke": {"pre_msgid": "2_external"}})
    assert (row.id, row.kind, row.text) == ("2_external", "recall", "")


def test_switch_is_no_message():
    assert rows_of({"msgid": "6", "action": "switch", "time": 1603875605000, "user": "zhangsan"}) == []


def test_private_chat_has_one_name_from_both_sides():
    there, back = (
        rows_of({**BASE, "roomid": "", "from": a, "tolist": [b], "msgtype": "text", "text": {"content": "早"}})[0]
        for a, b in (("x", "y"), ("y", "x"))
    )
    assert there.chat == back.chat
    assert there.chat.kind == "private"


@pytest.mark.parametrize("record", [{**BASE}, {**BASE, "msgtype": "text"}, {**BASE, "msgtype": "text", "text": "早"}, {"msgid": "1"}, {}])
def test_record_without_a_payload_is_refused(record):
    (row,) = rows_of(record)
    assert isinstance(row, Reject)
