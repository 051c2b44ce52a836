"""Every readable format in one table: how it is stored, what reads it, and by what it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from moderation.archives.chatlab import ChatLabReader
from moderation.archives.chatlog import ChatlogReader
from moderation.archives.discord import DiscordReader
from moderation.archives.matrix import MatrixReader
from moderation.archives.memotrace import MemoTraceReader
from moderation.archives.pywxdump import PyWxDumpReader
from moderation.archives.qce import QceReader
from moderation.archives.slack import SlackReader
from moderation.archives.telegram import TelegramReader
from moderation.archives.wecom import WeComReader
from moderation.archives.weflow import WeFlowReader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.archives.reader import Reader

__all__ = ["EXPORTS", "FORMATS", "Export", "export_of_columns", "export_of_records"]

Columns = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An export of records: its reader, the columns of its tables, and what its documents and records are known by.

    `tables` are sets of columns in lower case, each a generation of headers that is known by it; `told` is a key that
    only this export has beside its records; a record fits that has all keys of one of `records`.
    """

    name: str
    reader: type[Reader]
    tables: tuple[Columns, ...] = ()
    told: Columns = frozenset()
    records: tuple[Columns, ...] = ()
    stored: Literal["json", "table"] = "json"


def _keys(*names: str) -> Columns:
    return frozenset(names)


EXPORTS: Final[dict[str, Export]] = {
    export.name: export
    for export in (
        Export(name="chatlab", reader=ChatLabReader, told=_keys("chatlab"), records=(_keys("_type"),)),
        Export(
            name="memotrace", reader=MemoTraceReader, stored="table",
            tables=(_keys("strcontent", "createtime"), _keys("strcontent", "strtime"), _keys("类型", "发送人", "时间", "内容", "昵称")),
        ),
        Export(
            name="pywxdump", reader=PyWxDumpReader, stored="table",
            tables=(_keys("type_name", "is_sender", "talker", "msg"), _keys("type_name", "is_sender", "talker", "content")),
        ),
        Export(
            name="chatlog", reader=ChatlogReader, tables=(_keys("time", "sendername", "sender", "talker", "content"),),
            records=(_keys("talker", "sender", "isChatRoom"), _keys("talker", "sender", "subType")),
        ),
        Export(
            name="weflow", reader=WeFlowReader, told=_keys("weflow"),
            records=(_keys("localType", "senderUsername"), _keys("createTime", "senderUsername")),
        ),
        Export(
            name="wecom", reader=WeComReader,
            records=(_keys("msgid", "action", "msgtype"), _keys("msgid", "action", "user"), _keys("msgid", "msgtime", "tolist")),
        ),
        Export(
            name="qce", reader=QceReader, told=_keys("chatInfo"),
            records=(_keys("sender", "content", "recalled", "system"), _keys("sender", "content", "seq", "timestamp")),
        ),
        Export(
            name="telegram", reader=TelegramReader, told=_keys("chats", "left_chats"),
            records=(_keys("date_unixtime", "type"), _keys("text_entities"), _keys("from_id", "date"), _keys("actor_id", "date")),
        ),
        Export(
            name="discord", reader=DiscordReader, tables=(_keys("authorid", "author", "date", "content"),), told=_keys("guild"),
            records=(_keys("timestampEdited"), _keys("author", "content", "isPinned")),
        ),
        Export(
            name="matrix", reader=MatrixReader, told=_keys("room_creator", "room_name"),
            records=(_keys("origin_server_ts", "content"), _keys("event_id", "sender", "content")),
        ),
        Export(name="slack", reader=SlackReader, records=(_keys("ts", "type"), _keys("ts", "text", "user"))),
    )
}  # fmt: skip

FORMATS: Final[tuple[str, ...]] = (
    "jsonl",
    "chatlab",
    "csv",
    "plain",
    "json",
    "parquet",
    *(name for name in EXPORTS if name != "chatlab"),
    "qq",
)


def export_of_columns(names: Iterable[str]) -> Export | None:
    """Return the export whose table has these columns; `None` for a table of anybody's own."""
    found = frozenset(names)
    return next((export for export in EXPORTS.values() if any(table <= found for table in export.tables)), None)


def export_of_records(told: Iterable[str], records: Iterable[dict[str, Any]]) -> Export | None:
    """Return the export that a document tells of, or whose records these are; `None` for JSON of anybody's own."""
    keys = frozenset(told)
    by_told = next((export for export in EXPORTS.values() if export.told & keys), None)
    if by_told is not None:
        return by_told
    for record in records:
        export = next((export for export in EXPORTS.values() if any(wanted <= record.keys() for wanted in export.records)), None)
        if export is not None:
            return export
    return None
