"""What the exports of WeChat keep beside plain text: cards, quotes, forwards, notices, older columns."""

import io
import json

import pytest

from moderation.archives import Reject, read
from moderation.archives.chatlog import ChatlogReader
from moderation.archives.wechat import card, numbers, said


def table(*lines):
    return list(read(io.BytesIO("\n".join(lines).encode("utf-8-sig"))))


def chatlog(**fields):
    base = {
        "seq": 1,
        "time": "2025-08-27T00:00:00+08:00",
        "talker": "1@chatroom",
        "isChatRoom": True,
        "sender": "a",
        "type": 1,
        "content": "",
    }
    (row,) = read(io.BytesIO(json.dumps([{**base, **fields}]).encode()))
    return row


def weflow(**fields):
    base = {"localId": 1, "createTime": 1759990000, "type": "文本消息", "localType": 1, "content": "", "senderUsername": "a"}
    session = {"session": {"wxid": "1@chatroom", "type": "群聊"}}
    return next(read(io.BytesIO(json.dumps({**session, "messages": [{**base, **fields}]}).encode())))


LINK = "<msg><appmsg><title>限时&amp;抢购</title><des>点我</des><type>5</type><url>https://x.example/a?b=1&amp;c=2</url></appmsg></msg>"
QUOTE = "<msg><appmsg><title>别信</title><type>57</type><refermsg><type>1</type><content>日结兼职</content></refermsg></appmsg></msg>"
ESCAPED = LINK.replace("&", "&amp;").replace("<", "&lt;")
QUOTED_CARD = f"<msg><appmsg><title>看</title><type>57</type><refermsg><content>{ESCAPED}</content></refermsg></appmsg></msg>"
RECORDS = (
    "<msg><appmsg><title>群聊的聊天记录</title><des>甲: 在吗</des><type>19</type><recorditem><![CDATA[<recordinfo>"
    "<dataitem><datadesc>在吗</datadesc></dataitem><dataitem><datadesc>加我微信</datadesc></dataitem></recordinfo>]]></recorditem></appmsg></msg>"
)


@pytest.mark.parametrize(
    ("type_", "subtype", "content", "wanted"),
    [
        (1, 0, "大家好", ("text", "大家好", "", "")),
        (1, 0, "[图片]", ("image", "", "", "")),
        (1, 0, "看[图片]", ("text", "看[图片]", "", "")),
        (1, 0, "「小林：日结兼职」\n- - - - - - - - - - - - - - -\n别信", ("text", "别信", "日结兼职", "")),
        (1, 0, "「小林：没有下文」", ("text", "「小林：没有下文」", "", "")),
        (1, 0, "wxid_a:\n<b>", ("text", "wxid_a:\n<b>", "", "")),
        (3, 0, "<msg><img/></msg>", ("image", "", "", "")),
        (34, 0, "<msg><voicemsg/></msg>", ("voice", "", "", "")),
        (43, 0, "", ("video", "", "", "")),
        (47, 0, "<emoji/>", ("sticker", "", "", "")),
        (42, 0, '<msg username="v1" nickname="加我领红包" alias="abc"/>', ("card", "加我领红包 abc", "", "")),
        (49, 5, LINK, ("link", "限时&抢购\n点我\nhttps://x.example/a?b=1&c=2", "", "")),
        (49, 0, f"wxid_a:\n{LINK}", ("link", "限时&抢购\n点我\nhttps://x.example/a?b=1&c=2", "", "")),
        (49, 57, QUOTE, ("text", "别信", "日结兼职", "")),
        (49, 57, QUOTED_CARD, ("text", "看", "限时&抢购", "")),
        (49, 19, RECORDS, ("other", "", "", "群聊的聊天记录\n在吗\n加我微信")),
        (49, 6, "<msg><appmsg><title>报价.xlsx</title><type>6</type></appmsg></msg>", ("file", "报价.xlsx", "", "")),
        (
            49,
            2001,
            "<msg><appmsg><title>微信红包</title><wcpayinfo><sendertitle>恭喜</sendertitle></wcpayinfo></appmsg></msg>",
            ("red_packet", "恭喜", "", ""),
        ),
        (49, 62, "<msg><appmsg><title>甲拍了拍我的加微信abc</title></appmsg></msg>", ("other", "甲拍了拍我的加微信abc", "", "")),
        (49, 53, "<msg><appmsg><title>#接龙 1. 甲</title></appmsg></msg>", ("text", "#接龙 1. 甲", "", "")),
        (49, 5, "", ("link", "", "", "")),
        (49, 33, "", ("link", "", "", "")),
        (49, 2001, "", ("red_packet", "", "", "")),
        (49, 5, "[链接] 限时 https://x.example", ("link", "限时 https://x.example", "", "")),
        (49, 57, "别信\n引用：小林：日结", ("text", "别信", "小林：日结", "")),
        (10000, 0, "你已添加了小林", ("system", "你已添加了小林", "", "")),
        (
            10002,
            0,
            '<sysmsg><revokemsg><replacemsg><![CDATA["小林" 撤回了一条消息]]></replacemsg></revokemsg></sysmsg>',
            ("system", '"小林" 撤回了一条消息', "", ""),
        ),
        (12345, 0, "加微信", ("other", "加微信", "", "")),
        (12345, 0, "<x/>", ("other", "", "", "")),
        (49, 5, "<" * 100_000, ("link", "<" * 100_000, "", "")),
        (49, 5, "<title>" * 50_000, ("link", "", "", "")),
    ],
)
def test_every_type_says_what_its_sender_said(type_, subtype, content, wanted):
    assert tuple(said(type_, subtype, content)) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (("49", "5"), (49, 5)),
        ((21474836529,), (49, 5)),
        (("文本",), (0, 0)),
        ((None, None), (0, 0)),
        ((True, []), (0, 0)),
        ((10**40,), (0, 0)),
        (("9" * 5000,), (0, 0)),
        ((-1,), (0, 0)),
    ],
)
def test_type_numbers_are_read_in_every_form(given, wanted):
    assert numbers(*given) == wanted


