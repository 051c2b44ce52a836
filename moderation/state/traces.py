"""What memory and SQLite have in common: the traces of messages in packed windows, by the name under which each is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.state import packed, tally

if TYPE_CHECKING:
    from moderation.state.store import Mark, Window

__all__ = ["encoded", "leave", "recall", "stored_name"]


def stored_name(mark: Mark) -> str:
    """Return the name under which a mark's window is kept: entries and tallies, and tallies of other steps, never mix.

    >>> from moderation.state.store import Mark
    >>> stored_name(Mark(window="flood|g1", span_ms=10_000)), stored_name(Mark(window="all", span_ms=60_000, keep=0))
    ('=flood|g1', '1000=all')
    """
    return f"={mark.window}" if mark.keep else f"{tally.step_ms(mark)}={mark.window}"


def leave(window: bytes, message: bytes, at_ms: int, mark: Mark) -> tuple[bytes, Window]:
    """Return a packed window with what a message leaves in it, and what the message sees; an unknown one is empty bytes."""
    if mark.keep:
        return packed.leave(window, message, at_ms, mark)
    return tally.leave(window, at_ms, mark)


def recall(window: bytes, message: bytes, at_ms: int, mark: Mark) -> Window:
    """Return what a message that came before sees in a packed window."""
    if mark.keep:
        return packed.recall(window, message, mark)
    return tally.recall(window, at_ms, mark)


def encoded(text: str) -> bytes:
    """Return any string as bytes, lone surrogates included.

    >>> encoded("群" + chr(0xD800)).hex()
    'e7bea4eda080'
    """
    return text.encode("utf-8", "surrogatepass")
