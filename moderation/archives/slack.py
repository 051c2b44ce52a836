"""Slack: one JSON array a day and channel, in a folder of the channel's name."""

from __future__ import annotations

import html
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Final

from moderation.archives.kinds import kind_of_file
from moderation.archives.reader import Reader
from moderation.archives.record import mapping, sequence, words
from moderation.archives.wechat import card
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
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

_MARK: Final = re.compile(r"<([^<>|]{1,2000})(?:\|([^<>]{0,2000}))?>")


class SlackReader(Reader):
    """Reads the messages of one channel."""

    platform: ClassVar[str] = "slack"

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        path = PurePath(options.name)
        if _DAY.fullmatch(path.name) and path.parent.name:
            self.chat = Chat(id=path.parent.name, name=path.parent.name)

    def take(self, record: Record) -> Message | Reject | None:
        """Return the message of a record."""
        subtype = record.words("subtype")
        inner = record.mapping("message") if subtype == "message_changed" else {}
        fields = {**record.fields, **inner}
        text = fields.get("text")
        if not isinstance(text, str) and subtype not in _RECALLS and not _has_more(fields):
            return record.refused("no-text" if text is None else "text-not-text")
        kind = _kind(subtype, fields)
        message = Message(
            _text(text if isinstance(text, str) else "", fields) if kind != "recall" else "", id=_id(fields, kind) or str(record.number),
            author=_author(fields), chat=self._chat(fields), at=self.when(fields.get("ts")), kind=kind, quote=self._quote(fields),
            forward=_forward(fields), platform=self.platform, edited="edited" in fields or bool(inner),
        )  # fmt: skip
        return self.noted(message)

    def _chat(self, fields: dict[str, Any]) -> Chat:
        channel = words(fields.get("channel"))
        return Chat(id=channel, name=self.chat.name) if channel else self.chat

    def _quote(self, fields: dict[str, Any]) -> str:
        """What stands at the head of the thread; every message of it answers that."""
        thread = words(fields.get("thread_ts"))
        return self.recent.text(thread) if thread != words(fields.get("ts")) else ""


def _id(fields: dict[str, Any], kind: Kind) -> str:
    return words(fields.get("deleted_ts")) or words(fields.get("ts")) if kind == "recall" else words(fields.get("ts"))


def _author(fields: dict[str, Any]) -> Author:
    profile = mapping(fields.get("user_profile"))
    bot = words(fields.get("bot_id"))
    name = words(profile.get("display_name")) or words(profile.get("real_name")) or words(fields.get("username"))
    return Author(id=words(fields.get("user")) or bot, nickname=name, role="bot" if bot else "member")


def _kind(subtype: str, fields: dict[str, Any]) -> Kind:
    for subtypes, kind in ((_JOINS, "join"), (_LEAVES, "leave"), (_RECALLS, "recall")):
        if subtype in subtypes:
            return kind  # type: ignore[return-value]
    if subtype not in _SPOKEN and subtype.startswith(_NOTICES):
        return "system"
    if fields.get("text") or not sequence(fields.get("files")):
        return "text" if fields.get("text") or not sequence(fields.get("attachments")) else "link"
    return kind_of_file(words(mapping(sequence(fields["files"])[0]).get("name")))


def _has_more(fields: dict[str, Any]) -> bool:
    return bool(sequence(fields.get("files")) or sequence(fields.get("attachments")))


def _text(text: str, fields: dict[str, Any]) -> str:
    """The text as it was typed, then the titles and addresses of cards."""
    typed = html.unescape(_MARK.sub(_typed, text))
    shown = [
        html.unescape(_MARK.sub(_typed, words(attachment.get(name))))
        for attachment in map(mapping, sequence(fields.get("attachments")))
        if not _is_shared(attachment)
        for name in ("title", "text", "title_link", "from_url")
    ]
    more = card("\n".join(dict.fromkeys(part for part in shown if part and part not in typed)))
    return f"{typed}\n{more}" if typed and more else typed or more


def _typed(mark: re.Match[str]) -> str:
    """What stood where Slack has a mark: an address with its words, or the name of a member or channel."""
    target, label = mark[1], mark[2] or ""
    if target[0] in "@#!":
        return target[0].replace("!", "@") + (label or target[1:])
    target = target.removeprefix("mailto:")
    return target if not label or label in target else f"{label} {target}"


def _forward(fields: dict[str, Any]) -> str:
    shared = [
        words(part.get("text")) or words(part.get("fallback"))
        for part in map(mapping, sequence(fields.get("attachments")))
        if _is_shared(part)
    ]
    return html.unescape("\n".join(filter(None, shared)))


def _is_shared(attachment: dict[str, Any]) -> bool:
    """Whether an attachment is another message that was passed on."""
    return attachment.get("is_share") is True or attachment.get("is_msg_unfurl") is True
