"""Exports as the programs write them, by their sources: what stands between the samples."""

import io
import json

import pytest

from moderation.archives import Reject, read
from moderation.archives.endings import is_archive

SEND = {"action": "send", "from": "a", "tolist": ["b"], "roomid": "r", "msgtime": 1603875600000}


def rows(content, **options):
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return list(read(io.BytesIO(text.encode()), **options))


def said(row):
    return row.kind, row.text, row.quote, row.forward


def weflow(**fields):
    message = {"localId": 2, "createTime": 1759990002, "localType": 1, "type": "文本消息", "content": "早", "senderUsername": "wxid_a"}
    session = {"wxid": "1@chatroom", "displayName": "群", "type": "群聊"}
    return rows({"weflow": {"version": "1"}, "session": session, "messages": [{**message, **fields}]})[0]


@pytest.mark.parametrize(
    ("type_", "number", "content", "more", "wanted"),
    [
        ("引用消息", 244813135921, "好的[引用 阿棠：明天几点]", {"quotedContent": "明天几点"}, ("text", "好的", "明天几点", "")),
        ("引用消息", 244813135921, "好的[引用 阿棠：明天几点]", {}, ("text", "好的", "阿棠：明天几点", "")),
        ("引用消息", 244813135921, "看[引用 [图片]]", {"quotedContent": "[图片]"}, ("text", "看", "", "")),
        (
            "引用消息",
            49,
            "a[引用 b] 加我[引用 小林：再[引用 c]]",
            {"quotedContent": "再[引用 c]"},
            ("text", "a[引用 b] 加我", "再[引用 c]", ""),
        ),
        ("文本消息", 1, "好的[引用 阿棠：明天几点]", {}, ("text", "好的[引用 阿棠：明天几点]", "", "")),
        ("语音消息", 34, "[语音消息]", {}, ("voice", "", "", "")),
        ("语音消息", 34, "[语音消息 - 转文字失败]", {}, ("voice", "", "", "")),
        ("语音消息", 34, "media/voices/voice_1.wav", {}, ("voice", "", "", "")),
        ("语音消息", 34, "[语音消息] 加我微信", {}, ("voice", "加我微信", "", "")),
        ("语音消息", 34, "加我微信", {}, ("voice", "加我微信", "", "")),
        ("其他消息", 8594229559345, "[链接] 恭喜发财", {}, ("red_packet", "恭喜发财", "", "")),
        ("群公告", 373662154801, "[群公告] 禁止广告", {}, ("text", "禁止广告", "", "")),
        ("系统消息", 266287972401, "小林 拍了拍 阿棠", {}, ("system", "小林 拍了拍 阿棠", "", "")),
        ("转账消息", 8589934592049, "[转账] ￥1.00 加我", {}, ("other", "￥1.00 加我", "", "")),
    ],
)
def test_weflow(type_, number, content, more, wanted):
    assert said(weflow(type=type_, localType=number, content=content, **more)) == wanted


def test_weflow_with_numbers_for_senders():
    message = {"localId": 1, "createTime": 1759990002, "localType": 1, "type": "文本消息", "content": "早", "senderID": 2}
    senders = [
        {"senderID": 1, "wxid": "x"},
        {"senderID": 2, "wxid": "wxid_a", "displayName": "显", "nickname": "林", "groupNickname": "小林"},
    ]
    (row,) = rows({"weflow": {"format": "arkme-json"}, "session": {"wxid": "1@chatroom"}, "senders": senders, "messages": [message]})
    assert (row.author.id, row.author.nickname, row.author.card) == ("wxid_a", "林", "小林")


def qce_message(number, *elements, text="", **fields):
    return {
        "id": str(number), "seq": "1", "timestamp": 1704067200000, "sender": {"uid": "u", "uin": "1", "name": "小林"}, "type": "text",
        "content": {"text": text, "elements": [{"type": type_, "data": data} for type_, data in elements]}, "recalled": False,
        "system": False, **fields,
    }  # fmt: skip


INFO = {"name": "测试群", "type": "group", "groupCode": "99"}
BUNDLE = '<?xml version="1.0"?><msg><item><title>群聊的聊天记录</title><title>小林: 加我&amp;领</title></item></msg>'


