"""WeFlow JSON: a `session` that tells the chat, and messages with WeChat's type numbers and text as it would be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from moderation.archives.memotrace import named
from moderation.archives.reader import Reader, Said
from moderation.archives.record import mapping, sequence, words
from moderation.archives.wechat import numbers, parted, said
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from moderation.archives.record import Record
    from moderation.archives.reject import Reject

__all__ = ["WeFlowReader"]

_APP, _RECORDS = 49, "聊天记录"
_WRITTEN: Final = ("引用消息", "群公告")
"""Names of cards whose content is what the sender wrote."""


class WeFlowReader(Reader):
    """Reads the messages of one session."""

    platform: ClassVar[str] = "wechat"
    told: ClassVar[frozenset[str]] = frozenset({"session"})

    def meet(self, key: str, value: object) -> None:
        """Take the chat from the session."""
        if key == "session":
            session = mapping(value)
            name = words(session.get("displayName")) or words(session.get("nickname"))
            self.chat = Chat(id=words(session.get("wxid")), name=name, kind="private" if session.get("type") == "私聊" else "group")

    def take(self, record: Record) -> Message | Reject | None:
        """Return the message of a record."""
        content = record.fields.get("content")
        if content is None and "content" not in record.fields:
            return record.refused("no-text")
        if content is not None and not isinstance(content, str):
            return record.refused("text-not-text")
        what = self._said(record, content or "")
        author = Author(
            id=record.words("senderUsername"), nickname=record.words("senderDisplayName"), card=record.words("groupNickname"),
        )  # fmt: skip
        message = Message(
            what.text, id=record.words("platformMessageId", "localId") or str(record.number), author=author, chat=self.chat,
            at=self.when(record.fields.get("createTime"), record.fields.get("formattedTime")), kind=what.kind,
            quote=what.quote or self.recent.text(record.words("replyToMessageId")), forward=what.forward, platform=self.platform,
        )  # fmt: skip
        return self.notice(message) if what.kind == "system" else self.noted(message)

    def _said(self, record: Record, content: str) -> Said:
        type_, subtype = numbers(record.fields.get("localType"))
        name = record.words("type")
        records = [words(mapping(one).get("content")) for one in sequence(record.fields.get("chatRecords"))]
        if records or name == _RECORDS:
            return Said("other", forward="\n".join(filter(None, [content, *records])))
        if type_ == 0 or (type_ == _APP and not content.lstrip().startswith("<")):
            return Said("text", *parted(content)) if name in _WRITTEN else named(name, content)
        return said(type_, subtype, content)
