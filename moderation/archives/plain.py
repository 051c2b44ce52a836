"""Plain text: one message a line; its line number is its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.archives.kinds import bare
from moderation.archives.options import Options
from moderation.archives.reject import Reject
from moderation.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.archives.lines import Numbered

__all__ = ["read"]

_DEFAULT: Final = Options()


def read(lines: Iterator[Numbered], options: Options = _DEFAULT) -> Iterator[Message | Reject]:  # noqa: ARG001 - as every reader of lines
    """Yield the message of every line that is not blank."""
    for number, line in lines:
        if isinstance(line, Reject):
            yield line
        elif line and not line.isspace():
            text, kind = bare(line)
            yield Message(text, id=str(number), kind=kind)
