"""Messages in the order in which they come, each in the light of those before it: what `check` says of one by one, looking closely at few.

What a message leaves for those behind it depends on its words, links and contacts. What it comes to depends on its text alone
as long as nothing is observed about what came before, and that a screen of many texts tells for next to nothing.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from moderation.batch.bulk import Bulk
from moderation.batch.recent import Recent
from moderation.engine.decide import Judge
from moderation.live import Live
from moderation.match.spec import ContactSpec, LinkSpec
from moderation.moderator import Moderator
from moderation.text.authored import authored
from moderation.text.fold import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.engine.examine import Examiner
    from moderation.message import Message
    from moderation.program import Program
    from moderation.state.store import Mark, Sight, Store
    from moderation.verdict import Verdict

__all__ = ["Following"]

_ROWS: Final = 1 << 12
"""Messages that are screened together."""


class Following:
    """Judges messages by one Program, each in the light of those before it, many at once.

    A verdict says what was found and what it comes to: level, label, hits. What a bot would do about it, sanction, notice and
    answer, is left out: an archive is over, and a ledger of it would grow with it.
    """

    def __init__(self, program: Program) -> None:
        program, store = replace(program, faq=None), Recent()
        moderator = Moderator(program)
        self._bulk = Bulk(moderator)
        self._live = _Watching(program, store, moderator._examiner)  # noqa: SLF001 - its matchers need not be there twice

    def verdicts(self, messages: Iterable[Message]) -> Iterator[Verdict]:
        """Yield the verdict on each message, in their order: what `Moderator.check` gives one by one, consequences aside."""
        coming = iter(messages)
        while some := list(islice(coming, _ROWS)):
            places = self._bulk.possible(some)
            if places is None:
                yield from map(self._live.check, some)
                continue
            possible = frozenset(places)
            for place, message in enumerate(some):
                yield self._live.check(message) if place in possible else self._live.follow(message)


class _Watching(Live):
    """What looks beyond one message, with a shorter way for one that is clean by itself."""

    def __init__(self, program: Program, store: Store, examiner: Examiner) -> None:
        super().__init__(program, examiner, Judge(program), store)
        self.bench = self._backlog = self.announcer = None
        self._addresses = tuple(matcher for pattern, matcher in examiner.patterns if isinstance(pattern.spec, (ContactSpec, LinkSpec)))

    def follow(self, message: Message) -> Verdict:
        """Return what `check` would, of a message that is known to be clean by itself."""
        if message.kind == "recall" or self._has_address(message.text):
            return self.check(message)
        marks = self._marks(message, ())
        sight = self._observed(message, marks) if marks else None
        if sight and self._tells_something(message, marks, sight):
            return self._judged(message, self._examiner.examine(message, everything=False), marks, sight)
        verdict = self._clean(message)
        return replace(verdict, repeated=True) if sight and not sight.new else verdict

    def _has_address(self, text: str) -> bool:
        """Whether a text has a link or contact, which are followed from message to message."""
        own = authored(text)
        view = plain(own)
        return any(matcher.may_match(view) and matcher.find(own, view) for matcher in self._addresses)

    def _tells_something(self, message: Message, marks: tuple[Mark, ...], sight: Sight) -> bool:
        """Whether anything is observed about the messages before this one, or may be once they are read together."""
        watch = self._watch
        return watch is not None and bool(watch.signals(message, marks, sight) or watch.joined(message, marks, sight))
