"""What the readers of all exports of records share: the chat so far, the texts that a reply may answer, notices."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from moderation.archives.moments import moment
from moderation.archives.notices import kind_of_notice, subject
from moderation.archives.recent import Recent
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from datetime import datetime

    from moderation.archives.options import Options
    from moderation.archives.record import Record
    from moderation.archives.reject import Reject
    from moderation.message import Kind

__all__ = ["Reader", "Said"]


class Said(NamedTuple):
    """What a message says: its kind, the sender's own words, and somebody else's that it quotes or passes on."""

    kind: Kind
    text: str = ""
    quote: str = ""
    forward: str = ""


class Reader(ABC):
    """The reader of one format: turns its records into messages, in their order.

    A record that is no message (a header, a member, a log-in) gives `None`; one that cannot be understood a Reject.
    """

    platform: ClassVar[str] = ""
    told: ClassVar[frozenset[str]] = frozenset()
    """What `meet` takes note of: where a document has not told all of it before its records, it may do so behind them."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.chat = Chat()
        self.recent = Recent()

    def meet(self, key: str, value: object) -> None:  # noqa: B027 - most exports tell nothing beside their records
        """Take note of what a document tells beside its records; an empty key begins a new object."""

    @abstractmethod
    def take(self, record: Record) -> Message | Reject | None:
        """Return what a record is; never raises, whatever stands in it."""

    def when(self, *values: object) -> datetime | None:
        """Return the first of some values that is a time."""
        for value in values:
            at = moment(value, self.options.zone, self.options.order)
            if at is not None:
                return at
        return None

    def noted(self, message: Message) -> Message:
        """Return a message, kept in mind for replies to it."""
        self.recent.note(message.id, message.text or message.forward)
        return message

    def notice(self, message: Message) -> Message:
        """Return the message of the system that `message` is: a join, a leave, a recall or something else, and by whom.

        The author stays where the notice is about them; where it names somebody else, that is the author.
        """
        kind = kind_of_notice(message.text)
        who = subject(message.text, kind)
        author = message.author
        if who and who not in (author.nickname, author.card):
            author = Author(nickname=who)
        return Message(
            message.text, id=message.id, author=author, chat=message.chat, at=message.at, kind=kind, platform=message.platform,
        )  # fmt: skip
