"""Waiting for the disk, aside: what a store has entered outlives the process at once, and the machine a moment later.

A disk that others keep busy takes a hundred milliseconds to answer, and nobody's message is to wait for it. Only what a power
failure takes away is at stake: the ledger's last moments. Stores that do not defer (memory, Redis) are left as they are.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from moderation.errors import StoreError

if TYPE_CHECKING:
    from moderation.state.store import Store

__all__ = ["Disk"]

log: Final = logging.getLogger("moderation.bots")

_PAUSE_S: Final = 0.05
"""Between two waits: a disk that is asked without pause has less time for everybody who writes."""


@runtime_checkable
class _Deferring(Protocol):
    """A store that can leave the waiting to others."""

    def defer(self, *, on: bool = True) -> None: ...
    def settle(self) -> None: ...
    @property
    def is_settled(self) -> bool: ...


class Disk:
    """Settles one store in a thread of its own, as soon as there is something to settle, one wait at a time and a pause after each."""

    def __init__(self, store: Store | None) -> None:
        self._store = store if isinstance(store, _Deferring) else None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="moderation-disk")
        self._waiting: asyncio.Future[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._next_s = 0.0

    def start(self) -> None:
        """Have the store wait for the disk no more."""
        if self._store is not None:
            with suppress(StoreError):  # whoever asks it for something will be told
                self._store.defer()

    def settle(self) -> None:
        """See to it that what was entered so far gets to the disk; returns at once. Called from an event loop."""
        if self._store is None or self._timer is not None or self._store.is_settled or (self._waiting and not self._waiting.done()):
            return
        loop = asyncio.get_running_loop()
        if loop.time() < self._next_s:
            self._timer = loop.call_at(self._next_s, self._settle_now)
        else:
            self._settle_now()

    async def stop(self) -> None:
        """Return when everything is on the disk; from then on the store waits for it itself again."""
        if self._timer is not None:
            self._timer.cancel()
        if self._waiting is not None:
            await self._waiting
        await asyncio.get_running_loop().run_in_executor(self._thread, self._ended)
        self._thread.shutdown()

    def _settle_now(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer, self._next_s = None, loop.time() + _PAUSE_S
        self._waiting = loop.run_in_executor(self._thread, self._settled)

    def _settled(self) -> None:
        if self._store is not None:
            try:
                self._store.settle()
            except StoreError as error:
                log.warning("%s", error)

    def _ended(self) -> None:
        if self._store is not None:
            with suppress(StoreError):
                self._store.defer(on=False)
