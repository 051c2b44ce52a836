"""From a scenario as it is written to the messages that it is about, each with what has to come of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from moderation.compile.durations import DURATION_FORM, seconds
from moderation.message import Author, Chat, Message
from moderation.ruleset.mistakes import nearest
from moderation.ruleset.scenarios import ScenarioMute, ScenarioUser
from moderation.workbench.messages import TIME_FORM
from moderation.workbench.scenario_times import EVENT_TIME_FORM, MONDAY_NOON, time_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from moderation.compile.report import Report
    from moderation.diagnostics import Position
    from moderation.program import Program
    from moderation.ruleset import Loaded
    from moderation.ruleset.scenarios import Scenario, ScenarioEvent
    from moderation.ruleset.tree import Path

__all__ = ["NOTHING", "Step", "Story", "stories"]

NOTHING: Final = "none"
"""What stands where nothing must come of a message."""
_ONE_CHAT: Final = "本群"
_ONE_USER: Final = "群友"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One message of a scenario: `places` are those of what is expected, by key; `when` is what the author wrote, if anything."""

    number: int
    message: Message
    expected: ScenarioEvent
    when: str
    at: Position
    places: dict[str, Position]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A scenario, ready to be run."""

    title: str
    steps: tuple[Step, ...]


def stories(loaded: Loaded, program: Program, report: Report) -> Iterator[Story]:
    """Yield the scenarios of a ruleset's own file in their order; report those that are written wrong, which are left out."""
    for number, scenario in enumerate(loaded.ruleset.scenarios):
        teller = _Teller(loaded, program, report, scenario, ("scenarios", number))
        steps = teller.steps()
        if not teller.wrong:
            yield Story(title=scenario.title, steps=steps)


class _Teller:
    """Reads one scenario; thrown away afterwards. `wrong` says whether a mistake was reported."""

    def __init__(self, loaded: Loaded, program: Program, report: Report, scenario: Scenario, at: Path) -> None:
        self._loaded, self._program, self._report, self._scenario, self._at = loaded, program, report, scenario, at
        self.wrong = False

    def steps(self) -> tuple[Step, ...]:
        """Return the messages in their order."""
        start = self._time(self._scenario.start, MONDAY_NOON, (*self._at, "start"), TIME_FORM) or MONDAY_NOON
        authors = self._authors(start)
        now, steps = start, []
        for number, event in enumerate(self._scenario.events):
            at: Path = (*self._at, "events", number)
            then = self._time(event.at, start, (*at, "at"), EVENT_TIME_FORM) if event.at is not None else now
            if then is not None and then < now:
                self._error("scenario-backwards", (*at, "at"), found=event.at or "")
            now = then or now
            self._check(event, at)
            message = self._message(event, at, authors, number)
            if message is not None:
                steps.append(self._step(replace(message, at=now), event, number, at))
        return tuple(steps)

    def _step(self, message: Message, event: ScenarioEvent, number: int, at: Path) -> Step:
        places = {key: self._loaded.places.at((*at, key)) for key in type(event).model_fields}
        return Step(number=number + 1, message=message, expected=event, when=event.at or "", at=self._loaded.places.at(at), places=places)

    def _message(self, event: ScenarioEvent, at: Path, authors: dict[str, Author], number: int) -> Message | None:
        first = next(iter(authors))
        name = first if event.user is None else self._known("scenario-user", event.user, authors, (*at, "user"))
        chats = self._scenario.chats or [_ONE_CHAT]
        chat = chats[0] if event.chat is None else self._known("scenario-chat", event.chat, chats, (*at, "chat"))
        id_ = event.id or f"{number + 1}"
        kind = event.kind
        if event.recall is not None:
            ids = [other.id or f"{place + 1}" for place, other in enumerate(self._scenario.events[:number])]
            id_, kind = self._known("scenario-message", event.recall, ids, (*at, "recall")) or "", "recall"
        if name is None or chat is None:
            return None
        return Message(
            event.text, id=id_, author=authors[name], chat=Chat(id=chat, name=chat), kind=kind, quote=event.quote,
            forward=event.forward, join_answer=event.join_answer, edited=event.edited,
        )  # fmt: skip

    def _authors(self, start: datetime) -> dict[str, Author]:
        written = {name: (user, (*self._at, "users", name)) for name, user in self._scenario.users.items()}
        alone = (self._scenario.user or ScenarioUser(), (*self._at, "user"))
        if self._scenario.user is not None or not written:
            written = {_ONE_USER: alone, **written}
        return {name: self._author(name, user, start, at) for name, (user, at) in written.items()}

    def _author(self, name: str, user: ScenarioUser, start: datetime, at: Path) -> Author:
        joined = None
        if user.joined is not None:
            joined = self._joined(user.joined, start, (*at, "joined"))
        return Author(
            id=user.id or name,
            role=user.role,
            nickname=user.nickname or (name if name in self._scenario.users else ""),
            card=user.card,
            joined=joined,
            trusted=user.trusted,
        )

    def _joined(self, written: str, start: datetime, at: Path) -> datetime | None:
        ago = seconds(written)
        if ago is None:
            return self._time(written, start, at, TIME_FORM)
        try:
            return start - timedelta(seconds=ago)
        except OverflowError:  # before the calendar begins
            self._error("bad-time", at, found=written, expected=TIME_FORM)
            return None

    def _time(self, written: str | None, start: datetime, at: Path, form: str) -> datetime | None:
        if written is None:
            return None
        found = time_of(written, start)
        if found is None:
            self._error("bad-time", at, found=written, expected=form)
        return found

    def _check(self, event: ScenarioEvent, at: Path) -> None:
        """Report what is expected and cannot come, because there is no such thing."""
        faq = self._program.faq
        entries = [entry.id for entry in faq.entries] if faq else []
        routes = [route.id for route in faq.routes] if faq else []
        for key, known in (
            ("rule", [rule.id for rule in self._program.rules]), ("answer", entries), ("suggest", entries), ("route", routes),
        ):  # fmt: skip
            named = getattr(event, key)
            if named is not None and named != NOTHING:
                self._known(f"scenario-{key}", named, known, (*at, key))
        if isinstance(event.expect, ScenarioMute) and not seconds(event.expect.mute):
            self._error("bad-duration", (*at, "expect", "mute"), found=event.expect.mute, expected=DURATION_FORM)

    def _known(self, kind: str, name: str, known: Collection[str], at: Path) -> str | None:
        if name in known:
            return name
        self._error("unknown-in-scenario", at, near=nearest(name, known), kind=kind, found=name, expected=", ".join(known))
        return None

    def _error(self, slug: str, at: Path, *, near: str | None = None, **values: str) -> None:
        self.wrong = True
        self._report.error(slug, at, near=near, **values)