@pytest.mark.parametrize(
    ("elements", "fields", "wanted"),
    [
        ([("file", {"filename": "加V.txt"})], {}, ("file", "加V.txt", "", "")),
        ([("reply", {"messageId": "1", "content": "引用消息"}), ("text", {"text": "好"})], {}, ("text", "好", "早", "")),
        ([("forward", {"title": "转发消息", "summary": BUNDLE})], {}, ("other", "", "", "转发消息\n群聊的聊天记录\n小林: 加我&领")),
        ([("forward", {"title": "记录", "messages": [{"content": {"text": "加我"}}]})], {}, ("other", "", "", "记录\n加我")),
        ([("system", {"elementType": 12, "text": "红包消息"})], {"text": "红包消息", "type": "type_10"}, ("red_packet", "", "", "")),
        ([], {"text": "[解析失败: x]", "type": "error"}, ("other", "", "", "")),
    ],
)
def test_qce(elements, fields, wanted):
    messages = [qce_message(1, ("text", {"text": "早"}), text="早"), qce_message(2, *elements, **fields)]
    assert said(rows({"metadata": {}, "chatInfo": INFO, "messages": messages})[1]) == wanted


def test_qce_in_parts():
    parts = [{"metadata": {}, "chatInfo": INFO, "messages": [qce_message(n, ("text", {"text": "早"}))]} for n in (1, 2)]
    found = rows({"metadata": {}, "chunkInfo": {"totalChunks": 2}, "chunks": parts})
    assert [(row.id, row.text, row.chat.id, row.chat.name) for row in found] == [("1", "早", "99", "测试群"), ("2", "早", "99", "测试群")]


def test_qce_in_files_of_their_own(tmp_path):
    (tmp_path / "chunks").mkdir()
    path = tmp_path / "chunks" / "chunk_0001.jsonl"
    path.write_text(json.dumps(qce_message(1, ("text", {"text": "早"}))), encoding="utf-8")
    (tmp_path / "manifest.json").write_text(json.dumps({"metadata": {}, "chatInfo": INFO}), encoding="utf-8")
    (row,) = read(path)
    assert (row.chat.id, row.chat.name) == ("99", "测试群")
    assert not is_archive("manifest.json")
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    assert next(iter(read(path))).chat.name == ""


def test_chatlog_opens_bundles_in_bundles():
    inner = {"DataType": "17", "RecordXML": {"RecordInfo": {"DataList": {"DataItems": [{"DataDesc": "内层"}]}}}}
    record = {
        "seq": 1, "time": "2025-08-27T00:00:00+08:00", "talker": "1@chatroom", "isChatRoom": True, "sender": "w", "type": 49, "subType": 19,
        "content": "", "contents": {"title": "记录", "recordInfo": {"DataList": {"DataItems": [{"DataDesc": "外层"}, inner]}}},
    }  # fmt: skip
    assert said(rows([record])[0]) == ("other", "", "", "记录\n外层\n内层")


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("[链接|限时 (新)](https://x.example/a?b=(1))", ("link", "限时 (新)\nhttps://x.example/a?b=(1)", "", "")),
        ("[GIF表情]", ("sticker", "", "", "")),
        ("[分享]", ("link", "", "", "")),
        ("[合并转发|记录]\n  小林 08-26\n  加我微信\n\n", ("other", "", "", "记录\n小林 08-26\n加我微信")),
        ("> 我 08-27 00:00:00\n> 明天\n好", ("text", "好", "明天", "")),
        ("> 阿(棠)(wxid_b) 08-27 00:00:00\n> 明天\n> 几点\n好", ("text", "好", "明天\n几点", "")),
        ("[转账|发送 ￥1.00](加我)", ("other", "加我", "", "")),
        ("Type: 48 Content: <msg/>", ("other", "<msg/>", "", "")),
        ("[合并转发|x] 加我微信", ("text", "[合并转发|x] 加我微信", "", "")),
        ("[GIF表情] 加我", ("text", "[GIF表情] 加我", "", "")),
    ],
)
def test_chatlog_as_it_is_shown(content, wanted):
    cell = content.replace('"', '""')
    (row,) = rows(f'Time,SenderName,Sender,TalkerName,Talker,Content\n2025-08-27 00:00:00,小林,wxid_a,群,1@chatroom,"{cell}"\n')
    assert said(row) == wanted


