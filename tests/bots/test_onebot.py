"""OneBot v11 as pure functions: every kind of event, both forms of messages, every call; nonsense is no event and no error."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.bots.base import Call, Place
from moderation.bots.onebot import call_of, calls_of, incoming_of, message_in, message_of, outcome_of, quick_operation

GROUP = Place(id="700")


def event(message, **more):
    sender = {"user_id": 7, "nickname": "小林", "card": "三班小林", "role": "admin"}
    return {
        "time": 1_795_305_600, "self_id": 1, "post_type": "message", "message_type": "group", "message_id": -5, "group_id": 700,
        "user_id": 7, "sender": sender, "message": message, **more,
    }  # fmt: skip


def segment(kind, **data):
    return {"type": kind, "data": data}


def test_a_message_of_a_group_with_its_sender():
    message = message_of(event([segment("text", text="早😀\ud800")]))
    assert (message.text, message.id, message.platform, message.chat.id, message.chat.kind) == ("早😀\ud800", "-5", "qq", "700", "group")
    assert (message.author.id, message.author.role, message.author.nickname, message.author.card) == ("7", "admin", "小林", "三班小林")
    assert message.at.isoformat() == "2026-11-22T00:00:00+00:00"


@pytest.mark.parametrize(
    ("user", "role"),
    [(2854196310, "bot"), (3889000001, "bot"), (4010000000, "bot"), (66600000, "bot"), (66600001, "admin"), (2854196300, "admin")],
)
def test_accounts_that_the_platform_gives_to_bots_are_bots(user, role):
    assert message_of(event("早", user_id=user)).author.role == role


def test_a_private_chat_is_the_account_and_grants_no_role_of_a_group():
    message = message_of(event("在吗", message_type="private", group_id=None))
    assert (message.chat.id, message.chat.kind, message.text) == ("7", "private", "在吗")


CARD = {
    "app": "com.tencent.structmsg",
    "prompt": "[分享]日结",
    "meta": {"news": {"title": "日结兼职", "desc": "加我", "jumpUrl": "http://x8.example"}},
}
FORWARD = {"app": "com.tencent.multimsg", "meta": {"detail": {"news": [{"text": "甲：百家乐"}, {"text": "乙：哈"}]}}}
SEGMENTS = [
    ([segment("image", file="a.jpg")], "[图片]", "", "image"),
    ("看[CQ:image,file=a.jpg,url=http://x]", "看[图片]", "", "text"),
    ([segment("at", qq="9"), segment("text", text=" 你好")], "[CQ:at,qq=9] 你好", "", "text"),
    ([segment("at", qq="9],加微信abc[CQ:x")], "[CQ:at]", "", "text"),
    ([segment("text", text="[CQ:at,qq=all]")], "［CQ:at,qq=all]", "", "text"),
    ("&#91;CQ:at,qq=all&#93;", "［CQ:at,qq=all]", "", "text"),
    ([segment("reply", id=3), segment("text", text="骗子")], "骗子", "", "text"),
    ([segment("json", data=json.dumps(CARD))], "[链接][分享]日结 日结兼职 加我 http://x8.example", "", "link"),
    ([segment("json", data=json.dumps(FORWARD))], "[聊天记录]", "甲：百家乐\n乙：哈", "other"),
    ([segment("json", data="{" * 10_000)], "[链接]", "", "link"),
    ([segment("xml", data='<msg brief="分享" url="http://x8.example"><title>日结&amp;兼职</title></msg>')],
     "[链接]分享 http://x8.example 日结&兼职", "", "link"),
    ([segment("forward", id="1", content=[{"message": [segment("text", text="百家乐")]}, {"message": "第二句"}])],
     "[聊天记录]", "百家乐\n第二句", "other"),
    ([segment("share", url="http://x8.example", title="日结")], "[链接]日结 http://x8.example", "", "link"),
    ([segment("json", data=CARD)], "[链接][分享]日结 日结兼职 加我 http://x8.example", "", "link"),
    ([segment("xml", data="<msg brief='好'><item><title><![CDATA[日结<兼职>]]></title></item></msg>")], "[链接]好 日结<兼职>", "", "link"),
    ([segment("json", data={"app": "com.tencent.troopsharecard", "meta": {"contact": {"nickname": "日结群", "contact": "群号 123456"}}})],
     "[名片]日结群 群号 123456", "", "card"),
    ([segment("json", data={"app": "com.tencent.map", "meta": {"Location.Search": {"name": "日结", "address": "某路 8 号"}}})],
     "[链接]日结 某路 8 号", "", "link"),
    ([segment("music", type="custom", title="日结", content="加我", url="http://x8.example")],
     "[音乐]日结 加我 http://x8.example", "", "link"),
    ([segment("music", type="qq", id="1")], "[音乐]", "", "link"),
    ([segment("location", title="校门口", content="某路")], "[位置]校门口 某路", "", "other"),
    ([segment("contact", type="group", id=123456)], "[名片]123456", "", "card"),
    ([segment("file", file="日结兼职.txt", file_id="/a")], "[文件]日结兼职.txt", "", "file"),
    ([segment("file", file="file:///home/x")], "[文件]", "", "file"),
    ([segment("forward", content=[segment("node", content=[segment("forward", content=[segment("node", content="里面")])])])],
     "[聊天记录]", "[聊天记录]\n里面", "other"),
    ([segment("record"), segment("video"), segment("file"), segment("face", id="1"), segment("hologram")],
     "[语音][视频][文件][表情][不支持的消息]", "", "voice"),
]  # fmt: skip


@pytest.mark.parametrize(("message", "text", "forward", "kind"), SEGMENTS)
def test_segments_become_text_placeholders_and_fields(message, text, forward, kind):
    read = message_of(event(message))
    assert (read.text, read.forward, read.kind) == (text, forward, kind)


def nested(depth, inner):
    """A conversation in a conversation in a conversation."""
    for _ in range(depth):
        inner = [segment("forward", content=[{"message": inner}])]
    return inner


@pytest.mark.parametrize("depth", [1, 4, 5, 200])
def test_conversations_are_opened_to_a_depth_and_never_without_end(depth):
    read = message_of(event(nested(depth, "最里面")))
    assert read.text == "[聊天记录]"
    assert ("最里面" in read.forward) is (depth <= 4)


def test_what_a_reply_answers_and_whom_a_message_names():
    incoming = incoming_of(event([segment("reply", id=3), segment("at", qq=1), segment("text", text=" 查 ")]))
    assert (incoming.quoted, incoming.mentions, incoming.calls_bot, incoming.words) == ("3", ("1",), True, "查")
    assert incoming.message.quote == ""


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        ({"notice_type": "group_increase", "user_id": 8, "operator_id": 2}, ("join", "~join-8-10", "8")),
        ({"notice_type": "group_decrease", "user_id": 8, "operator_id": 8}, ("leave", "~leave-8-10", "8")),
        ({"notice_type": "group_recall", "user_id": 8, "operator_id": 8, "message_id": 5}, ("recall", "5", "8")),
        ({"notice_type": "group_recall", "user_id": 8, "operator_id": 2, "message_id": 5}, ("recall", "5", "2")),
        ({"notice_type": "group_recall", "user_id": 8, "operator_id": 1, "message_id": 5}, None),
        ({"notice_type": "group_card", "user_id": 8, "card_new": "加微信"}, ("other", "~card-8-10", "8")),
        ({"notice_type": "group_increase", "user_id": 1}, None),
        ({"notice_type": "group_upload", "user_id": 8}, None),
    ],
)
def test_notices_have_the_same_id_whenever_they_come(notice, expected):
    told = {"post_type": "notice", "time": 10, "self_id": 1, "group_id": 700, **notice}
    read = message_of(told)
    assert (read and (read.kind, read.id, read.author.id)) == expected
    assert message_of(dict(told)) == read
    if notice["notice_type"] == "group_card":
        assert read.author.card == "加微信"


@pytest.mark.parametrize(
    ("comment", "answer"),
    [("问题：谁介绍的？加微信吗\n答案：小林", "小林"), ("小林介绍", "小林介绍"), ("问题：1\n答案：答案：2\n3", "答案：2\n3")],
)
def test_the_question_of_a_request_is_never_taken_for_its_answer(comment, answer):
    request = {
        "post_type": "request",
        "request_type": "group",
        "sub_type": "add",
        "group_id": 700,
        "user_id": 8,
        "flag": "f-1",
        "comment": comment,
    }
    message = message_of(request)
    assert (message.join_answer, message.text, message.id) == (answer, "", "~request-add-f-1")
    turned_down = call_of(Call(name="reject", place=GROUP, message=message.id))
    assert turned_down["params"] == {"flag": "f-1", "sub_type": "add", "approve": False, "reason": ""}


@pytest.mark.parametrize(
    "nonsense",
    [
        None, [], {}, {"post_type": "message"}, event("早", user_id=1), event("早", message_id=None), event(None), event([None, 5]),
        {"post_type": "meta_event"}, {"post_type": "notice", "notice_type": "group_recall"}, event("早", sender=None, time="x"),
        {"post_type": "message_sent", "user_id": 1},
    ],
)  # fmt: skip
def test_nonsense_is_no_error(nonsense):
    assert message_of(nonsense) is None or message_of(nonsense).platform == "qq"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "data", "text", "content", "id", "qq"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*event(""), "notice_type", "flag", "comment", "operator_id", "anonymous"]), VALUES), VALUES)
def test_whatever_a_server_sends_never_raises(told, message):
    for kind in ("message", "notice", "request"):
        incoming_of({**event(message), **told, "post_type": kind})
    message_in({"data": told})
    outcome_of(told)


@pytest.mark.parametrize(
    ("call", "action"),
    [
        (Call(name="delete", place=GROUP, message="-5"), {"action": "delete_msg", "params": {"message_id": -5}}),
        (Call(name="mute", place=GROUP, user="7", duration_s=2_592_000),
         {"action": "set_group_ban", "params": {"group_id": 700, "user_id": 7, "duration": 2_591_999}}),
        (Call(name="unmute", place=GROUP, user="7"), {"action": "set_group_ban", "params": {"group_id": 700, "user_id": 7, "duration": 0}}),
        (Call(name="kick", place=GROUP, user="7"),
         {"action": "set_group_kick", "params": {"group_id": 700, "user_id": 7, "reject_add_request": False}}),
        (Call(name="ban", place=GROUP, user="7"),
         {"action": "set_group_kick", "params": {"group_id": 700, "user_id": 7, "reject_add_request": True}}),
        (Call(name="say", place=GROUP, text="[CQ:at,qq=all]"),
         {"action": "send_group_msg", "params": {"group_id": 700, "message": [segment("text", text="[CQ:at,qq=all]")]}}),
        (Call(name="reply", place=Place(id="7", kind="private"), message="5", text="您好"),
         {"action": "send_private_msg", "params": {"user_id": 7, "message": [segment("reply", id="5"), segment("text", text="您好")]}}),
        (Call(name="say", place=GROUP), None),
    ],
)  # fmt: skip
def test_a_call_is_one_action(call, action):
    assert call_of(call) == action
    assert calls_of([call]) == ([action] if action else [])


def test_quick_operations_hold_what_they_can():
    calls = [Call(name="delete"), Call(name="ban"), Call(name="say", text="一"), Call(name="say", text="二")]
    assert quick_operation(calls) == {
        "delete": True, "kick": True, "reject_add_request": True, "reply": "一", "auto_escape": True, "at_sender": False,
    }  # fmt: skip
    assert quick_operation([Call(name="reject", text="广告")]) == {"approve": False, "reason": "广告"}


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"status": "ok", "retcode": 0, "data": {"message_id": 9}}, ""),
        ({"status": "async", "retcode": 1}, ""),
        ({"status": "failed", "retcode": 1200, "wording": "权限不足"}, "not permitted"),
        ({"status": "failed", "retcode": 100, "msg": "NOT_MANAGEABLE"}, "not permitted"),
        ({"status": "failed", "retcode": 1404}, "refused"),
        ({}, "refused"),
    ],
)
def test_what_an_answer_says(answer, problem):
    assert outcome_of(answer).problem == problem
