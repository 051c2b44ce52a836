"""PyWxDump CSV, and those that other programs write with its columns: the kind by name, the text in `msg` or, older, in `content`."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, ClassVar, Final

from moderation.archives.jsonl import parse
from moderation.archives.memotrace import named
from moderation.archives.reader import Reader
from moderation.archives.reject import Reject
from moderation.archives.wechat import card
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from moderation.archives.record import Record

__all__ = ["PyWxDumpReader"]

_ANCHOR: Final = re.compile(r"<a\b[^<>]{0,80}?href=\"([^\"<>]{1,2000})\"[^<>]{0,200}>[^<>]{0,200}</a>", re.IGNORECASE)
_SHOWN: Final = frozenset({"image", "voice", "video", "sticker"})
"""Kinds whose `msg` is the name or the path of a file, no text."""


class PyWxDumpReader(Reader):
    """Reads the rows; `talker` is who sent the message, `room_name` where."""

    platform: ClassVar[str] = "wechat"

    def take(self, record: Record) -> Message | Reject | None:
        """Return the message of a row."""
        text, source = self._content(record)
        if text is None:
            return record.refused("missing-columns")
        content = named(record.words("type_name"), text)
        if content.kind in _SHOWN:
            content = content._replace(text="")
        elif content.kind == "link":
            address = source if source.startswith(("http://", "https://")) and source not in content.text else ""
            content = content._replace(text=card(_ANCHOR.sub(lambda found: html.unescape(found[1]), content.text), "", address))
        room = record.words("room_name")
        is_private = bool(room) and not room.endswith("@chatroom")
        message = Message(
            content.text, id=record.words("msgsvrid", "id") or str(record.number), author=Author(id=record.words("talker")),
            chat=Chat(id=room, kind="private" if is_private else "group"), at=self.when(record.fields.get("createtime")),
            kind=content.kind, quote=content.quote, forward=content.forward, platform=self.platform,
        )  # fmt: skip
        return self.notice(message) if content.kind == "system" else message

    def _content(self, record: Record) -> tuple[str | None, str]:
        """The text of a row and the file or address beside it; older rows have both as JSON in one column."""
        if "msg" in record.fields:
            return str(record.fields["msg"]), record.words("src")
        content = record.fields.get("content")
        if not isinstance(content, str):
            return None, ""
        packed = parse(content, record.number) if content.startswith("{") else {}
        if isinstance(packed, Reject) or not isinstance(packed.get("msg"), str):
            return content, ""
        return packed["msg"], str(packed.get("src") or "")
