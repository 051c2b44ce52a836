"""What is remembered, on a Redis server: shared by bot processes on any number of machines.

Each method is one round trip, executed by the server in one step. Windows are sorted sets by time and lapse by themselves when
nobody has touched them for long enough that no message can ask for them.
"""

from __future__ import annotations

import json
from struct import Struct
from typing import TYPE_CHECKING, Final

from moderation.errors import StoreError
from moderation.state.packed import FORGET
from moderation.state.redis_scripts import APPEND, ERASE, HISTORY, OBSERVE
from moderation.state.store import Entry, Record, Sight, Window
from moderation.state.tally import step_ms
from moderation.state.traces import encoded, stored_name
from moderation.wording import both
from moderation.wording.state import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.state.redis_server import RedisServer
    from moderation.state.store import Mark

__all__ = ["PREFIX", "SEEN", "RedisStore"]

PREFIX: Final = "moderation:"
SEEN: Final = 1_000_000
"""How many keys of messages are remembered: a message that comes again after so many others counts as new."""
_FORMAT: Final = 1
"""The version of what is kept under a prefix."""
_SEEN_LIVES_MS: Final = 30 * 86_400_000
_GRACE_MS: Final = 3_600_000
"""A window lives so much longer than it counts: time passes by messages, and a replay may be slower than they were."""
_PAGE: Final = 200
_ENTRY: Final = Struct("<qII")  # time · bytes of the message's key · bytes of the who; then key, who and value
_ARRIVAL: Final = 8


class RedisStore:
    """A `Store` on a Redis server; everything that it keeps is under `prefix`. The ledger is as durable as the server is set to be.

    Raises:
        StoreError: the server is out of reach, or a newer version wrote what is under the prefix.
    """

    def __init__(self, server: RedisServer, *, prefix: str = PREFIX, seen: int = SEEN) -> None:
        self._server = server
        self._prefix = encoded(prefix)
        self._remembered = seen
        self._observed = [self._prefix + name for name in (b"seen", b"arrivals")]
        self._keys, self._bodies, self._evidence = (self._prefix + b"ledger:" + name for name in (b"keys", b"records", b"evidence"))
        self._check_format()

    def observe(self, message: str, at_ms: int, marks: Sequence[Mark]) -> Sight:
        """Leave the marks of a message, unless its key was seen before, and return the windows as it sees them."""
        key = encoded(message)
        values: list[str | int | bytes] = [key, self._remembered, _SEEN_LIVES_MS]
        for mark in marks:
            lives = FORGET * mark.span_ms + _GRACE_MS
            values += (mark.keep, at_ms, mark.span_ms, lives, _entry(key, at_ms, mark) if mark.keep else b"", step_ms(mark))
        windows = [self._prefix + b"window:" + encoded(stored_name(mark)) for mark in marks]
        new, sights = self._server.run(OBSERVE, [*self._observed, *windows], values)
        return Sight(bool(new), tuple(map(_window, sights)))

    def append(self, record: Record, *, after: int | None = None) -> Record | None:
        """Enter a record and return it with its number, or what is there under its key; `None` if `after` does not fit."""
        values = (encoded(record.key), _body(record), encoded(record.evidence), "" if after is None else after)
        known = self._server.run(APPEND, [self._keys, self._bodies, self._evidence, self._subject(record.subject)], values)
        return None if known is None else _record(*known)

    def history(self, subject: str) -> tuple[Record, ...]:
        """Return everything about a subject, in the order in which it was entered."""
        found = self._server.run(HISTORY, [self._bodies, self._evidence, self._subject(subject)])
        return tuple(_record(*one) for one in found)

    def find(self, key: str) -> Record | None:
        """Return the record of a key."""
        number = self._server.command("HGET", self._keys, encoded(key))
        return None if number is None else next(self._read(range(int(number), int(number) + 1)))

    def records(self, after: int = 0) -> Iterator[Record]:
        """Yield the whole ledger in the order of its numbers, from the one after `after`."""
        while page := tuple(self._read(range(after + 1, after + 1 + _PAGE))):
            yield from page
            after += _PAGE

    def erase(self, subject: str) -> int:
        """Empty the evidence of everything about a subject; return how many records had some."""
        erased: int = self._server.run(ERASE, [self._evidence, self._subject(subject)])
        return erased

    def close(self) -> None:
        """Let go of the connections; what was returned as entered stays entered."""
        self._server.close()

    def _subject(self, subject: str) -> bytes:
        return self._prefix + b"ledger:subject:" + encoded(subject)

    def _read(self, numbers: range) -> Iterator[Record]:
        bodies = self._server.command("HMGET", self._bodies, *numbers)
        evidence = self._server.command("HMGET", self._evidence, *numbers)
        for number, body, words in zip(numbers, bodies, evidence, strict=True):
            if body is not None:
                yield _record(number, body, words or b"")

    def _check_format(self) -> None:
        self._server.command("SET", self._prefix + b"format", _FORMAT, "NX")
        found = int(self._server.command("GET", self._prefix + b"format"))
        if found > _FORMAT:
            raise StoreError(*both(SENTENCES, "newer", {"name": self._server.name, "found": found, "known": _FORMAT}))


def _entry(key: bytes, at_ms: int, mark: Mark) -> bytes:
    who = encoded(mark.who)
    return b"".join((_ENTRY.pack(at_ms, len(key), len(who)), key, who, mark.value))


def _window(sight: int | list[bytes]) -> Window:
    if isinstance(sight, int):
        return Window((), sight)
    return Window(tuple(map(_opened, sight)), len(sight))


def _opened(member: bytes) -> Entry:
    at_ms, key, who = _ENTRY.unpack_from(member, _ARRIVAL)
    start = _ARRIVAL + _ENTRY.size
    return Entry(at_ms, _text(member[start : start + key]), _text(member[start + key : start + key + who]), member[start + key + who :])


def _body(record: Record) -> str:
    """Everything but evidence and number; JSON in ASCII keeps lone surrogates as escapes."""
    return json.dumps([record.key, record.subject, record.at_ms, record.kind, record.body])


def _record(number: int, body: bytes, evidence: bytes) -> Record:
    key, subject, at_ms, kind, text = json.loads(body)
    return Record(key=key, subject=subject, at_ms=at_ms, kind=kind, body=text, evidence=_text(evidence), number=number)


def _text(encoded_text: bytes) -> str:
    return encoded_text.decode("utf-8", "surrogatepass")
