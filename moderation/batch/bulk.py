"""Messages, many at once: the verdicts that `check` gives, at the cost of looking at a few of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from moderation.batch.screen import Screen
from moderation.message import field_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.engine.examine import Examiner
    from moderation.message import Message
    from moderation.moderator import Moderator
    from moderation.verdict import Verdict

__all__ = ["FEW", "Bulk"]

_CHARACTERS: Final = 1 << 20
_ROWS: Final = 1 << 14
"""What is screened in one go: enough that a step of the screen costs little, little enough that memory stays flat."""
_LONGEST: Final = 1 << 17
"""A text that is longer is checked at once: the tables of the screen would take a hundred times its size."""
FEW: Final = 5_000
"""Messages that are checked one by one before a screen is made: its tables take as long."""
_FIRST: Final = ("大家早上好，今天一起开会", "日结兼职，加我威信 abc12345", "加 薇 信，jia wei xin")
"""Messages over which every table of a screen is needed: clean, advertising, and bent."""
_NAMES: Final = 1 << 16
_NAME_CHARACTERS: Final = 64
"""Names come again with every message of a member; so many are remembered, and none that is no name."""


class Bulk:
    """Judges messages by one Moderator, many at once.

    The screen reads text alone and counts every fact that it is not told as possible, so what it leaves out is clean
    whoever said it; other words that the rules read are examined, and a message in which they hold something is checked.
    """

    def __init__(self, moderator: Moderator) -> None:
        program = moderator.program
        self._program, self._examiner = program, moderator._examiner  # noqa: SLF001 - its matchers need not be there twice
        self._can_screen = moderator.store is None and program.faq is None and "text" in program.fields
        others = tuple(name for name in program.fields if name != "text") if self._can_screen else ()
        self._check = moderator.check
        self._others = _Others(self._examiner, others) if others else None
        self._few = FEW

    @cached_property
    def _screen(self) -> Screen:
        return Screen(self._program, self._examiner)

    def prepare(self) -> None:
        """Make the screen, and what it makes when it first needs it, for who is about to be asked about very many messages."""
        self._few = 0
        if self._can_screen:
            self._screen.rows(_FIRST)

    def verdicts(self, messages: Sequence[Message]) -> list[Verdict | None]:
        """Return the verdict on each message; `None` for one that differs from other clean ones by its id alone."""
        possible = self.possible(messages)
        if possible is None:
            return list(map(self._check, messages))
        verdicts: list[Verdict | None] = [None] * len(messages)
        for place in possible:
            verdict = self._check(messages[place])
            verdicts[place] = verdict if verdict.hits else None
        return verdicts

    def possible(self, messages: Sequence[Message]) -> list[int] | None:
        """Return the places of the messages whose verdict may be other than clean, in their order; `None` where it is not known."""
        self._few -= len(messages)
        if self._few >= 0 or not self._can_screen:
            return None
        return [start + place for start, end in _stretches(messages) for place in self._candidates(messages[start:end], self._screen)]

    def _candidates(self, messages: Sequence[Message], screen: Screen) -> Iterator[int]:
        """The places of the messages to check, in their order."""
        possible = screen.rows([message.text if len(message.text) <= _LONGEST else "" for message in messages])
        for place, message in enumerate(messages):
            if len(message.text) > _LONGEST or (self._others is not None and self._others.hold_something(message)):
                possible[place] = True
        yield from possible.nonzero()[0].tolist()


class _Others:
    """What messages carry beside their text: names, quotes, answers to the question at the door."""

    def __init__(self, examiner: Examiner, fields: tuple[str, ...]) -> None:
        self._examiner = examiner
        self._fields = fields
        self._known: dict[tuple[str, str], bool] = {}

    def hold_something(self, message: Message) -> bool:
        """Return whether anything is observed in one of the fields."""
        return any(self._holds(name, text) for name in self._fields if (text := field_text(message, name)))

    def _holds(self, field: str, text: str) -> bool:
        known = self._known.get((field, text))
        if known is None:
            known = bool(self._examiner.observe(text, field))
            if len(text) <= _NAME_CHARACTERS:
                if len(self._known) >= _NAMES:
                    self._known.clear()
                self._known[field, text] = known
        return known


def _stretches(messages: Sequence[Message]) -> Iterator[tuple[int, int]]:
    """Messages of bearable size together; what is too long for the screen counts nothing there."""
    start = characters = 0
    for end, message in enumerate(messages):
        size = len(message.text) if len(message.text) <= _LONGEST else 0
        if end > start and (characters + size > _CHARACTERS or end - start >= _ROWS):
            yield start, end
            start, characters = end, 0
        characters += size
    if len(messages) > start:
        yield start, len(messages)
