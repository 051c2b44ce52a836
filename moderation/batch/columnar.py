"""Many texts at once: the verdicts that `check` gives one by one, at the cost of looking at a few of them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.moderator import Moderator
from moderation.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from moderation.batch.screen import Screen
    from moderation.batch.table import Table as Messages
    from moderation.program import Program

__all__ = ["Columnar", "scan_texts"]

_CHARACTERS: Final = 3 << 18
_ROWS: Final = 1 << 16
"""What is screened in one go: enough that a step of the screen costs nothing, little enough that memory stays flat."""


class Columnar:
    """Judges messages by one Moderator, many at once; `clean` is the verdict of those without an id in which nothing was found."""

    def __init__(self, moderator: Moderator) -> None:
        self._check = moderator.check
        self.clean = Verdict(ruleset=moderator.program.info.name)
        self._fields = moderator.program.fields
        self._screen = _screen(moderator)

    def verdicts(self, texts: Sequence[str]) -> list[Verdict]:
        """Return the verdict on each text; clean texts share one."""
        if self._screen is None:
            return list(map(self._check, texts))
        verdicts = [self.clean] * len(texts)
        checked: dict[str, Verdict] = {}  # what is advertised is said again and again
        for row in self._rows(texts):
            text = texts[row]
            if text not in checked:
                checked[text] = self._check(text)
            verdicts[row] = checked[text]
        return verdicts

    def flagged(self, messages: Messages) -> Iterator[tuple[int, Verdict]]:
        """Yield, by row, the verdicts on messages that are not clean; those of the others differ from `clean` by their id alone."""
        others = {name: words for name in self._fields if name != "text" and (words := messages.words(name))}
        everything = messages.nested and len(self._fields) > 1
        for row in range(len(messages.texts)) if everything else self._rows(messages.texts, others):
            yield row, self._check(messages.message(row))

    def _rows(self, texts: Sequence[str], others: Mapping[str, Sequence[str]] | None = None) -> Iterator[int]:
        """The rows that have to be looked at, one by one."""
        if self._screen is None:
            yield from range(len(texts))
            return
        for start, end in _pieces(texts):
            beside = {name: words[start:end] for name, words in (others or {}).items()}
            yield from (self._screen.rows(texts[start:end], beside).nonzero()[0] + start).tolist()


def scan_texts(program: Program | Moderator, texts: Sequence[str]) -> list[Verdict]:
    """Return the verdict on each of many texts, in their order: those that `Moderator.check` gives one by one.

    The tables of the last Program are kept, so that whoever scans again with the same one need not wait for them.
    """
    return _columnar(_Same(program)).verdicts(texts)


class _Same:
    """Stands for one object: equal to nothing else, however alike."""

    def __init__(self, one: Program | Moderator) -> None:
        self.one = one

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.one is self.one

    def __hash__(self) -> int:
        return id(self.one)


@lru_cache(maxsize=1)
def _columnar(same: _Same) -> Columnar:
    return Columnar(same.one if isinstance(same.one, Moderator) else Moderator(same.one))


def _screen(moderator: Moderator) -> Screen | None:
    """The screen of a Moderator; `None` where every message has to be looked at: for a store, or by a FAQ."""
    program = moderator.program
    if moderator.store is not None or program.faq is not None or "text" not in program.fields:
        return None
    from moderation.batch.screen import Screen  # noqa: PLC0415 - its tables cost a moment, which only a scan of many texts is worth

    return Screen(program, moderator._examiner)  # noqa: SLF001 - its matchers need not be there twice


def _pieces(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of texts of bearable size; one huge text is a stretch of its own."""
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    start = 0
    while start < len(texts):
        done = int(ends[start - 1]) if start else 0
        fitting = int(np.searchsorted(ends, done + _CHARACTERS, "right"))
        end = min(max(fitting, start + 1), start + _ROWS)
        yield start, end
        start = end
