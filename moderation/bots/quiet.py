"""Quiet mode for commands: nothing is done, nothing is said where members read it; staff are answered where only they do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.bots.asking import Asked
    from moderation.bots.base import Call, Place

__all__ = ["quietly"]


def quietly(calls: Iterable[Call], asked: Asked, staff_chat: Place | None) -> Iterator[Call]:
    """Yield the calls of a command as quiet mode has them: alerts, and answers to staff, as alerts where members would read them."""
    where = asked.incoming.place
    is_among_staff = where == staff_chat or where.kind == "private"
    for call in calls:
        if call.name == "alert":
            yield call
        elif call.name == "reply" and asked.is_staff:
            yield call if is_among_staff else replace(call, name="alert", message="")
