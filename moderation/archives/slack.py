"""Slack: one JSON array a day and channel, in a folder of the channel's name."""

from __future__ import annotations

import html
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Final

from moderation.archives.kinds import kind_of_file
from moderation.archives.reader import Reader
from moderation.archives.record import mapping, sequence, words
from moderation.archives.slack_blocks import block_lines, typed_as
from moderation.archives.slack_names import NOBODY, chat_of, people
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from moderation.archives.options import Options
    from moderation.archives.record import Record
    from moderation.archives.reject import Reject
    from moderation.message import Kind

__all__ = ["SlackReader"]

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\.json(?:l|\.gz|\.zst)?")
_JOINS: Final = frozenset({"channel_join", "group_join"})
_LEAVES: Final = frozenset({"channel_leave", "group_leave"})
_RECALLS: Final = frozenset({"message_deleted", "tombstone"})
_SPOKEN: Final = frozenset({
    "", "bot_message", "me_message", "file_share", "file_comment", "thread_broadcast", "message_changed", "message_replied",
    "reply_broadcast",
})  # fmt: skip
_NOTICES: Final = ("channel_", "group_", "pinned_item", "unpinned_item", "reminder_add", "bot_add", "bot_remove", "huddle_thread")
"""How the subtypes begin whose text the platform wrote; what is in no table is checked, like a message."""

_CARD: Final = ("pretext", "title", "text", "title_link", "from_url")
_NOISE: Final = re.compile(r"[\s*_~`>•]+")
"""What marks are, and what a text and the blocks that it was made of differ by."""


class SlackReader(Reader):
    """Reads the messages of one channel."""

    platform: ClassVar[str] = "slack"

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        path = PurePath(options.name)
        if _DAY.fullmatch(path.name) and path.parent.name:
            self.chat = chat_of(path.parent.name, options.beside)
        self._people = people(options.beside)

    def take(self, record: Record) -> Message | Reject | None:
        """Return the message of a record."""
        subtype = record.words("subtype")
        inner = record.mapping("message") if subtype == "message_changed" else {}
        fields = {**record.fields, **inner}
        text = fields.get("text")
        lines = list(block_lines(fields.get("blocks"), self._named))
        kind = _kind(subtype, fields, has_words=bool(text or lines))
        if not isinstance(text, str) and not lines and kind != "recall" and not _has_more(fields):
            return record.refused("no-text" if text is None else "text-not-text")
        said = self._text(text if isinstance(text, str) else "", lines, fields) if kind != "recall" else ""
        message = Message(
            said, id=_id(fields, kind) or str(record.number), author=self._author(fields), chat=self._chat(fields),
            at=self.when(fields.get("ts")), kind=kind, quote=self._quote(fields), forward=_forward(fields, self._named),
            platform=self.platform, edited="edited" in fields or bool(inner),
        )  # fmt: skip
        return self.noted(message)

    def _text(self, text: str, lines: Sequence[str], fields: dict[str, Any]) -> str:
        """The text as it was typed, then what only its blocks say, then the titles and addresses of cards."""
        typed = typed_as(text, self._named)
        shown = [line for line in lines if not _says(typed, line)]
        for attachment in map(mapping, sequence(fields.get("attachments"))):
            if not _is_shared(attachment):
                shown += (line for line in _card_lines(attachment, self._named) if line not in typed)
        return "\n".join(dict.fromkeys(filter(None, (typed, *shown))))

    def _named(self, id_: str) -> str:
        return self._people.get(id_, NOBODY).name or id_

    def _author(self, fields: dict[str, Any]) -> Author:
        profile = mapping(fields.get("user_profile"))
        bot = words(fields.get("bot_id"))
        id_ = words(fields.get("user")) or bot
        person = self._people.get(id_, NOBODY)
        name = words(profile.get("display_name")) or words(profile.get("real_name")) or words(fields.get("username")) or person.name
        return Author(id=id_, nickname=name, role="bot" if bot else person.role)

    def _chat(self, fields: dict[str, Any]) -> Chat:
        channel = words(fields.get("channel"))
        return Chat(id=channel, name=self.chat.name) if channel else self.chat

    def _quote(self, fields: dict[str, Any]) -> str:
        """What stands at the head of the thread; every message of it answers that."""
        thread = words(fields.get("thread_ts"))
        return self.recent.text(thread) if thread != words(fields.get("ts")) else ""


def _id(fields: dict[str, Any], kind: Kind) -> str:
    return words(fields.get("deleted_ts")) or words(fields.get("ts")) if kind == "recall" else words(fields.get("ts"))


def _kind(subtype: str, fields: dict[str, Any], *, has_words: bool) -> Kind:
    for subtypes, kind in ((_JOINS, "join"), (_LEAVES, "leave"), (_RECALLS, "recall")):
        if subtype in subtypes:
            return kind  # type: ignore[return-value]
    if subtype not in _SPOKEN and subtype.startswith(_NOTICES):
        return "system"
    files = sequence(fields.get("files"))
    if has_words or not files:
        return "text" if has_words or not sequence(fields.get("attachments")) else "link"
    return kind_of_file(words(mapping(files[0]).get("name")))


def _has_more(fields: dict[str, Any]) -> bool:
    return bool(sequence(fields.get("files")) or sequence(fields.get("attachments")))


def _says(typed: str, line: str) -> bool:
    """Whether a text has a line of its blocks, marks and blanks aside."""
    return _NOISE.sub("", line) in _NOISE.sub("", typed)


def _card_lines(attachment: dict[str, Any], named: Callable[[str], str]) -> Iterator[str]:
    """What a card shows; what stands for it where cards cannot be shown only if there is nothing else."""
    fields = [mapping(field).get(name) for field in sequence(attachment.get("fields")) for name in ("title", "value")]
    shown = [typed_as(words(part), named).strip() for part in (*map(attachment.get, _CARD), *fields, attachment.get("footer"))]
    shown += block_lines(attachment.get("blocks"), named)
    yield from filter(None, shown if any(shown) else (typed_as(words(attachment.get("fallback")), named),))


def _forward(fields: dict[str, Any], named: Callable[[str], str]) -> str:
    shared = (part for part in map(mapping, sequence(fields.get("attachments"))) if _is_shared(part))
    return "\n".join(filter(None, (_passed_on(part, named) for part in shared)))


def _passed_on(attachment: dict[str, Any], named: Callable[[str], str]) -> str:
    """What another message said that was passed on."""
    text = typed_as(words(attachment.get("text")), named)
    messages = (mapping(mapping(block).get("message")) for block in sequence(attachment.get("message_blocks")))
    lines = (line for message in messages for line in block_lines(message.get("blocks"), named))
    return text or "\n".join(lines) or html.unescape(words(attachment.get("fallback")))


def _is_shared(attachment: dict[str, Any]) -> bool:
    """Whether an attachment is another message that was passed on."""
    return attachment.get("is_share") is True or attachment.get("is_msg_unfurl") is True
