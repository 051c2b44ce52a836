"""DiscordChatExporter, JSON and CSV."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Final

from moderation.archives.kinds import kind_of_file
from moderation.archives.reader import Reader
from moderation.archives.record import mapping, sequence, words
from moderation.archives.roles import highest
from moderation.archives.wechat import card
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from moderation.archives.options import Options
    from moderation.archives.record import Record
    from moderation.archives.reject import Reject
    from moderation.message import Kind

__all__ = ["DiscordReader"]

_SPOKEN: Final = frozenset(
    {"Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "ThreadStarterMessage", "0", "19", "20", "21", "23", ""}
)
"""Types whose content somebody wrote; a number stands for a type that the exporter did not know."""

_OF_OTHERS: Final = frozenset({"RecipientAdd", "RecipientRemove", "1", "2"})
_DEPTH: Final = 6
_FILE: Final = re.compile(
    r"(?:.* - )?(?P<name>[^\]\[]*) \[(?P<id>\d{15,20})\](?: \([^()]*\))?(?: \[part \d+\])?\.csv(?:\.gz|\.zstd?)?", re.IGNORECASE
)
"""How the exporter names its files: by guild, category and channel, with the id of the channel."""
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

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        named = _FILE.fullmatch(PurePath(options.name).name)
        if named is not None:  # a CSV says nothing of the channel
            self.chat = Chat(id=named["id"], name=named["name"].strip())

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
        shown = card(_embeds(record.fields.get("embeds"), content), _buttons(record.fields.get("components"), _DEPTH))
        embeds = shown if type_ in _SPOKEN else ""
        message = Message(
            f"{content}\n{embeds}" if content and embeds else content or embeds, id=record.words("id") or str(record.number),
            author=_about(record, type_), chat=self.chat, at=self.when(record.fields.get("timestamp")), kind=_kind(record, type_),
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
            content, id=str(record.number), author=author, chat=self.chat, at=self.when(record.fields.get("date")), kind=kind,
            platform=self.platform,
        )  # fmt: skip

    def _quote(self, record: Record) -> str:
        answered = mapping(record.fields.get("referencedMessage"))
        return words(answered.get("content")) or self.recent.text(words(record.mapping("reference").get("messageId")))


def _about(record: Record, type_: str) -> Author:
    """Who sent a message; of a notice, whom it is about and not who added or removed them."""
    mentioned = sequence(record.fields.get("mentions"))
    return _author(mapping(mentioned[0]) if type_ in _OF_OTHERS and mentioned else record.mapping("author"))


def _author(author: dict[str, Any]) -> Author:
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
    shown = [part for embed in map(mapping, sequence(embeds)) for part in _shown(embed)]
    return card("\n".join(dict.fromkeys(part for part in shown if part and part not in content)))


def _shown(embed: dict[str, Any]) -> list[str]:
    author, footer = mapping(embed.get("author")), mapping(embed.get("footer"))
    fields = [words(field.get(name)) for field in map(mapping, sequence(embed.get("fields"))) for name in ("name", "value")]
    own = [words(embed.get(name)) for name in ("title", "description", "url")]
    return [words(author.get("name")), *own, words(author.get("url")), *fields, words(footer.get("text"))]


def _buttons(components: object, depth: int) -> str:
    """The words and addresses of buttons, however they are put into rows."""
    parts = list(map(mapping, sequence(components))) if depth else []
    return card(
        "\n".join(filter(None, (card(words(p.get("label")), words(p.get("url")), _buttons(p.get("components"), depth - 1)) for p in parts)))
    )


def _forward(message: dict[str, Any]) -> str:
    return card(words(message.get("content")), _embeds(message.get("embeds"), ""))
