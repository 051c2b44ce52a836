"""What a bot remembers of the last while: what came already, what was said, who joined when, which notice is about which case.

Bounded throughout, and gone with the process: what must outlive it is in the store.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from moderation.archives.newcomers import with_joins

if TYPE_CHECKING:
    from collections.abc import Hashable

    from moderation.archives.reject import Reject
    from moderation.bots.base import Incoming
    from moderation.message import Message

__all__ = ["Bounded", "Recent"]

V = TypeVar("V")

_SEEN: Final = 20_000
_MESSAGES: Final = 10_000
_NOTICES: Final = 5_000
_EARLY: Final = 2_000
"""How much is remembered: hours of a busy group in some 20 MB. A store knows the keys of a million messages besides."""
_QUOTED: Final = 2_000
"""Characters of a message that is answered: no rule about quotes needs more."""


class Bounded(Generic[V]):
    """The last `most` values by their keys.

    >>> last = Bounded(2); last.put("a", 1); last.put("b", 2); last.put("c", 3)
    >>> last.get("a"), last.get("c")
    (None, 3)
    """

    __slots__ = ("_by_key", "_most")

    def __init__(self, most: int) -> None:
        self._most = most
        self._by_key: OrderedDict[Hashable, V] = OrderedDict()

    def put(self, key: Hashable, value: V) -> None:
        """Remember a value; the oldest is forgotten for it."""
        self._by_key[key] = value
        if len(self._by_key) > self._most:
            self._by_key.popitem(last=False)

    def get(self, key: Hashable) -> V | None:
        """Return the value of a key, if it is remembered."""
        return self._by_key.get(key)

    def pop(self, key: Hashable) -> V | None:
        """Return the value of a key and forget it."""
        return self._by_key.pop(key, None)


class Recent:
    """The memory of one session; used by one thread at a time."""

    def __init__(self) -> None:
        self._seen: Bounded[bool] = Bounded(_SEEN)
        self._messages: Bounded[Message] = Bounded(_MESSAGES)
        self._notices: Bounded[str] = Bounded(_NOTICES)
        self._early: Bounded[Message] = Bounded(_EARLY)
        self._removed: Bounded[bool] = Bounded(_NOTICES)
        self._waiting: deque[Message | Reject] = deque()
        self._joins = with_joins(iter(self._waiting.popleft, None))  # exactly what a replay of the same messages does

    def is_new(self, message: Message) -> bool:
        """Return whether a message, or its recall, comes for the first time; one without an id always does."""
        if message.key is None:
            return True
        name = (message.key, message.kind == "recall", message.edited and message.text)
        if self._seen.get(name):
            return False
        self._seen.put(name, True)  # noqa: FBT003 - a set that forgets
        return True

    def completed(self, incoming: Incoming) -> Message:
        """Return a message with what only the messages before it tell: what it answers, and when its author joined; remember it."""
        message = incoming.message
        self._waiting.append(message)
        joined = next(self._joins)
        message = joined if isinstance(joined, type(message)) else message
        answered = self._messages.get((message.chat.id, incoming.quoted)) if incoming.quoted and not message.quote else None
        if answered is not None:
            message = replace(message, quote=answered.text[:_QUOTED])
        if message.id is not None and message.kind != "recall":
            self._messages.put((message.chat.id, message.id), message)
        return message

    def find(self, chat: str, message: str) -> Message | None:
        """Return a message of a chat by its id."""
        return self._messages.get((chat, message))

    def recalled(self, recall: Message) -> None:
        """Remember that a message was taken back before it came."""
        if self.find(recall.chat.id, recall.id or "") is None:
            self._early.put(recall.key, recall)

    def recall_of(self, message: Message) -> Message | None:
        """Return the recall that came before its message, once."""
        return self._early.pop(message.key) if message.key is not None and message.kind != "recall" else None

    def is_first_removal(self, chat: str, message: str) -> bool:
        """Return whether a message is removed for the first time: one may be part of several that are read together."""
        if self._removed.get((chat, message)):
            return False
        self._removed.put((chat, message), True)  # noqa: FBT003 - a set that forgets
        return True

    def told(self, chat: str, message: str, case: str) -> None:
        """Remember which case a message of ours is about."""
        if message and case:
            self._notices.put((chat, message), case)

    def case_told(self, chat: str, message: str) -> str | None:
        """Return the case that a message of ours is about."""
        return self._notices.get((chat, message))
