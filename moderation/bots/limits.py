"""How often members can make a bot speak: whoever asks for the rules all day long is not answered all day long.

Staff are not limited. Times are those of messages, in milliseconds.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from moderation.bots.recent import Bounded

if TYPE_CHECKING:
    from moderation.bots.settings import Settings

__all__ = ["MemberLimits"]

_MINUTE_MS: Final = 60_000
_KEPT: Final = 10_000
"""Members and chats whose last commands are remembered."""


class _Rate:
    """So many times in a minute for each key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._times: Bounded[deque[int]] = Bounded(_KEPT)

    def allows(self, key: tuple[str, ...], at_ms: int) -> bool:
        """Return whether it may happen once more, and take it that it does; messages that come late count at the latest time."""
        times = self._times.pop(key) or deque()
        self._times.put(key, times)  # whoever asked last is forgotten last
        now_ms = max(at_ms, times[-1]) if times else at_ms
        while times and times[0] <= now_ms - _MINUTE_MS:
            times.popleft()
        if len(times) >= self._most:
            return False
        times.append(now_ms)
        return True


class MemberLimits:
    """The limits of one session.

    >>> from moderation.bots.settings import Settings
    >>> limits = MemberLimits(Settings(rules_every_s=60))
    >>> limits.shows_rules("g", 0), limits.shows_rules("g", 59_000), limits.shows_rules("g", 60_000)
    (True, False, True)
    """

    def __init__(self, settings: Settings) -> None:
        self._heard = _Rate(settings.member_commands_a_minute)
        self._answered = _Rate(settings.member_answers_a_minute)
        self._pause_ms = int(settings.rules_every_s * 1_000)
        self._shown: Bounded[int] = Bounded(_KEPT)

    def hears(self, chat: str, member: str, at_ms: int) -> bool:
        """Return whether a member's command is listened to."""
        return self._heard.allows((chat, member), at_ms)

    def answers(self, chat: str, at_ms: int) -> bool:
        """Return whether a member's command is answered where everybody reads it."""
        return self._answered.allows((chat,), at_ms)

    def shows_rules(self, chat: str, at_ms: int) -> bool:
        """Return whether the rules were not shown a moment ago, and take it that they are shown now."""
        last_ms = self._shown.get(chat)
        if last_ms is not None and abs(at_ms - last_ms) < self._pause_ms:
            return False
        self._shown.pop(chat)
        self._shown.put(chat, at_ms)
        return True
