"""Many texts at once: the verdicts that `check` gives one by one, at the cost of looking at a few of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.batch.screen import Screen
from moderation.moderator import Moderator
from moderation.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.program import Program

__all__ = ["Columnar", "scan_texts"]

_CHARACTERS: Final = 1 << 20
_ROWS: Final = 1 << 15
"""What is screened in one go: enough that a step of the screen costs nothing, little enough that memory stays flat."""


class Columnar:
    """Judges texts by one Program without a store, many at once."""

    def __init__(self, moderator: Moderator) -> None:
        self._check = moderator.check
        self._clean = Verdict(ruleset=moderator.program.info.name)
        self._screen = _screen(moderator)

    def verdicts(self, texts: Sequence[str]) -> list[Verdict]:
        """Return the verdict on each text; clean texts share one."""
        verdicts = [self._clean] * len(texts)
        if self._screen is None:
            return list(map(self._check, texts))
        for start, end in _pieces(texts):
            for row in self._screen.rows(texts[start:end]).nonzero()[0].tolist():
                verdicts[start + row] = self._check(texts[start + row])
        return verdicts


def scan_texts(program: Program | Moderator, texts: Sequence[str]) -> list[Verdict]:
    """Return the verdict on each of many texts, in their order: those that `Moderator.check` gives one by one."""
    moderator = program if isinstance(program, Moderator) else Moderator(program)
    return Columnar(moderator).verdicts(texts)


def _screen(moderator: Moderator) -> Screen | None:
    """The screen of a Moderator; `None` where every message has to be looked at: for a store, or by a FAQ."""
    program = moderator.program
    if moderator.store is not None or program.faq is not None or "text" not in program.fields:
        return None
    return Screen(program)


def _pieces(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of texts of bearable size; one huge text is a stretch of its own."""
    start = characters = 0
    for end, text in enumerate(texts):
        if end > start and (characters + len(text) > _CHARACTERS or end - start >= _ROWS):
            yield start, end
            start, characters = end, 0
        characters += len(text)
    if len(texts) > start:
        yield start, len(texts)
