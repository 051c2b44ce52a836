"""WeFlow JSON: a `session` that tells the chat, and messages with WeChat's type numbers and text as it would be shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from moderation.archives.kinds import bare, kind_named, kind_of_file
from moderation.archives.memotrace import named
from moderation.archives.reader import Reader, Said
from moderation.archives.record import Record, mapping, sequence, words
from moderation.archives.wechat import numbers, parted, said
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from moderation.archives.options import Options
    from moderation.archives.reject import Reject

__all__ = ["WeFlowReader"]

_APP, _RECORDS, _VOICE = 49, "聊天记录", 34
_QUOTE, _QUOTES = 57, "引用消息"
_NOTICE: Final = re.compile(r"\[群公告\]\s*")
_SPOKEN: Final = re.compile(r"\[语音(?:消息)?(?: - 转文字失败)?\]\s*")
_SENDERS: Final = 1 << 18


class WeFlowReader(Reader):
    """Reads the messages of one session, by whoever `senders` says where a message has only their number."""

    platform: ClassVar[str] = "wechat"
    told: ClassVar[frozenset[str]] = frozenset({"session"})

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._senders: dict[object, Author] = {}

    def meet(self, key: str, value: object) -> None:
        """Take the chat from the session, and who has which number."""
        if key == "senders" and len(self._senders) < _SENDERS:
            sender = Record(0, mapping(value))
            self._senders[sender.words("senderID")] = Author(
                id=sender.words("wxid"), nickname=sender.words("nickname", "displayName"), card=sender.words("groupNickname")
            )
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
        author = self._senders.get(record.words("senderID")) or Author(
            id=record.words("senderUsername"), nickname=record.words("senderDisplayName"), card=record.words("groupNickname"),
        )  # fmt: skip
        message = Message(
            what.text, id=record.words("platformMessageId", "localId") or str(record.number), author=author, chat=self.chat,
            at=self.when(record.fields.get("createTime"), record.fields.get("formattedTime")), kind=what.kind,
            quote=self.recent.text(record.words("replyToMessageId")) or what.quote, forward=what.forward, platform=self.platform,
        )  # fmt: skip
        return self.notice(message) if what.kind == "system" else self.noted(message)

    def _said(self, record: Record, content: str) -> Said:
        type_, subtype = numbers(record.fields.get("localType"))
        name = record.words("type")
        records = [words(mapping(one).get("content")) for one in sequence(record.fields.get("chatRecords"))]
        if records or name == _RECORDS:
            return Said("other", forward="\n".join(filter(None, [content, *records])))
        if name == _QUOTES or (type_ == _APP and subtype == _QUOTE and not content.lstrip().startswith("<")):
            return Said("text", *_parted(content, record.words("quotedContent")))
        if type_ == _VOICE:
            spoken = _SPOKEN.sub("", content, count=1)
            return Said("voice", "" if kind_of_file(spoken) == "voice" else bare(spoken, "voice")[0])
        if type_ == _APP and subtype != 0 and kind_named(name) != "system":
            return said(type_, subtype, _NOTICE.sub("", content, count=1))
        if type_ in (0, _APP) and not content.lstrip().startswith("<"):
            return Said("text", _NOTICE.sub("", content, count=1)) if name == "群公告" else named(name, content)
        return said(type_, subtype, content)


def _parted(content: str, quoted: str) -> tuple[str, str]:
    """An answer and what it quotes: `好的[引用 阿棠：明天几点]`, in which only the export's own word tells where the quote begins."""
    text, quote = parted(content)
    if quote or not content.endswith("]"):
        return text, quote or bare(quoted)[0]
    end = content.rfind(f"{quoted}]") if quoted else len(content)
    place = content.rfind("[引用 ", 0, end)
    if place < 0:
        return content, bare(quoted)[0]
    return content[:place].rstrip(), bare(quoted or content[place + len("[引用 ") : -1])[0]
