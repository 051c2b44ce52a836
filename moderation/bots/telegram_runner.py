"""Updates of Telegram by long polling, for as long as the bot runs: asked for, judged, and only then said to be dealt with."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

from moderation.bots.base import Outcome
from moderation.bots.telegram import UPDATES, parted
from moderation.bots.telling import Told, told
from moderation.errors import EnvironmentalError
from moderation.wording import both
from moderation.wording.bot_telegram import TELEGRAM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.bots.session import Session
    from moderation.bots.telegram_link import TelegramLink

__all__ = ["poll"]

log: Final = logging.getLogger("moderation.bots")

_PAUSES_S: Final = (1, 2, 5, 10, 20, 30, 60)
"""Between attempts, the last one for ever."""
_WAIT_S: Final = 50
_AT_ONCE: Final = 100
_UNKNOWN: Final = (401, 404)
"""What the platform answers to a token that is none of its own."""
_CONFLICT: Final = 409


async def poll(link: TelegramLink, session: Session, *, wait_s: int = _WAIT_S, pauses_s: Sequence[float] = _PAUSES_S) -> None:
    """Ask for updates, again and again, until cancelled; what was not judged yet comes again after a crash.

    Ends by itself only where `link.is_draining` was set.

    Raises:
        EnvironmentalError: the token is wrong, the bot has a webhook, or that is no Bot API.
    """
    await _introduced(link, pauses_s)
    attempt, is_away = 0, False
    while not link.is_draining:
        answer = await link.api.ask(
            "getUpdates", within_s=wait_s + 15, offset=link.offset, timeout=wait_s, limit=_AT_ONCE, allowed_updates=UPDATES
        )  # fmt: skip
        why = _problem(link, answer, pauses_s[attempt])
        if why is not None:
            link.is_whole, is_away = isinstance(answer, dict), True
            log.warning("%s", why)
            await asyncio.sleep(pauses_s[attempt])
            attempt = min(attempt + 1, len(pauses_s) - 1)
            continue
        if is_away:
            log.info("%s", told(TELEGRAM, "back", {"url": link.api.url}))
        attempt, link.is_whole, is_away = 0, True, False
        await _taken(link, session, answer)


async def _introduced(link: TelegramLink, pauses_s: Sequence[float]) -> None:
    """Find out who we are, however long that takes."""
    attempt = 0
    while True:
        answer = await link.api.ask("getMe")
        why = _problem(link, answer, pauses_s[attempt])
        if why is None and isinstance(answer, dict) and isinstance(answer.get("result"), dict):
            break
        log.warning("%s", why)
        await asyncio.sleep(pauses_s[attempt])
        attempt = min(attempt + 1, len(pauses_s) - 1)
    link.me = answer["result"]
    link.is_whole = True
    log.info("%s", told(TELEGRAM, "connected", {"name": str(link.me.get("username") or link.me.get("id"))}))
    if link.me.get("can_read_all_group_messages") is False:
        log.warning("%s", told(TELEGRAM, "privacy"))


async def _taken(link: TelegramLink, session: Session, answer: Any) -> None:  # noqa: ANN401 - JSON
    """Have updates judged in their order; only then the next request says that they were dealt with."""
    rows = answer.get("result")
    updates = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    if link.is_draining or not updates:
        return
    await link.prepare(updates)
    for update in updates:
        for part in parted(update):
            await session.feed(part)
    await session.judged()
    link.offset = max([link.offset, *(update["update_id"] + 1 for update in updates if isinstance(update.get("update_id"), int))])


def _problem(link: TelegramLink, answer: dict[str, Any] | Outcome, pause: float) -> Told | None:
    """Why there are no updates, `None` where there are.

    Raises:
        EnvironmentalError: there never will be any.
    """
    url = link.api.url
    if isinstance(answer, Outcome):
        return told(TELEGRAM, "unreachable", {"url": url, "why": answer.detail, "pause": pause})
    if answer.get("ok"):
        return None
    code, why = answer.get("error_code"), str(answer.get("description") or "")[:200]
    if answer.get("foreign"):
        raise EnvironmentalError(*both(TELEGRAM, "not-telegram", {"url": url, "why": why}))
    if code in _UNKNOWN:
        raise EnvironmentalError(*both(TELEGRAM, "wrong-token"))
    if code == _CONFLICT and "webhook" in why:
        raise EnvironmentalError(*both(TELEGRAM, "webhook", {"url": url}))
    return told(TELEGRAM, "conflict" if code == _CONFLICT else "refused", {"why": why, "pause": pause})