def test_card_says_nothing_twice():
    assert card(" 限时 ", "限时", "https://x.example") == "限时\nhttps://x.example"


def test_older_rows_without_the_last_columns_are_read():
    header = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender"
    (row,) = table(header, "101,3,1,0,1,1709000000,,大家早上好,2024-02-27 10:13:20")
    assert (row.text, row.author.id, row.chat.id, row.at.isoformat()) == ("大家早上好", "self", "3", "2024-02-27T10:13:20+08:00")


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("文本", "早", ("text", "早", "", "")),
        ("图片", "[图片]", ("image", "", "", "")),
        ("语音", "[语音] 转文字：在吗", ("voice", "转文字：在吗", "", "")),
        ("引用消息", "好的\n引用：小林：明天见", ("text", "好的", "小林：明天见", "")),
        ("合并转发的聊天记录", "甲：在吗", ("other", "", "", "甲：在吗")),
        ("系统消息", "“小林”撤回了一条消息", ("recall", "“小林”撤回了一条消息", "", "")),
        ("文本", "小林撤回了一条消息", ("text", "小林撤回了一条消息", "", "")),
        ("红包", "[红包]", ("red_packet", "", "", "")),
        ("视频号", "看这个", ("link", "看这个", "", "")),
        ("没见过的", "加微信", ("other", "加微信", "", "")),
        ("", "加微信", ("text", "加微信", "", "")),
    ],
)
def test_kinds_by_name(name, content, wanted):
    quoted = '"' + content.replace('"', '""') + '"'
    (row,) = table("消息ID,类型,发送人,时间,内容,备注,昵称,更多信息", f"1,{name},小林,2025-03-01 09:00:00,{quoted},小林,小林,more")
    assert (row.kind, row.text, row.quote, row.forward) == wanted


def test_name_is_the_id_where_there_is_no_other():
    (row,) = table("消息ID,类型,发送人,时间,内容,备注,昵称,更多信息", "1,文本,小林妈妈,2025-03-01 09:00:00,早,,小林,more")
    assert (row.author.id, row.author.nickname, row.author.card) == ("小林妈妈", "小林", "小林妈妈")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('"{""src"": """", ""msg"": ""大家早上好""}"', "大家早上好"),
        ("大家早上好", "大家早上好"),
        ("{坏", "{坏"),
    ],
)
def test_older_pywxdump_keeps_its_text_as_json(content, text):
    (row,) = table(
        "id,MsgSvrID,type_name,is_sender,talker,room_name,content,CreateTime", f"1,2,文本,0,a,1@chatroom,{content},2024-10-01 09:00:00"
    )
    assert row.text == text


def test_pywxdump_link_has_its_address_from_the_anchor_or_the_source():
    header = "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime"
    anchor = '"限时<a href=""https://x.example/a?b=1&amp;c=2"" target=""_blank"">点击查看详情</a>"'
    rows = table(header, f"1,2,卡片式链接,0,a,1@chatroom,{anchor},,1709000000", "1,3,卡片式链接,0,a,b,限时,https://y.example,1709000000")
    assert [row.text for row in rows] == ["限时https://x.example/a?b=1&c=2", "限时\nhttps://y.example"]
    assert [row.chat.kind for row in rows] == ["group", "private"]


