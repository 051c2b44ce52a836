"""Names in answers and in what staff are told of questions: covered where they advertise or hold what the ruleset looks for. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from moderation.sanctions.notices_safe import STAR, harmless
from moderation.text.outgoing import outgoing

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderation.message import Message
    from moderation.verdict import Verdict

__all__ = ["with_name_covered"]

_LONGEST: Final = 32
"""As the desk writes names."""
_SHOWN: Final = 20


def with_name_covered(message: Message, verdict: Verdict, named: Callable[[str], str]) -> tuple[Message, Verdict]:
    """Return a message that gets an answer or a route, and its verdict, with its author's name as it may be said.

    `named` is `Announcer.named`. The desk addresses whom it answers without knowing what the ruleset looks for.
    """
    name = message.author.card or message.author.nickname
    shown = named(name)
    if shown == harmless(name, _SHOWN):
        return message, verdict
    shown = shown or STAR
    written = outgoing(name, longest=_LONGEST)
    answer, route = verdict.answer, verdict.route
    if answer is not None and written:
        answer = replace(answer, text=answer.text.replace(written, shown))
    if route is not None and route.reply and written:
        route = replace(route, reply=route.reply.replace(written, shown))
    author = replace(message.author, nickname=shown, card="")
    return replace(message, author=author), replace(verdict, answer=answer, route=route)
