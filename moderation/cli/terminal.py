"""The two streams of a terminal: whatever is printed arrives, in any encoding, and obeys nobody but us."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from moderation.wording import say
from moderation.wording.cli import SENTENCES
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from rich.console import Console

    from moderation.wording import Lang

__all__ = ["abandon_stdout", "complain", "console", "flush", "print_json", "print_text", "unbreakable_streams"]

_DANGEROUS: Final = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What JSON leaves raw and a terminal obeys: the second set of controls, and what turns the direction of text."""


def unbreakable_streams() -> None:
    """Make both streams write what their encoding lacks as an escape; one that is closed takes everything and keeps nothing."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open until the process ends
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_text(text: str) -> None:
    """Print lines that may hold strangers' words."""
    sys.stdout.write(visible(text, keep="\n") + "\n")


def print_json(value: Any, *, indent: int | None = None) -> None:  # noqa: ANN401 - whatever JSON can hold
    """Print a value as JSON that is valid in the encoding of the stream."""
    ascii_only = not (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    sys.stdout.write(_DANGEROUS.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def complain(sentence: str, lang: Lang, hint: str = "") -> None:
    """Print what went wrong to the error stream."""
    sys.stderr.write(visible(say(SENTENCES, "error", lang, {"sentence": sentence}), keep="\n") + "\n" + (f"{hint}\n" if hint else ""))


def console(*, stderr: bool = False) -> Console:
    """Return the console for tables and progress: no markup, no emoji codes, no colours guessed from words."""
    from rich.console import Console  # noqa: PLC0415 - only scan draws tables; the other verbs start faster without

    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def flush() -> None:
    """Write out what is still held back, so that a full disk or a closed pipe shows now."""
    sys.stdout.flush()
    sys.stderr.flush()


def abandon_stdout() -> None:
    """Let what is still held back for a closed pipe go nowhere, so that the interpreter can end quietly."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
