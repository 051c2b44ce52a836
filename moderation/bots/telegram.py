"""Telegram's Bot API as pure functions on dicts: no dependencies, no connection.

    update ─▶ parted ─▶ incoming_of, message_of      Call ─▶ requests_of ─▶ [{"method", "params"}]      answer ─▶ outcome_of

>>> from moderation.bots.base import Call, Place
>>> requests_of(Call(name="delete", place=Place(id="-100"), message="5"))
[{'method': 'deleteMessage', 'params': {'chat_id': -100, 'message_id': 5}}]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from moderation.bots.base import EVENT, Capabilities, Incoming, Outcome
from moderation.bots.telegram_content import content_of
from moderation.bots.wire import id_in, moment_in, number_of, text_in
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from moderation.bots.base import Call
    from moderation.message import Kind, Role

    RoleOf = Callable[[str, str], Role]

__all__ = ["CAPABILITIES", "PLATFORM", "UPDATES", "calls_of", "incoming_of", "message_of", "outcome_of", "parted", "requests_of"]

PLATFORM: Final = "telegram"
UPDATES: Final = ("message", "edited_message", "chat_member", "chat_join_request")
"""What is asked for with `allowed_updates`; `chat_member` has to be asked for by name."""
_DAY_S: Final = 86_400
_LONGEST_S: Final = 366 * _DAY_S
_SHORTEST_S: Final = 30
"""A time that is nearer than this, or farther than the longest, means for ever there."""
_ON_THE_WAY_S: Final = 30
"""A call may take as long, and must not become one for ever by it."""
CAPABILITIES: Final = Capabilities(
    delete=True, delete_within_s=2 * _DAY_S, mute=True, mute_least_s=_SHORTEST_S + _ON_THE_WAY_S, mute_most_s=_LONGEST_S, kick=True,
    ban=True, reject=True, text_most=4_000,
)  # fmt: skip
"""What an admin with these rights may do in a supergroup; 48 hours for messages of others."""

_MESSAGES: Final = ("message", "edited_message")
_GROUPS: Final = ("group", "supergroup")
_INSIDE: Final = ("creator", "administrator", "member")
_MOVES: Final[dict[str, Kind]] = {"new_chat_members": "join", "left_chat_member": "leave"}
_ALLOWED: Final = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes",
    "can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews", "can_invite_users",
)  # fmt: skip
_PERMISSION: Final = re.compile(r"rights|CHAT_ADMIN_REQUIRED|bot is not a member|was kicked|not enough|have no write access", re.IGNORECASE)
_UNTOUCHABLE: Final = re.compile(r"is an administrator|chat owner|USER_ADMIN_INVALID|can't restrict self", re.IGNORECASE)
_DONE: Final = re.compile(r"message to delete not found|MESSAGE_ID_INVALID|HIDE_REQUESTER_MISSING|USER_NOT_PARTICIPANT", re.IGNORECASE)
"""Of what is done already nothing is to be told."""
_FORBIDDEN: Final = 403


def parted(update: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return an update as updates about one thing each: several who were added at once become several who join."""
    if not isinstance(update, dict):
        return []
    message = update.get("message")
    members = message.get("new_chat_members") if isinstance(message, dict) else None
    if not isinstance(members, list) or len(members) < 2:  # noqa: PLR2004 - nothing to part
        return [update]
    told = dict(message) if isinstance(message, dict) else {}
    return [{**update, "message": {**told, "new_chat_members": [member]}} for member in members]


def message_of(update: Mapping[str, Any], *, bot: Mapping[str, Any] | None = None, role_of: RoleOf | None = None) -> Message | None:
    """Return the Message of an update, `None` for one that is no business of ours."""
    incoming = incoming_of(update, bot=bot, role_of=role_of)
    return incoming.message if incoming else None


def incoming_of(update: Mapping[str, Any], *, bot: Mapping[str, Any] | None = None, role_of: RoleOf | None = None) -> Incoming | None:
    """Return what an update is about: a message of a group or a private chat, an edit, a join, a leave, a request to join.

    `bot` is what `getMe` returned: its own messages are no business of ours, and mentions of it call it. `role_of` returns
    the role of an account in a chat, which no update tells (`getChatAdministrators` does). Never raises.
    """
    if not isinstance(update, dict):
        return None
    me: Mapping[str, Any] = bot or {}
    for name in _MESSAGES:
        message = update.get(name)
        if isinstance(message, dict):
            return _said(message, me, role_of, edited=name != "message")
    changed, asked = update.get("chat_member"), update.get("chat_join_request")
    if isinstance(changed, dict):
        return _changed(changed, me)
    return _asked(asked) if isinstance(asked, dict) else None


