"""OneBot v11 messages: arrays of segments or CQ strings → what the sender wrote, and what is opened beside it. Pure.

What is no text stays as the placeholder that exports write for it (`[图片]`), which the matchers never read. A shared card is
its sender's doing, so its words are read; a forwarded conversation is somebody else's, so it stands in `forward`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from moderation.bots.onebot_cards import card_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moderation.message import Kind

__all__ = ["Content", "content_of", "segments_of"]

_CODE: Final = re.compile(r"\[CQ:([A-Za-z0-9_.-]{1,32})((?:,[^\[\],]*)*)\]")
_MOST_SEGMENTS: Final = 500
_MOST_CHARS: Final = 20_000
"""Of what one message may hold: more than the platform sends, so that a hostile server cannot keep us busy."""
_DEPTH: Final = 4
"""Of conversations within conversations."""

_PLACEHOLDERS: Final[dict[str, tuple[str, Kind]]] = {
    "image": ("[图片]", "image"), "record": ("[语音]", "voice"), "video": ("[视频]", "video"),
    "face": ("[表情]", "sticker"), "mface": ("[表情]", "sticker"), "bface": ("[表情]", "sticker"), "dice": ("[表情]", "sticker"),
    "rps": ("[表情]", "sticker"), "poke": ("[戳一戳]", "other"), "shake": ("[戳一戳]", "other"),
    "redbag": ("[红包]", "red_packet"), "gift": ("[红包]", "other"),
}  # fmt: skip
_OTHER: Final = ("[不支持的消息]", "other")


@dataclass(slots=True)
class Content:
    """What a message holds, while it is read segment by segment.

    `text` is what is checked as the sender's, `words` the same without placeholders: what commands are read from.
    """

    texts: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    forwards: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    quoted: str = ""

    @property
    def text(self) -> str:
        """What the sender wrote, with placeholders."""
        return "".join(self.texts)[:_MOST_CHARS]

    @property
    def words(self) -> str:
        """What the sender typed."""
        return "".join(self.written)[:_MOST_CHARS].strip()

    @property
    def forward(self) -> str:
        """What was passed on, a line a message."""
        return "\n".join(self.forwards)[:_MOST_CHARS]

    @property
    def kind(self) -> Kind:
        """`text` where something was typed, else what it is."""
        if self.words or not self.kinds:
            return "text" if self.words or not self.forwards else "other"
        return self.kinds[0]


def segments_of(message: object) -> list[Mapping[str, Any]]:
    """Return the segments of a message in either form; what is neither is none.

    >>> segments_of("看[CQ:at,qq=7,name=a&#44;b]&amp;")
    [{'type': 'text', 'data': {'text': '看'}}, {'type': 'at', 'data': {'qq': '7', 'name': 'a,b'}}, {'type': 'text', 'data': {'text': '&'}}]
    """
    if isinstance(message, str):
        return list(_coded(message))
    if isinstance(message, dict):
        message = [message]
    if not isinstance(message, list):
        return []
    return [one for one in message[:_MOST_SEGMENTS] if isinstance(one, dict)]


def content_of(message: object, depth: int = 0) -> Content:
    r"""Return what a message holds; `depth` is how many conversations it stands in.

    >>> content = content_of([{"type": "reply", "data": {"id": 5}}, {"type": "text", "data": {"text": "看[CQ:x]"}}, {"type": "image"}])
    >>> content.text, content.words, content.quoted, content.kind
    ('看［CQ:x][图片]', '看［CQ:x]', '5', 'text')
    """
    content = Content()
    for segment in segments_of(message):
        _take(content, str(segment.get("type", "")), segment.get("data"), depth)
    return content


def _take(content: Content, kind: str, data: object, depth: int) -> None:
    """Add one segment."""
    told: Mapping[str, Any] = data if isinstance(data, dict) else {}
    if kind in ("text", "markdown"):
        typed = _words(told.get("text") or told.get("content"))
        content.texts.append(typed.replace("[CQ:", "［CQ:"))  # what a member typed is no code, whatever it looks like
        content.written.append(typed.replace("[CQ:", "［CQ:"))
    elif kind == "at":
        _mention(content, _words(told.get("qq")))
    elif kind == "reply":
        content.quoted = content.quoted or _words(told.get("id") or told.get("seq"))
    elif kind in ("forward", "node"):
        content.kinds.append("other")
        content.texts.append("[聊天记录]")
        content.forwards += _conversation(told.get("content") or told.get("messages"), depth)
    elif (card := card_of(kind, told)) is not None:
        content.texts.append(card.text)
        content.kinds.append(card.kind)
        content.forwards += card.words if card.is_conversation else ()
    else:
        shown, named = _PLACEHOLDERS.get(kind, _OTHER)
        content.texts.append(shown)
        content.kinds.append(named)


def _mention(content: Content, who: str) -> None:
    content.texts.append(f"[CQ:at,qq={who}]" if who.isascii() and who.isalnum() else "[CQ:at]")
    if who:
        content.mentions.append(who)


def _conversation(messages: object, depth: int) -> list[str]:
    """The lines of a forwarded conversation, conversations within it opened too."""
    if depth >= _DEPTH or not isinstance(messages, (list, str)):
        return []
    if isinstance(messages, str):
        return _lines(messages, depth)
    lines: list[str] = []
    for one in messages[:_MOST_SEGMENTS]:
        if not isinstance(one, dict):
            continue
        inner = one.get("data") if one.get("type") == "node" else one
        told = (inner.get("content") or inner.get("message") or inner.get("messages")) if isinstance(inner, dict) else None
        lines += _lines(told or [one], depth)
    return lines


def _lines(message: object, depth: int) -> list[str]:
    """One message of a conversation, and what was passed on in it."""
    content = content_of(message, depth + 1)
    return [line for line in (content.text, content.forward) if line]


def _coded(message: str) -> Iterator[dict[str, Any]]:
    """The segments of a CQ string."""
    rest = 0
    for count, code in enumerate(_CODE.finditer(message)):
        if count >= _MOST_SEGMENTS:
            break
        if code.start() > rest:
            yield {"type": "text", "data": {"text": _unescaped(message[rest : code.start()])}}
        pairs = (pair.partition("=") for pair in code[2].split(",") if pair)
        yield {"type": code[1], "data": {name: _unescaped(value) for name, _, value in pairs}}
        rest = code.end()
    if rest < len(message):
        yield {"type": "text", "data": {"text": _unescaped(message[rest:])}}


def _unescaped(text: str) -> str:
    return text.replace("&#44;", ",").replace("&#91;", "[").replace("&#93;", "]").replace("&amp;", "&")


def _words(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
