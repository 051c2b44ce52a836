"""Telegram's Bot API over HTTP: a question and its answer, as it came. The package `aiogram` is imported on first use.

Its client keeps the connections; its models are left out, so that an update is what the platform sent, whatever is new in it.
"""

from __future__ import annotations

import json
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from moderation.bots.base import Outcome
from moderation.errors import EnvironmentalError, UsageError
from moderation.wording import both
from moderation.wording.bot_telegram import TELEGRAM

__all__ = ["BASE", "BotApi", "TelegramApi", "must_be_installed"]

BASE: Final = "https://api.telegram.org"
_PATIENCE_S: Final = 30.0
_AT_ONCE: Final = 100
_SERVER: Final = 500
"""Statuses from here on come from something in between: whether the request arrived is not known."""


class BotApi(Protocol):
    """Whatever answers the methods of the Bot API."""

    @property
    def url(self) -> str:
        """Where it is, without the token."""
        ...

    async def ask(self, method: str, *, within_s: float = _PATIENCE_S, **params: object) -> dict[str, Any] | Outcome:
        """Return the answer to a request, or the Outcome of one that never left (`unsent`) or whose answer was lost (`lost`)."""
        ...

    async def close(self) -> None:
        """End all connections."""
        ...


def must_be_installed() -> None:
    """Make sure that Telegram can be asked.

    Raises:
        EnvironmentalError: the package is not there; it says how to install it.
    """
    try:
        import aiogram  # noqa: F401, PLC0415 - only whoever runs a Telegram bot needs it, and it takes a second
    except ImportError as error:
        raise EnvironmentalError(*both(TELEGRAM, "missing-extra")) from error


class TelegramApi:
    """The Bot API of one bot. `proxy` is that of the operator's network, `http://…`.

    Raises:
        UsageError: the token, the base or the proxy cannot be one.
        EnvironmentalError: `aiogram` is not installed.
    """

    def __init__(self, token: str, base: str = BASE, *, proxy: str = "") -> None:
        name, _, secret = token.strip().partition(":")
        if not (name.isascii() and name.isdigit() and secret.isascii() and secret.replace("_", "a").replace("-", "a").isalnum()):
            raise UsageError(*both(TELEGRAM, "bad-token" if token.strip() else "no-token"))
        for url in filter(None, (base, proxy)):
            if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
                raise UsageError(*both(TELEGRAM, "bad-url", {"url": url if "@" not in url else "…"}))
        must_be_installed()
        from aiogram.client.session.aiohttp import AiohttpSession  # noqa: PLC0415 - see above
        from aiogram.client.telegram import TelegramAPIServer  # noqa: PLC0415 - the same

        self.url = base.rstrip("/")
        self._token = token.strip()
        self._proxy = proxy or None
        self._session = AiohttpSession(api=TelegramAPIServer.from_base(self.url), limit=_AT_ONCE)

    async def ask(self, method: str, *, within_s: float = _PATIENCE_S, **params: object) -> dict[str, Any] | Outcome:
        """Return the answer to a request, or the Outcome of one that never left (`unsent`) or whose answer was lost (`lost`)."""
        from aiohttp import ClientConnectorError, ClientError, ClientTimeout  # noqa: PLC0415 - comes with aiogram

        client = await self._session.create_session()
        url = self._session.api.api_url(token=self._token, method=method)
        try:
            async with client.post(url, json=params, timeout=ClientTimeout(total=within_s), proxy=self._proxy) as response:
                written = await response.text(errors="replace")
        except ClientConnectorError as error:
            return Outcome(problem="unsent", detail=self._clean(error))
        except (ClientError, OSError, TimeoutError) as error:
            return Outcome(problem="lost", detail=self._clean(error))
        return _answer(written, response.status)

    async def close(self) -> None:
        """End all connections."""
        client = await self._session.create_session()
        await client.close()

    def _clean(self, error: Exception) -> str:
        """What an error says, without the token that stands in every address."""
        said = getattr(error, "strerror", "") or str(error) or type(error).__name__
        return said.replace(self._token, "…")[:200]


def _answer(written: str, status: int) -> dict[str, Any] | Outcome:
    """What the platform answered; something in between answers in pages, not in JSON."""
    try:
        answer = json.loads(written)
    except (ValueError, RecursionError):
        answer = None
    if isinstance(answer, dict) and "ok" in answer:
        return answer
    if status >= _SERVER:
        return Outcome(problem="lost", detail=f"HTTP {status}")
    return {"ok": False, "error_code": status, "description": f"HTTP {status}", "foreign": True}
