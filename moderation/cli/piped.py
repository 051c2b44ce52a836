"""Text and archives that come through a pipe."""

from __future__ import annotations

import sys
from typing import BinaryIO

from moderation.archives.lines import encoding_of
from moderation.errors import UsageError
from moderation.wording import both
from moderation.wording.cli import SENTENCES

__all__ = ["stdin", "text_or_stdin"]


def stdin() -> BinaryIO:
    """Return the standard input as bytes.

    Raises:
        UsageError: it is closed.
    """
    if sys.stdin is None:
        raise UsageError(*both(SENTENCES, "no-stdin"))
    return sys.stdin.buffer


def text_or_stdin(text: str) -> str:
    """Return the text of a message; `-` stands for all of the standard input, without its last line break."""
    if text != "-":
        return text
    content = stdin().read()
    return content.decode(encoding_of(content) or "utf-8", "backslashreplace").removeprefix("\ufeff").removesuffix("\n").removesuffix("\r")
