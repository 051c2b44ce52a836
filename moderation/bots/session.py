"""The running bot, whatever the platform: events in their order → verdicts → calls.

    feed ─▶ events in order (bounded) ─▶ one thread that judges ─▶ a task for each verdict ─▶ calls ─▶ ledger

Judging keeps the order in which events came. Calls do not: each verdict has a task of its own, so a call that hangs, or is
refused, makes nobody else wait. Too many events that wait make `feed` wait, and with it whoever reads from the platform.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from moderation.bots.carrying import Carrier
from moderation.bots.commands import ASIDE
from moderation.bots.disk import Disk
from moderation.bots.judging import Judged, Judging
from moderation.bots.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from moderation.bots.asking import Asked
    from moderation.bots.base import Adapter
    from moderation.moderator import Moderator
    from moderation.reload import WatchedModerator

__all__ = ["Session"]

log: Final = logging.getLogger("moderation.bots")

_AT_ONCE: Final = 64
"""Events that are judged at one go where many wait: a thread is asked once for all of them."""
_STOP_S: Final = 15.0


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


class Session:
    """One bot on one platform. Use it as `async with Session(moderator, adapter, settings) as session: await session.feed(event)`.

    The moderator should have a store, or nothing is remembered and nobody sanctioned. `clock` returns milliseconds since 1970.
    """

    def __init__(
        self,
        moderator: Moderator | WatchedModerator,
        adapter: Adapter,
        settings: Settings | None = None,
        *,
        clock: Callable[[], int] = _now_ms,
    ) -> None:
        self._settings = settings or Settings()
        self._adapter = adapter
        self._judging = Judging(moderator, adapter, self._settings, clock)
        self._waiting: deque[Any] = deque()
        self._room = asyncio.Event()
        self._room.set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="moderation-bot")
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="moderation-reading")
        self._disk = Disk(self._judging.moderator.store)
        self._carrier = Carrier(self._judging, adapter, self._settings, self._thread)
        self._open: set[asyncio.Task[None]] = set()
        self._is_running = self._is_stopped = False

    async def __aenter__(self) -> Self:
        self._disk.start()
        self._is_running = True
        self._call()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.stop()

    @property
    def waiting(self) -> int:
        """How many events wait to be judged."""
        return len(self._waiting)

    @property
    def open(self) -> int:
        """How many verdicts wait for their calls."""
        return len(self._open)

    async def feed(self, event: Any) -> None:  # noqa: ANN401 - what an event is, is the platform's business
        """Take an event; waits while too many wait to be judged. Events of one chat are judged in the order in which they are fed."""
        while len(self._waiting) >= self._settings.most_waiting:
            self._room.clear()
            await self._room.wait()
        self._waiting.append(event)
        self._call()

    async def judged(self) -> None:
        """Return when everything that was fed has been judged: it is in the store, and its calls are under way."""
        await self._idle.wait()

    async def settled(self) -> None:
        """Return when everything that was fed has been judged and all calls are answered, or given up."""
        while self._open or not self._idle.is_set():
            await self._idle.wait()
            if self._open:
                await asyncio.wait(set(self._open))

    async def stop(self, within_s: float = _STOP_S) -> None:
        """Judge what was fed, make the calls, and end; what is not answered within the time is given up. Stopping twice is once."""
        if self._is_stopped:
            return
        self._is_stopped = True
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await self.settled()
        self._is_running = False
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._carrier.stop()
        self._thread.shutdown()
        self._reading.shutdown(wait=False)  # who only counts is not waited for
        await self._disk.stop()

    def _call(self) -> None:
        """Have what waits handed over in a moment, when more may have come; while something is being judged, its end does that."""
        if self._is_running and self._waiting and self._idle.is_set():
            self._idle.clear()
            asyncio.get_running_loop().call_soon(self._hand_over)

    def _hand_over(self) -> None:
        """Have what waits judged, as much as is judged at one go."""
        if not self._waiting or not self._is_running:
            self._idle.set()
            return
        events = [self._waiting.popleft() for _ in range(min(_AT_ONCE, len(self._waiting)))]
        self._room.set()
        self._thread.submit(self._judge, events, asyncio.get_running_loop())

    def _judge(self, events: list[Any], loop: asyncio.AbstractEventLoop) -> None:
        """Judge events, and have the calls of each begun as soon as it is judged; runs in the thread."""
        try:
            for judged in self._judging.judge(events):
                loop.call_soon_threadsafe(self._start, judged)
        finally:
            loop.call_soon_threadsafe(self._judged)

    def _judged(self) -> None:
        self._hand_over()
        if self._is_running:
            self._disk.settle()

    def _start(self, judged: Judged) -> None:
        """Have the calls of a verdict made, unless too many are under way; nothing is begun after the end."""
        if not self._is_running:
            return
        overloaded = len(self._open) >= self._settings.most_open
        task = asyncio.create_task(self._carrier.overloaded(judged) if overloaded else self._carry(judged))
        self._open.add(task)
        task.add_done_callback(self._ended)

    async def _carry(self, judged: Judged) -> None:
        await self._carrier.carry(judged if judged.asks is None else await self._executed(judged.asks))

    async def _executed(self, asked: Asked) -> Judged:
        """What a command comes to that could not be carried out at once."""
        if asked.is_unknown:
            asked = replace(asked, target=await self._carrier.find(asked))
        thread = self._reading if asked.command.name in ASIDE else self._thread
        return await asyncio.get_running_loop().run_in_executor(thread, self._judging.execute, asked)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._open.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("操作没有做完", exc_info=task.exception())
