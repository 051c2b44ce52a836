"""What events come to: messages judged, commands carried out, newcomers welcomed. The part of a session that looks into stores.

One thread calls it, with events in the order in which they came, so that what is remembered is in their order too.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from moderation.bots.alerts import notices_held
from moderation.bots.asking import Asked
from moderation.bots.base import Call, Place
from moderation.bots.casework import Casework
from moderation.bots.commands import ASIDE, command_in
from moderation.bots.limits import MemberLimits, NoticeLimit
from moderation.bots.naming import with_name_covered
from moderation.bots.planning import plan
from moderation.bots.quiet import quietly
from moderation.bots.recent import Bounded, Recent
from moderation.moderator import Moderator
from moderation.sanctions.bench import Ruling
from moderation.sanctions.offence import offence_of
from moderation.verdict import Level
from moderation.wording import say
from moderation.wording.bot_commands import COMMANDS
from moderation.workbench.charter import charter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from moderation.bots.base import Adapter, Capabilities, Incoming
    from moderation.bots.commands import Command
    from moderation.bots.settings import Settings
    from moderation.message import Message
    from moderation.program import Measure, Program
    from moderation.reload import WatchedModerator
    from moderation.sanctions.bench import Bench
    from moderation.sanctions.notices import Announcer
    from moderation.verdict import Verdict

__all__ = ["Judged", "Judging"]

log: Final = logging.getLogger("moderation.bots")

_WELCOME_MS: Final = 60_000
"""How long a chat is left in peace after a welcome, however many join."""
_CHATS: Final = 10_000
_CHARS: Final = 20_000
"""Messages are judged together up to so many characters, which takes some milliseconds: who comes first waits for those behind."""
_STAFF: Final = ("owner", "admin")


class _Heard(NamedTuple):
    """An event that concerns us: what is to be checked of it, the command that it is, and whether staff gave it."""

    incoming: Incoming
    messages: tuple[Message, ...]
    command: Command | None
    is_staff: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is to be done about one event: the calls, and the message and verdict that they carry out, if it is one.

    `also` are calls that are made however the others fare. `is_held`: what would be said in the chat is not, because it has had
    enough notices for now. `asks` is a command that cannot be carried out at once: because only the platform knows the message
    that it is about any more, or because it takes longer than messages are to wait.
    """

    calls: tuple[Call, ...] = ()
    also: tuple[Call, ...] = ()
    is_held: bool = False
    message: Message | None = None
    verdict: Verdict | None = None
    asks: Asked | None = None


