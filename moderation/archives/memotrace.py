"""MemoTrace / WeChatMsg CSV, in its three generations of headers: 9 and 12 columns with type numbers, 8 with names in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from moderation.archives.kinds import bare, kind_named
from moderation.archives.reader import Reader, Said
from moderation.archives.wechat import numbers, parted, said
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from moderation.archives.options import Options
    from moderation.archives.record import Record
    from moderation.archives.reject import Reject

__all__ = ["MemoTraceReader", "named"]


class MemoTraceReader(Reader):
    """Reads the rows of either kind of header."""

    platform: ClassVar[str] = "wechat"

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._chats: dict[str, Chat] = {}

    def take(self, record: Record) -> Message | Reject | None:
        """Return the message of a row."""
        if "strcontent" in record.fields:
            return self._numbered(record)
        if "内容" not in record.fields:
            return record.refused("missing-columns")
        return self._named(record)

    def _numbered(self, record: Record) -> Message:
        fields = record.fields
        content = said(*numbers(fields.get("type"), fields.get("subtype")), str(fields["strcontent"]))
        mine = str(fields.get("issender")) == "1"
        remark, nickname = record.words("remark"), record.words("nickname")
        author = Author(id=record.words("sender") or ("self" if mine and content.kind != "system" else ""), nickname=nickname or remark)
        return self._message(record, content, author, record.words("localid"), self._chat(record.words("talkerid")))

    def _named(self, record: Record) -> Message:
        shown, nickname = record.words("发送人"), record.words("昵称")
        author = Author(id=shown or nickname, nickname=nickname or shown, card=shown if shown != nickname else "")
        content = named(record.words("类型"), str(record.fields["内容"]))
        return self._message(record, content, author, record.words("消息id"), self.chat)

    def _message(self, record: Record, content: Said, author: Author, id_: str, chat: Chat) -> Message:
        at = self.when(record.fields.get("createtime"), record.fields.get("strtime"), record.fields.get("时间"))
        message = Message(
            content.text, id=id_ or str(record.number), author=author, chat=chat, at=at, kind=content.kind, quote=content.quote,
            forward=content.forward, platform=self.platform,
        )  # fmt: skip
        return self.notice(message) if content.kind == "system" else message

    def _chat(self, id_: str) -> Chat:
        """One object for each of the few chats of a file."""
        if len(self._chats) > 1 << 12:
            self._chats.clear()
        return self._chats.setdefault(id_, Chat(id=id_))


def named(name: str, content: str) -> Said:
    """Return what a message says of which the export tells the kind by name, such as 图片 or 带有引用的文本消息."""
    kind = kind_named(name) if name else "text"
    if kind in ("system", "recall"):
        return Said("system", content)
    if content.strip("[]【】") == name:
        return Said(kind)
    if kind == "text" and "引用" in name:
        return Said("text", *parted(content))
    if kind == "other" and ("聊天记录" in name or "转发" in name):
        return Said("other", forward=bare(content, "other")[0])
    text, kind = bare(content, kind)
    return Said(kind, text)
