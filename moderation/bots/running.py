"""A bot from its start to its end: session and connection together, until somebody says stop or the connection cannot be."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Protocol

from moderation.bots.base import Adapter
from moderation.bots.telling import told
from moderation.wording.bot_runner import RUNNER

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from moderation.bots.session import Session

__all__ = ["Link", "run"]

log: Final = logging.getLogger("moderation.bots")


class Link(Adapter, Protocol):
    """An adapter with a connection of its own."""

    is_draining: bool
    """Set when the end begins: nothing new is taken from then on."""

    async def close(self) -> None:
        """End the connection that stands."""
        ...


async def run(
    session: Session, link: Link, connection: Callable[[], Coroutine[None, None, None]], *, until: asyncio.Event | None = None
) -> None:
    """Keep a connection and a session going until `until` is set, or SIGINT or SIGTERM comes; then finish what came in, and end.

    Raises:
        UsageError, EnvironmentalError: the connection cannot be.
    """
    stop = until or asyncio.Event()
    with suppress(NotImplementedError, RuntimeError, ValueError):  # no signals on Windows, nor outside the main thread
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with session:
        connected, stopped = asyncio.create_task(connection()), asyncio.create_task(stop.wait())
        await asyncio.wait({connected, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        link.is_draining = True
        if not connected.done():
            log.info("%s", told(RUNNER, "stopping"))
            await session.stop()
        connected.cancel()
        await link.close()
        ended = await asyncio.gather(connected, return_exceptions=True)
    log.info("%s", told(RUNNER, "stopped"))
    if isinstance(ended[0], Exception):
        raise ended[0]
