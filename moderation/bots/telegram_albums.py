"""Pictures that were sent together: one message each there, with the words under one of them. Removed together too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from moderation.bots.recent import Bounded

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Albums"]

_ALBUMS: Final = 2_000
_PICTURES: Final = 10
"""Of one album; the platform sends no more."""


class Albums:
    """The albums of the last while.

    >>> albums = Albums()
    >>> def sent(id): return {"message": {"message_id": id, "chat": {"id": -1}, "media_group_id": "a"}}
    >>> albums.noted(sent(1)), albums.noted(sent(2)), albums.removed("-1", "2"), albums.noted(sent(3))
    (None, None, [1, 2], {'chat_id': -1, 'message_id': 3})
    """

    def __init__(self) -> None:
        self._messages: Bounded[list[int]] = Bounded(_ALBUMS)
        self._album_of: Bounded[tuple[str, str]] = Bounded(_ALBUMS * _PICTURES)
        self._gone: Bounded[bool] = Bounded(_ALBUMS)

    def noted(self, update: Mapping[str, Any]) -> dict[str, Any] | None:
        """Remember a picture of an album; return what names it if its album was removed before it came."""
        message = update.get("message")
        if not isinstance(message, dict) or not isinstance(message.get("chat"), dict) or not message.get("media_group_id"):
            return None
        chat, id_ = str(message["chat"].get("id")), message.get("message_id")
        if not isinstance(id_, int):
            return None
        album = (chat, str(message["media_group_id"]))
        known = self._messages.get(album)
        if known is None:
            self._messages.put(album, [id_])
        elif id_ not in known and len(known) < _PICTURES:
            known.append(id_)
        self._album_of.put((chat, str(id_)), album)
        return {"chat_id": message["chat"]["id"], "message_id": id_} if self._gone.get(album) else None

    def removed(self, chat: str, message: str) -> list[int]:
        """Return all pictures that go with a message that is removed, it among them; empty for one that stands alone."""
        album = self._album_of.get((chat, message))
        if album is None:
            return []
        self._gone.put(album, True)  # noqa: FBT003 - a set that forgets
        return list(self._messages.get(album) or [])
