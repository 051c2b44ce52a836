"""The exports of QQ, Telegram, Discord, Matrix and Slack, and files of anybody's own: each a function from rows to a file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from benchmarks.exports import CHAT, Row, local
from benchmarks.exports_wechat import (
    chatlab_json,
    chatlab_jsonl,
    chatlog_csv,
    chatlog_json,
    document,
    is_notice,
    lines,
    memotrace_8,
    memotrace_9,
    memotrace_12,
    pywxdump,
    table,
    wecom,
    weflow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["RENDERERS", "telegram"]

_LINK = "https://shop.example/x"
_JOINED = {"join": "{name}加入本群。", "leave": "{name}退出了本群。", "recall": "{name}撤回了一条消息"}


def qq(rows: Sequence[Row]) -> bytes:
    ruler = "=" * 64
    head = f"消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n{ruler}\r\n消息分组:我的群聊\r\n{ruler}\r\n"
    head += f"消息对象:{CHAT}\r\n{ruler}\r\n\r\n"
    shown = {"image": "[图片]", "link": f"[链接] 周边好去处 {_LINK}"}
    parts = []
    for row in rows:
        who = (
            "系统消息(1000000)"
            if is_notice(row)
            else f"【管理员】{row.name}(1000{row.author}1)"
            if row.author == 0
            else f"{row.name}(1000{row.author}1)"
        )
        text = _JOINED[row.kind].format(name=row.name) if is_notice(row) else shown.get(row.kind, row.text)
        parts.append(f"{local(row.at_s)} {who}\r\n{text}\r\n\r\n".replace("第一行\n", "第一行\r\n"))
    return (head + "".join(parts)).encode()


def qce(rows: Sequence[Row]) -> bytes:
    return document({
        "metadata": {"name": "QQChatExporter", "version": "5.0.0"}, "chatInfo": {"name": CHAT, "type": "group", "selfUin": "10000"},
        "statistics": {}, "messages": [_qce(row) for row in rows],
    })  # fmt: skip


def _qce(row: Row) -> dict[str, Any]:
    text = _JOINED[row.kind].format(name=row.name) if is_notice(row) else {"image": "[图片: 1.jpg]"}.get(row.kind, row.text)
    kind = "system" if is_notice(row) else {"link": "json"}.get(row.kind, row.kind)
    parts = {"link": {"title": row.text, "url": _LINK, "content": "{}"}, "image": {"filename": "1.jpg"}}.get(row.kind, {"text": text})
    reply = [{"type": "reply", "data": {"messageId": str(row.answers), "content": ""}}] if row.answers else []
    return {
        "id": str(row.id), "seq": str(row.id), "timestamp": row.at_s * 1000, "time": local(row.at_s),
        "sender": {"uid": f"u_{row.author}", "uin": f"1000{row.author}", "name": row.name}, "type": "text" if kind == "image" else kind,
        "content": {"text": text, "elements": [*reply, {"type": kind, "data": parts}], "resources": [], "mentions": []},
        "recalled": row.kind == "recall", "system": is_notice(row),
    }  # fmt: skip


def telegram(rows: Sequence[Row]) -> bytes:
    return document({"name": CHAT, "type": "private_supergroup", "id": 123, "messages": [_telegram(row) for row in rows]})


def _telegram(row: Row) -> dict[str, Any]:
    about: dict[str, Any] = {"id": row.id, "date": local(row.at_s, "%Y-%m-%dT%H:%M:%S"), "date_unixtime": str(row.at_s)}
    if row.kind in ("join", "leave"):
        action = {"join": "join_group_by_link", "leave": "remove_members"}[row.kind]
        members = {"members": [row.name]} if row.kind == "leave" else {}
        return {**about, "type": "service", "actor": row.name, "actor_id": f"user{row.author}", "action": action, **members, "text": ""}
    entities = [{"type": "plain", "text": row.text}] if row.text else []
    text: Any = [row.text, {"type": "text_link", "text": "这里", "href": _LINK}] if row.kind == "link" else row.text
    media = {"photo": "photos/p.jpg", "width": 10, "height": 10} if row.kind == "image" else {}
    answer = {"reply_to_message_id": row.answers} if row.answers else {}
    sender = {"from": row.name, "from_id": f"user{row.author}"}
    return {**about, "type": "message", **sender, **answer, **media, "text": text, "text_entities": entities}


def discord_json(rows: Sequence[Row]) -> bytes:
    return document({
        "guild": {"id": "1", "name": "服"}, "channel": {"id": "2", "type": "GuildTextChat", "name": CHAT},
        "messages": [_discord(row) for row in rows], "messageCount": len(rows),
    })  # fmt: skip


def _discord(row: Row) -> dict[str, Any]:
    types = {"join": "GuildMemberJoin", "leave": "RecipientRemove"}
    return {
        "id": str(row.id), "type": types.get(row.kind, "Reply" if row.answers else "Default"),
        "timestamp": local(row.at_s, "%Y-%m-%dT%H:%M:%S.000+08:00"), "timestampEdited": None, "isPinned": False, "content": row.text,
        "author": {"id": str(row.author), "name": f"u{row.author}", "nickname": row.name, "isBot": False,
                   "roles": [{"id": "9", "name": "管理员"}] if row.author == 0 else []},
        "attachments": [{"id": "1", "url": "https://cdn.example/1.png", "fileName": "1.png"}] if row.kind == "image" else [],
        "embeds": [{"title": "店", "url": _LINK}] if row.kind == "link" else [], "stickers": [], "reactions": [], "mentions": [],
        **({"reference": {"messageId": str(row.answers)}} if row.answers else {}),
    }  # fmt: skip


def discord_csv(rows: Sequence[Row]) -> bytes:
    return table(["AuthorID", "Author", "Date", "Content", "Attachments", "Reactions"], [
        [row.author, row.name, local(row.at_s, "%Y-%m-%dT%H:%M:%S.0000000+08:00"), row.text,
         "https://cdn.example/1.png" if row.kind == "image" else "", ""]
        for row in rows
    ])  # fmt: skip


def matrix(rows: Sequence[Row]) -> bytes:
    return document({"room_name": CHAT, "room_creator": "lin", "messages": [_matrix(row) for row in rows]})


def _matrix(row: Row) -> dict[str, Any]:
    sender = f"@u{row.author}:example.org"
    about = {"sender": sender, "event_id": f"${row.id}", "origin_server_ts": row.at_s * 1000}
    if row.kind in ("join", "leave"):
        return {**about, "type": "m.room.member", "state_key": sender, "content": {"membership": row.kind, "displayname": row.name}}
    if row.kind == "recall":
        return {**about, "type": "m.room.redaction", "redacts": f"${row.id - 1}", "content": {}}
    content: dict[str, Any] = {"msgtype": "m.text", "body": f"{row.text} {_LINK}" if row.kind == "link" else row.text}
    if row.kind == "image":
        content = {"msgtype": "m.image", "body": "1.png", "url": "mxc://x"}
    if row.answers:
        content["m.relates_to"] = {"m.in_reply_to": {"event_id": f"${row.answers}"}}
    return {**about, "type": "m.room.message", "content": content}


def slack(rows: Sequence[Row]) -> bytes:
    return document([_slack(row) for row in rows])


def _slack(row: Row) -> dict[str, Any]:
    about: dict[str, Any] = {"type": "message", "user": f"U{row.author}", "ts": f"{row.at_s}.{row.id:06}"}
    if row.kind in ("join", "leave"):
        return {
            **about,
            "subtype": f"channel_{row.kind}",
            "text": f"<@U{row.author}> has {'joined' if row.kind == 'join' else 'left'} the channel",
        }
    if row.kind == "recall":
        return {**about, "subtype": "tombstone", "text": "This message was deleted."}
    if row.kind == "image":
        return {**about, "text": "", "files": [{"id": "F1", "name": "1.png"}]}
    text = row.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {**about, "text": f"{text} <{_LINK}|店>" if row.kind == "link" else text}


def jsonl(rows: Sequence[Row]) -> bytes:
    return lines(_own(row) for row in rows)


def json_document(rows: Sequence[Row]) -> bytes:
    return document([_own(row) for row in rows])


def csv(rows: Sequence[Row]) -> bytes:
    own = [_own(row) for row in rows]
    return table(list(own[0]), [list(row.values()) for row in own])


def _own(row: Row) -> dict[str, Any]:
    return {
        "id": str(row.id), "text": _JOINED[row.kind].format(name=row.name) if is_notice(row) else row.text, "author": f"u{row.author}",
        "nickname": row.name, "at": local(row.at_s), "kind": row.kind, "chat": "g1",
    }  # fmt: skip


def parquet(rows: Sequence[Row]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415 - the same

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([_own(row) for row in rows]), out, row_group_size=1000)
    return out.getvalue()


def plain(rows: Sequence[Row]) -> bytes:
    return "".join(f"{row.text}\n" for row in rows if row.kind == "text" and "\n" not in row.text).encode()


RENDERERS: Final[dict[str, tuple[str, Callable[[Sequence[Row]], bytes]]]] = {
    "chatlab.json": ("chatlab", chatlab_json), "chatlab.jsonl": ("chatlab", chatlab_jsonl), "memotrace-8": ("memotrace", memotrace_8),
    "memotrace-9": ("memotrace", memotrace_9), "memotrace-12": ("memotrace", memotrace_12), "pywxdump": ("pywxdump", pywxdump),
    "chatlog.json": ("chatlog", chatlog_json), "chatlog.csv": ("chatlog", chatlog_csv), "weflow": ("weflow", weflow),
    "wecom": ("wecom", wecom), "qq": ("qq", qq), "qce": ("qce", qce), "telegram": ("telegram", telegram),
    "discord.json": ("discord", discord_json), "discord.csv": ("discord", discord_csv), "matrix": ("matrix", matrix),
    "slack": ("slack", slack), "jsonl": ("jsonl", jsonl), "json": ("json", json_document), "csv": ("csv", csv),
    "parquet": ("parquet", parquet), "plain": ("plain", plain),
}  # fmt: skip
"""Every export by a name of its own: the format that its reader has, and the function that writes it."""
