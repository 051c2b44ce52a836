"""What a Telegram message holds: text or caption with the addresses that entities hide, polls, contacts, quotes, forwards. Pure.

Entities are given in UTF-16 units, in which an emoji counts two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moderation.message import Kind

__all__ = ["Content", "content_of", "covered"]

_MOST_CHARS: Final = 20_000
_MOST_PARTS: Final = 500
"""Of what one message may hold: more than the platform sends."""

_KINDS: Final[dict[str, Kind]] = {
    "animation": "sticker", "sticker": "sticker", "voice": "voice", "audio": "voice", "video": "video", "video_note": "video",
    "story": "video", "photo": "image", "paid_media": "image", "contact": "card", "poll": "other", "venue": "other", "location": "other",
    "game": "other", "invoice": "other", "dice": "other", "giveaway": "other", "checklist": "other", "document": "file",
}  # fmt: skip
"""What a message may have, as exports of Telegram are read; an animation comes as a document too, so it stands before that."""
_FORWARDS: Final = ("forward_origin", "forward_from", "forward_from_chat", "forward_sender_name", "forward_date")
_COMMANDS: Final = "bot_command"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is checked as the sender's (`text`, or `forward` where it is passed on), what was typed, and whom it names."""

    text: str = ""
    words: str = ""
    forward: str = ""
    quote: str = ""
    kind: Kind = "text"
    mentions: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def content_of(message: Mapping[str, Any]) -> Content:
    r"""Return what a message holds; pictures and the like are its `kind`, as in exports.

    `mentions` are ids of accounts, `names` are user names in lower case.

    >>> linked = {"text": "😀点我", "entities": [{"type": "text_link", "offset": 2, "length": 2, "url": "https://x.example/"}]}
    >>> content_of(linked).text
    '😀点我\nhttps://x.example/'
    """
    typed = _text(message.get("text")) or _text(message.get("caption"))
    entities = [one for one in _list(message.get("entities") or message.get("caption_entities")) if isinstance(one, dict)]
    mentions, names = _named(typed, entities)
    kind: Kind = next((named for name, named in _KINDS.items() if message.get(name)), "text")
    shown = "\n".join(filter(None, [typed, *_hidden(message, entities, typed)]))[:_MOST_CHARS]
    is_forward = any(message.get(name) for name in _FORWARDS)
    return Content(
        text="" if is_forward else shown, forward=shown if is_forward else "", quote=_quote(message), kind=kind, mentions=mentions,
        names=names, words="" if is_forward else _words(typed, entities),
    )  # fmt: skip


def covered(text: str, offset: object, length: object) -> str:
    """Return what an entity covers, by its UTF-16 units; empty for one that lies outside.

    >>> covered("😀@bot 好", 2, 4), covered("好", 5, 2), covered("好", -1, 2)
    ('@bot', '', '')
    """
    start, end = _span(text, offset, length)
    return text[start:end]


def _span(text: str, offset: object, length: object) -> tuple[int, int]:
    """Code points of an entity, (0, 0) for one that is none."""
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length <= 0:
        return 0, 0
    units = text.encode("utf-16-le", "surrogatepass")
    start = len(units[: offset * 2].decode("utf-16-le", "surrogatepass"))
    return start, start + len(units[offset * 2 : (offset + length) * 2].decode("utf-16-le", "surrogatepass"))


def _named(typed: str, entities: list[dict[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The accounts and the user names that a message mentions, commands such as `/why@bot` among them."""
    ids, names = [], []
    for entity in entities[:_MOST_PARTS]:
        user = entity.get("user")
        if entity.get("type") == "text_mention" and isinstance(user, dict):
            ids.append(str(user.get("id", "")))
        elif entity.get("type") in ("mention", _COMMANDS):
            _, at, name = covered(typed, entity.get("offset"), entity.get("length")).partition("@")
            names += [name.lower()] if at and name else []
    return tuple(dict.fromkeys(filter(None, ids))), tuple(dict.fromkeys(names))


def _words(typed: str, entities: list[dict[str, Any]]) -> str:
    """What was typed, without mentions, and without the name of the bot behind a command."""
    cuts = []
    for entity in entities[:_MOST_PARTS]:
        start, end = _span(typed, entity.get("offset"), entity.get("length"))
        if entity.get("type") in ("mention", "text_mention"):
            cuts.append((start, end))
        elif entity.get("type") == _COMMANDS and "@" in typed[start:end]:
            cuts.append((typed.index("@", start), end))
    pieces, rest = [], 0
    for start, end in sorted(cuts):
        pieces.append(typed[rest:start])
        rest = max(rest, end)
    return "".join([*pieces, typed[rest:]])[:_MOST_CHARS].strip()


def _hidden(message: Mapping[str, Any], entities: list[dict[str, Any]], typed: str) -> Iterator[str]:
    """What a message shows or leads to beside its text, a line each."""
    lines: list[str] = [_text(entity.get("url")) for entity in entities[:_MOST_PARTS] if entity.get("type") == "text_link"]
    poll, contact, venue, document = (_dict(message.get(name)) for name in ("poll", "contact", "venue", "document"))
    lines += [_text(poll.get("question")), *(_text(_dict(option).get("text")) for option in _list(poll.get("options")))]
    lines += [_text(contact.get(name)) for name in ("first_name", "last_name", "phone_number")]
    lines += [_text(venue.get("title")), _text(venue.get("address")), _text(document.get("file_name"))]
    for row in _list(_dict(message.get("reply_markup")).get("inline_keyboard")):
        for button in map(_dict, _list(row)):
            lines += [_text(button.get("text")), _text(button.get("url"))]
    yield from dict.fromkeys(line for line in lines if line and line not in typed)


def _quote(message: Mapping[str, Any]) -> str:
    """The text that is answered: the part that was marked, else the whole message; the opening of a topic is none."""
    marked = _text(_dict(message.get("quote")).get("text"))
    answered = _dict(message.get("reply_to_message"))
    if answered.get("forum_topic_created"):
        return marked
    return marked or _text(answered.get("text")) or _text(answered.get("caption"))


def _text(value: object) -> str:
    return value[:_MOST_CHARS] if isinstance(value, str) else ""


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value[:_MOST_PARTS] if isinstance(value, list) else []
