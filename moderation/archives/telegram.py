"""Telegram Desktop `result.json`: one chat, or a whole account with a list of chats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from moderation.archives.reader import Reader
from moderation.archives.recent import Recent
from moderation.archives.record import mapping, sequence, words
from moderation.archives.wechat import card
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from moderation.archives.record import Record
    from moderation.archives.reject import Reject
    from moderation.message import Kind

__all__ = ["TelegramReader"]

_PRIVATE: Final = frozenset({"personal_chat", "bot_chat", "saved_messages", "replies", "verification_codes"})
_JOINS: Final = frozenset({"invite_members", "join_group_by_link", "join_group_by_request", "joined_telegram"})
_LEAVES: Final = frozenset({"remove_members"})
_MEDIA: Final[dict[str, Kind]] = {
    "sticker": "sticker", "animation": "sticker", "voice_message": "voice", "audio_file": "voice", "video_message": "video",
    "video_file": "video",
}  # fmt: skip
_OTHER: Final[dict[str, Kind]] = {
    "photo": "image", "contact_information": "card", "contact_vcard": "card", "poll": "other", "location_information": "other",
    "game_title": "other", "invoice_information": "other", "dice": "other", "giveaway_information": "other", "todo_list": "other",
    "file": "file",
}  # fmt: skip
"""What else a message may have, the more particular first."""


class TelegramReader(Reader):
    """Reads messages and service messages; every service message is one message, without text."""

    platform: ClassVar[str] = "telegram"
    told: ClassVar[frozenset[str]] = frozenset({"name", "type", "id"})

    def __init__(self, options: Any) -> None:  # noqa: ANN401 - as the base class has it
        super().__init__(options)
        self._about: dict[str, str] = {}

    def meet(self, key: str, value: object) -> None:
        """Take the chat from what stands before its messages."""
        if not key:
            self._about, self.recent = {}, Recent()
        if key in ("name", "type", "id"):
            self._about[key] = words(value)
        kind = self._about.get("type", "")
        private = kind in _PRIVATE
        self.chat = Chat(id=self._about.get("id", ""), name=self._about.get("name", ""), kind="private" if private else "group")

    def take(self, record: Record) -> Message | Reject | None:
        """Return the message of a record."""
        if record.fields.get("type") == "service":
            return self._service(record)
        if "text" not in record.fields and record.fields.get("type") != "unsupported":
            return record.refused("no-text")
        if not isinstance(record.fields.get("text", ""), (str, list)):
            return record.refused("text-not-text")
        text = _text(record)
        is_forward = "forwarded_from" in record.fields or "forwarded_from_id" in record.fields
        answered = record.words("reply_to_message_id") if not record.words("reply_to_peer_id") else ""  # or else an id of another chat
        message = Message(
            "" if is_forward else text, id=record.words("id") or str(record.number), author=_author(record, "from"), chat=self.chat,
            at=self._at(record), kind=_kind(record), quote=self.recent.text(answered),
            forward=text if is_forward else "", platform=self.platform, edited=_is_edited(record),
        )  # fmt: skip
        return self.noted(message)

    def _service(self, record: Record) -> Message:
        """A join or leave is that of the member it is about; who invited or removed them is not the author."""
        action, author = record.words("action"), _author(record, "actor")
        kind: Kind = "join" if action in _JOINS else "leave" if action in _LEAVES else "system"
        told = sequence(record.fields.get("members"))
        members = [name for name in told if isinstance(name, str) and name]
        if kind != "system" and told and author.nickname not in members:
            author = Author(nickname=members[0] if len(members) == 1 else "")
        return Message(
            _notice(kind, members), id=record.words("id") or str(record.number), author=author, chat=self.chat, at=self._at(record),
            kind=kind, platform=self.platform,
        )  # fmt: skip

    def _at(self, record: Record) -> Any:  # noqa: ANN401 - the time that `when` returns
        return self.when(record.fields.get("date_unixtime"), record.fields.get("date"))


def _notice(kind: Kind, members: list[str]) -> str:
    """Several members who joined at once are told by name, so that each is known as a newcomer."""
    return f"{'、'.join(members)}加入了群聊" if kind == "join" and len(members) > 1 else ""


def _author(record: Record, name: str) -> Author:
    return Author(id=record.words(f"{name}_id"), nickname=record.words(name))


def _text(record: Record) -> str:
    """The text with everything that it hides: addresses behind words, polls, buttons, the names of places and files."""
    fields = record.fields
    parts = fields["text"] if isinstance(fields.get("text"), list) else [fields.get("text", "")]
    text = "".join(part if isinstance(part, str) else words(mapping(part).get("text")) for part in parts)
    hidden = [words(mapping(part).get("href")) for part in parts]
    poll, contact = record.mapping("poll"), record.mapping("contact_information")
    hidden += [words(poll.get("question")), *(words(mapping(answer).get("text")) for answer in sequence(poll.get("answers")))]
    hidden += [words(contact.get(name)) for name in ("first_name", "last_name", "phone_number")]
    hidden += [record.words("place_name"), record.words("address"), words(record.mapping("giveaway_information").get("additional_prize"))]
    hidden += [record.words("file_name")] if "media_type" not in fields else []
    for row in sequence(fields.get("inline_bot_buttons")):
        for button in map(mapping, sequence(row)):
            hidden += [words(button.get("text")), words(button.get("data")) if button.get("type") == "url" else ""]
    more = card("\n".join(dict.fromkeys(part for part in hidden if part and part not in text)))
    return f"{text}\n{more}" if text and more else text or more


def _kind(record: Record) -> Kind:
    if record.fields.get("type") == "unsupported":
        return "other"
    media = _MEDIA.get(record.words("media_type"))
    if media is not None:
        return media
    other: Kind = next((kind for name, kind in _OTHER.items() if record.fields.get(name)), "text")
    return other


def _is_edited(record: Record) -> bool:
    return "edited" in record.fields or "edited_unixtime" in record.fields