def calls_of(calls: Iterable[Call], *, now_s: int = 0) -> list[dict[str, Any]]:
    """Return the requests of some calls, in their order; what Telegram has none for is left out."""
    return [request for call in calls for request in requests_of(call, now_s=now_s)]


def requests_of(call: Call, *, now_s: int = 0) -> list[dict[str, Any]]:  # noqa: PLR0911 - one a kind of call
    """Return the requests that carry a call out, empty where there are none. `now_s` is the time from which a mute counts.

    >>> from moderation.bots.base import Call, Place
    >>> mute = Call(name="mute", place=Place(id="-100"), user="7", duration_s=86_400)
    >>> requests_of(mute, now_s=1_000_000)[0]["params"]["until_date"]
    1086400
    """
    chat, user = number_of(call.place.id), number_of(call.user)
    is_channel = call.user.startswith("-")
    match call.name:
        case "delete":
            return [_request("deleteMessage", chat_id=chat, message_id=number_of(call.message))]
        case "mute" | "unmute" if is_channel:
            return []
        case "mute":
            silent = {"can_send_messages": False}
            return [_request("restrictChatMember", chat_id=chat, user_id=user, permissions=silent, **_until(call.duration_s, now_s))]
        case "unmute":
            return [_request("restrictChatMember", chat_id=chat, user_id=user, permissions=dict.fromkeys(_ALLOWED, True))]
        case "kick" | "ban" if is_channel:
            return [_request("banChatSenderChat", chat_id=chat, sender_chat_id=user)]
        case "ban":
            return [_request("banChatMember", chat_id=chat, user_id=user)]
        case "kick":
            back = _request("unbanChatMember", chat_id=chat, user_id=user, only_if_banned=True)
            return [_request("banChatMember", chat_id=chat, user_id=user, **_until(0, now_s)), back]
        case "reject":
            return [_request("declineChatJoinRequest", chat_id=chat, user_id=user)]
        case "say" | "reply" | "alert":
            return _spoken(call)


def outcome_of(answer: Mapping[str, Any]) -> Outcome:
    """Return what the answer to a request says became of it.

    >>> outcome_of({"ok": False, "error_code": 400, "description": "Bad Request: not enough rights to restrict/unrestrict chat member"})
    Outcome(problem='not permitted', detail='Bad Request: not enough rights to restrict/unrestrict chat member', id='')
    """
    if answer.get("ok"):
        sent = answer.get("result")
        return Outcome(id=str(sent.get("message_id", "")) if isinstance(sent, dict) else "")
    detail = str(answer.get("description") or "")[:200]
    if _DONE.search(detail):
        return Outcome(detail=detail)
    if _UNTOUCHABLE.search(detail):
        return Outcome(problem="untouchable", detail=detail)
    refused = answer.get("error_code") == _FORBIDDEN or _PERMISSION.search(detail)
    return Outcome(problem="not permitted" if refused else "refused", detail=detail)


def _said(message: Mapping[str, Any], bot: Mapping[str, Any], role_of: RoleOf | None, *, edited: bool) -> Incoming | None:
    """A message, a join or a leave, unless the bot itself sent it."""
    chat, id_ = _chat(message), id_in(message.get("message_id"))
    author = _author(message, chat, role_of)
    if not chat.id or not id_ or not author.id or author.id == id_in(bot.get("id")):
        return None
    at = moment_in(message.get("edit_date") if edited and message.get("edit_date") else message.get("date"))
    for name, what in _MOVES.items():
        if message.get(name):
            return _event(message[name], chat, at, what, bot)
    content = content_of(message)
    if not (content.text or content.forward or content.kind != "text"):
        return None  # a service message: a title, a pin, a topic
    told = Message(
        content.text, id=id_, author=author, chat=chat, at=at, kind=content.kind, quote=content.quote, forward=content.forward,
        platform=PLATFORM, edited=edited,
    )  # fmt: skip
    answered = message.get("reply_to_message")
    is_answer = isinstance(answered, dict) and not answered.get("forum_topic_created")
    name = str(bot.get("username") or "").lower()
    mentions = tuple(dict.fromkeys((*content.mentions, *((id_in(bot.get("id")),) if name and name in content.names else ()))))
    return Incoming(
        message=told, quoted=id_in(answered.get("message_id")) if isinstance(answered, dict) and is_answer else "", mentions=mentions,
        calls_bot=bool(bot) and id_in(bot.get("id")) in mentions, words=content.words,
    )  # fmt: skip


