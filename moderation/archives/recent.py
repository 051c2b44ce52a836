"""The texts of the last messages of an archive, so that a reply can carry what it answers. Bounded in memory."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

__all__ = ["Recent"]

_CHARS: Final = 1 << 20
"""How much text is kept to resolve replies: the last ten thousand messages or so of an ordinary chat."""

_ENTRIES: Final = 1 << 16


class Recent:
    """The last texts by id, of as many messages as a megabyte holds."""

    def __init__(self) -> None:
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._chars = 0

    def note(self, id_: str | None, text: str) -> None:
        """Keep the text of a message; an empty one answers no question and is not kept."""
        if not id_ or not text or len(text) > _CHARS:
            return
        self._chars += len(text) - len(self._texts.pop(id_, ""))
        self._texts[id_] = text
        while self._chars > _CHARS or len(self._texts) > _ENTRIES:
            self._chars -= len(self._texts.popitem(last=False)[1])

    def text(self, id_: str) -> str:
        """Return the text of a message that is still known; empty for any other."""
        return self._texts.get(id_, "")
