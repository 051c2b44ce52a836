"""Questions that fell flat: asked in the chat, and nobody took them up. One pass over the messages, a short window a chat.

A question is a message that reads like one (a question mark, 吗, or a word of asking), of 4 to 120 characters, and passed. It
is answered when within 24 hours somebody else quotes it or names its author, or when somebody else says something within
10 minutes that is no question itself and follows no later question. Everything else is unanswered, except what was asked in
the last 10 minutes of the archive: that is still waiting.
"""

from __future__ import annotations

import re
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.text.authored import WALL, authored

if TYPE_CHECKING:
    from moderation.reports.seen import Seen

__all__ = ["Asked", "Questions"]

_SHORTEST, _LONGEST = 4, 120
_ASKS: Final = re.compile(
    r"[?？][\s!！~～。)）]*$|吗[呀啊的了?？!！~～。\s]*$|请问|求问|求助|求教|求推荐|有没有人|有人知道|谁知道|谁有|谁能"
    r"|^(?:怎么|如何|为什么|为啥|哪里|几点|多少)|(?:怎么[办弄做用装写]|是什么|在哪里?|怎么回事)[呢呀啊?？\s]*$"
)
_SOON_MS: Final = 10 * 60_000
_LATEST_MS: Final = 24 * 3_600_000
_OPEN_AT_ONCE: Final = 32
"""Questions of one chat that wait at the same time: a chat with more of them is not answering any."""
_CHATS: Final = 2_000
_SHOWN: Final = 50
_QUOTED: Final = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """A question."""

    row: Seen
    text: str
    at_ms: int


class Questions:
    """Counts questions and remembers the newest that nobody took up; `asked` = `answered` + `unanswered` + `waiting`."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, deque[Asked]] = OrderedDict()
        self._newest_ms = 0
        self.answered = 0
        self._dropped = 0
        self.flat: deque[Asked] = deque(maxlen=_SHOWN)
        self._finished = False
        self.waiting = 0

    @property
    def asked(self) -> int:
        """All questions."""
        return self.answered + self.unanswered + self.waiting

    @property
    def unanswered(self) -> int:
        """Those that nobody took up."""
        return self._dropped

    def add(self, row: Seen) -> None:
        """Take a message that a member sent; one that says no time is passed over, as nobody knows what it follows."""
        if row.at_ms is None or not row.user:
            return
        self._newest_ms = max(self._newest_ms, row.at_ms)
        text = _own(row)
        asks = self._is_question(row, text)
        waiting = self._open.get(row.chat)
        if waiting:
            self._expire(waiting, row.at_ms)
            self._answer(waiting, row, asks=asks)
        if asks:
            self._wait(Asked(row, text, row.at_ms))

    def finish(self) -> None:
        """Close what still waits: after this the numbers add up."""
        for waiting in self._open.values():
            for asked in waiting:
                if self._newest_ms - asked.at_ms <= _SOON_MS:
                    self.waiting += 1
                else:
                    self._drop(asked)
        self._open.clear()

    def _is_question(self, row: Seen, text: str) -> bool:
        if row.flagged or row.message.author.role == "bot" or row.message.kind != "text" or row.message.quote:
            return False
        return _SHORTEST <= len(text) <= _LONGEST and _ASKS.search(text) is not None

    def _wait(self, asked: Asked) -> None:
        waiting = self._open.setdefault(asked.row.chat, deque())
        self._open.move_to_end(asked.row.chat)
        waiting.append(asked)
        if len(waiting) > _OPEN_AT_ONCE:
            self._drop(waiting.popleft())
        if len(self._open) > _CHATS:
            for other in self._open.popitem(last=False)[1]:
                self._drop(other)

    def _expire(self, waiting: deque[Asked], at_ms: int) -> None:
        while waiting and at_ms - waiting[0].at_ms > _LATEST_MS:
            self._drop(waiting.popleft())

    def _answer(self, waiting: deque[Asked], row: Seen, *, asks: bool) -> None:
        """Close the questions that a message answers."""
        others = [asked for asked in waiting if asked.row.user != row.user]
        done = [asked for asked in others if _is_to(row, asked)]
        if not done and not asks and not row.message.quote and waiting and waiting[-1].row.user != row.user:
            assert row.at_ms is not None  # it would not have come this far
            done = [waiting[-1]] if 0 <= row.at_ms - waiting[-1].at_ms <= _SOON_MS else []
        for asked in done:
            waiting.remove(asked)
            self.answered += 1

    def _drop(self, asked: Asked) -> None:
        self._dropped += 1
        self.flat.append(asked)


def _own(row: Seen) -> str:
    """What the sender wrote."""
    text = row.message.text[: _LONGEST * 3]
    return " ".join((authored(text).replace(WALL, " ") if "[" in text or "「" in text else text).split())


def _is_to(row: Seen, asked: Asked) -> bool:
    """Whether a message quotes a question or names its author."""
    quote = row.message.quote[: _LONGEST * 3].strip()
    if len(quote) >= _QUOTED and (quote in asked.row.message.text or asked.row.message.text in quote):
        return True
    return bool(quote and quote == asked.row.message.text.strip()) or bool(asked.row.name and f"@{asked.row.name}" in row.message.text)
