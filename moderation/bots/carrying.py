"""Calls made: the deeds first and together, then what is said, true of what came of them; then the ledger is told.

A deed that finds the platform gone is tried again when it is back, because twice is once; words are not, where they may have
arrived. An answer that comes late is entered late.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from moderation.bots.alerts import AlertLimit
from moderation.bots.base import DEEDS, MEASURES, Call, Outcome
from moderation.bots.judging import Judged
from moderation.bots.planning import applied_of
from moderation.bots.telling import reasons
from moderation.wording import say
from moderation.wording.bot_commands import COMMANDS
from moderation.wording.bots import PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from moderation.bots.asking import Asked
    from moderation.bots.base import Adapter
    from moderation.bots.judging import Judging
    from moderation.bots.settings import Settings
    from moderation.message import Message

__all__ = ["Carrier"]

log: Final = logging.getLogger("moderation.bots")

_SANCTIONS: Final = ("warn", "mute", "kick", "ban")
_MOST_LATE: Final = 1_000
"""Calls without an answer that are still listened for."""
_REST_S: Final = 60.0
_LAST_WORD_S: Final = 2.0
"""What the end waits for, so that staff hear how many alerts were held back."""
_PAUSE_S: Final = 0.02
"""Before a call is tried again, so that an adapter which is never ready costs nothing."""

Made = tuple[Call, Outcome]


class Carrier:
    """Makes the calls of one session. Everything about the ledger runs in `thread`, where events are judged."""

    def __init__(self, judging: Judging, adapter: Adapter, settings: Settings, thread: Executor) -> None:
        self._judging = judging
        self._adapter = adapter
        self._settings = settings
        self._thread = thread
        self._late: set[asyncio.Task[Outcome]] = set()
        self._alerts = AlertLimit(settings.alerts_a_minute, now_s=lambda: asyncio.get_running_loop().time())
        self._resting: asyncio.TimerHandle | None = None
        self._rest: asyncio.Task[Made] | None = None

    async def carry(self, judged: Judged) -> None:
        """Make all calls of an event and enter what came of a sanction."""
        deeds = [call for call in judged.calls if call.name in DEEDS]
        words = [call for call in judged.calls if call.name not in DEEDS]
        made = await self._all(deeds, judged)
        failed = [(call, outcome) for call, outcome in made if outcome.problem]
        if failed and judged.verdict is not None:
            words = self._milder(judged, failed)
        elif failed:
            words = [_failed(call, failed[0][1]) if call.name == "reply" else call for call in words if call.name != "say"]
        held = [call for call in words if judged.is_held and call.name == "say"]
        made += await self._all([*(call for call in words if call not in held), *judged.also], judged)
        made += [(call, Outcome(problem="held")) for call in held]
        await self._enter(judged, made)

    async def overloaded(self, judged: Judged) -> None:
        """Make no call, and enter that."""
        await self._enter(judged, [(call, Outcome(problem="overloaded")) for call in judged.calls])

    async def find(self, asked: Asked) -> Message | None:
        """Return the message that a command answers, if the platform still has it."""
        try:
            async with asyncio.timeout(self._settings.patience_s):
                return await self._adapter.find(asked.incoming.place, asked.incoming.quoted)
        except Exception as error:  # noqa: BLE001 - whatever a platform's package raises, the command goes on without the message
            log.warning("查不到被引用的消息：%s", error)
            return None

    async def stop(self) -> None:
        """Give up on late answers, tell staff what was held back, and enter what waits for the store."""
        for task in self._late:
            task.cancel()
        await asyncio.gather(*self._late, return_exceptions=True)
        if self._resting is not None:
            self._resting.cancel()
        if self._rest is not None:
            self._rest.cancel()
        await self._tell_rest_now()
        bench = self._judging.bench
        if bench is not None:
            await self._threaded(bench.flush)

    async def _all(self, calls: list[Call], judged: Judged) -> list[Made]:
        """Make calls at once, begun in their order; return each with its outcome, in the same order."""
        if len(calls) == 1:
            return [await self._made(calls[0], judged)]
        return list(await asyncio.gather(*(self._made(call, judged) for call in calls)))

    async def _made(self, call: Call, judged: Judged) -> Made:
        if call.name == "alert":
            shown = self._placed(call)
            if shown is None:
                return call, Outcome()
            call = shown
        outcome = await self._tried(call, judged)
        if outcome.problem:
            log.warning(
                "%s %s（%s）", call.place.id, reasons(f"{call.name}: {outcome.problem}"), outcome.detail or call.message or call.user
            )
        elif call.case:
            self._judging.recent.told(call.place.id, outcome.id, call.case)
        return call, outcome

    def _placed(self, call: Call) -> Call | None:
        """An alert on its way to the staff chat, `None` for one that is logged or held back."""
        place = self._settings.staff_chat
        if place is None:
            log.warning("%s", call.text)
            return None
        text = self._alerts.passed(call.text)
        if text is None:
            self._tell_rest_later()
            return None
        return replace(call, place=place, text=text)

    def _tell_rest_later(self) -> None:
        if self._resting is None:
            self._resting = asyncio.get_running_loop().call_later(_REST_S, self._tell_rest)

    async def _tell_rest_now(self) -> None:
        """What was held back, told at the end as far as it can be told at once."""
        text, place = self._alerts.rest(), self._settings.staff_chat
        if text and place is not None:
            log.warning("%s", text)
            with suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORD_S):
                    await self._adapter.ready()
                    await self._safe(Call(name="say", place=place, text=text))

    def _tell_rest(self) -> None:
        self._resting = None
        text, place = self._alerts.rest(), self._settings.staff_chat
        if text and place is not None:
            self._rest = asyncio.create_task(self._made(Call(name="say", place=place, text=text), Judged()))

    async def _tried(self, call: Call, judged: Judged) -> Outcome:
        """Make a call until the platform has it or is gone for too long; a deed also where the connection broke meanwhile."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._settings.hold_s
        while True:
            try:
                async with asyncio.timeout_at(until):
                    await self._adapter.ready()
            except TimeoutError:
                return Outcome(problem="unreachable")
            outcome = await self._once(call, judged)
            again = outcome.problem == "unsent" or (outcome.problem == "lost" and call.name in DEEDS)
            if not again:
                return outcome
            if loop.time() >= until:
                return Outcome(problem="unreachable" if outcome.problem == "unsent" else "lost")
            await asyncio.sleep(_PAUSE_S)

    async def _once(self, call: Call, judged: Judged) -> Outcome:
        task = asyncio.create_task(self._safe(call))
        try:
            done, _ = await asyncio.wait({task}, timeout=self._settings.patience_s)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if done:
            return task.result()
        if len(self._late) < _MOST_LATE:
            self._late.add(task)
            task.add_done_callback(lambda ended: self._came_late(ended, call, judged))
        else:
            task.cancel()
        return Outcome(problem="no answer")

    async def _safe(self, call: Call) -> Outcome:
        try:
            return await self._adapter.act(call)
        except Exception as error:  # noqa: BLE001 - whatever a platform's package raises is an ordinary outcome
            return Outcome(problem="refused", detail=f"{type(error).__name__}: {error}"[:200])

    def _came_late(self, task: asyncio.Task[Outcome], call: Call, judged: Judged) -> None:
        """Enter what a call has come to after all."""
        self._late.discard(task)
        if task.cancelled() or task.result().problem or call.name not in MEASURES or judged.verdict is None or judged.message is None:
            return
        done, problem = applied_of([(call, task.result())])
        self._thread.submit(self._judging.applied, judged.message, judged.verdict, done, problem or "late")

    def _milder(self, judged: Judged, failed: list[Made]) -> list[Call]:
        """What is said instead, where the platform would not do what was decided; staff are always told."""
        names = [call.name for call, _ in failed]
        refused = MEASURES if any(name in MEASURES for name in names) else ()
        calls = self._judging.replanned(judged, (*names, *refused), failed[-1][1].problem)
        return [replace(call, problem="") for call in calls if call.name not in DEEDS]

    async def _enter(self, judged: Judged, made: list[Made]) -> None:
        """Tell the ledger what became of a sanction."""
        verdict, message = judged.verdict, judged.message
        if verdict is None or message is None or verdict.sanction is None or verdict.sanction.action not in _SANCTIONS:
            return
        done, problem = applied_of(made)
        if self._settings.quiet:
            problem = "quiet"
        await self._threaded(self._judging.applied, message, verdict, done, problem)

    async def _threaded(self, function: Callable[..., object], *values: object) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, function, *values)


def _why(outcome: Outcome) -> str:
    return PROBLEMS.get(outcome.problem, PROBLEMS["refused"])[0]


def _failed(call: Call, outcome: Outcome) -> Call:
    """The answer to a command whose deed did not succeed; a case is overturned all the same."""
    return replace(call, text=say(COMMANDS, "failed-after" if call.case else "failed", "zh", {"case": call.case, "problem": _why(outcome)}))
