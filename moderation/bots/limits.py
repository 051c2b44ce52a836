"""How often members can make a bot speak: by commands, which are not all answered, and by offences, which are told a few at a time.

Staff are not limited. Times are those of messages, in milliseconds.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from moderation.bots.recent import Bounded

if TYPE_CHECKING:
    from moderation.bots.settings import Settings

__all__ = ["MemberLimits", "NoticeLimit"]

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


class NoticeLimit:
    """So many notices of offences a minute in each chat: however many break the rules at once, the bot does not flood the chat itself.

    >>> limit = NoticeLimit(1)
    >>> limit.held("g", 0), limit.held("g", 1_000), limit.held("g", 2_000), limit.held("h", 2_000), limit.held("g", 60_000)
    (0, 1, 2, 0, 0)
    """

    def __init__(self, most: int) -> None:
        self._said = _Rate(most)
        self._held: Bounded[int] = Bounded(_KEPT)

    def held(self, chat: str, at_ms: int) -> int:
        """Return 0 for a notice that is said, which counts from then on; else how many have been held back since the last that was."""
        before = self._held.pop(chat) or 0
        count = 0 if self._said.allows((chat,), at_ms) else before + 1
        if count:
            self._held.put(chat, count)
        return count
