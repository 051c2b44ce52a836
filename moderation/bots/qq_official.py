"""QQ's official group bots as pure functions: an event of `nonebot-adapter-qq` as a dict → Message, a call → its API and what it takes.

>>> from moderation.bots.base import Call, Place
>>> apis_of(Call(name="delete", place=Place(id="G"), message="5"))
[('delete_group_message', {'group_openid': 'G', 'message_id': '5'})]
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from moderation.bots.base import EVENT, Capabilities, Incoming
from moderation.message import BEIJING, Author, Chat, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.bots.base import Call
    from moderation.message import Role

__all__ = ["CAPABILITIES", "PLATFORM", "apis_of", "incoming_of"]

PLATFORM: Final = "qq-official"
CAPABILITIES: Final = Capabilities(
    delete=True, delete_within_s=120, mute=True, mute_least_s=60, mute_most_s=30 * 86_400, kick=True, ban=True, text_most=1_500
)
"""What a bot that is an admin of the group may do: two minutes to remove a message, thirty days of silence."""
_STAFF: Final[dict[str, Role]] = {"owner": "owner", "admin": "admin"}
_MENTION: Final = re.compile(r"<@!?[A-Za-z0-9]{1,64}>")
_MOST_CHARS: Final = 20_000


def incoming_of(event: Mapping[str, Any], bot_id: str = "") -> Incoming | None:
    """Return what a message of a group is about, `None` for any other event."""
    author, group, id_ = event.get("author"), event.get("group_openid"), event.get("id")
    if not isinstance(author, dict) or not isinstance(group, str) or not isinstance(id_, str) or not id_ or not group:
        return None
    user = str(author.get("member_openid") or author.get("id") or "")
    if not user or user == bot_id:
        return None
    text = str(event.get("content") or "")[:_MOST_CHARS]
    role: Role = "bot" if author.get("bot") else _STAFF.get(str(author.get("member_role")), "member")
    mentions = [one for one in event.get("mentions") or () if isinstance(one, dict)]
    message = Message(
        text, id=id_, at=_moment(event.get("timestamp")), chat=Chat(id=group), platform=PLATFORM, quote=_quoted(event),
        author=Author(id=user, role=role, nickname=str(author.get("username") or "")),
        kind="text" if text.strip() or not event.get("attachments") else "image",
    )  # fmt: skip
    return Incoming(
        message=message, words=_MENTION.sub("", text).strip(),
        calls_bot=bool(event.get("to_me")) or any(one.get("is_you") for one in mentions),
        mentions=tuple(str(one["member_openid"]) for one in mentions if one.get("member_openid")),
    )  # fmt: skip


def apis_of(call: Call, *, now_s: int = 0) -> list[tuple[str, dict[str, Any]]]:
    """Return what carries a call out, empty where nothing does. `now_s` is the time from which a mute counts.

    The platform speaks in groups only in answer to a message, so words that answer none are left out by it after a while.
    """
    group = call.place.id
    match call.name:
        case "delete":
            return [("delete_group_message", {"group_openid": group, "message_id": call.message})]
        case "mute" | "unmute":
            ends = datetime.fromtimestamp(now_s + (call.duration_s or 0), UTC).isoformat()
            state = {"op": "add", "mute_expire_at": ends} if call.name == "mute" else {"op": "del"}
            return [("set_group_members_mute", {"group_id": group, "members": [{"member_openid": call.user, **state}]})]
        case "kick" | "ban":
            banned = {"add_to_member_blacklist": call.name == "ban"}
            return [("batch_remove_group_members", {"group_openid": group, "member_openids": [call.user], **banned})]
        case "say" | "reply" | "alert" if call.text and group and call.place.kind == "group":
            answers = {"msg_id": call.message} if call.message and not call.message.startswith(EVENT) and call.name != "alert" else {}
            return [("post_group_messages", {"group_openid": group, "msg_type": 0, "content": call.text, **answers})]
        case _:
            return []


def _quoted(event: Mapping[str, Any]) -> str:
    """The message that is answered, where the platform tells its text."""
    reply = event.get("reply")
    return str(reply.get("content") or "")[:_MOST_CHARS] if isinstance(reply, dict) else ""


def _moment(at: object) -> datetime | None:
    if not isinstance(at, str):
        return at if isinstance(at, datetime) else None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
