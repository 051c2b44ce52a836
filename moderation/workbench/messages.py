"""What stands under `tests` → Messages: a text, or a mapping with who wrote it, what it quotes, and when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from moderation.archives.moments import BEIJING, moment
from moderation.compile.durations import seconds
from moderation.message import Author, Message

if TYPE_CHECKING:
    from moderation.ruleset.schema import TestMessage

__all__ = ["TIME_FORM", "TimeMistake", "message_of"]

TIME_FORM: Final = "3d | 2026-01-31 | 2026-01-31 20:15"
"""What a diagnostic shows where a time was expected."""

_NOON: Final = datetime(2026, 1, 1, 12, tzinfo=BEIJING)
"""When a test message was sent that does not say so: at an hour that no rule is about."""


class TimeMistake(Exception):  # noqa: N818 - no error of the library: it never leaves this room
    """A time that is none: the key and what stands there."""

    def __init__(self, key: str, found: str) -> None:
        super().__init__(key)
        self.key, self.found = key, found


def message_of(test: str | TestMessage) -> Message:
    """Return the message of a test; sent at noon unless it says when, by a member who joined nobody knows when.

    >>> message_of("加我").author.joined is None
    True

    Raises:
        TimeMistake: `at` or `joined` is no time.
    """
    if isinstance(test, str):
        return Message(test, at=_NOON)
    at = _NOON if test.at is None else _time("at", test.at)
    author = Author(role=test.role, nickname=test.nickname, card=test.card, joined=_joined(test.joined, at))
    return Message(test.text, at=at, author=author, quote=test.quote, forward=test.forward, join_answer=test.join_answer)


def _joined(written: str | None, at: datetime) -> datetime | None:
    """`3d` means three days before the message; anything else is a time of its own."""
    if written is None:
        return None
    ago = seconds(written)
    if ago is None:
        return _time("joined", written)
    try:
        return at - timedelta(seconds=ago)
    except OverflowError as error:  # before the calendar begins
        raise TimeMistake("joined", written) from error


def _time(key: str, written: str) -> datetime:
    found = moment(written)
    if found is None:
        raise TimeMistake(key, written)
    return found
