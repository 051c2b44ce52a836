"""A bot of Telegram as an Adapter: updates come in, requests go out; knows who the admins are and which pictures belong together.

Knows methods and answers, not how updates are waited for: that is `telegram_runner`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Final

from moderation.bots.base import Outcome
from moderation.bots.telegram import CAPABILITIES, incoming_of, outcome_of, requests_of
from moderation.bots.telegram_albums import Albums
from moderation.bots.telegram_staff import Staff

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.bots.base import Call, Capabilities, Incoming, Place
    from moderation.bots.telegram_api import BotApi
    from moderation.message import Message

__all__ = ["TelegramLink"]

log: Final = logging.getLogger("moderation.bots")

_TRIES: Final = 5
_LONGEST_PAUSE_S: Final = 300.0
_UNSENT_S: Final = 1.0
"""Before a request that could not leave is tried again."""


class TelegramLink:
    """One bot of Telegram; `me` is what `getMe` said of it."""

    def __init__(self, api: BotApi, capabilities: Capabilities = CAPABILITIES) -> None:
        self.api = api
        self.me: dict[str, Any] = {}
        self.staff = Staff(api)
        self.is_draining = False
        self.offset = 0
        self._capabilities = capabilities
        self._albums = Albums()
        self._whole = asyncio.Event()
        self._tasks: set[asyncio.Task[Outcome]] = set()

    @property
    def capabilities(self) -> Capabilities:
        """What the bot may do, as far as it is an admin of its groups."""
        return self._capabilities

    @property
    def is_whole(self) -> bool:
        """Whether Telegram can be reached; who asks for updates finds out."""
        return self._whole.is_set()

    @is_whole.setter
    def is_whole(self, value: bool) -> None:
        if value:
            self._whole.set()
        else:
            self._whole.clear()

    def read(self, event: dict[str, Any]) -> Incoming | None:
        """Return what an update is about."""
        return incoming_of(event, bot=self.me, role_of=self.staff.role_of)

    async def ready(self) -> None:
        """Wait until Telegram can be reached."""
        await self._whole.wait()

    async def act(self, call: Call) -> Outcome:
        """Make the requests of a call and return what came of the last one, or of the first that failed."""
        requests = self._together(call, requests_of(call, now_s=int(time.time())))
        outcome = Outcome(problem="" if requests else "unsupported")
        for request in requests:
            outcome = await self._made(request["method"], request["params"])
            if outcome.problem:
                break
        return outcome

    async def find(self, place: Place, message: str) -> Message | None:  # noqa: ARG002 - the Adapter's signature
        """Return nothing: bots cannot ask for a message; what is answered comes with the answer."""
        return None

    async def prepare(self, updates: list[dict[str, Any]]) -> None:
        """Find out about the chats of some updates before they are read, and remove what came of an album that was removed."""
        await self.staff.ask_about(updates, self.me)
        for update in updates:
            late = self._albums.noted(update)
            if late is not None:
                task = asyncio.create_task(self._made("deleteMessage", late))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Say up to where updates were dealt with, and end all connections."""
        if self.offset and self.is_whole:
            await self.api.ask("getUpdates", within_s=3.0, offset=self.offset, limit=1, timeout=0)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.api.close()

    def _together(self, call: Call, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The same, with all of an album removed where one of its pictures is."""
        if call.name != "delete":
            return requests
        ids = self._albums.removed(call.place.id, call.message)
        if len(ids) < 2:  # noqa: PLR2004 - one alone
            return requests
        return [{"method": "deleteMessages", "params": {"chat_id": requests[0]["params"]["chat_id"], "message_ids": ids}}]

    async def _made(self, method: str, params: Mapping[str, Any]) -> Outcome:
        """One request, again where Telegram asks for a pause, or the group has become a supergroup."""
        asked, outcome = dict(params), Outcome(problem="refused")
        for _ in range(_TRIES):
            answer = await self.api.ask(method, **asked)
            if isinstance(answer, Outcome):
                if answer.problem == "unsent":
                    await asyncio.sleep(_UNSENT_S)
                return answer
            outcome, told = outcome_of(answer), answer.get("parameters")
            told = told if isinstance(told, dict) else {}
            if isinstance(told.get("retry_after"), (int, float)):
                await asyncio.sleep(min(max(told["retry_after"], 0), _LONGEST_PAUSE_S))
            elif told.get("migrate_to_chat_id") and "chat_id" in asked:
                asked["chat_id"] = told["migrate_to_chat_id"]
            else:
                break
        return outcome