@pytest.mark.parametrize(
    ("name", "content", "source", "wanted", "author"),
    [
        ("语音", "语音时长：2.50秒\n翻译结果：加我微信", "a.wav", ("voice", "加我微信", "", ""), "wxid_a"),
        ("语音", "语音时长：2.50秒", "a.wav", ("voice", "", "", ""), "wxid_a"),
        ("位置", "纬度:【1】 经度:【2】\n位置：街 店\n其他信息：{}", "", ("other", "街 店", "", ""), "wxid_a"),
        ("引用回复", "好的\n\n[引用](2024-10-01 08:59:00)阿棠:明天几点", "", ("text", "好的", "明天几点", ""), "wxid_a"),
        (
            "(分享)卡片式链接", '限时\n点我\n\n<a href="https://x.example/?a=1&amp;b=2">点击查看详情</a>', "https://x.example/?a=1&b=2",
            ("link", "限时\n点我\nhttps://x.example/?a=1&b=2", "", ""), "wxid_a",
        ),
        (
            "邀请加群", '<sysmsg type="delchatroommember"><plain><![CDATA[你邀请"新人"加入了群聊]]></plain></sysmsg>', "",
            ("join", '你邀请"新人"加入了群聊', "", ""), "",
        ),
        ("推荐公众号", '<msg username="gh_x" nickname="号" alias="abc"/>', "", ("card", "号 abc", "", ""), "wxid_a"),
        ("拍一拍", '"小林" 拍了拍 "阿棠"', "", ("other", '"小林" 拍了拍 "阿棠"', "", ""), ""),
    ],
)  # fmt: skip
def test_pywxdump(name, content, source, wanted, author):
    talker = author or "未知"
    cell = content.replace('"', '""')
    header = "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime"
    (row,) = rows(f'{header}\n1,8812,{name},0,{talker},1@chatroom,"{cell}",{source},2024-10-01 09:00:00\n')
    assert said(row) == wanted
    assert row.author.id == author


def test_wechat_notices_name_everybody():
    names = "".join(f"<member><nickname><![CDATA[{name}]]></nickname></member>" for name in ("新人", "小白"))
    xml = (
        '<sysmsg><template><![CDATA["$username$"邀请"$names$"加入了群聊]]></template><link_list><link name="username"><memberlist><member>'
        f'<nickname><![CDATA[小林]]></nickname></member></memberlist></link><link name="names"><memberlist>{names}</memberlist></link>'
    )
    money = "<msg><appmsg><type>2000</type><wcpayinfo><pay_memo>加我微信</pay_memo></wcpayinfo></appmsg></msg>"
    header = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender"
    cells = [f'"{text.replace(chr(34), chr(34) * 2)}"' for text in (xml, money)]
    lines = f"1,3,10000,8000,0,1709000000,,{cells[0]},,,,\n2,3,49,2000,0,-1,,{cells[1]},2024-02-27 10:13:20,,新人,w\n"
    join, paid = rows(f"{header}\n{lines}")
    assert said(join) == ("join", '"小林"邀请"新人、小白"加入了群聊', "", "")
    assert said(paid) == ("other", "加我微信", "", "")
    assert paid.at.isoformat() == "2024-02-27T10:13:20+08:00"


@pytest.mark.parametrize(
    ("notice", "kind", "id_", "name"),
    [
        ("管理员已允许新人加入群", "join", "新人", "新人"),
        ("推广(22222) 被管理员移出本群", "leave", "22222", "推广"),
        ("新人(33333)加入本群。", "join", "33333", "新人"),
        ("管理员开启了全员禁言", "system", "10000", "系统消息"),
    ],
)
def test_qq_notices(notice, kind, id_, name):
    (row,) = rows(f"2019-07-16 18:16:00 系统消息(10000)\n{notice}\n", format="qq")
    assert (row.kind, row.author.id, row.author.nickname) == (kind, id_, name)


def telegram(*messages):
    base = {
        "type": "message",
        "date": "2024-01-01T08:02:00",
        "date_unixtime": "1704067320",
        "from": "推广",
        "from_id": "user12",
        "text": "",
    }
    return rows({"name": "群", "type": "private_supergroup", "id": 1, "messages": [{**base, "id": n, **m} for n, m in enumerate(messages)]})


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"file": "a.pdf", "file_name": "报价.pdf"}, ("file", "报价.pdf", "", "")),
        ({"file": "a.webp", "file_name": "sticker.webp", "media_type": "sticker"}, ("sticker", "", "", "")),
        ({"location_information": {"latitude": 1}, "place_name": "店", "address": "街"}, ("other", "店\n街", "", "")),
        ({"giveaway_information": {"additional_prize": "加我"}}, ("other", "加我", "", "")),
        ({"type": "unsupported"}, ("other", "", "", "")),
        ({"text": "答", "reply_to_message_id": 0}, ("text", "答", "早", "")),
        ({"text": "答", "reply_to_message_id": 0, "reply_to_peer_id": "channel9"}, ("text", "答", "", "")),
    ],
)
def test_telegram(fields, wanted):
    assert said(telegram({"text": "早"}, fields)[1]) == wanted


