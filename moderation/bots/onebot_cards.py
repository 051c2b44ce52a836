"""OneBot v11 cards opened: what a shared link, a mini app, a contact, a place or a file shows, and where it leads. Pure.

A card is its sender's doing, so its words are read as theirs; the card of a forwarded conversation shows other people's.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from moderation.message import Kind

__all__ = ["Card", "card_of"]

_MOST_CHARS: Final = 20_000
_MOST_PARTS: Final = 500
"""Of what one card may hold: more than the platform sends, so that a hostile server cannot keep us busy."""
_DEPTH: Final = 8

_WORDS: Final = frozenset({
    "title", "desc", "summary", "content", "text", "tag", "jumpurl", "url", "qqdocurl", "prompt", "nickname", "contact", "name", "address",
})  # fmt: skip
"""What a card in JSON shows, or where it leads, by the names of its fields in small letters."""
_SIMPLE: Final[dict[str, tuple[str, tuple[str, ...], Kind]]] = {
    "share": ("链接", ("title", "content", "url"), "link"),
    "music": ("音乐", ("title", "content", "url"), "link"),
    "location": ("位置", ("title", "content"), "other"),
    "contact": ("名片", ("id",), "card"),
}
"""Segments that are cards by themselves: what stands for them, and their words."""
_CDATA: Final = re.compile(r"<!\[CDATA\[(.{0,2000}?)\]\]>", re.DOTALL)
_CODES: Final = re.compile(r"<[^<>]{0,2000}>")
_ATTRIBUTES: Final = re.compile(r"\b(?:brief|url|action_url|actionData|i_actionData|a_actionData)=[\"']([^\"']{1,500})[\"']")
_CONVERSATION: Final = "com.tencent.multimsg"
_ANNOUNCEMENT: Final = "com.tencent.announce"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card: the word that stands for it, what it shows and leads to, and whether that is somebody else's conversation."""

    placeholder: str = "链接"
    words: tuple[str, ...] = ()
    kind: Kind = "link"
    is_conversation: bool = False

    @property
    def text(self) -> str:
        """The card as a message has it."""
        shown = "" if self.is_conversation else " ".join(self.words)
        return f"[{self.placeholder}]{shown}".replace("[CQ:", "［CQ:")


def card_of(kind: str, told: Mapping[str, Any]) -> Card | None:
    """Return the card that a segment is, `None` for one that is none.

    >>> card_of("share", {"title": "日结", "url": "http://x8.example"}).text, card_of("location", {"title": "校门口"}).text
    ('[链接]日结 http://x8.example', '[位置]校门口')
    """
    if kind in _SIMPLE:
        placeholder, names, named = _SIMPLE[kind]
        return Card(placeholder=placeholder, words=_clean(told.get(name) for name in names), kind=named)
    if kind == "file":
        name = _word(told.get("name") or told.get("file"))
        return Card(placeholder="文件", words=_clean([name if "/" not in name else ""]), kind="file")
    if kind == "json":
        return _of_json(told.get("data"))
    return _of_xml(_word(told.get("data"))[:_MOST_CHARS]) if kind == "xml" else None


def _of_json(written: object) -> Card:
    """A card in JSON, whether a server sends it as text or as what the text says."""
    card = written
    if isinstance(written, str):
        try:
            card = json.loads(written[:_MOST_CHARS])
        except (ValueError, RecursionError):
            card = {}
    app = str(card.get("app", "")) if isinstance(card, dict) else ""
    words = _clean(_shown(card, 0))
    if app == _CONVERSATION:
        return Card(placeholder="聊天记录", words=words, kind="other", is_conversation=True)
    if app.startswith(_ANNOUNCEMENT):
        return Card(placeholder="群公告", kind="other")
    is_contact = "contact" in app or "troopsharecard" in app
    return Card(placeholder="名片", words=words, kind="card") if is_contact else Card(words=words)


def _of_xml(written: str) -> Card:
    """A card in XML, as far as it can be read without obeying it."""
    plain = _CDATA.sub(lambda found: html.escape(found[1]), written)
    words = [*_ATTRIBUTES.findall(plain), *_CODES.sub("\n", plain).split("\n")]
    return Card(words=_clean(html.unescape(word) for word in words))


def _shown(card: object, depth: int) -> Iterator[str]:
    """The words of a card, wherever they stand in it."""
    if depth > _DEPTH:
        return
    if isinstance(card, dict):
        for name, value in card.items():
            if isinstance(value, str) and str(name).lower() in _WORDS:
                yield value
            elif isinstance(value, (dict, list)):
                yield from _shown(value, depth + 1)
    elif isinstance(card, list):
        for value in card[:_MOST_PARTS]:
            yield from _shown(value, depth + 1)


def _clean(words: Iterable[object]) -> tuple[str, ...]:
    """Words without blanks around them, each once."""
    return tuple(dict.fromkeys(filter(None, (_word(word).strip() for word in words))))


def _word(value: object) -> str:
    if isinstance(value, str):
        return value[:_MOST_CHARS]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 64 else ""
