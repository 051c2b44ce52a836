"""One Redis server, asked the way a store asks; whatever the client or the server says against it becomes a StoreError here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from moderation.errors import EnvironmentalError, StoreError
from moderation.wording import both
from moderation.wording.state import REASONS, SENTENCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import redis

__all__ = ["RedisServer", "connect"]

_CONNECT_S: Final = 2.0
_ANSWER_S: Final = 5.0

Value = str | int | bytes


class RedisServer:
    """The server behind a client; `name` is where it is, without a password. Threads may share it, and forked processes."""

    def __init__(self, client: redis.Redis, name: str) -> None:
        self.name = name
        self._client = client
        self._scripts: dict[str, Any] = {}

    def run(self, script: str, keys: Sequence[bytes], values: Sequence[Value] = ()) -> Any:  # noqa: ANN401 - what the script returns
        """Return what a script returns; the server executes it in one step."""
        registered = self._scripts.get(script)
        if registered is None:
            registered = self._scripts[script] = self._client.register_script(script)
        return self._asked(registered, keys, values)

    def command(self, *words: Value) -> Any:  # noqa: ANN401 - what the command returns
        """Return what one command returns."""
        return self._asked(self._client.execute_command, *words)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _asked(self, question: Any, *values: Any) -> Any:  # noqa: ANN401 - anything of the client
        import redis  # noqa: PLC0415 - it is there: the client came from it

        try:
            return question(*values)
        except (redis.RedisError, OSError) as error:
            raise self._refused(error) from error

    def _refused(self, error: Exception) -> StoreError:
        slug = _slug(error)
        zh, en = both(REASONS, slug) if slug else (str(error), str(error))
        return StoreError(
            both(SENTENCES, "redis", {"name": self.name, "why": zh})[0], both(SENTENCES, "redis", {"name": self.name, "why": en})[1]
        )


def connect(options: dict[str, Any], name: str) -> RedisServer:
    """Return the server that the options of a Redis client lead to; nothing is sent yet.

    It is asked once, not again and again: a message that was left although its answer was lost would seem to come twice.

    Raises:
        EnvironmentalError: the extra `redis` is not installed.
    """
    try:
        import redis  # noqa: PLC0415 - an extra
        from redis.backoff import NoBackoff  # noqa: PLC0415 - an extra
        from redis.retry import Retry  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise EnvironmentalError(*both(SENTENCES, "no-redis")) from error
    client = redis.Redis(**options, socket_timeout=_ANSWER_S, socket_connect_timeout=_CONNECT_S, retry=Retry(NoBackoff(), 0))
    return RedisServer(client, name)


def _slug(error: Exception) -> str | None:
    """The reason that is told, `None` where the server's own words are best."""
    import redis.exceptions as known  # noqa: PLC0415 - it is there: the error came from it

    kinds = (
        (known.AuthenticationError, "authentication"),
        (known.TimeoutError, "timeout"),
        (known.OutOfMemoryError, "memory"),
        (known.ReadOnlyError, "read-only"),
        (known.BusyLoadingError, "loading"),
        (known.ConnectionError, "connection"),
        (OSError, "connection"),
    )
    return next((slug for kind, slug in kinds if isinstance(error, kind)), None)