def test_telegram_unsupported_messages_have_no_text_at_all():
    (row,) = rows({"name": "群", "type": "x", "id": 1, "messages": [{"id": 1, "type": "unsupported", "date_unixtime": "1704067320"}]})
    assert (row.kind, row.text) == ("other", "")


def test_telegram_deleted_members_have_no_name():
    (row,) = telegram({"type": "service", "action": "invite_members", "actor": "小林", "actor_id": "user1", "members": ["新人", None]})
    assert (row.kind, row.author.nickname) == ("join", "新人")


def discord(**fields):
    author = {"id": "42", "name": "lin", "nickname": "小林", "isBot": False, "roles": []}
    message = {
        "id": "1",
        "type": "Default",
        "timestamp": "2026-01-01T08:00:00+08:00",
        "timestampEdited": None,
        "content": "",
        "author": author,
    }
    return rows({"guild": {}, "channel": {"id": "2", "name": "闲聊"}, "messages": [{**message, **fields}]})[0]


@pytest.mark.parametrize(
    ("type_", "mentioned", "kind", "id_"),
    [("RecipientAdd", "43", "join", "43"), ("RecipientRemove", "43", "leave", "43"), ("RecipientRemove", "42", "leave", "42")],
)
def test_discord_notices_are_about_whom_they_name(type_, mentioned, kind, id_):
    row = discord(type=type_, content="Added x to the group.", mentions=[{"id": mentioned, "name": "new"}])
    assert (row.kind, row.author.id) == (kind, id_)


def test_discord_shows_everything_of_a_card_and_its_buttons():
    embed = {
        "title": "标题", "url": "https://x.example", "description": "描述", "author": {"name": "甲", "url": "https://z.example"},
        "fields": [{"name": "栏", "value": "值"}], "footer": {"text": "脚注"},
    }  # fmt: skip
    assert discord(embeds=[embed]).text == "甲\n标题\n描述\nhttps://x.example\nhttps://z.example\n栏\n值\n脚注"
    row = {"type": "ActionRow", "components": [{"type": "Button", "label": "领取", "url": "https://y.example"}, {"label": None}, 5]}
    assert discord(content="看", components=[row]).text == "看\n领取\nhttps://y.example"


@pytest.mark.parametrize(
    ("name", "chat"),
    [
        ("服 - 大厅 - 闲聊 [123456789012345678].csv", ("123456789012345678", "闲聊")),
        ("服 - 大厅 - 闲聊 [123456789012345678] (2026-01-01 to 2026-02-01) [part 2].csv", ("123456789012345678", "闲聊")),
        ("a.csv", ("", "")),
    ],
)
def test_discord_tables_tell_their_channel_by_name(tmp_path, name, chat):
    path = tmp_path / name
    path.write_text('AuthorID,Author,Date,Content,Attachments,Reactions\n"42","lin","2026-01-01T08:00:00+08:00","早","",""\n', "utf-8")
    (row,) = read(path)
    assert (row.chat.id, row.chat.name) == chat


def matrix(type_, content, **fields):
    event = {"type": type_, "sender": "@a:x", "event_id": "$1", "origin_server_ts": 1704067200000, "content": content, **fields}
    return rows({"room_name": "群", "messages": [event]})[0]


HTML = 'a <a href="https://evil.example/?a=1&amp;b=2">b</a> <a href="https://matrix.to/#/@b:x">B</a>'
NEW_POLL = {"question": {"m.text": [{"body": "选"}]}, "answers": [{"m.text": [{"body": "甲"}]}]}
OLD_POLL = {"question": {"body": "选"}, "answers": [{"org.matrix.msc1767.text": "甲"}]}


@pytest.mark.parametrize(
    ("type_", "content", "wanted"),
    [
        (
            "m.room.message",
            {"msgtype": "m.text", "body": "a b B", "formatted_body": HTML},
            ("text", "a b B\nhttps://evil.example/?a=1&b=2"),
        ),
        ("m.room.message", {"msgtype": "m.file", "body": "报价.pdf"}, ("file", "报价.pdf")),
        ("m.room.message", {"msgtype": "m.image", "body": "a.png"}, ("image", "")),
        ("m.poll.start", {"m.poll": NEW_POLL}, ("other", "选\n甲")),
        ("org.matrix.msc3381.poll.start", {"org.matrix.msc3381.poll.start": OLD_POLL}, ("other", "选\n甲")),
        ("m.poll.start", {"m.text": [{"body": "选\n1. 甲"}]}, ("other", "选\n1. 甲")),
    ],
)
def test_matrix(type_, content, wanted):
    row = matrix(type_, content)
    assert (row.kind, row.text) == wanted


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ("join", "leave", "leave"), ("ban", "leave", "system"), ("invite", "leave", "system"), ("invite", "join", "join"),
        ("", "leave", "leave"), ("join", "ban", "leave"), ("join", "join", "system"),
    ],
)  # fmt: skip
def test_matrix_memberships(before, now, kind):
    unsigned = {"prev_content": {"membership": before}} if before else {}
    assert matrix("m.room.member", {"membership": now}, state_key="@b:x", unsigned=unsigned).kind == kind


