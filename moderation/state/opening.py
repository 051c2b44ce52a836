"""From the address of a store to the store: the one place that knows all kinds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from moderation.errors import UsageError
from moderation.wording import both
from moderation.wording.nearest import nearest
from moderation.wording.state import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderation.state.store import Store

__all__ = ["open_store"]


def open_store(url: str) -> Store:
    """Return the store at an address, opened and ready; the caller closes it.

    - `memory://`: this process only. `?limit_mb=` bounds what its windows take.
    - `sqlite:///chat.db`: one file, relative to the working directory; `sqlite:////var/lib/chat.db` absolute. `?limit_mb=` too.
    - `redis://[name:password@]host[:port][/database]`, `rediss://` by TLS. `?prefix=` keeps several bots apart.

    Raises:
        UsageError: the address is none; it says what is wrong with it and what was probably meant.
        StoreError: the store is out of reach, damaged, or was written by a newer version.
        EnvironmentalError: the package for this kind of store is not installed; it says how to install it.

    >>> open_store("memory://").find("qq|g1|1") is None
    True
    """
    scheme, separator, rest = url.partition("://")
    if not separator:
        raise _wrong("no-scheme", url="…" if "@" in url else url[:80])  # a password is never shown
    if scheme not in _SCHEMES:
        raise _mistyped("unknown-scheme", _Mistyped(scheme[:40], tuple(_SCHEMES), "scheme"))
    rest, _, query = rest.partition("?")
    return _SCHEMES[scheme](scheme, rest, query)


def _memory(scheme: str, rest: str, query: str) -> Store:
    from moderation.state.memory import LIMIT_BYTES, MemoryStore  # noqa: PLC0415 - only what is used is loaded

    if rest.strip("/"):
        raise _wrong("memory-path", path=rest)
    return MemoryStore(limit_bytes=_limit(_options(scheme, query, ("limit_mb",)), LIMIT_BYTES))


def _sqlite(scheme: str, rest: str, query: str) -> Store:
    from moderation.state.sqlite import LIMIT_BYTES, SqliteStore  # noqa: PLC0415 - only what is used is loaded

    if rest and not rest.startswith("/"):
        raise _wrong("sqlite-host", path=rest)
    path = rest[1:]
    if not path or path == ":memory:" or "\0" in path:
        raise _wrong("sqlite-no-path")
    return SqliteStore(Path(path), limit_bytes=_limit(_options(scheme, query, ("limit_mb",)), LIMIT_BYTES))


def _redis(scheme: str, rest: str, query: str) -> Store:
    from moderation.state.redis import PREFIX, RedisStore  # noqa: PLC0415 - only what is used is loaded
    from moderation.state.redis_server import connect  # noqa: PLC0415 - only what is used is loaded

    options = _options(scheme, query, ("prefix",))
    try:
        parts = urlsplit(f"//{rest}")
    except ValueError as error:
        raise _wrong("redis-host") from error
    try:
        port = parts.port or 6379
    except ValueError as error:
        raise _wrong("redis-port", port=parts.netloc.rpartition("@")[2].rpartition(":")[2]) from error
    database = parts.path.strip("/") or "0"
    if not (database.isascii() and database.isdigit()):
        raise _wrong("redis-database", path=database)
    host = parts.hostname or "localhost"
    client: dict[str, Any] = {"host": host, "port": port, "db": int(database), "ssl": scheme == "rediss"}
    if parts.username:
        client["username"] = unquote(parts.username)
    if parts.password:
        client["password"] = unquote(parts.password)
    return RedisStore(connect(client, f"{host}:{port}/{int(database)}"), prefix=options.get("prefix", PREFIX))


_SCHEMES: Final[dict[str, Callable[[str, str, str], Store]]] = {"memory": _memory, "sqlite": _sqlite, "redis": _redis, "rediss": _redis}


def _options(scheme: str, query: str, known: tuple[str, ...]) -> dict[str, str]:
    """The options behind the `?`; an unknown one is refused, not ignored."""
    options: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in known:
            raise _mistyped("unknown-option", _Mistyped(name[:40], known, "option"), scheme=scheme)
        if name in options:
            raise _wrong("repeated-option", option=name)
        options[name] = value
    return options


def _limit(options: dict[str, str], otherwise: int) -> int:
    """The bound in bytes that an option gives in MiB."""
    written = options.get("limit_mb")
    if written is None:
        return otherwise
    if not (written.isascii() and written.isdigit() and int(written[:10]) > 0):
        raise _wrong("bad-option", option="limit_mb", value=written[:40])
    return int(written[:10]) << 20


def _wrong(key: str, **values: object) -> UsageError:
    return UsageError(*both(SENTENCES, key, values))


class _Mistyped(NamedTuple):
    word: str
    known: tuple[str, ...]
    what: str


def _mistyped(key: str, mistyped: _Mistyped, **values: object) -> UsageError:
    """An unknown word, what it may be, and which was probably meant."""
    zh, en = nearest(mistyped.word, mistyped.known)
    shown = {**values, mistyped.what: mistyped.word, f"{mistyped.what}s": ", ".join(mistyped.known)}
    return UsageError(both(SENTENCES, key, {**shown, "nearest": zh})[0], both(SENTENCES, key, {**shown, "nearest": en})[1])
