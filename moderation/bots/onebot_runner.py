"""Connections to OneBot v11 servers over WebSocket: out to one (forward) or in from one (reverse), for as long as the bot runs.

The package `websockets` is imported on first use.
"""

from __future__ import annotations

import asyncio
import errno
import hmac
import logging
import ssl
from socket import gaierror
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

from moderation.bots.telling import Told, told
from moderation.errors import EnvironmentalError, UsageError
from moderation.wording import both
from moderation.wording.bot_runner import RUNNER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.bots.onebot_link import Feed, OneBotLink

__all__ = ["address_in", "forward", "must_be_address", "must_be_installed", "reverse"]

log: Final = logging.getLogger("moderation.bots")

_PAUSES_S: Final = (1, 2, 5, 10, 20, 30, 60)
"""Between attempts to connect, the last one for ever."""
_SILENCE_S: Final = 10.0
_PONG_S: Final = 120.0
"""How long an answer to our ping may stand behind events that wait to be read: under load a connection is slow, not dead."""
_FRAME_BYTES: Final = 16 << 20
"""Forwarded conversations come in one frame."""
_FRAMES: Final = 64
"""Frames that are taken from the system before the first of them is read: with few, reading stops and goes on all the time."""
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
_DENIED: Final = (401, 403)


def must_be_installed() -> None:
    """Make sure that connections can be made.

    Raises:
        EnvironmentalError: the package is not there; it says how to install it.
    """
    try:
        import websockets  # noqa: F401, PLC0415 - only whoever runs a bot needs it
    except ImportError as error:
        raise EnvironmentalError(*both(RUNNER, "missing-extra")) from error


def address_in(listen: str, token: str) -> tuple[str, int]:
    """Return host and port of an address to listen on.

    Raises:
        UsageError: it is none, or others could reach it and there is no token.

    >>> address_in("8080", ""), address_in("0.0.0.0:8080", "t"), address_in("[::1]:8080", "")
    (('127.0.0.1', 8080), ('0.0.0.0', 8080), ('::1', 8080))
    """
    host, _, port = listen.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    if not (port.isascii() and port.isdigit() and 0 <= int(port[:6]) < 1 << 16):
        raise UsageError(*both(RUNNER, "bad-listen", {"listen": listen}))
    if not token and host not in _LOOPBACK:
        raise UsageError(*both(RUNNER, "open-without-token", {"listen": listen}))
    return host, int(port)


def must_be_address(url: str) -> None:
    """Make sure that an address is that of a WebSocket, before anything is opened for it.

    Raises:
        UsageError: it is none.
    """
    if urlsplit(url).scheme not in ("ws", "wss") or not urlsplit(url).hostname:
        raise UsageError(*both(RUNNER, "bad-url", {"url": _shown(url)}))


async def forward(link: OneBotLink, feed: Feed, url: str, token: str = "", *, pauses_s: Sequence[float] = _PAUSES_S) -> None:
    """Connect to a server, again and again, until cancelled; `pauses_s` are those between attempts, the last one for ever.

    Raises:
        UsageError: that is no address of a WebSocket.
        EnvironmentalError: the token is wrong, or that is no OneBot server; before the first connection only, later both are waited for.
    """
    must_be_address(url)
    attempt, was_connected = 0, False
    while True:
        try:
            await _connected(link, feed, url, token)
            attempt, was_connected = 0 if link.greeted else attempt, True
            log.warning("%s", told(RUNNER, "broken", {"pause": pauses_s[attempt]}))
        except EnvironmentalError as refusal:
            if not was_connected:
                raise
            log.warning("%s", Told(refusal.sentence("zh"), refusal.sentence("en")))
        except OSError as error:
            log.warning("%s", Told(*_because("unreachable", error, {"url": _shown(url), "pause": pauses_s[attempt]})))
        await asyncio.sleep(pauses_s[attempt])
        attempt = min(attempt + 1, len(pauses_s) - 1)


async def _connected(link: OneBotLink, feed: Feed, url: str, token: str) -> None:
    """One connection, from its beginning to its end."""
    from websockets.asyncio.client import connect  # noqa: PLC0415 - see above
    from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage, InvalidStatus  # noqa: PLC0415 - see above

    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        async with connect(
            url, additional_headers=headers, max_size=_FRAME_BYTES, compression=None, ping_timeout=_PONG_S, max_queue=_FRAMES
        ) as socket:
            log.info("%s", told(RUNNER, "connected", {"url": _shown(url)}))
            silence = asyncio.get_running_loop().call_later(_SILENCE_S, _tell_silence, link)
            try:
                await link.serve(socket, feed)
            finally:
                silence.cancel()
    except InvalidStatus as error:
        if error.response.status_code in _DENIED:
            raise EnvironmentalError(*both(RUNNER, "wrong-token")) from error
        raise _not_onebot(url, f"HTTP {error.response.status_code}") from error
    except (InvalidHandshake, InvalidMessage) as error:
        raise _not_onebot(url, type(error).__name__) from error
    except ConnectionClosed:
        return