def _changed(changed: Mapping[str, Any], bot: Mapping[str, Any]) -> Incoming | None:
    """A join or a leave, by what a member was and is."""
    before, after = (_is_inside(changed.get(name)) for name in ("old_chat_member", "new_chat_member"))
    if before is after:
        return None
    member = changed.get("new_chat_member")
    who = member.get("user") if isinstance(member, dict) else None
    return _event(who, _chat(changed), moment_in(changed.get("date")), "join" if after else "leave", bot)


def _is_inside(member: object) -> bool:
    if not isinstance(member, dict):
        return False
    return member.get("status") in _INSIDE or (member.get("status") == "restricted" and bool(member.get("is_member")))


def _event(who: object, chat: Chat, at: datetime | None, what: Kind, bot: Mapping[str, Any]) -> Incoming | None:
    """What happened to a member, whoever brought it about; under the same name whichever update tells it."""
    who = who[0] if isinstance(who, list) and who else who
    if not isinstance(who, dict):
        return None
    author = _user(who, "bot" if who.get("is_bot") else "member")
    if not chat.id or not author.id or author.id == id_in(bot.get("id")):
        return None
    name = f"{EVENT}{what}-{author.id}-{int(at.timestamp()) if at else ''}"
    return Incoming(message=Message("", id=name, author=author, chat=chat, at=at, kind=what, platform=PLATFORM))


def _asked(asked: Mapping[str, Any]) -> Incoming | None:
    """A request to join; what somebody says of themselves is all that they answer."""
    chat, who = _chat(asked), asked.get("from")
    if not chat.id or not isinstance(who, dict):
        return None
    author, at = _user(who, "member"), moment_in(asked.get("date"))
    told = Message(
        "", id=f"{EVENT}request-{author.id}-{int(at.timestamp()) if at else ''}", author=author, chat=chat, at=at, kind="other",
        join_answer=text_in(asked.get("bio")), platform=PLATFORM,
    )  # fmt: skip
    return Incoming(message=told)


def _chat(told: Mapping[str, Any]) -> Chat:
    """Where it is said; a channel is none of our chats."""
    chat = told.get("chat")
    if not isinstance(chat, dict) or chat.get("type") not in (*_GROUPS, "private"):
        return Chat()
    return Chat(id=id_in(chat.get("id")), name=text_in(chat.get("title")), kind="group" if chat["type"] in _GROUPS else "private")


def _author(message: Mapping[str, Any], chat: Chat, role_of: RoleOf | None) -> Author:
    """Who sent it: an account, an anonymous admin in the name of the group, or a channel."""
    channel, who = message.get("sender_chat"), message.get("from")
    if isinstance(channel, dict):
        is_ours = id_in(channel.get("id")) == chat.id or bool(message.get("is_automatic_forward"))
        return Author(id=id_in(channel.get("id")), role="admin" if is_ours else "member", nickname=text_in(channel.get("title")))
    if not isinstance(who, dict):
        return Author()
    if who.get("is_bot"):
        return _user(who, "bot")
    return _user(who, role_of(chat.id, id_in(who.get("id"))) if role_of else "member")


def _user(who: Mapping[str, Any], role: Role) -> Author:
    name = " ".join(filter(None, (text_in(who.get("first_name")), text_in(who.get("last_name")))))
    return Author(id=id_in(who.get("id")), role=role, nickname=name)


def _until(duration_s: int | None, now_s: int) -> dict[str, int]:
    """When a measure ends: never too near or too far, because either means for ever; nothing for one that is meant to be."""
    if duration_s is None:
        return {}
    return {"until_date": now_s + max(_SHORTEST_S + _ON_THE_WAY_S, min(duration_s, _LONGEST_S))}


def _spoken(call: Call) -> list[dict[str, Any]]:
    if not call.text or not call.place.id:
        return []
    params: dict[str, Any] = {"chat_id": number_of(call.place.id), "text": call.text, "link_preview_options": {"is_disabled": True}}
    if call.name == "reply" and call.message and not call.message.startswith(EVENT):
        params["reply_parameters"] = {"message_id": number_of(call.message), "allow_sending_without_reply": True}
    return [_request("sendMessage", **params)]


def _request(method: str, **params: object) -> dict[str, Any]:
    return {"method": method, "params": params}
