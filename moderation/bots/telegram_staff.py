"""Who the admins of Telegram groups are, which no message tells, and whether the bot is one of them."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Final

from moderation.bots.recent import Bounded
from moderation.bots.telegram import incoming_of
from moderation.bots.telling import told
from moderation.wording import say
from moderation.wording.bot_telegram import TELEGRAM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moderation.bots.telegram_api import BotApi
    from moderation.message import Role

__all__ = ["Staff"]

log: Final = logging.getLogger("moderation.bots")

_FOR_S: Final = 600.0
"""How long the admins of a group are taken to be the same, unless an update tells otherwise."""
_PATIENCE_S: Final = 5.0
_CHATS: Final = 2_000
_ROLES: Final[dict[str, Role]] = {"creator": "owner", "administrator": "admin"}
_RIGHTS: Final = ("can_delete_messages", "can_restrict_members")


class Staff:
    """The roles of members, asked for a chat at a time and kept for ten minutes."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._roles: Bounded[dict[str, Role]] = Bounded(_CHATS)
        self._asked_s: Bounded[float] = Bounded(_CHATS)

    def role_of(self, chat: str, user: str) -> Role:
        """Return the role of an account in a chat, as far as it is known: `member` otherwise."""
        return (self._roles.get(chat) or {}).get(user, "member")

    async def ask_about(self, updates: Iterable[Mapping[str, Any]], me: Mapping[str, Any]) -> None:
        """Find out about the chats of updates, all at once, where it is not known or was long ago; take in what they tell themselves."""
        chats: dict[str, str] = {}
        for update in updates:
            incoming = incoming_of(update)
            if incoming is not None and incoming.place.kind == "group" and incoming.place.id:
                chats[incoming.place.id] = incoming.message.chat.name or incoming.place.id
        now_s = time.monotonic()
        due = [chat for chat in chats if now_s - (self._asked_s.get(chat) or -_FOR_S) >= _FOR_S]
        await asyncio.gather(*(self._ask(chat, chats[chat], me) for chat in due))
        for update in updates:
            self._take(update)

    async def _ask(self, chat: str, name: str, me: Mapping[str, Any]) -> None:
        """Ask for the admins of one chat; where there is no answer, what was known stays."""
        is_first = self._asked_s.pop(chat) is None
        self._asked_s.put(chat, time.monotonic())
        answer = await self._api.ask("getChatAdministrators", within_s=_PATIENCE_S, chat_id=int(chat))
        told = answer.get("result") if isinstance(answer, dict) and answer.get("ok") else None
        if not isinstance(told, list):
            return
        members = [member for member in told if isinstance(member, dict) and isinstance(member.get("user"), dict)]
        self._roles.put(chat, {str(one["user"].get("id")): _ROLES.get(str(one.get("status")), "member") for one in members})
        if is_first:
            _warn(name, next((one for one in members if one["user"].get("id") == me.get("id")), None))

    def _take(self, update: Mapping[str, Any]) -> None:
        """Take in that somebody became an admin, or is one no more."""
        changed = update.get("chat_member")
        member = changed.get("new_chat_member") if isinstance(changed, dict) else None
        who = member.get("user") if isinstance(member, dict) else None
        chat = changed.get("chat") if isinstance(changed, dict) else None
        if isinstance(who, dict) and isinstance(chat, dict) and isinstance(member, dict):
            roles = self._roles.get(str(chat.get("id")))
            if roles is not None:
                roles[str(who.get("id"))] = _ROLES.get(str(member.get("status")), "member")


def _warn(chat: str, me: Mapping[str, Any] | None) -> None:
    """Say what the bot may not do in a chat, before it has to."""
    if me is None:
        log.warning("%s", told(TELEGRAM, "no-admin", {"chat": chat}))
        return
    missing = "、".join(say(TELEGRAM, right, "zh") for right in _RIGHTS if me.get(right) is False)
    if missing:
        log.warning("%s", told(TELEGRAM, "no-right", {"chat": chat, "rights": missing}))
