"""Alerts to staff: so many a minute, further ones counted and told in one. An alert a second is read by nobody.

Also what staff are told instead of notices that are held back because a chat has had enough of them.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from moderation.bots.base import Call
from moderation.sanctions.notices_safe import harmless, without_contacts
from moderation.wording import say
from moderation.wording.bots import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderation.message import Message

__all__ = ["AlertLimit", "notices_held", "where"]

_WINDOW_S: Final = 60.0


class AlertLimit:
    """Decides which alerts are sent; `now_s` is any clock that only goes forward.

    >>> limit = AlertLimit(1, now_s=lambda: 0.0)
    >>> limit.passed("甲"), limit.passed("乙"), limit.held
    ('甲', None, 1)
    """

    def __init__(self, most: int, *, now_s: Callable[[], float]) -> None:
        self._most = most
        self._now_s = now_s
        self._sent: deque[float] = deque()
        self.held = 0

    def passed(self, text: str) -> str | None:
        """Return an alert as it is to be sent, with the number of those held back before it; `None` for one that is held back."""
        now = self._now_s()
        while self._sent and self._sent[0] <= now - _WINDOW_S:
            self._sent.popleft()
        if len(self._sent) >= self._most:
            self.held += 1
            return None
        self._sent.append(now)
        rest = self.rest()
        return f"{text}\n{rest}" if rest else text

    def rest(self) -> str:
        """Return what is to be said about the alerts that were held back, empty where none were; they count as told then."""
        held, self.held = self.held, 0
        return say(SENTENCES, "held", "zh", {"count": held}) if held else ""


def notices_held(message: Message, most: int) -> Call:
    """Return what staff are told when a chat has had its `most` notices of a minute, and the one about this message is held back."""
    text = say(SENTENCES, "notices-held", "zh", {"where": where(message), "most": most})
    return Call(name="alert", text=text, message=message.id or "", user=message.author.id)


def where(message: Message) -> str:
    """Return the name of a message's group as staff read it before what happened there; empty for a private chat."""
    name = harmless(without_contacts(message.chat.name), 20) or message.chat.id
    return f"{name}：" if message.chat.kind == "group" and name else ""
