"""A OneBot v11 server for tests, public: speaks the protocol over a real WebSocket on loopback, remembers every action.

    async with FakeOneBot(token="t") as server:      # a bot connects to server.url
        await server.say("早", user=7)
        server.done                                   # [{"action": "delete_msg", "params": {…}}, …]

It can refuse an action, hang on it, break the connection, or connect to a bot that listens (`dial`).
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from moderation.bots.onebot_runner import must_be_installed

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

__all__ = ["SELF_ID", "FakeOneBot"]

SELF_ID: Final = 10_000_001
"""The bot's own account."""
_ASKING: Final = "get_"
_START: Final = 1_795_305_600
"""2026-11-22, 08:00 in Beijing: when the first message is sent unless another time is named."""

Action = dict[str, Any]


class FakeOneBot:
    """One account in any number of groups; `names` are those of the groups, `forwards` the conversations that messages only name.

    `done` are the actions that were carried out, `asked` all that came, in their order.

    `refuses` returns why an action is refused, empty where it is not; an action for which `hangs` holds is answered by `resume`.
    """

    def __init__(
        self, token: str = "", *, refuses: Callable[[Action], str] = lambda _: "", hangs: Callable[[Action], bool] = lambda _: False
    ) -> None:
        self.token, self.refuses, self.hangs = token, refuses, hangs
        self.asked: list[Action] = []
        self.done: list[Action] = []
        self.events: dict[int, dict[str, Any]] = {}
        self.names: dict[int, str] = {}
        self.forwards: dict[str, list[dict[str, Any]]] = {}
        self.connections = 0
        self._sockets: set[Any] = set()
        self._numbers = count(1)
        self._sent = count(900_000_001)
        self._resumed = asyncio.Event()
        self._connected = asyncio.Event()
        self._server: Any = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        must_be_installed()
        from websockets.asyncio.server import serve  # noqa: PLC0415 - only tests need it

        self._server = await serve(self._meet, "127.0.0.1", 0, process_request=self._admit, compression=None)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._server.close()
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        """Where a bot connects to."""
        return f"ws://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def connected(self) -> None:
        """Return when a bot is connected."""
        await self._connected.wait()

    async def dial(self, url: str) -> None:
        """Connect to a bot that listens, as a reverse WebSocket does, until it ends the connection."""
        from websockets.asyncio.client import connect  # noqa: PLC0415 - only tests need it

        headers = {"X-Self-ID": str(SELF_ID), "X-Client-Role": "Universal"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        async with connect(url, additional_headers=headers, compression=None) as socket:
            await self._meet(socket)

    async def send(self, event: dict[str, Any]) -> None:
        """Deliver an event to every bot that is connected; a message can be asked for again later."""
        if event.get("post_type") == "message" and "message_id" in event:
            self.events[int(event["message_id"])] = event
        frame = json.dumps(event, ensure_ascii=False)
        for socket in tuple(self._sockets):
            with suppress(Exception):  # a bot that has just gone
                await socket.send(frame)

    def message(self, text: str | list[dict[str, Any]], *, user: int, group: int = 1, at: int = 0, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Return the event of a message in a group; `at` is in seconds after the start, `more` goes into the event or its sender."""
        sender = {"user_id": user, "nickname": f"群友{user}", "card": "", "role": "member"}
        sender |= {name: more.pop(name) for name in tuple(more) if name in sender}
        segments = [{"type": "text", "data": {"text": text}}] if isinstance(text, str) else text
        return {
            "time": _START + at, "self_id": SELF_ID, "post_type": "message", "message_type": "group", "sub_type": "normal",
            "message_id": next(self._numbers), "group_id": group, "user_id": user, "sender": sender, "anonymous": None,
            "message": segments, "raw_message": _coded(segments), "font": 0, **more,
        }  # fmt: skip

    def notice(self, notice_type: str, *, user: int, group: int = 1, at: int = 0, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Return the event of a notice: `group_increase`, `group_decrease`, `group_recall`, `group_card` and so on."""
        return {
            "time": _START + at, "self_id": SELF_ID, "post_type": "notice", "notice_type": notice_type, "group_id": group, "user_id": user,
            **more,
        }  # fmt: skip

    async def say(self, text: str | list[dict[str, Any]], *, user: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Send a message and return its event."""
        event = self.message(text, user=user, **more)
        await self.send(event)
        return event

    async def break_off(self) -> None:
        """Break every connection without a word, as a network does."""
        self._connected.clear()
        broken = tuple(self._sockets)
        for socket in broken:
            socket.transport.abort()
        await asyncio.gather(*(socket.wait_closed() for socket in broken))

    def resume(self) -> None:
        """Answer every action that hangs, and those to come."""
        self.hangs = lambda _: False
        self._resumed.set()

    async def _meet(self, socket: Any) -> None:  # noqa: ANN401 - typed by a package that may not be there
        self._sockets.add(socket)
        self.connections += 1
        hello = {"time": _START, "self_id": SELF_ID, "post_type": "meta_event", "meta_event_type": "lifecycle", "sub_type": "connect"}
        try:
            await socket.send(json.dumps(hello))
            self._connected.set()
            async for frame in socket:
                task = asyncio.create_task(self._answer(socket, json.loads(frame)))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        except Exception:  # noqa: BLE001 - the bot, or the test, broke it off
            return
        finally:
            self._sockets.discard(socket)

    async def _answer(self, socket: Any, action: Action) -> None:  # noqa: ANN401 - the same
        echo = action.pop("echo", None)
        is_doing = not action["action"].startswith(_ASKING)
        if is_doing:
            self.asked.append(action)
        if self.hangs(action):
            await self._resumed.wait()
        why = self.refuses(action)
        answer: dict[str, Any] = {"status": "ok", "retcode": 0, "data": None, "echo": echo}
        if why:
            answer |= {"status": "failed", "retcode": 1200, "wording": why}
        elif is_doing:
            self.done.append(action)
            answer["data"] = {"message_id": next(self._sent)} if action["action"].startswith("send_") else None
        else:
            answer["data"] = self._known(action)
        with suppress(Exception):  # the bot has gone meanwhile
            await socket.send(json.dumps(answer))

    def _known(self, action: Action) -> Any:  # noqa: ANN401 - JSON
        """The answer to a question."""
        params = action.get("params", {})
        match action["action"]:
            case "get_login_info":
                return {"user_id": SELF_ID, "nickname": "群管"}
            case "get_group_list":
                return [{"group_id": group, "group_name": name} for group, name in self.names.items()]
            case "get_forward_msg":
                return {"messages": self.forwards.get(str(params.get("id")), [])}
            case "get_msg":
                return self.events.get(int(params.get("message_id", 0)))
            case "get_group_msg_history":
                said = [event for event in self.events.values() if event.get("group_id") == params.get("group_id")]
                return {"messages": said[-int(params.get("count", 20)) :]}
            case _:
                return None

    def _admit(self, connection: Any, request: Any) -> Any:  # noqa: ANN401 - typed by a package that may not be there
        given = request.headers.get("Authorization")
        if not self.token or given == f"Bearer {self.token}":
            return None
        return connection.respond(403 if given else 401, "token\n")


def _coded(segments: list[dict[str, Any]]) -> str:
    """The same message as a CQ string.

    >>> _coded([{"type": "reply", "data": {"id": 5}}, {"type": "text", "data": {"text": "[好]"}}])
    '[CQ:reply,id=5]&#91;好&#93;'
    """
    said = ""
    for segment in segments:
        values = {name: _escaped(str(value)) for name, value in (segment.get("data") or {}).items()}
        if segment.get("type") == "text":
            said += values.get("text", "")
        else:
            said += "".join(
                ["[CQ:", str(segment.get("type")), *(f",{name}={value.replace(',', '&#44;')}" for name, value in values.items()), "]"]
            )
    return said


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("[", "&#91;").replace("]", "&#93;")
