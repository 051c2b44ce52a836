"""Plain text: one message a line; its line number is its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.archives.reject import Reject
from moderation.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.archives.lines import Numbered

__all__ = ["read"]


def read(lines: Iterator[Numbered]) -> Iterator[Message | Reject]:
    """Yield the message of every line that is not blank."""
    for number, line in lines:
        if isinstance(line, Reject):
            yield line
        elif line and not line.isspace():
            yield Message(line, id=str(number))
