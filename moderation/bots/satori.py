"""Satori, the protocol of Koishi and others, as pure functions: an event as a dict → Message, a call → its API and what it takes.

>>> from moderation.bots.base import Call, Place
>>> apis_of(Call(name="mute", place=Place(id="C"), user="7", duration_s=60))
[('guild_member_mute', {'guild_id': 'C', 'user_id': '7', 'duration': 60000})]
"""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final

from moderation.bots.base import EVENT, Capabilities, Incoming
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.bots.base import Call
    from moderation.message import Kind, Role

__all__ = ["CAPABILITIES", "PLATFORM", "apis_of", "incoming_of"]

PLATFORM: Final = "satori"
CAPABILITIES: Final = Capabilities(delete=True, mute=True, mute_least_s=60, mute_most_s=30 * 86_400, kick=True, ban=True, text_most=1_500)
"""What most platforms behind it do; what one of them does not, it refuses, and staff are told."""
_EVENTS: Final[dict[str, Kind]] = {"guild-member-added": "join", "guild-member-removed": "leave", "message-deleted": "recall"}
_MEDIA: Final[dict[str, Kind]] = {"img": "image", "image": "image", "audio": "voice", "video": "video", "file": "file"}
_DIRECT: Final = 1
"""The type of a channel in which two talk."""
_MOST_CHARS: Final = 20_000


class _Content(HTMLParser):
    """Reads a message in its mark-up: text, links and mentions; what stands in a quote is somebody else's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.quotes: list[str] = []
        self.forwards: list[str] = []
        self.words: list[str] = []
        self.mentions: list[str] = []
        self.links: list[str] = []
        self.kind: Kind = "text"
        self.quoted = ""
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "quote":
            self._inside.append(tag)
            self.quoted = self.quoted or told.get("id", "")
        elif tag == "message" and "forward" in told:
            self._inside.append(tag)
        elif tag == "at" and told.get("id") and not self._inside:
            self.mentions.append(told["id"])
        elif tag == "a" and told.get("href"):
            self.links.append(told["href"])
        elif tag in ("br", "p"):
            self.handle_data("\n")
        elif tag in _MEDIA and not self._inside:
            self.kind = _MEDIA[tag]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        into = {"quote": self.quotes, "message": self.forwards}.get(self._inside[-1] if self._inside else "", self.texts)
        into.append(data)


def incoming_of(event: Mapping[str, Any], bot_id: str = "") -> Incoming | None:
    """Return what an event is about: a message, an edit, a recall, a join or a leave; `None` for any other."""
    user, told = _dict(event.get("user")), _dict(event.get("message"))
    member, type_ = _dict(event.get("member")), str(event.get("type") or "")
    chat, author = _chat(event), _author(user or _dict(told.get("user")), member)
    if not chat.id or not author.id or author.id == bot_id:
        return None
    at = _moment(event.get("timestamp"))
    if type_ in _EVENTS:
        what = _EVENTS[type_]
        name = str(told.get("id") or "") if what == "recall" else f"{EVENT}{what}-{author.id}-{int(at.timestamp()) if at else ''}"
        return Incoming(message=Message("", id=name, author=author, chat=chat, at=at, kind=what, platform=PLATFORM)) if name else None
    if type_ not in ("message-created", "message-updated") or not told.get("id"):
        return None
    return _said(told, chat, author, at, bot_id, edited=type_ == "message-updated")


def _said(  # noqa: PLR0913 - what a message is made of
    told: Mapping[str, Any], chat: Chat, author: Author, at: datetime | None, bot_id: str, *, edited: bool
) -> Incoming:
    content = _Content()
    content.feed(str(told.get("content") or "")[:_MOST_CHARS])
    content.close()
    text = "".join(content.texts)
    quote = _dict(told.get("quote"))
    links = [link for link in dict.fromkeys(content.links) if link not in text]
    message = Message(
        "\n".join([text, *links]) if links else text, id=str(told["id"]), author=author, chat=chat, at=at, kind=content.kind,
        quote="".join(content.quotes) or str(quote.get("content") or ""),
        forward="".join(content.forwards), platform=PLATFORM, edited=edited,
    )  # fmt: skip
    return Incoming(
        message=message, quoted=content.quoted or str(quote.get("id") or ""), mentions=tuple(dict.fromkeys(content.mentions)),
        calls_bot=bool(bot_id) and bot_id in content.mentions, words=text.strip(),
    )  # fmt: skip


def apis_of(call: Call, *, now_s: int = 0) -> list[tuple[str, dict[str, Any]]]:  # noqa: ARG001 - as the other platforms have it
    """Return what carries a call out, empty where nothing does; a mute is in milliseconds, 0 ends it."""
    about = {"guild_id": call.place.id, "user_id": call.user}
    match call.name:
        case "delete":
            return [("message_delete", {"channel_id": call.place.id, "message_id": call.message})]
        case "mute" | "unmute":
            return [("guild_member_mute", {**about, "duration": (call.duration_s or 0) * 1_000 if call.name == "mute" else 0})]
        case "kick" | "ban":
            return [("guild_member_kick", {**about, "permanent": call.name == "ban"})]
        case "say" | "reply" | "alert" if call.text and call.place.id:
            answers = call.name == "reply" and call.message and not call.message.startswith(EVENT)
            quote = f'<quote id="{escape(call.message)}"/>' if answers else ""
            return [("message_create", {"channel_id": call.place.id, "content": quote + escape(call.text, quote=False)})]
        case _:
            return []


def _chat(event: Mapping[str, Any]) -> Chat:
    """The channel; for joins and leaves, of which no channel is told, the guild: in groups they are the same."""
    channel, guild = _dict(event.get("channel")), _dict(event.get("guild"))
    place = channel or guild
    kind = channel.get("type")
    is_private = getattr(kind, "value", kind) == _DIRECT
    name = str(place.get("name") or guild.get("name") or "")
    return Chat(id=str(place.get("id") or ""), name=name, kind="private" if is_private else "group")


def _author(user: Mapping[str, Any], member: Mapping[str, Any]) -> Author:
    roles = [str(_dict(one).get("id") or _dict(one).get("name") or one).lower() for one in member.get("roles") or ()]
    role: Role = "bot" if user.get("is_bot") else "owner" if "owner" in roles else "admin" if "admin" in roles else "member"
    return Author(
        id=str(user.get("id") or ""), role=role, nickname=str(user.get("nick") or user.get("name") or ""),
        card=str(member.get("nick") or ""),
    )  # fmt: skip


def _moment(at: object) -> datetime | None:
    if isinstance(at, datetime):
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    if not isinstance(at, int) or isinstance(at, bool) or not 0 < at < 253_402_300_799_000:  # noqa: PLR2004 - the end of the year 9999
        return None
    return datetime.fromtimestamp(at / 1_000, UTC)


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
