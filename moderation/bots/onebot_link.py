"""A OneBot v11 server as an Adapter: whatever socket is connected just now, events come in and actions go out on it.

Knows frames and echoes, not how a connection is made: that is `onebot_runner`.
"""

from __future__ import annotations

import asyncio
import json
import logging
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Protocol

from moderation.bots.base import EVENT, Outcome
from moderation.bots.onebot import CAPABILITIES, call_of, incoming_of, message_in, outcome_of
from moderation.bots.onebot_forwards import conversation_in, opened, unopened
from moderation.bots.telling import told
from moderation.errors import EnvironmentalError
from moderation.wording import both
from moderation.wording.bot_runner import RUNNER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from moderation.bots.base import Call, Capabilities, Incoming, Place
    from moderation.message import Message

    Feed = Callable[[dict[str, Any]], Awaitable[None]]

__all__ = ["OneBotLink", "Socket"]

log: Final = logging.getLogger("moderation.bots")

_REFUSED: Final = (1401, 1403, 401, 403)
"""Return codes by which a server tells, after it let us in, that the token is wrong."""
_ANSWER_S: Final = 10.0
_GROUPS: Final = 200
_NAME: Final = 60
_OPENED_AT_ONCE: Final = 50
"""Messages whose forwarded conversations are being asked for."""
_MISSED: Final = 50
"""Messages of a group that are asked for after a break."""


class Socket(Protocol):
    """The part of a WebSocket connection that is needed."""

    def __aiter__(self) -> AsyncIterator[str | bytes]:
        """Yield frames until the connection ends."""
        ...

    async def send(self, message: str) -> None:
        """Send a frame."""
        ...

    async def close(self) -> None:
        """End the connection."""
        ...


