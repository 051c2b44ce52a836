"""One row of a report's source: a message with its verdict, and what every counter asks of it, worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.message import BEIJING
from moderation.verdict import Level

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from moderation.message import Message
    from moderation.verdict import Verdict

__all__ = ["NOTICES", "Seen", "seen"]

NOTICES: Final = frozenset({"system", "recall", "join", "leave"})
"""Kinds of messages that nobody said."""

_LONGEST: Final = 200
"""No name, account or chat has a longer one; a hundred thousand hostile ones must not fill the memory, or a page."""


class Seen(NamedTuple):
    """A message with its verdict; `user` and `chat` name its author and place within all platforms, empty where unknown.

    `local` is its time in the zone of the report, `None` where no time is known. `spoken` tells messages that a member sent
    from notices of the platform.
    """

    message: Message
    verdict: Verdict
    user: str
    chat: str
    name: str
    local: datetime | None
    at_ms: int | None
    spoken: bool
    flagged: bool


def seen(message: Message, verdict: Verdict, zone: tzinfo) -> Seen:
    """Return a row as the counters read it.

    >>> from moderation.message import Author, Message
    >>> from moderation.verdict import Verdict
    >>> seen(Message("早", author=Author(nickname="小林")), Verdict(), BEIJING).name
    '小林'
    """
    author, chat = message.author, message.chat.id[:_LONGEST]
    name = (author.card or author.nickname)[:_LONGEST]
    known = author.id[:_LONGEST] or name
    return Seen(
        message=message,
        verdict=verdict,
        user=f"{message.platform}|{known}" if known else "",
        chat=f"{message.platform}|{chat}" if chat else "",
        name=name,
        local=_local(message.at, zone),
        at_ms=message.at_ms,
        spoken=message.kind not in NOTICES,
        flagged=verdict.level is not Level.PASS,
    )


def _local(at: datetime | None, zone: tzinfo) -> datetime | None:
    if at is None or at.tzinfo is zone:  # as readers make them
        return at
    try:
        return (at if at.tzinfo is not None else at.replace(tzinfo=BEIJING)).astimezone(zone)
    except (OverflowError, ValueError):  # the edge of the calendar
        return None
