"""A server of Telegram's Bot API for tests, public: speaks the protocol over HTTP on loopback, remembers every request.

    async with FakeTelegram() as server:              # a bot asks at server.url, with server.token
        server.say("早", user=7)
        server.done                                   # [("deleteMessage", {…}), …]

It can refuse a request, hang on it, answer that it is too much, or be gone for a while. No dependencies.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

__all__ = ["BOT", "FakeTelegram"]

BOT: Final = {"id": 42, "is_bot": True, "first_name": "群管", "username": "guan_bot", "can_read_all_group_messages": True}
_TOKEN: Final = "42:secret"  # noqa: S105 - of a platform that does not exist
_RIGHTS: Final = {"can_delete_messages": True, "can_restrict_members": True}
_ASKING: Final = "get"

Request = tuple[str, dict[str, Any]]


class FakeTelegram:
    """One bot in any number of groups; `admins` are the accounts that are admins of them, the bot among them.

    `done` are the requests that were carried out, `asked` all that wanted something done, in their order. `refuses` returns the
    answer to a request that is refused, such as `{"error_code": 400, "description": "…"}`; one for which `hangs` holds is
    answered by `resume`. Updates are kept until a bot says that it has them, as the platform does. `start_s` is when the first message
    is sent, in seconds since 1970: now, unless told otherwise, as bots may remove what is young only.
    """

    def __init__(
        self,
        token: str = _TOKEN,
        *,
        refuses: Callable[[str, dict[str, Any]], dict[str, Any] | None] = lambda *_: None,
        hangs: Callable[[str, dict[str, Any]], bool] = lambda *_: False,
        start_s: int | None = None,
    ) -> None:
        self._start_s = int(time.time()) if start_s is None else start_s
        self.token, self.refuses, self.hangs = token, refuses, hangs
        self.asked: list[Request] = []
        self.done: list[Request] = []
        self.admins: dict[int, dict[str, Any]] = {42: {"status": "administrator", "user": BOT, **_RIGHTS}}
        self.port = 0
        self._updates: list[dict[str, Any]] = []
        self._numbers, self._messages = count(1), count(1)
        self._news = asyncio.Event()
        self._resumed = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """Where a bot asks."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def waiting(self) -> int:
        """How many updates no bot has said to have."""
        return len(self._updates)

    async def start(self) -> None:
        """Listen, on the same port as before where there was one."""
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Break every connection and listen no more, as a network that is gone."""
        if self._server is not None:
            self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def send(self, update: dict[str, Any]) -> dict[str, Any]:
        """Deliver an update; return it with its number."""
        update = {"update_id": next(self._numbers), **update}
        self._updates.append(update)
        self._news.set()
        return update

    def message(self, text: str, *, user: int, group: int = -1001, at: int = 0, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Return a message of a group; `at` is in seconds after the start, `more` goes into the message."""
        who = {"id": user, "is_bot": False, "first_name": f"群友{user}"}
        chat = {"id": group, "type": "supergroup", "title": "学习群"}
        return {"message_id": next(self._messages), "date": self._start_s + at, "chat": chat, "from": who, "text": text, **more}

    def say(self, text: str, *, user: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Send a message and return its update."""
        return self.send({"message": self.message(text, user=user, **more)})

    def resume(self) -> None:
        """Answer every request that hangs, and those to come."""
        self.hangs = lambda *_: False
        self._resumed.set()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while line := await reader.readline():
                path = line.split()[1].decode()
                body = await _body(reader)
                status, answer = await self._answer(path, body)
                content = json.dumps(answer).encode()
                head = f"HTTP/1.1 {status} .\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
                writer.write(head.encode() + content)
                await writer.drain()
        except (OSError, asyncio.CancelledError, asyncio.IncompleteReadError):
            return  # the bot, or the test, broke it off
        finally:
            self._tasks.discard(task)
            with suppress(Exception):
                writer.close()

    async def _answer(self, path: str, params: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        _, _, rest = path.partition("/bot")
        token, _, method = rest.partition("/")
        if token != self.token:
            return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
        if not method.startswith(_ASKING):
            self.asked.append((method, params))
        refused = self.refuses(method, params)
        if refused is not None:
            return int(refused.get("error_code", 400)), {"ok": False, **refused}
        if self.hangs(method, params):
            await self._resumed.wait()
        if not method.startswith(_ASKING):
            self.done.append((method, params))
        return 200, {"ok": True, "result": await self._known(method, params)}

    async def _known(self, method: str, params: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
        match method:
            case "getMe":
                return BOT
            case "getChatAdministrators":
                return list(self.admins.values())
            case "getUpdates":
                return await self._waited_for(int(params.get("offset", 0)), float(params.get("timeout", 0)), int(params.get("limit", 100)))
            case "sendMessage":
                return {"message_id": 900_000_000 + len(self.done), "date": self._start_s, "chat": {"id": params.get("chat_id")}}
            case _:
                return True

    async def _waited_for(self, offset: int, timeout_s: float, limit: int) -> list[dict[str, Any]]:
        """The updates from a number on, as soon as there are any; those before it are forgotten."""
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        if not self._updates and timeout_s:
            self._news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(timeout_s):
                    await self._news.wait()
        return self._updates[:limit]


async def _body(reader: asyncio.StreamReader) -> dict[str, Any]:
    """The JSON of a request, which its headers say how long it is."""
    length = 0
    while (line := await reader.readline()).strip():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    body = json.loads(await reader.readexactly(length)) if length else {}
    return body if isinstance(body, dict) else {}
