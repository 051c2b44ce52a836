"""The exports of WeChat and WeCom, and ChatLab: each a function from the rows of a chat to a file."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from benchmarks.exports import CHAT, Row, local

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "chatlab_json",
    "chatlab_jsonl",
    "chatlog_csv",
    "chatlog_json",
    "memotrace_8",
    "memotrace_9",
    "memotrace_12",
    "pywxdump",
    "wecom",
    "weflow",
]

_ROOM = "88@chatroom"
_TYPES = {"text": (1, 0), "image": (3, 0), "link": (49, 5), "join": (10000, 0), "leave": (10000, 0), "recall": (10000, 0)}
_LINK = "https://shop.example/x"
_NUMBERED = ("localId", "TalkerId", "Type", "SubType", "IsSender", "CreateTime", "Status", "StrContent", "StrTime")


def notice(row: Row) -> str:
    """Return what WeChat writes where a member joins, leaves or takes a message back."""
    return {
        "join": f"“阿棠”邀请“{row.name}”加入了群聊", "leave": f"你将“{row.name}”移出了群聊", "recall": f"“{row.name}” 撤回了一条消息",
    }[row.kind]  # fmt: skip


def is_notice(row: Row) -> bool:
    """Whether the platform wrote a row."""
    return row.kind in ("join", "leave", "recall")


def table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a CSV as the exporters write it."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return sheet.getvalue().encode()


def document(value: object) -> bytes:
    """Return an indented JSON document."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def lines(records: Iterable[dict[str, Any]]) -> bytes:
    """Return JSON Lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def _content(row: Row) -> str:
    if is_notice(row):
        return notice(row)
    if row.kind == "image":
        return '<msg><img md5="x"/></msg>'
    if row.kind == "link":
        return f"<msg><appmsg><title>{row.text}</title><des>来看</des><type>5</type><url>{_LINK}</url></appmsg></msg>"
    return row.text


def memotrace_12(rows: Sequence[Row]) -> bytes:
    header = [*_NUMBERED, "Remark", "NickName", "Sender"]
    return table(header, [
        [row.id, 3, *_TYPES[row.kind], 0, row.at_s, "", _content(row), local(row.at_s), "",
         "" if is_notice(row) else row.name, "" if is_notice(row) else f"wxid_{row.author}"]
        for row in rows
    ])  # fmt: skip


def memotrace_9(rows: Sequence[Row]) -> bytes:
    return table(_NUMBERED, [[row.id, 3, *_TYPES[row.kind], 0, row.at_s, "", _content(row), local(row.at_s)] for row in rows])


def memotrace_8(rows: Sequence[Row]) -> bytes:
    names = {"text": "文本", "image": "图片", "link": "链接", "join": "系统消息", "leave": "系统消息", "recall": "系统消息"}
    shown = {"image": "[图片]", "link": f"[链接] 周边好去处\n{_LINK}"}
    return table(["消息ID", "类型", "发送人", "时间", "内容", "备注", "昵称", "更多信息"], [
        [row.id, names[row.kind], row.name, local(row.at_s), notice(row) if is_notice(row) else shown.get(row.kind, row.text), row.name,
         row.name, "more"]
        for row in rows
    ])  # fmt: skip


def pywxdump(rows: Sequence[Row]) -> bytes:
    names = {"text": "文本", "image": "图片", "link": "卡片式链接", "join": "系统通知", "leave": "系统通知", "recall": "系统通知"}
    return table(["id", "MsgSvrID", "type_name", "is_sender", "talker", "room_name", "msg", "src", "CreateTime"], [
        [row.id, row.id, names[row.kind], 0, f"wxid_{row.author}", _ROOM,
         notice(row) if is_notice(row) else "图片" if row.kind == "image" else row.text,
         {"image": "/img/1.jpg", "link": _LINK}.get(row.kind, ""), local(row.at_s)]
        for row in rows
    ])  # fmt: skip


def chatlog_json(rows: Sequence[Row]) -> bytes:
    return document([_chatlog(row) for row in rows])


def _chatlog(row: Row) -> dict[str, Any]:
    type_, subtype = _TYPES[row.kind]
    record: dict[str, Any] = {
        "seq": row.id, "time": local(row.at_s, "%Y-%m-%dT%H:%M:%S+08:00"), "talker": _ROOM, "talkerName": CHAT, "isChatRoom": True,
        "sender": "系统消息" if is_notice(row) else f"wxid_{row.author}", "senderName": "" if is_notice(row) else row.name,
        "isSelf": False, "type": type_, "subType": subtype,
        "content": notice(row) if is_notice(row) else row.text if row.kind == "text" else "",
    }  # fmt: skip
    if row.kind == "link":
        record["contents"] = {"title": row.text, "url": _LINK}
    return record


def chatlog_csv(rows: Sequence[Row]) -> bytes:
    shown = {"image": "![图片](http://127.0.0.1:5030/image/abc)", "link": f"[链接|周边好去处]({_LINK})"}
    return table(["Time", "SenderName", "Sender", "TalkerName", "Talker", "Content"], [
        [local(row.at_s), "" if is_notice(row) else row.name, "系统消息" if is_notice(row) else f"wxid_{row.author}", CHAT, _ROOM,
         notice(row) if is_notice(row) else shown.get(row.kind, row.text)]
        for row in rows
    ])  # fmt: skip


def weflow(rows: Sequence[Row]) -> bytes:
    names = {"text": "文本消息", "image": "图片消息", "link": "链接消息", "join": "系统消息", "leave": "系统消息", "recall": "系统消息"}
    shown = {"image": "[图片]", "link": f"[链接] 周边好去处 {_LINK}"}
    return document({
        "weflow": {"version": "1.0.3", "exportedAt": 1}, "session": {"wxid": _ROOM, "displayName": CHAT, "type": "群聊"},
        "messages": [
            {"localId": row.id, "createTime": row.at_s, "formattedTime": local(row.at_s), "type": names[row.kind],
             "localType": _TYPES[row.kind][0], "content": notice(row) if is_notice(row) else shown.get(row.kind, row.text),
             "isSend": None if is_notice(row) else 0, "senderUsername": "" if is_notice(row) else f"wxid_{row.author}",
             "senderDisplayName": "" if is_notice(row) else row.name, "source": "", "replyToMessageId": str(row.answers or "")}
            for row in rows
        ],
    })  # fmt: skip


def wecom(rows: Sequence[Row]) -> bytes:
    return lines(_wecom(row) for row in rows if row.kind not in ("join", "leave"))


def _wecom(row: Row) -> dict[str, Any]:
    about = {
        "msgid": f"{row.id}_external", "action": "send", "from": f"wm{row.author}", "tolist": ["zhang"], "roomid": "wr1",
        "msgtime": row.at_s * 1000,
    }  # fmt: skip
    if row.kind == "recall":
        return {**about, "action": "recall", "msgtype": "revoke", "revoke": {"pre_msgid": f"{row.id - 1}_external"}}
    payloads: dict[str, Any] = {
        "text": {"content": row.text}, "image": {"md5sum": "x", "filesize": 1, "sdkfileid": "y"},
        "link": {"title": row.text, "description": "来看", "link_url": _LINK, "image_url": ""},
    }  # fmt: skip
    return {**about, "msgtype": row.kind, row.kind: payloads[row.kind]}


def chatlab_jsonl(rows: Sequence[Row]) -> bytes:
    head: list[dict[str, Any]] = [{"_type": "header", **_about()}, *({"_type": "member", **member} for member in _members())]
    return lines([*head, *({"_type": "message", **_chatlab(row)} for row in rows)])


def chatlab_json(rows: Sequence[Row]) -> bytes:
    return document({**_about(), "members": _members(), "messages": [_chatlab(row) for row in rows]})


def _about() -> dict[str, Any]:
    return {
        "chatlab": {"version": "0.0.2", "exportedAt": 1},
        "meta": {"name": CHAT, "platform": "wechat", "type": "group", "groupId": _ROOM},
    }


def _members() -> list[dict[str, Any]]:
    return [{"platformId": "0", "accountName": "阿棠", "roles": [{"id": "owner"}]}, {"platformId": "1", "accountName": "木子", "roles": []}]


def _chatlab(row: Row) -> dict[str, Any]:
    types = {"text": 0, "image": 1, "link": 7, "join": 80, "leave": 80, "recall": 81}
    shown = {"image": "[图片]", "link": f"[链接] 周边好去处 {_LINK}"}
    return {
        "platformMessageId": str(row.id), "sender": str(row.author), "accountName": row.name, "timestamp": row.at_s,
        "type": types[row.kind],
        "content": notice(row) if is_notice(row) else shown.get(row.kind, row.text),
        **({"replyToMessageId": str(row.answers)} if row.answers else {}),
    }  # fmt: skip