@pytest.mark.parametrize(
    ("type_", "payload", "wanted"),
    [
        ("voiptext", {"info": {"callduration": 10, "invitetype": 3}}, ("other", "", "")),
        ("meeting_notification", {"info": {"content": "通知"}}, ("other", "通知", "")),
        ("text", {"text": {"content": '这是一条引用/回复消息：\n"阿棠：\n明天几点"\n------\n好的'}}, ("text", "好的", "明天几点")),
    ],
)
def test_wecom(type_, payload, wanted):
    row = rows(json.dumps({"msgid": "1", **SEND, "msgtype": type_, **payload}))[0]
    assert (row.kind, row.text, row.quote) == wanted


def test_two_marks_of_encoding_before_a_header():
    (row,) = read(io.BytesIO("\ufeff\ufeff内容,发送人\n早,小林\n".encode()))
    assert (row.text, row.author.id) == ("早", "小林")


@pytest.mark.parametrize("content", ["内容,发送人\r早,小林\r", '{"text": "早", "user": "小林"}\r'])
def test_files_of_old_programs_of_the_mac(content):
    (row,) = read(io.BytesIO(content.encode()))
    assert (row.text, row.author.id) == ("早", "小林")


@pytest.mark.parametrize("row", [{"text": "早", "at": -1}, {"text": "早", "at": "-86400"}, {"text": "早", "at": "0001-01-01T00:00:00Z"}])
def test_a_time_before_all_computers_is_unknown(row):
    (found,) = rows(json.dumps(row))
    assert not isinstance(found, Reject)
    assert found.at is None


def chatlab(members=(), **message):
    document = {"chatlab": {"version": "0.0.2"}, "meta": {"name": "群", "platform": "wechat", "type": "group"}, "members": list(members)}
    return rows({**document, "messages": [{"sender": "a", "timestamp": 1703001600, "type": 0, "content": "早", **message}]})[0]


@pytest.mark.parametrize(
    ("type_", "content", "wanted"),
    [
        (1, "media/images/a.jpg", ("image", "")), (2, "voice/a.amr", ("voice", "")), (3, "https://x.example/a.mp4?t=1", ("video", "")),
        (5, "a.gif", ("sticker", "")), (1, "看这个 a.jpg", ("image", "看这个 a.jpg")), (4, "报价.jpg", ("file", "报价.jpg")),
        (0, "a.jpg", ("text", "a.jpg")), (2, "加我微信 abc", ("voice", "加我微信 abc")),
    ],
)  # fmt: skip
def test_the_path_of_a_picture_is_no_text(type_, content, wanted):
    row = chatlab(type=type_, content=content)
    assert (row.kind, row.text) == wanted


@pytest.mark.parametrize(
    ("roles", "role"), [([{"id": "77", "name": "管理员"}], "admin"), ([{"id": "owner"}, {"id": "vip"}], "owner"), ([5], "member")]
)
def test_chatlab_roles_count_by_id_and_by_name(roles, role):
    assert chatlab([{"platformId": "a", "accountName": "小林", "roles": roles}]).author.role == role


def test_pywxdump_names_its_members_beside_the_tables(tmp_path, monkeypatch):
    users = {"wxid_a": {"wxid": "wxid_a", "nickname": "小林", "remark": "林"}, "1@chatroom": {"nickname": "测试群"}, "x": 5}
    (tmp_path / "导出").mkdir()
    path = tmp_path / "导出" / "1@chatroom_0_5000.csv"
    (tmp_path / "导出" / "users.json").write_text(json.dumps(users), encoding="utf-8")
    header = "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime"
    path.write_text(f"{header}\n1,8812,文本,0,wxid_a,1@chatroom,早,,2024-10-01 09:00:00\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "导出")
    for source in (path, path.name):
        (row,) = read(source)
        assert (row.author.id, row.author.nickname, row.chat.name) == ("wxid_a", "小林", "测试群")
