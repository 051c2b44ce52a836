"""What the desk asks of history: is a person on it, was this said a moment ago, which choice was offered?

Each question is one look into one window, under a name of its own beside the message's key, and only for the few messages
that would get something. A message without a key or a time has no history.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from moderation.errors import StoreError
from moderation.faq.desk_attention import attention, look, sketch
from moderation.state.store import Mark, Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moderation.faq.desk_attention import Attention, Sketch
    from moderation.message import Message
    from moderation.program import FaqProgram
    from moderation.state.store import Entry, Windows

__all__ = ["History"]

_CHOICE_S: Final = 300
"""How long a number is taken for the answer to a choice."""
_SPANS: Final = 8
"""Cool-downs that are looked back: of a question that is asked all the time, some asking found the answer's time over."""
_LOST: Final = Window((), -1)
"""What a store out of reach shows."""


class History:
    """The windows as one message sees them; without windows nothing is known, and nothing held back."""

    __slots__ = ("_community", "_message", "_program", "_windows")

    def __init__(self, windows: Windows | None, message: Message, program: FaqProgram, community: str) -> None:
        self._windows = windows
        self._message = message
        self._program = program
        self._community = community

    def attention(self, topics: Iterable[Sketch]) -> Attention:
        """Return whether staff are answering the message already; `topics` are what else it is about."""
        window = self._observed("look", look(self._message, self._community))
        return attention(window.entries, self._message, (sketch(self._message.text), *topics))

    def may_say(self, what: str) -> bool | None:
        """Return whether something may be said now, and remember it; `None` where that is out of reach.

        It may, if a cool-down has passed since it was last said; what was asked for in between and held back does not
        make the silence longer.
        """
        window = self._observed(f"said:{what}", self._said(what))
        if window is _LOST:
            return None
        own = f"{self._message.key}|said:{what}"
        return not window.entries or _last_said(window.entries, self._program.cooldown_s * 1000) == own

    def offer(self, choices: Sequence[str]) -> None:
        """Remember the entries of a choice until one of its numbers comes."""
        self._observed("offer", self._choice(json.dumps(choices).encode()))

    def offered(self) -> tuple[str, ...]:
        """Return the entries of the choice that was last offered to the member here; none where that is too long ago."""
        window = self._observed("pick", self._choice())
        offers = [entry.value for entry in window.entries if entry.value]
        return tuple(json.loads(offers[-1])) if offers else ()

    def _observed(self, why: str, mark: Mark) -> Window:
        message = self._message
        if self._windows is None or message.key is None or message.at_ms is None:
            return Window((), 0)
        try:
            return self._windows.observe(f"{message.key}|{why}", message.at_ms, (mark,)).windows[0]
        except StoreError:
            return _LOST

    def _said(self, what: str) -> Mark:
        message, per = self._message, self._program.cooldown_per
        by = {"chat": f"{message.platform}|{message.chat.id}", "user": message.author.id, "entry": what}
        parts = [by[name] for name in ("chat", "user", "entry") if name in per or (name == "entry" and what.startswith("route:"))]
        window = "|".join(["faq.said", self._community, *parts])
        return Mark(window=window, span_ms=max(self._program.cooldown_s, 1) * 1000 * _SPANS, who=message.author.id)

    def _choice(self, value: bytes = b"") -> Mark:
        message = self._message
        window = f"faq.choice|{self._community}|{message.platform}|{message.chat.id}|{message.author.id}"
        return Mark(window=window, span_ms=_CHOICE_S * 1000, who=message.author.id, value=value, keep=8)


def _last_said(entries: Sequence[Entry], cooldown_ms: int) -> str:
    """The name under which something was last said, of all that asked for it, oldest first.

    The first after a pause of a whole cool-down was certainly answered; from there on it is counted.
    """
    said = entries[0]
    previous = entries[0]
    for entry in entries[1:]:
        if entry.at_ms - previous.at_ms >= cooldown_ms or entry.at_ms - said.at_ms >= cooldown_ms:
            said = entry
        previous = entry
    return said.message
