"""OneBot v11, the protocol of NapCat, LLBot, Gensokyo and others, as pure functions on dicts: no dependencies, no connection.

    event ─▶ incoming_of, message_of        Call ─▶ call_of, calls_of ─▶ {"action", "params"}        answer ─▶ outcome_of

>>> from moderation.bots.base import Call, Place
>>> calls_of([Call(name="mute", place=Place(id="9"), user="7", duration_s=60)])
[{'action': 'set_group_ban', 'params': {'group_id': 9, 'user_id': 7, 'duration': 60}}]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

from moderation.bots.base import EVENT, Capabilities, Incoming, Outcome
from moderation.bots.onebot_segments import content_of
from moderation.bots.wire import id_in, moment_in, number_of, text_in
from moderation.message import Author, Chat, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moderation.bots.base import Call
    from moderation.message import Role

__all__ = ["CAPABILITIES", "PLATFORM", "call_of", "calls_of", "incoming_of", "message_in", "message_of", "outcome_of", "quick_operation"]

PLATFORM: Final = "qq"
_MOST_MUTED_S: Final = 2_591_999
"""QQ refuses a mute of 30 days, by a second."""
CAPABILITIES: Final = Capabilities(
    delete=True, mute=True, mute_least_s=60, mute_most_s=30 * 86_400, kick=True, ban=True, reject=True, text_most=1_500
)
"""What an admin of a QQ group may do: remove messages of members at any age, mute for 30 days, remove for good."""

_ROLES: Final[dict[str, Role]] = {"owner": "owner", "admin": "admin"}
_BOTS: Final = ((2_854_196_301, 2_854_216_399), (3_328_144_510,) * 2, (66_600_000,) * 2, (3_889_000_000, 3_889_999_999),
                (4_010_000_000, 4_019_999_999))  # fmt: skip
"""The numbers that QQ gives to bots, Q群管家 among them, as NapCat's and LLBot's `get_robot_uin_range` told them in 2026-11."""
_ANSWER: Final = re.compile(r"答案[：:]\s*(.*)\Z", re.DOTALL)
_PERMISSION: Final = re.compile(r"权限|管理员|群主|permission|privilege|not.?manag|no.?auth|cannot_(?:kick|ban)", re.IGNORECASE)

_OK: Final = (0, 1)


def message_of(event: Mapping[str, Any]) -> Message | None:
    """Return the Message of an event, `None` for one that is no business of ours: heartbeats, the bot's own messages, nonsense."""
    incoming = incoming_of(event)
    return incoming.message if incoming else None


def incoming_of(event: Mapping[str, Any]) -> Incoming | None:
    """Return what an event is about: a message of a group or a private chat, a join, a leave, a recall, a new card, a request to join.

    Never raises, whatever a server sends. What nobody said gets an id that begins with `~` and is the same whenever the event
    comes again; a recall has the id of the message, and whoever took it back as its author.
    """
    if not isinstance(event, dict):
        return None
    match event.get("post_type"):
        case "message":
            return _said(event)
        case "notice":
            message = _noticed(event)
        case "request":
            message = _requested(event)
        case _:
            message = None
    return Incoming(message=message) if message else None


def message_in(answer: Mapping[str, Any]) -> Message | None:
    """Return the Message that a `get_msg` brought."""
    told = answer.get("data")
    if not isinstance(told, dict) or told.get("message") is None:
        return None
    kind = "group" if told.get("group_id") or told.get("message_type") == "group" else "private"
    incoming = _said({**told, "message_type": kind, "self_id": 0})
    return incoming.message if incoming else None


def calls_of(calls: Iterable[Call]) -> list[dict[str, Any]]:
    """Return the actions of some calls, in their order; what OneBot has no action for is left out."""
    return [action for call in calls if (action := call_of(call)) is not None]


def call_of(call: Call) -> dict[str, Any] | None:
    """Return the action of one call, `None` for one that OneBot has none for, or that says nothing."""
    group, user = number_of(call.place.id), number_of(call.user)
    match call.name:
        case "delete":
            return _action("delete_msg", message_id=number_of(call.message))
        case "mute":
            duration_s = max(1, min(call.duration_s or 0, _MOST_MUTED_S))
            return _action("set_group_ban", group_id=group, user_id=user, duration=duration_s)
        case "unmute":
            return _action("set_group_ban", group_id=group, user_id=user, duration=0)
        case "kick" | "ban":
            return _action("set_group_kick", group_id=group, user_id=user, reject_add_request=call.name == "ban")
        case "reject":
            kind, _, flag = call.message.removeprefix(f"{EVENT}request-").partition("-")
            return _action("set_group_add_request", flag=flag, sub_type=kind, approve=False, reason=call.text)
        case "say" | "reply" | "alert":
            return _spoken(call)


def quick_operation(calls: Iterable[Call]) -> dict[str, Any]:
    """Return the same as the answer to an event that came over HTTP; what only an action can do is left out.

    >>> from moderation.bots.base import Call
    >>> quick_operation([Call(name="delete"), Call(name="mute", duration_s=600), Call(name="reply", text="您好")])
    {'delete': True, 'ban': True, 'ban_duration': 600, 'reply': '您好', 'auto_escape': True, 'at_sender': False}
    """
    answer: dict[str, Any] = {}
    for call in calls:
        match call.name:
            case "delete":
                answer |= {"delete": True}
            case "mute":
                answer |= {"ban": True, "ban_duration": max(1, min(call.duration_s or 0, _MOST_MUTED_S))}
            case "kick" | "ban":
                answer |= {"kick": True} | ({"reject_add_request": True} if call.name == "ban" else {})
            case "reject":
                answer |= {"approve": False, "reason": call.text}
            case "say" | "reply" if "reply" not in answer:
                answer |= {"reply": call.text, "auto_escape": True, "at_sender": False}
    return answer