class OneBotLink:
    """One account on one OneBot server, over any number of connections one after the other."""

    def __init__(self, capabilities: Capabilities = CAPABILITIES) -> None:
        self._capabilities = capabilities
        self._socket: Socket | None = None
        self._whole = asyncio.Event()
        self._asked: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._numbers = count(1)
        self._groups: dict[int | str, float] = {}
        self._self_id: object = 0
        self._names: dict[str, str] = {}
        self._catching_up: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._opening: set[asyncio.Task[None]] = set()
        self.is_draining = False
        self.greeted = False

    @property
    def capabilities(self) -> Capabilities:
        """What the account may do, as far as it is an admin of its groups."""
        return self._capabilities

    def read(self, event: dict[str, Any]) -> Incoming | None:
        """Return what an event is about; the name of its group is what the server said when we connected."""
        group = event.get("group_id")
        if group and not event.get("group_name"):
            event = {**event, "group_name": self._names.get(str(group)) or f"群 {group}"}
        return incoming_of(event)

    async def ready(self) -> None:
        """Wait until a connection stands."""
        await self._whole.wait()

    async def act(self, call: Call) -> Outcome:
        """Send the action of a call and return what its answer says."""
        action = call_of(call)
        if action is None:
            return Outcome(problem="unsupported")
        answer = await self.ask(action)
        return answer if isinstance(answer, Outcome) else outcome_of(answer)

    async def find(self, place: Place, message: str) -> Message | None:
        """Return a message by its id, asked of the server."""
        if message.startswith(EVENT) or not message.removeprefix("-").isdigit():
            return None
        answer = await self.ask({"action": "get_msg", "params": {"message_id": int(message)}})
        found = None if isinstance(answer, Outcome) else message_in(answer)
        return found if found is not None and found.chat.id in ("", place.id) else None

    async def ask(self, action: dict[str, Any]) -> dict[str, Any] | Outcome:
        """Return the answer to an action, or the Outcome of one that never left or whose answer was lost."""
        socket = self._socket
        if socket is None:
            return Outcome(problem="unsent")
        echo = f"m{next(self._numbers)}"
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._asked[echo] = answer
        try:
            try:
                await socket.send(json.dumps({**action, "echo": echo}, ensure_ascii=False))
            except UnicodeEncodeError:  # half a surrogate pair in somebody's name
                await socket.send(json.dumps({**action, "echo": echo}))
            except Exception as error:  # noqa: BLE001 - whatever a socket raises, nothing was sent
                self._gone(socket)
                return Outcome(problem="unsent", detail=type(error).__name__)
            return await answer
        except ConnectionResetError:
            return Outcome(problem="lost")
        finally:
            self._asked.pop(echo, None)

    async def serve(self, socket: Socket, feed: Feed) -> None:
        """Read a connection until it ends; a newer one takes the place of the one before.

        Raises:
            EnvironmentalError: the server lets us in and then says that the token is wrong.
        """
        before = self._socket
        if before is not None:
            log.info("%s", told(RUNNER, "replaced"))
            self._gone(before)
            self._closing = asyncio.create_task(before.close())
        self._socket = socket
        self._whole.set()
        if not self.is_draining:
            self._catching_up = asyncio.create_task(self._catch_up(feed, dict(self._groups)))
        try:
            async for frame in socket:
                await self._take(frame, feed)
        finally:
            self._gone(socket)

    async def close(self) -> None:
        """End the connection that stands."""
        for task in (self._catching_up, *self._opening):
            if task is not None:
                task.cancel()
        if self._socket is not None:
            await self._socket.close()

    async def _take(self, frame: str | bytes, feed: Feed) -> None:
        """One frame: an event, an answer, or nonsense."""
        try:
            told = json.loads(frame)
        except (ValueError, RecursionError):
            return
        if not isinstance(told, dict):
            return
        if "post_type" in told:
            self.greeted = True
            if told["post_type"] != "meta_event" and not self.is_draining:
                self._noted(told)
                await feed(told)
                self._open_later(told, feed)
            return
        answer = self._asked.get(str(told.get("echo")))
        if answer is not None and not answer.done():
            self.greeted = True
            answer.set_result(told)
        elif told.get("retcode") in _REFUSED and not self.greeted:
            raise EnvironmentalError(*both(RUNNER, "wrong-token"))

    def _open_later(self, event: dict[str, Any], feed: Feed) -> None:
        """Have the conversations asked for that an event only names; nothing waits for them."""
        ids = unopened(event)
        if ids and len(self._opening) < _OPENED_AT_ONCE:
            task = asyncio.create_task(self._open(event, ids, feed))
            self._opening.add(task)
            task.add_done_callback(self._opening.discard)

    async def _open(self, event: dict[str, Any], ids: tuple[str, ...], feed: Feed) -> None:
        answers = await asyncio.gather(*(self._asked_for("get_forward_msg", id=id_, message_id=id_) for id_ in ids))
        found = {id_: messages for id_, answer in zip(ids, answers, strict=True) if (messages := conversation_in(answer))}
        if found and not self.is_draining:
            await feed(opened(event, found))

    def _noted(self, event: dict[str, Any]) -> None:
        """Remember until when a group has been followed, and who we are."""
        group, at = event.get("group_id"), event.get("time")
        self._self_id = event.get("self_id") or self._self_id
        if (
            group
            and isinstance(group, (int, str))
            and isinstance(at, (int, float))
            and (group in self._groups or len(self._groups) < _GROUPS)
        ):
            self._groups[group] = max(at, self._groups.get(group, at))

    async def _catch_up(self, feed: Feed, groups: dict[int | str, float]) -> None:
        """Ask how groups are called, and for what was said in those that were followed while the connection was broken."""
        rows = await self._asked_for("get_group_list")
        if isinstance(rows, list):
            named = [row for row in rows if isinstance(row, dict) and row.get("group_name")]
            self._names = {str(row.get("group_id")): str(row["group_name"])[:_NAME] for row in named}
        for group, until in groups.items():
            told = await self._asked_for("get_group_msg_history", group_id=group, count=_MISSED)
            messages = told.get("messages") if isinstance(told, dict) else None
            for message in messages if isinstance(messages, list) else ():
                if isinstance(message, dict) and isinstance(message.get("time"), (int, float)) and message["time"] >= until:
                    await feed({"self_id": self._self_id, **message, "post_type": "message", "message_type": "group", "group_id": group})

    async def _asked_for(self, action: str, **params: object) -> object:
        """The data of an answer; `None` where there is none in time."""
        try:
            async with asyncio.timeout(_ANSWER_S):
                answer = await self.ask({"action": action, "params": params})
        except TimeoutError:
            return None
        return answer.get("data") if isinstance(answer, dict) else None

    def _gone(self, socket: Socket) -> None:
        """A connection has ended: whoever waits for an answer on it waits in vain."""
        if self._socket is not socket:
            return
        self._socket = None
        self._whole.clear()
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(ConnectionResetError())
