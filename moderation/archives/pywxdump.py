"""PyWxDump CSV, and those that other programs write with its columns: the kind by name, the text in `msg` or, older, in `content`."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Final

from moderation.archives.jsonl import parse
from moderation.archives.kinds import kind_named
from moderation.archives.memotrace import named
from moderation.archives.reader import Reader, Said
from moderation.archives.record import Record, mapping
from moderation.archives.reject import Reject
from moderation.archives.wechat import card, said
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.archives.options import Options

__all__ = ["PyWxDumpReader"]

_ANCHOR: Final = re.compile(r"<a\b[^<>]{0,80}?href=\"([^\"<>]{1,2000})\"[^<>]{0,200}>[^<>]{0,200}</a>", re.IGNORECASE)
_NOBODY: Final = ("未知", "系统")
_INVITATION: Final = "邀请加群"
_NOTICE, _CONTACT = 10000, 42
"""Types of messages by their numbers in WeChat."""
_TRANSCRIPT: Final = "\n翻译结果："
_PLACE: Final = re.compile(r"^位置：([^\n]*)$", re.MULTILINE)
_QUOTED_BY: Final = re.compile(r"\A\([^()\n]{0,40}\)[^\n:：]{0,64}[:：]")
_SHOWN: Final = frozenset({"image", "voice", "video", "sticker"})
"""Kinds whose `msg` is the name or the path of a file, no text; but for what a voice was understood to say."""


class PyWxDumpReader(Reader):
    """Reads the rows; `talker` is who sent the message, `room_name` where."""

    platform: ClassVar[str] = "wechat"

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._names = _names(options.beside(PurePath(PurePath(options.name).parent.name, "users.json").as_posix()))

    def take(self, record: Record) -> Message | Reject | None:
        """Return the message of a row."""
        text, source = self._content(record)
        if text is None:
            return record.refused("missing-columns")
        name = record.words("type_name")
        content = _said(name, text, source)
        room, talker = record.words("room_name"), record.words("talker")
        is_private = bool(room) and not room.endswith("@chatroom")
        author = Author() if talker in _NOBODY else Author(id=talker, nickname=self._names.get(talker, ""))
        chat = Chat(id=room, name=self._names.get(room, ""), kind="private" if is_private else "group")
        message = Message(
            content.text, id=record.words("msgsvrid", "id") or str(record.number), author=author, chat=chat,
            at=self.when(record.fields.get("createtime")), kind=content.kind, quote=content.quote, forward=content.forward,
            platform=self.platform,
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


@lru_cache(maxsize=4)
def _names(content: bytes) -> Mapping[str, str]:
    """What members and rooms are called, by the list that lies beside the tables: the same for every one of them."""
    users = parse(content.decode("utf-8-sig", "replace"), 0) if content else {}
    listed = {} if isinstance(users, Reject) else {id_: Record(0, mapping(user)) for id_, user in users.items()}
    return {id_: user.words("nickname", "remark", "account") for id_, user in listed.items()}


def _said(name: str, text: str, source: str) -> Said:
    """What a message of this kind says, without what the exporter put around it."""
    if name == _INVITATION:
        return said(_NOTICE, 0, text)
    if text.startswith("<msg ") and kind_named(name) in ("card", "other"):
        return said(_CONTACT, 0, text)
    content = named(name, text)
    if content.kind in _SHOWN:
        return content._replace(text=text.partition(_TRANSCRIPT)[2] if content.kind == "voice" else "")
    if content.kind == "link":
        shown = _ANCHOR.sub(lambda found: html.unescape(found[1]), content.text)
        address = source if source.startswith(("http://", "https://")) and source not in shown else ""
        return content._replace(text=card("\n".join(line for line in (*shown.split("\n"), address) if line.strip())))
    place = _PLACE.search(text) if name == "位置" else None
    if place is not None:
        return content._replace(text=place[1].strip())
    return content._replace(quote=_QUOTED_BY.sub("", content.quote, count=1))
