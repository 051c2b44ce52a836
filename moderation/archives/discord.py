"""DiscordChatExporter, JSON and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from moderation.archives.kinds import kind_of_file
from moderation.archives.reader import Reader
from moderation.archives.record import mapping, sequence, words
from moderation.archives.roles import highest
from moderation.archives.wechat import card
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from moderation.archives.record import Record
    from moderation.archives.reject import Reject
    from moderation.message import Kind

__all__ = ["DiscordReader"]

_SPOKEN: Final = frozenset(
    {"Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "ThreadStarterMessage", "0", "19", "20", "21", "23", ""}
)
"""Types whose content somebody wrote; a number stands for a type that the exporter did not know."""

_NOTICES: Final[dict[str, Kind]] = {
    "GuildMemberJoin": "join", "RecipientAdd": "join", "RecipientRemove": "leave", "7": "join", "1": "join", "2": "leave",
    "Call": "system", "ChannelNameChange": "system", "ChannelIconChange": "system", "ChannelPinnedMessage": "system", "3": "system",
    "4": "system", "5": "system", "6": "system", "ThreadCreated": "system", "18": "system",
}  # fmt: skip
"""Types whose content the platform wrote; what is in neither table is checked, like a message."""


class DiscordReader(Reader):
    """Reads the messages of one channel; without an id in a CSV, a row has its number."""

    platform: ClassVar[str] = "discord"
    told: ClassVar[frozenset[str]] = frozenset({"channel"})

    def meet(self, key: str, value: object) -> None:
        """Take the channel."""
        if key == "channel":
            channel = mapping(value)
            type_ = words(channel.get("type"))
            private = type_ in ("DirectTextChat", "1")
            self.chat = Chat(id=words(channel.get("id")), name=words(channel.get("name")), kind="private" if private else "group")

    def take(self, record: Record) -> Message | Reject | None:
        """Return the message of a record."""
        if "authorid" in record.fields:
            return self._row(record)
        content = record.fields.get("content")
        if not isinstance(content, str):
            return record.refused("no-text" if content is None else "text-not-text")
        type_ = record.words("type")
        forwarded = record.mapping("forwardedMessage")
        embeds = "" if type_ not in _SPOKEN else _embeds(record.fields.get("embeds"), content)
        message = Message(
            f"{content}\n{embeds}" if content and embeds else content or embeds, id=record.words("id") or str(record.number),
            author=_author(record), chat=self.chat, at=self.when(record.fields.get("timestamp")), kind=_kind(record, type_),
            quote=self._quote(record), forward=_forward(forwarded), platform=self.platform,
            edited=record.fields.get("timestampEdited") is not None,
        )  # fmt: skip
        return self.noted(message)

    def _row(self, record: Record) -> Message | Reject:
        content = record.fields.get("content")
        if not isinstance(content, str):
            return record.refused("missing-columns")
        attachments = record.words("attachments").split(",")
        kind: Kind = "text" if content or not attachments[0] else kind_of_file(attachments[0])
        author = Author(id=record.words("authorid"), nickname=record.words("author"))
        return Message(
            content, id=str(record.number), author=author, at=self.when(record.fields.get("date")), kind=kind, platform=self.platform
        )

    def _quote(self, record: Record) -> str:
        answered = mapping(record.fields.get("referencedMessage"))
        return words(answered.get("content")) or self.recent.text(words(record.mapping("reference").get("messageId")))


def _author(record: Record) -> Author:
    author = record.mapping("author")
    roles = [words(mapping(role).get("name")) for role in sequence(author.get("roles"))]
    role = "bot" if author.get("isBot") is True else highest(roles)
    return Author(id=words(author.get("id")), role=role, nickname=words(author.get("name")), card=words(author.get("nickname")))


def _kind(record: Record, type_: str) -> Kind:
    if type_ not in _SPOKEN and type_ in _NOTICES:
        return _NOTICES[type_]
    attachment = mapping(next(iter(sequence(record.fields.get("attachments"))), None))
    if not record.fields.get("content") and attachment:
        return kind_of_file(words(attachment.get("fileName")) or words(attachment.get("url")))
    if not record.fields.get("content") and sequence(record.fields.get("stickers")):
        return "sticker"
    return "link" if not record.fields.get("content") and sequence(record.fields.get("embeds")) else "text"


def _embeds(embeds: object, content: str) -> str:
    """The words and addresses of cards, but for those that the text itself has."""
    shown = [words(embed.get(name)) for embed in map(mapping, sequence(embeds)) for name in ("title", "description", "url")]
    return card("\n".join(dict.fromkeys(part for part in shown if part and part not in content)))


def _forward(message: dict[str, Any]) -> str:
    return card(words(message.get("content")), _embeds(message.get("embeds"), ""))
