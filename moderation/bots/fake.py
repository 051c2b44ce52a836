"""A platform for tests, public: remembers every call, and can refuse, hang, break off, or deliver twice and out of order.

>>> import asyncio
>>> from moderation.bots.base import Call
>>> platform = FakePlatform()
>>> asyncio.run(platform.act(Call(name="delete", message="7"))), [call.name for call in platform.calls]
(Outcome(problem='', detail='', id='1'), ['delete'])
"""

from __future__ import annotations

import asyncio
import random
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from moderation.bots.base import Call, Capabilities, Incoming, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from moderation.bots.base import Place
    from moderation.message import Message

__all__ = ["ABLE", "FakePlatform", "shuffled"]

ABLE: Final = Capabilities(delete=True, mute=True, mute_most_s=30 * 86_400, kick=True, ban=True, reject=True)
"""A platform that can do everything, and mutes for a month at most."""


class FakePlatform:
    """An Adapter whose events are Messages or Incoming, and whose calls come to `calls` in the order in which they were made.

    `refuses` returns the problem of a call, empty for one that is carried out; a call for which `hangs` holds is never
    answered until `resume`; while `broken` is set nothing leaves. What was said by messages that it read can be found again.
    """

    def __init__(
        self,
        capabilities: Capabilities = ABLE,
        *,
        refuses: Callable[[Call], str] = lambda _: "",
        hangs: Callable[[Call], bool] = lambda _: False,
    ) -> None:
        self.capabilities = capabilities
        self.calls: list[Call] = []
        self.done: list[Call] = []
        self.refuses, self.hangs = refuses, hangs
        self._messages: dict[tuple[str, str], Message] = {}
        self._numbers = count(1)
        self._resumed = asyncio.Event()
        self._whole = asyncio.Event()
        self._whole.set()

    @property
    def broken(self) -> bool:
        """Whether the connection is broken."""
        return not self._whole.is_set()

    @broken.setter
    def broken(self, value: bool) -> None:
        if value:
            self._whole.clear()
        else:
            self._whole.set()

    def resume(self) -> None:
        """Answer every call that hangs, and those to come."""
        self.hangs = lambda _: False
        self._resumed.set()

    def read(self, event: Any) -> Incoming | None:  # noqa: ANN401 - the Adapter's signature
        """Return an event as it is; a Message becomes an Incoming."""
        incoming = event if isinstance(event, Incoming) else Incoming(message=event, words=event.text)
        message = incoming.message
        if message.id is not None:
            self._messages.setdefault((message.chat.id, message.id), message)
        return incoming

    async def ready(self) -> None:
        """Wait until the connection is whole."""
        await self._whole.wait()

    async def act(self, call: Call) -> Outcome:
        """Remember a call and answer it as the test wants."""
        if self.broken:
            return Outcome(problem="unsent")
        number = next(self._numbers)
        self.calls.append(call)
        if self.hangs(call):
            await self._resumed.wait()
        problem = self.refuses(call)
        if not problem:
            self.done.append(call)
        return Outcome(problem=problem, id="" if problem else str(number))

    async def find(self, place: Place, message: str) -> Message | None:
        """Return a message that was read before."""
        return self._messages.get((place.id, message))


def shuffled(events: Iterable[Any], *, twice: float = 0.3, reach: int = 5, seed: int = 1) -> list[Any]:
    """Return events as a bad network delivers them: a share of them twice, each at most about `reach` places from its own.

    >>> sorted(set(shuffled(range(5), seed=3)))
    [0, 1, 2, 3, 4]
    """
    dice = random.Random(seed)  # noqa: S311 - the same in every run
    sent = [(place + dice.uniform(0, reach), event) for place, event in enumerate(events)]
    again = [(place + dice.uniform(0, reach), event) for place, event in sent if dice.random() < twice]
    return [event for _, event in sorted([*sent, *again], key=lambda pair: pair[0])]