class Judging:
    """Judges for one session; `clock` returns the time in milliseconds, which only says how old a message is by now."""

    def __init__(self, moderator: Moderator | WatchedModerator, adapter: Adapter, settings: Settings, clock: Callable[[], int]) -> None:
        self._watched = moderator
        self._adapter = adapter
        self._settings = settings
        self._clock = clock
        self._welcomed: Bounded[int] = Bounded(_CHATS)
        self._limits = MemberLimits(settings)
        self._notices = NoticeLimit(settings.notices_a_minute)
        self._entered_ms = 0
        self._made: tuple[Program, Casework] | None = None
        self.recent = Recent()

    @property
    def moderator(self) -> Moderator:
        """The moderator of the version of the ruleset that is running."""
        return self._watched if isinstance(self._watched, Moderator) else self._watched.moderator

    @property
    def bench(self) -> Bench | None:
        """Where it is entered what the platform made of sanctions."""
        return self.moderator.bench

    @property
    def announcer(self) -> Announcer | None:
        """Who words notices."""
        return self.moderator.announcer

    def judge(self, events: Iterable[Any]) -> Iterator[Judged]:
        """Yield what events come to, in their order; an error of our own is logged and ends nothing.

        Messages that come one after the other are judged together, because a store is asked for many as fast as for one.
        """
        said: list[Message] = []
        length = 0
        for heard in map(self._heard, events):
            if heard is None:
                continue
            said += heard.messages
            length += sum(len(message.text) for message in heard.messages)
            if heard.command is not None or length > _CHARS:
                yield from self._checked(said)
                said, length = [], 0
            if heard.command is not None:  # it may be about what was said before it
                yield from self._safely(self._asked, heard)
        yield from self._checked(said)

    def execute(self, asked: Asked) -> Judged:
        """Return what a command comes to; members are answered so often that nobody can make the bot flood a chat."""
        chat, at_ms = asked.incoming.message.chat.id, asked.at_ms
        is_shown = asked.command.name != "rules" or self._limits.shows_rules(chat, at_ms)
        if not (asked.is_staff or is_shown):
            return Judged()
        calls = self._casework().execute(asked)
        if self._settings.quiet:
            return Judged(calls=tuple(quietly(calls, asked, self._settings.staff_chat)))
        is_answered = asked.is_staff or self._limits.answers(chat, at_ms)
        return Judged(calls=tuple(call for call in calls if is_answered or call.name not in ("reply", "say")))

    def applied(self, message: Message, verdict: Verdict, done: Measure | None, problem: str) -> None:
        """Enter what the platform made of the sanction of a verdict."""
        bench, program = self.bench, self.moderator.program
        if bench is None or program.policy is None or verdict.sanction is None:
            return
        offence = offence_of(message, verdict, community=program.info.id, policy=program.policy)
        ruling = Ruling(sanction=verdict.sanction, is_new=True, offence=offence)
        self._entered_ms = max(self._clock(), self._entered_ms + 1)  # what came of one case twice in a millisecond is two entries
        bench.applied(ruling, done, at_ms=self._entered_ms, problem=problem)

    def replanned(self, judged: Judged, refused: tuple[str, ...], why: str) -> tuple[Call, ...]:
        """Return the calls for a verdict as if the platform could not do what it has refused, and why it did."""
        assert judged.message is not None
        assert judged.verdict is not None
        return self._plan(judged.message, judged.verdict, self._adapter.capabilities.without(*refused, why=why))

    def _heard(self, event: Any) -> _Heard | None:  # noqa: ANN401 - what an event is, is the platform's business
        """What an event is, as far as it concerns us."""
        try:
            incoming = self._read(event)
            if incoming is None or not self.recent.is_new(incoming.message):
                return None
            message, place = self.recent.completed(incoming), incoming.place
            if not self._settings.moderates(place):
                return None
            if message is not incoming.message:
                incoming = replace(incoming, message=message)
            is_private, is_staff_chat = place.kind == "private", place == self._settings.staff_chat
            command = command_in(incoming, is_private=is_private)
            is_staff = command is not None and (is_staff_chat or self._is_staff(incoming))
            is_checked = not (is_private or is_staff_chat or is_staff)
            return _Heard(incoming, self._with_recall(message) if is_checked else (), command, is_staff)
        except Exception:  # a bot that falls silent because of one event would be worse
            log.exception("事件没有处理完")
            return None

    def _read(self, event: Any) -> Incoming | None:  # noqa: ANN401 - the same
        """What an event is about, with the bots that only the operator knows."""
        incoming = self._adapter.read(event)
        if incoming is None or incoming.message.author.id not in self._settings.bots:
            return incoming
        message = incoming.message
        return replace(incoming, message=replace(message, author=replace(message.author, role="bot")))

    def _with_recall(self, message: Message) -> tuple[Message, ...]:
        """A message, and behind it the recall that came before it."""
        if message.kind == "recall":
            self.recent.recalled(message)
            return (message,)
        recall = self.recent.recall_of(message)
        return (message,) if recall is None else (message, recall)

    def _asked(self, heard: _Heard) -> Iterator[Judged]:
        """A command, carried out as far as it is known what it is about."""
        incoming, command = heard.incoming, heard.command
        message = incoming.message
        if command is None or message.author.role == "bot":
            return
        chat = message.chat.id
        if not (heard.is_staff or self._limits.hears(chat, message.author.id, message.at_ms or 0)):
            return
        target = self.recent.find(chat, incoming.quoted) if incoming.quoted else None
        told = self.recent.case_told(chat, incoming.quoted) if incoming.quoted else None
        asked = Asked(command=command, incoming=incoming, target=target, case=told or "", is_staff=heard.is_staff)
        if asked.is_unknown or (heard.is_staff and command.name in ASIDE):
            yield Judged(asks=asked)
        else:
            judged = self.execute(asked)
            if judged.calls:
                yield judged

    def _is_staff(self, incoming: Incoming) -> bool:
        author = incoming.message.author
        return author.id in self._settings.staff or (author.role in _STAFF and incoming.place.kind == "group")

    def _checked(self, messages: Sequence[Message]) -> Iterator[Judged]:
        """Messages of groups, judged."""
        try:
            verdicts = self._watched.checks(messages)
        except Exception:  # nothing was left of any of them
            log.exception("消息没有一起处理完")
            verdicts = [partial(self._watched.check, message) for message in messages]
        for message, verdict in zip(messages, verdicts, strict=True):
            yield from self._safely(self._carried, message, verdict)

    def _safely(self, judging: Callable[..., Iterator[Judged]], *values: object) -> Iterator[Judged]:
        try:
            yield from judging(*values)
        except Exception:  # see above
            log.exception("事件没有处理完")

    def _carried(self, message: Message, judge: Callable[[], Verdict]) -> Iterator[Judged]:
        """What is to be done about a message."""
        verdict = judge()
        is_clean = verdict.level is Level.PASS
        if is_clean and verdict.answer is None and verdict.route is None and message.kind != "join":  # as good as always
            return
        planned = self._plan(message, verdict, self._adapter.capabilities)
        calls = tuple(call for call in planned if call.name != "delete" or self.recent.is_first_removal(call.place.id, call.message))
        if calls or (self._settings.quiet and verdict.sanction):
            held = self._notices.held(message.chat.id, message.at_ms or 0) if any(call.name == "say" for call in calls) else 0
            also = (notices_held(message, self._settings.notices_a_minute),) if held == 1 else ()
            yield Judged(calls=calls, also=also, is_held=held > 0, message=message, verdict=verdict)
        if message.kind == "join" and is_clean and not verdict.repeated:
            yield from self._welcome(message)

    def _plan(self, message: Message, verdict: Verdict, capabilities: Capabilities) -> tuple[Call, ...]:
        announcer = self.announcer
        if announcer is not None and (verdict.answer is not None or verdict.route is not None):
            message, verdict = with_name_covered(message, verdict, announcer.named)
        at_ms = message.at_ms
        age_s = 0 if at_ms is None else max(0, (self._clock() - at_ms) // 1000)
        return plan(
            verdict, message, capabilities, says=announcer.notice if announcer else None, quiet=self._settings.quiet, age_s=age_s
        )  # fmt: skip

    def _welcome(self, message: Message) -> Iterator[Judged]:
        chat, at_ms = message.chat.id, message.at_ms
        last_ms = self._welcomed.get(chat)
        if not self._settings.welcome or self._settings.quiet or at_ms is None or message.author.role == "bot":
            return
        if last_ms is not None and abs(at_ms - last_ms) < _WELCOME_MS:
            return
        self._welcomed.pop(chat)
        self._welcomed.put(chat, at_ms)
        text = say(COMMANDS, "welcome", "zh", {"rules": charter(self.moderator.program, "short")})
        yield Judged(calls=(Call(name="say", place=Place(id=chat, kind="group"), text=text),))

    def _casework(self) -> Casework:
        """What carries commands out by the ruleset that is running: made again when that changes."""
        moderator = self.moderator
        if self._made is None or self._made[0] is not moderator.program:
            casework = Casework(
                moderator.program, moderator.store, self._settings, announcer=self.announcer,
                text_most=self._adapter.capabilities.text_most,
            )  # fmt: skip
            self._made = (moderator.program, casework)
        return self._made[1]