def test_chatlog_quotes_and_forwards():
    refer = {"refer": {"type": 1, "content": "日结兼职"}}
    assert (chatlog(type=49, subType=57, content="别信", contents=refer).text, chatlog(type=49, subType=57, contents=refer).quote) == (
        "别信",
        "日结兼职",
    )
    record = {"title": "记录", "desc": "甲: 在吗", "recordInfo": {"DataList": {"DataItems": [{"DataDesc": "在吗"}, {"DataDesc": "加我"}]}}}
    forwarded = chatlog(type=49, subType=19, contents=record)
    assert (forwarded.text, forwarded.forward) == ("", "记录\n甲: 在吗\n在吗\n加我")


def test_chatlog_file_shows_its_name():
    assert chatlog(type=49, subType=6, contents={"title": "报价.xlsx", "md5": "x"}).text == "报价.xlsx"


@pytest.mark.parametrize(
    ("fields", "reason"), [({"content": 5}, "text-not-text"), ({"content": None}, "no-text"), ({"content": []}, "text-not-text")]
)
def test_chatlog_without_words_is_refused(fields, reason):
    row = chatlog(**fields)
    assert isinstance(row, Reject)
    assert row.reason == reason


@pytest.mark.parametrize(
    ("content", "sender", "wanted"),
    [
        ("大家早上好", "wxid_a", ("text", "大家早上好", "")),
        ("![图片](http://127.0.0.1:5030/image/abc,def)", "wxid_a", ("image", "", "")),
        ("![图片](http://spam.example/image/abc)", "wxid_a", ("text", "![图片](http://spam.example/image/abc)", "")),
        ("[语音](http://localhost:5030/voice/1)", "wxid_a", ("voice", "", "")),
        ("[链接|限时](https://x.example)", "wxid_a", ("link", "限时\nhttps://x.example", "")),
        ("[分享|限时|点我](https://x.example)", "wxid_a", ("link", "限时\n点我\nhttps://x.example", "")),
        ("[文件|报价.xlsx](http://127.0.0.1:5030/file/x)", "wxid_a", ("file", "报价.xlsx", "")),
        ("> 小林(wxid_b) 08-27 10:00:00\n> 日结兼职\n别信", "wxid_a", ("text", "别信", "日结兼职")),
        ("> 不是引用\n加微信", "wxid_a", ("text", "> 不是引用\n加微信", "")),
        ("“小林”撤回了一条消息", "系统消息", ("recall", "“小林”撤回了一条消息", "")),
        ("“小林”撤回了一条消息", "wxid_a", ("text", "“小林”撤回了一条消息", "")),
        ("[动画表情]", "wxid_a", ("sticker", "", "")),
    ],
)
def test_chatlog_table_is_read_by_what_it_shows(content, sender, wanted):
    quoted = '"' + content.replace('"', '""') + '"'
    (row,) = table("Time,SenderName,Sender,TalkerName,Talker,Content", f"2025-08-27 00:00:00,小林,{sender},群,1@chatroom,{quoted}")
    assert (row.kind, row.text, row.quote) == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"content": "早"}, ("text", "早")),
        ({"localType": 3, "type": "图片消息", "content": "[图片]"}, ("image", "")),
        ({"localType": 244813135921, "type": "引用消息", "content": "别信"}, ("text", "别信")),
        ({"localType": 244813135921, "type": "引用消息", "content": "别信\n[引用] 小林：日结"}, ("text", "别信")),
        ({"localType": 49, "type": "链接消息", "content": LINK}, ("link", "限时&抢购\n点我\nhttps://x.example/a?b=1&c=2")),
        ({"localType": 49, "type": "红包消息", "content": "[红包]"}, ("red_packet", "")),
        ({"localType": 10000, "type": "系统消息", "content": "“小林”退出了群聊"}, ("leave", "“小林”退出了群聊")),
        ({"content": None, "localType": 47, "type": "动画表情"}, ("sticker", "")),
        ({"localType": None, "content": "加微信"}, ("text", "加微信")),
    ],
)
def test_weflow_types(fields, wanted):
    row = weflow(**fields)
    assert (row.kind, row.text) == wanted


def test_weflow_records_are_forwards():
    row = weflow(localType=49, type="聊天记录", content="[聊天记录]", chatRecords=[{"content": "加我"}, {"content": "在吗"}, 5])
    assert (row.text, row.forward) == ("", "[聊天记录]\n加我\n在吗")


def test_every_column_of_chatlog_may_have_any_case():
    assert ChatlogReader.platform == "wechat"
    (row,) = table("time,sendername,sender,talkername,talker,content", "2025-08-27 00:00:00,小林,wxid_a,群,1@chatroom,早")
    assert (row.text, row.author.nickname, row.chat.name) == ("早", "小林", "群")