def outcome_of(answer: Mapping[str, Any]) -> Outcome:
    """Return what the answer to an action says became of it.

    >>> outcome_of({"status": "failed", "retcode": 102, "wording": "没有权限"}).problem
    'not permitted'
    """
    told = answer.get("data")
    if answer.get("status") in ("ok", "async") or (answer.get("status") is None and answer.get("retcode") in _OK):
        sent = told.get("message_id") if isinstance(told, dict) else None
        return Outcome(id="" if sent is None else str(sent))
    words = " ".join(str(answer.get(name) or "") for name in ("wording", "message", "msg"))[:200].strip()
    return Outcome(problem="not permitted" if _PERMISSION.search(words) else "refused", detail=words)


def _said(event: Mapping[str, Any]) -> Incoming | None:
    """A message, unless the bot itself sent it."""
    sender = event.get("sender")
    sender = sender if isinstance(sender, dict) else {}
    user, self_id = id_in(event.get("user_id") or sender.get("user_id")), id_in(event.get("self_id"))
    id_ = id_in(event.get("message_id"))
    is_group = event.get("message_type") == "group"
    chat = id_in(event.get("group_id")) if is_group else user
    if not id_ or not chat or (user == self_id and user):
        return None
    content = content_of(event.get("message", event.get("raw_message")))
    message = Message(
        content.text, id=id_, author=_author(user, sender, event), at=moment_in(event.get("time")), kind=content.kind,
        chat=Chat(id=chat, name=text_in(event.get("group_name")), kind="group" if is_group else "private"), platform=PLATFORM,
        edited=event.get("edited") is True, forward=content.forward,
    )  # fmt: skip
    return Incoming(
        message=message, quoted=content.quoted, mentions=tuple(content.mentions), words=content.words,
        calls_bot=self_id in content.mentions and self_id != "",
    )  # fmt: skip


def _author(user: str, sender: Mapping[str, Any], event: Mapping[str, Any]) -> Author:
    """Who sent it; anonymous members have a name of their own."""
    role = "bot" if _is_bot(user) else _ROLES.get(text_in(sender.get("role")), "member")
    anonymous = event.get("anonymous")
    if isinstance(anonymous, dict):
        return Author(id=id_in(anonymous.get("id")) or user, nickname=text_in(anonymous.get("name")))
    return Author(
        id=user, role=role, nickname=text_in(sender.get("nickname")), card=text_in(sender.get("card"))
    )  # fmt: skip


def _is_bot(user: str) -> bool:
    """Whether an account is one that QQ gives to bots."""
    number = number_of(user)
    return isinstance(number, int) and any(first <= number <= last for first, last in _BOTS)


def _noticed(event: Mapping[str, Any]) -> Message | None:
    user, self_id = id_in(event.get("user_id")), id_in(event.get("self_id"))
    if not user or user == self_id:
        return None
    match event.get("notice_type"):
        case "group_increase":
            return _event(event, "join", user, f"join-{user}-{event.get('time')}")
        case "group_decrease":
            return _event(event, "leave", user, f"leave-{user}-{event.get('time')}")
        case "group_card":
            return _event(event, "card", user, f"card-{user}-{event.get('time')}")
        case "group_recall":
            operator = id_in(event.get("operator_id")) or user
            return None if operator == self_id else _event(event, "recall", operator, id_in(event.get("message_id")))
        case _:
            return None


def _event(event: Mapping[str, Any], what: str, user: str, name: str) -> Message | None:
    """What happened to a member of a group."""
    chat = id_in(event.get("group_id"))
    if not chat or not name:
        return None
    author = Author(id=user, card=text_in(event.get("card_new")) if what == "card" else "")
    return Message(
        "", id=name if what == "recall" else EVENT + name, author=author, chat=Chat(id=chat, name=text_in(event.get("group_name"))),
        at=moment_in(event.get("time")), kind="other" if what == "card" else cast("Any", what), platform=PLATFORM,
    )  # fmt: skip


def _requested(event: Mapping[str, Any]) -> Message | None:
    """A request to join, with what was answered: never what was asked."""
    flag, chat = text_in(event.get("flag")) or id_in(event.get("flag")), id_in(event.get("group_id"))
    if event.get("request_type") != "group" or event.get("sub_type") != "add" or not flag or not chat:
        return None
    comment = text_in(event.get("comment"))
    answer = _ANSWER.search(comment)
    return Message(
        "", id=f"{EVENT}request-add-{flag}", author=Author(id=id_in(event.get("user_id"))), chat=Chat(id=chat),
        at=moment_in(event.get("time")), kind="other", join_answer=answer[1] if answer else comment, platform=PLATFORM,
    )  # fmt: skip


def _spoken(call: Call) -> dict[str, Any] | None:
    if not call.text or not call.place.id:
        return None
    said: list[dict[str, Any]] = [{"type": "text", "data": {"text": call.text}}]
    if call.name == "reply" and call.message and not call.message.startswith(EVENT):
        said.insert(0, {"type": "reply", "data": {"id": call.message}})
    if call.place.kind == "private":
        return _action("send_private_msg", user_id=number_of(call.place.id), message=said)
    return _action("send_group_msg", group_id=number_of(call.place.id), message=said)


def _action(action: str, **params: object) -> dict[str, Any]:
    return {"action": action, "params": params}
