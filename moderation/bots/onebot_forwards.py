"""Forwarded conversations that a OneBot server only names: what has to be asked for, and the event with what came of it. Pure.

A message never waits for that: it is judged as it came, and once more, as an edit of it, when its conversation is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from moderation.bots.onebot_segments import segments_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["conversation_in", "opened", "unopened"]

_MOST: Final = 5
"""Conversations of one message that are asked for."""


def unopened(event: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of the conversations in a message whose contents the server did not send.

    >>> unopened({"post_type": "message", "message": [{"type": "forward", "data": {"id": "7"}}, {"type": "text", "data": {"text": "看"}}]})
    ('7',)
    """
    if event.get("post_type") != "message":
        return ()
    ids = [_id(segment) for segment in segments_of(event.get("message"))]
    return tuple(dict.fromkeys(filter(None, ids)))[:_MOST]


def opened(event: Mapping[str, Any], conversations: Mapping[str, object]) -> dict[str, Any]:
    """Return the event with its conversations, by their ids, as an edit of what it was."""
    segments = [
        {"type": "forward", "data": {"id": _id(segment), "content": conversations[_id(segment)]}}
        if _id(segment) in conversations
        else segment
        for segment in segments_of(event.get("message"))
    ]
    return {**event, "message": segments, "edited": True}


def conversation_in(told: object) -> list[Any] | None:
    """Return the messages that a `get_forward_msg` brought, `None` where it brought none.

    >>> conversation_in({"messages": [{"content": "早"}]}), conversation_in({"message": []}), conversation_in(None)
    ([{'content': '早'}], None, None)
    """
    found = (told.get("messages") or told.get("message")) if isinstance(told, dict) else told
    return found if isinstance(found, list) and found else None


def _id(segment: Mapping[str, Any]) -> str:
    """The id of a conversation that is only named, empty for any other segment."""
    told = segment.get("data")
    if segment.get("type") != "forward" or not isinstance(told, dict) or told.get("content") or told.get("messages"):
        return ""
    name = told.get("id")
    return str(name)[:200] if isinstance(name, (str, int)) and not isinstance(name, bool) else ""
