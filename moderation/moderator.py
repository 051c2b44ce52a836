"""The one object that most programs need: a Program made ready to check messages. Wires examine → evaluate → decide."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moderation.engine.decide import Judge
from moderation.engine.examine import Examiner
from moderation.message import Message
from moderation.verdict import Verdict
from moderation.wording import language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from moderation.live import Live
    from moderation.program import Program
    from moderation.sanctions.bench import Bench
    from moderation.sanctions.notices import Announcer
    from moderation.signal import Signal
    from moderation.state.store import Store

__all__ = ["Moderator"]


class Moderator:
    """Checks messages by one Program: never raises because of what a message holds, never changes, safe to share by threads.

    >>> moderator = Moderator.load("community")  # doctest: +SKIP
    >>> moderator.check("加薇❤️信：abc12345 日结兼职").level  # doctest: +SKIP
    <Level.BLOCK: 'block'>
    """

    __slots__ = ("_clean", "_examiner", "_judge", "_live", "_needs_signals", "_observe", "program", "store")

    def __init__(self, program: Program, *, store: Store | None = None) -> None:
        self.program = program
        self.store = store
        self._examiner = Examiner(program)
        self._judge = Judge(program)
        self._clean = Verdict(ruleset=program.info.name)
        observe = self._examiner.observe  # where there are terms alone, nothing is left out
        hopeful = observe if self._examiner.has_terms_alone else partial(observe, everything=False)
        self._observe = hopeful if "text" in program.fields else _nothing
        self._needs_signals = self._judge.needs_signals
        self._live = _live(program, self._examiner, self._judge, store) if store is not None or program.faq is not None else None

    @classmethod
    def load(cls, source: str | Path, *, store: str | Store | None = None, cache: bool = True) -> Moderator:
        """Return the Moderator of a ruleset: the name of a shipped pack (`community`) or the path of a YAML file.

        With a `store`, or the url of one (`sqlite:///moderation.db`), it remembers: behaviours are observed, offences counted,
        sanctions and notices given. The compiled Program is kept on disk and read back while none of its files has changed,
        unless `cache` is off.

        Raises:
            RulesetError: the ruleset has mistakes; the error holds all of them.
            UsageError: there is no such pack or file, or no such kind of store.
            EnvironmentalError: the store cannot be opened.
        """
        from moderation.compile import load_program  # noqa: PLC0415 - a Program from elsewhere needs no YAML, no pydantic

        return cls(load_program(source, cache=cache), store=_opened(store) if isinstance(store, str) else store)

    @property
    def bench(self) -> Bench | None:
        """Where sanctions are given and entered, `None` without a store or a policy."""
        return self._live.bench if self._live else None

    @property
    def announcer(self) -> Announcer | None:
        """Who words notices, `None` without a store."""
        return self._live.announcer if self._live else None

    def succeeded_by(self, program: Program) -> Moderator:
        """Return the Moderator of another version of the ruleset, over the same store and with what still waits for that store.

        Windows and strikes are in the store, so they go on. This one may be used further by whoever has it.
        """
        successor = Moderator(program, store=self.store)
        if self._live is not None and successor._live is not None:
            successor._live.take_over(self._live)
        return successor

    def check(self, message: str | Message) -> Verdict:
        """Return the verdict on one message; a plain string is a text message of which nothing else is known.

        Costs about one search of the automaton where nothing is found, and time linear in the length of the text
        whatever it holds; with a store, one look into its windows more. With a store a message needs an id, a time and an
        author to be remembered; what came before under the same platform, chat and id is `repeated`, and counted once.
        """
        if self._live is not None:
            return self._live.check(Message(message) if isinstance(message, str) else message)
        if isinstance(message, str):
            signals = self._observe(message)
            if not signals and self._needs_signals:
                return self._clean
            message = Message(message)
        else:
            signals = self._examiner.examine(message, everything=False)
            if not signals and self._needs_signals:
                return self._clean if message.id is None else Verdict(id=message.id, ruleset=self._clean.ruleset)
        return self._judge.verdict(message, signals)

    def checks(self, messages: Sequence[Message]) -> list[Callable[[], Verdict]]:
        """Return for each of some messages a function that gives its verdict, the same that `check` gives; call each once, in their order.

        For who has several messages at hand and a store on a disk: the store is asked once for all of them, and what each
        leaves there is left when this returns. What is entered in the ledger is entered when a function is called, so that
        whoever acts on a verdict need not wait for those behind it.

        >>> from moderation.state import open_store
        >>> moderator = Moderator.load("community", store=open_store("memory://"))  # doctest: +SKIP
        >>> [verdict().level for verdict in moderator.checks([Message("早"), Message("日结兼职，加微信 abc12345")])]  # doctest: +SKIP
        [<Level.PASS: 'pass'>, <Level.BLOCK: 'block'>]
        """
        return self._live.checks(messages) if self._live is not None else [partial(self.check, message) for message in messages]

    async def acheck(self, message: str | Message) -> Verdict:
        """Return what `check` does, without keeping the event loop waiting for the store."""
        if self._live is None:
            return self.check(message)
        from asyncio import to_thread  # noqa: PLC0415 - only who awaits needs it

        return await to_thread(self.check, message)

    def scan(self, messages: Iterable[str | Message]) -> Iterator[Verdict]:
        """Return the verdicts on many messages, one each and in their order, as they are read: the same that `check` gives."""
        return map(self.check, messages)

    def explain(self, message: str | Message, lang: str = "zh") -> str:
        """Return everything there is to say about a message, in lines: more than `verdict.explain()`.

        Also what else was seen, without which evidence the verdict would have been milder, and which rules came close
        and why they did not hold.
        """
        from moderation.engine.explain import Explainer  # noqa: PLC0415 - keeps sentences off the path of bots that never ask

        message = Message(message) if isinstance(message, str) else message
        explainer = Explainer(self._judge, {info.name: info.title for info in self.program.signals}, language(lang))
        return "\n".join(explainer.lines(message, self._examiner.examine(message)))


def _live(program: Program, examiner: Examiner, judge: Judge, store: Store | None) -> Live:
    from moderation.live import Live  # noqa: PLC0415 - who only looks at single messages needs none of it

    return Live(program, examiner, judge, store)


def _opened(url: str) -> Store:
    from moderation.state import open_store  # noqa: PLC0415 - the same

    return open_store(url)


def _nothing(_text: str) -> tuple[Signal, ...]:
    """What is observed of a string where no rule reads the text of messages."""
    return ()
