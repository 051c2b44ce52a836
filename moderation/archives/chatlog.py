"""chatlog: its JSON, with type numbers and the parts of cards, and its CSV, in which everything is text as it would be shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from moderation.archives.kinds import kind_named
from moderation.archives.reader import Reader, Said
from moderation.archives.record import mapping, words
from moderation.archives.wechat import card, numbers, said
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from moderation.archives.record import Record
    from moderation.archives.reject import Reject
    from moderation.message import Kind

__all__ = ["ChatlogReader"]

_SYSTEM: Final = "系统消息"
"""What stands in the place of a sender's id; no id of a member looks so."""

_APP, _QUOTE, _RECORDS = 49, 57, 19
_DEPTH: Final = 40
"""Five for each bundle within a bundle."""
_SHOWN: Final = re.compile(r"\s*!?\[(图片|视频|语音|文件|链接|分享|小程序|视频号)(?:\|([^\]\n]{0,2000}))?\]\(([^\s]{0,2000})\)\s*")
_NAMED: Final[dict[str, Kind]] = {"[GIF表情]": "sticker", "[分享]": "link", "[红包封面]": "red_packet", "[合并转发]": "other"}
_BUNDLE: Final = re.compile(r"\[合并转发\|([^\n]{0,2000})\]\n((?:  [^\n]*\n+)+)\s*")
_MONEY: Final = re.compile(r"\[转账\|[^\]\n]{0,200}\](?:\(([^\n]*)\))?")
_UNOPENED: Final = re.compile(r"Type: \d{1,18} Content: ")
_LOCAL: Final = re.compile(r"https?://(?:localhost|127\.|10\.|192\.168\.|172\.|\[::1\]|%!|/)[^/]*/(?:image|video|voice|file)/")
"""Where chatlog itself serves the files of a chat: no address that anybody wrote."""

_QUOTED: Final = re.compile(r"(?:> [^\n]{0,300} \d\d-\d\d \d\d:\d\d:\d\d|> \[引用\])\n((?:> [^\n]*\n)*)")


class ChatlogReader(Reader):
    """Reads both forms; the names of columns are those of the JSON in lower case."""

    platform: ClassVar[str] = "wechat"

    def take(self, record: Record) -> Message | Reject | None:
        """Return the message of a record."""
        fields = {key.lower(): value for key, value in record.fields.items()}
        content = fields.get("content")
        if content is None and not isinstance(fields.get("contents"), dict):
            return record.refused("no-text")
        if content is not None and not isinstance(content, str):
            return record.refused("text-not-text")
        sender = words(fields.get("sender"))
        what = _typed(fields) if "type" in fields else _displayed(content or "", sender)
        author = Author() if sender == _SYSTEM else Author(id=sender, nickname=words(fields.get("sendername")))
        talker = words(fields.get("talker"))
        private = fields["ischatroom"] is False if "ischatroom" in fields else bool(talker) and not talker.endswith("@chatroom")
        chat = Chat(id=talker, name=words(fields.get("talkername")), kind="private" if private else "group")
        message = Message(
            what.text, id=words(fields.get("seq")) or str(record.number), author=author, chat=chat, at=self.when(fields.get("time")),
            kind=what.kind, quote=what.quote, forward=what.forward, platform=self.platform,
        )  # fmt: skip
        return self.notice(message) if what.kind == "system" else message


def _typed(fields: dict[str, Any]) -> Said:
    """What a message says by its type number, and by the parts of its card."""
    type_, subtype = numbers(fields["type"], fields.get("subtype"))
    content, parts = str(fields.get("content") or ""), mapping(fields.get("contents"))
    if type_ != _APP:
        return said(type_, subtype, content)
    if subtype == _QUOTE:
        return Said("text", content, _words_of(parts.get("refer")))
    shown = card(words(parts.get("title")), words(parts.get("desc")), words(parts.get("url")))
    if subtype == _RECORDS:
        return Said("other", forward="\n".join([shown, *_descriptions(parts.get("recordInfo"), _DEPTH)]))
    what = said(type_, subtype, content)
    if what.kind == "file":
        return Said("file", words(parts.get("title")) or what.text)
    return what._replace(text=card(shown, what.text)) if what.kind in ("link", "other") else what


def _words_of(refer: object) -> str:
    """The text of a quoted message: its content, or what its card shows."""
    quoted, parts = mapping(refer), mapping(mapping(refer).get("contents"))
    return words(quoted.get("content")) or card(words(parts.get("title")), words(parts.get("desc")), words(parts.get("url")))


def _descriptions(value: object, depth: int) -> list[str]:
    """Every text of a forwarded record, however its program nests them."""
    if isinstance(value, list):
        return [text for part in value for text in _descriptions(part, depth - 1)] if depth else []
    if not isinstance(value, dict) or not depth:
        return []
    own = [text for key, text in value.items() if key.lower() == "datadesc" and isinstance(text, str)]
    return own + [text for part in value.values() for text in _descriptions(part, depth - 1)]


def _displayed(content: str, sender: str) -> Said:
    """What a message says of which only the shown text is left."""
    if sender == _SYSTEM:
        return Said("system", content)
    if content in _NAMED:
        return Said(_NAMED[content])
    shown = _SHOWN.fullmatch(content)
    if shown is not None:
        kind = kind_named(shown[1])
        if kind in ("image", "video", "voice") and _LOCAL.match(shown[3]):
            return Said(kind)
        if kind in ("link", "file"):
            title, _, description = (shown[2] or "").partition("|")
            return Said(kind, card(title, description, "" if _LOCAL.match(shown[3]) else shown[3]))
    quoted = _QUOTED.match(content)
    if quoted is not None:
        return Said("text", content[quoted.end() :], re.sub(r"^> ", "", quoted[1], flags=re.MULTILINE).strip())
    return _opened(content) or said(1, 0, content)


def _opened(content: str) -> Said | None:
    """What a bundle, a payment, or a message of a type that chatlog does not know says; `None` for any other."""
    bundle = _BUNDLE.fullmatch(content)
    if bundle is not None:
        return Said("other", forward="\n".join([bundle[1], *(line.strip() for line in bundle[2].splitlines() if line.strip())]))
    money = _MONEY.fullmatch(content)
    if money is not None:
        return Said("other", money[1] or "")
    unopened = _UNOPENED.match(content)
    return Said("other", content[unopened.end() :]) if unopened is not None else None