async def reverse(link: OneBotLink, feed: Feed, address: tuple[str, int], token: str = "") -> None:
    """Wait for servers to connect, until cancelled; the newest connection counts.

    Raises:
        EnvironmentalError: the port is taken, or cannot be listened on.
    """
    from websockets.asyncio.server import serve  # noqa: PLC0415 - see above
    from websockets.exceptions import ConnectionClosed  # noqa: PLC0415 - see above

    async def meet(socket: Any) -> None:  # noqa: ANN401 - typed by a package that may not be there
        headers = socket.request.headers
        role = headers.get("X-Client-Role", "Universal")
        if role.lower() != "universal":
            log.warning("%s", told(RUNNER, "events-only", {"role": role[:40]}))
        log.info("%s", told(RUNNER, "joined", {"who": headers.get("X-Self-ID", "?")[:40]}))
        try:
            await link.serve(socket, feed)
        except (ConnectionClosed, EnvironmentalError):
            pass
        finally:
            log.info("%s", told(RUNNER, "left"))

    def admit(connection: Any, request: Any) -> Any:  # noqa: ANN401 - the same
        if not token or hmac.compare_digest(_token_of(request.headers.get("Authorization", ""), request.path).encode(), token.encode()):
            return None
        log.warning("%s", told(RUNNER, "token-refused"))
        return connection.respond(401, both(RUNNER, "token-refused")[1] + "\n")

    host, port = address
    listen = f"{host}:{port}"
    try:
        async with serve(
            meet, host, port, process_request=admit, max_size=_FRAME_BYTES, compression=None, ping_timeout=_PONG_S, max_queue=_FRAMES
        ) as server:
            port = server.sockets[0].getsockname()[1] if server.sockets else port
            log.info("%s", told(RUNNER, "listening", {"listen": f"{host}:{port}"}))
            await asyncio.get_running_loop().create_future()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise EnvironmentalError(*both(RUNNER, "port-taken", {"listen": listen})) from error
        raise EnvironmentalError(*_because("cannot-listen", error, {"listen": listen})) from error


def _token_of(header: str, path: str) -> str:
    """The token that a connection brings, in its header or its address.

    >>> _token_of("Bearer abc", "/"), _token_of("", "/?access_token=abc")
    ('abc', 'abc')
    """
    kind, _, given = header.partition(" ")
    if kind.lower() in ("bearer", "token"):
        return given.strip()
    return parse_qs(urlsplit(path).query).get("access_token", [""])[0]


def _shown(url: str) -> str:
    """An address as it may stand in a log: without what may hold a token or a password.

    >>> _shown("ws://u:p@127.0.0.1:3001/x?access_token=abc"), _shown("http:///")
    ('ws://…@127.0.0.1:3001/x?…', 'http:///')
    """
    address, question, _ = url.partition("?")
    scheme, slashes, rest = address.partition("//")
    _, at, host = rest.rpartition("@")
    return f"{scheme}{slashes}{'…@' if at else ''}{host}{question}{'…' if question else ''}"


def _tell_silence(link: OneBotLink) -> None:
    if not link.greeted:
        log.warning("%s", told(RUNNER, "silent", {"seconds": int(_SILENCE_S)}))


def _not_onebot(url: str, why: str) -> EnvironmentalError:
    return EnvironmentalError(*both(RUNNER, "not-onebot", {"url": _shown(url), "why": why}))


def _because(key: str, error: OSError, values: dict[str, object]) -> tuple[str, str]:
    """A sentence in both languages, with why there is no connection in its own language."""
    kinds = ((gaierror, "no-host"), (ssl.SSLError, "no-tls"), (ConnectionRefusedError, "refused-connection"), (TimeoutError, "timeout"))
    slug = next((slug for kind, slug in kinds if isinstance(error, kind)), errno.errorcode.get(error.errno or 0, ""))
    said = error.strerror or type(error).__name__
    zh, en = RUNNER.get(slug, (said, said))
    return both(RUNNER, key, {**values, "why": zh})[0], both(RUNNER, key, {**values, "why": en})[1]
