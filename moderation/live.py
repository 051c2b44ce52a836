"""Judges messages in the light of what came before: behaviours, sanctions, notices, answers. Wires the workers of floor 5.

    examine → behaviours (windows) → judge → sanction and notice (ledger), or answer and route (FAQ)

A store that is out of reach is an ordinary outcome: the verdict is what the message alone comes to, and the sanction is
left to staff. Everything that is remembered lives in the store, so that several processes over one store agree.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from moderation.engine.decide import decide
from moderation.errors import StoreError
from moderation.faq.desk import Inquiry
from moderation.program.policy import Circumstance
from moderation.sanctions.breaker import Fuse, hit_key, shadowed
from moderation.state.store import Bundling, Observed
from moderation.verdict import Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from moderation.behavior.watch import Watch
    from moderation.engine.decide import Judge
    from moderation.engine.examine import Examiner
    from moderation.faq.desk import Desk
    from moderation.faq.matcher import Matcher
    from moderation.faq.queue import Queue
    from moderation.message import Message
    from moderation.program import Adjustment, Program
    from moderation.sanctions.bench import Bench
    from moderation.sanctions.notices import Announcer
    from moderation.signal import Signal
    from moderation.state.store import Mark, Sight, Store

__all__ = ["Live"]


class Live:
    """The parts of one Program that look beyond one message; without a store only those that need none."""

    def __init__(self, program: Program, examiner: Examiner, judge: Judge, store: Store | None) -> None:
        self._program = program
        self._examiner = examiner
        self._judge = judge
        self._needs_signals = judge.needs_signals
        self._store = store
        self._watch = _watch(program) if store else None
        self.bench = _bench(program, store) if store else None
        self._backlog = self.bench.backlog if self.bench else None
        self.announcer = _announcer(program, examiner) if store else None
        self._faq = program.faq
        self._desk, self._matcher = _desk(program)
        self.queue = _queue(program, store) if store and program.faq else None
        breaker = program.policy.breaker if store and program.policy else None
        self._fuse = Fuse(program.info.id, breaker) if breaker else None

    def check(self, message: Message) -> Verdict:
        """Return the verdict on a message with its consequences; what is remembered of it is remembered once."""
        if message.kind == "recall":
            return self._taken_back(message)
        signals = self._examiner.examine(message, everything=False)
        marks = self._marks(message, signals)
        return self._judged(message, signals, marks, self._observed(message, marks) if marks else None)

    def checks(self, messages: Sequence[Message]) -> list[Callable[[], Verdict]]:
        """Return for each of some messages a function that gives what `check` would; call each once, in their order.

        What the messages leave is left by now, in one step where the store has one: what a message leaves depends on nothing
        but itself, what it sees on nothing but what was left before it. A desk looks into the store later than that, so
        where there is one, each message waits for the one before.
        """
        store = self._store
        if not isinstance(store, Bundling) or self._desk is not None:
            return [partial(self.check, message) for message in messages]
        begun = [(message, self._examiner.examine(message, everything=False)) for message in messages if message.kind != "recall"]
        left = [self._marks(message, signals) for message, signals in begun]
        sights = iter(self._observed_together(store, [(message, marks) for (message, _), marks in zip(begun, left, strict=True) if marks]))
        judged = (
            partial(self._judged, message, signals, marks, next(sights) if marks else None)
            for (message, signals), marks in zip(begun, left, strict=True)
        )
        return [partial(self._taken_back, message) if message.kind == "recall" else next(judged) for message in messages]

    def _judged(self, message: Message, signals: Sequence[Signal], marks: tuple[Mark, ...], sight: Sight | None) -> Verdict:
        """The verdict on a message by what is in it and what it sees in the store."""
        if sight and self._watch:
            signals = self._with_behaviors(message, signals, marks, sight)
        verdict = self._judge.verdict(message, signals) if signals or not self._needs_signals else self._clean(message)
        if sight and self._fuse and verdict.hits:
            verdict = self._fused(message, verdict, sight)
        if sight and not sight.new and (not message.edited or verdict.level is Level.PASS):  # an edit may break what the message kept
            verdict = replace(verdict, repeated=True)
        if verdict.level is Level.PASS:
            return self._answered(message, verdict, signals)
        return self._sanctioned(message, verdict, signals)

    def take_over(self, before: Live) -> None:
        """Go on with what still waits for the store since another version judged; one without a policy keeps it for the next."""
        if before._backlog is None:
            return
        self._backlog = before._backlog
        if self.bench:
            self.bench.backlog = self._backlog

    def _taken_back(self, message: Message) -> Verdict:
        if self.bench and message.id is not None:
            self.bench.taken_back(message)
        return self._clean(message)

    def _clean(self, message: Message) -> Verdict:
        return Verdict(id=message.id, ruleset=self._program.info.name)

    def _marks(self, message: Message, signals: Sequence[Signal]) -> tuple[Mark, ...]:
        """What a message leaves in the store; one without id or time leaves nothing."""
        if self._store is None or message.key is None or message.at is None:
            return ()
        marks = self._watch.marks(message, signals) if self._watch else ()
        if self._desk:
            marks += self._desk.marks(message)
        return (*marks, self._fuse.total_mark) if self._fuse else marks

    def _observed(self, message: Message, marks: Sequence[Mark]) -> Sight | None:
        key, at_ms = message.key, message.at_ms
        assert self._store is not None  # nothing is left where there is none
        assert key is not None
        assert at_ms is not None
        try:
            return self._store.observe(key, at_ms, marks)
        except StoreError:
            return None

    def _observed_together(self, store: Bundling, left: Sequence[tuple[Message, Sequence[Mark]]]) -> Sequence[Sight | None]:
        """What messages that leave something see, in their order."""
        observed = [Observed(message.key or "", message.at_ms or 0, marks) for message, marks in left]
        try:
            return store.observe_all(observed)
        except StoreError:
            return [None] * len(left)

    def _with_behaviors(self, message: Message, signals: Sequence[Signal], marks: tuple[Mark, ...], sight: Sight) -> Sequence[Signal]:
        """The signals of a message with those of what came before it."""
        assert self._watch is not None
        observed = self._watch.signals(message, marks, sight)
        joined = self._watch.joined(message, marks, sight)
        if joined:
            observed = (*observed, *joined.signals(self._examiner.observe, signals))
        return [*signals, *observed] if observed else signals

    def _fused(self, message: Message, verdict: Verdict, sight: Sight) -> Verdict:
        """The verdict without the rules that suddenly hit too much: they are in shadow until people have looked."""
        fuse, store = self._fuse, self._store
        rules = [hit.rule for hit in verdict.hits if hit.status == "enforce"]
        if fuse is None or store is None or message.key is None or message.at_ms is None:
            return verdict
        try:
            seen = store.observe(hit_key(message.key), message.at_ms, fuse.hit_marks(rules))
        except StoreError:
            return verdict
        tripped = fuse.tripped(rules, sight.windows[-1], seen.windows)
        if not tripped:
            return verdict
        return decide(shadowed(verdict.hits, tripped), message_id=verdict.id, ruleset=verdict.ruleset)

    def _sanctioned(self, message: Message, verdict: Verdict, signals: Sequence[Signal]) -> Verdict:
        """The verdict with its sanction and what is said about it."""
        policy = self._program.policy
        if self.bench and policy:
            held = [one for one in policy.adjustments if self._holds(one, message, signals)]
            ruling = self.bench.sanction(message, verdict, held)
            verdict = replace(verdict, sanction=ruling.sanction, repeated=not ruling.is_new)
        notice = self.announcer.notice(message, verdict) if self.announcer else None
        return replace(verdict, notice=notice) if notice else verdict

    def _holds(self, one: Adjustment, message: Message, signals: Sequence[Signal]) -> bool:
        """Whether the message itself tells that an adjustment holds; what the ledger tells is not asked here."""
        return not isinstance(one.when, Circumstance) and self._judge.holds(one.when, message, signals)

    def _answered(self, message: Message, verdict: Verdict, signals: Sequence[Signal]) -> Verdict:
        """The verdict with what the FAQ has to say, and who has to answer."""
        if self._desk is None or self._faq is None or not message.text:
            return verdict
        verdict = self._said(message, verdict, signals)
        if self.queue and not verdict.repeated:
            with suppress(StoreError):
                self.queue.hear(message, verdict.route, entry=verdict.answer.entry if verdict.answer else "")
        return verdict

    def _said(self, message: Message, verdict: Verdict, signals: Sequence[Signal]) -> Verdict:
        """The verdict with answer and route."""
        if self._desk is None or self._faq is None:
            return verdict
        routes = tuple(route for route in self._faq.routes if self._judge.holds(route.when, message, signals))
        ranking = self._matcher.rank(message.text) if self._matcher and self._desk.hears(message) else None
        answer, route = self._desk.decide(Inquiry(message=message, ranking=ranking, routes=routes), self._store)
        if answer is None and route is None:
            return verdict
        return replace(verdict, answer=answer, route=route, repeated=verdict.repeated or self._came_before(message))

    def _came_before(self, message: Message) -> bool:
        """Whether a message that gets something has come before, asked apart where it left nothing."""
        if self._store is None or message.key is None or message.at is None or self._marks(message, ()):
            return False
        sight = self._observed(message, ())
        return sight is not None and not sight.new


def _watch(program: Program) -> Watch | None:
    from moderation.behavior.watch import Watch  # noqa: PLC0415 - a Program without behaviours never needs it

    return Watch(program) if program.behaviors else None


def _bench(program: Program, store: Store) -> Bench | None:
    from moderation.sanctions.bench import Bench  # noqa: PLC0415 - a Program without a policy never needs it

    return Bench(store, community=program.info.id, policy=program.policy) if program.policy else None


def _announcer(program: Program, examiner: Examiner) -> Announcer:
    from moderation.sanctions.notices import Announcer  # noqa: PLC0415 - without a store nothing is announced

    return Announcer(program, sees=examiner.observe)


def _queue(program: Program, store: Store) -> Queue:
    from moderation.faq.queue import Queue  # noqa: PLC0415 - a Program without a FAQ never needs it

    return Queue(store, program.info.id)


def _desk(program: Program) -> tuple[Desk | None, Matcher | None]:
    if program.faq is None:
        return None, None
    from moderation.faq.desk import Desk  # noqa: PLC0415 - a Program without a FAQ never needs it
    from moderation.faq.matcher import Matcher  # noqa: PLC0415 - the same, and it takes numpy

    return Desk(program.faq, program.info.id), Matcher(program.faq) if program.faq.entries else None
