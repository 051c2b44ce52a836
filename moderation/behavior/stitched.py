"""Messages of a few characters each, read as one text: 赌 · 博 · 群 is what its sender says, however often he presses Enter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from moderation.signal import Signal
from moderation.state.store import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from moderation.behavior.groups import Groups
    from moderation.behavior.watchers import Said, Trail
    from moderation.message import Message
    from moderation.program.behaviors import BehaviorProgram, Stitched
    from moderation.state.store import Window

__all__ = ["FIELD", "Joined", "Part", "StitchWatcher"]

FIELD: Final = "joined"
"""The field of signals that were found in a joined text."""
_MS: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A message within a joined text: its key, and where its words stand there."""

    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The words of several short messages as one text; the last part is the message that was just seen.

    `signal`, `title` and `weight` are those of the behaviour; `names` are the signals that look into texts.
    """

    text: str
    parts: tuple[Part, ...]
    signal: str
    title: str
    weight: int
    names: frozenset[str]

    def signals(self, observe: Callable[[str], Sequence[Signal]], own: Iterable[Signal]) -> tuple[Signal, ...]:
        """Return what is observed in the joined text, if the last part completes some of it; else nothing.

        `observe` finds the signals of a text, `own` are those of the last message alone. What stands in the text without the last
        part, or in the last part alone, was known before: it comes along as evidence, but without the last message in its
        `messages`. What is completed names every part that it needs, and the behaviour's own signal covers all of it.
        """
        found = [signal for signal in observe(self.text) if signal.signal in self.names]
        last = self.parts[-1]
        before = observe(self.text[: last.start]) if found else ()
        alone = {(signal.signal, signal.term) for signal in own}
        found = [signal for signal in found if not (signal.start >= last.start and (signal.signal, signal.term) in alone)]
        new = [signal for signal in found if not any(_is_same(signal, known) for known in before)]
        if not new:
            return ()
        whole = self._whole(new)
        return (*(self._named(signal, whole=signal in new) for signal in found), whole)

    def _named(self, signal: Signal, *, whole: bool) -> Signal:
        """A signal with the messages that it stands in; the last message, where it is what completes it."""
        *before, last = self.parts
        touched = [part.message for part in before if part.start < signal.end and signal.start < part.end]
        return replace(signal, field=FIELD, messages=(*touched, *((last.message,) if whole else ())))

    def _whole(self, new: Sequence[Signal]) -> Signal:
        """The behaviour's own signal: everything that was completed, in one stretch."""
        start, end = min(signal.start for signal in new), max(signal.end for signal in new)
        signal = Signal(signal=self.signal, title=self.title, term="", start=start, end=end, text=self.text[start:end], weight=self.weight)
        named = self._named(signal, whole=True)
        return replace(named, term=f"join_messages:{len(named.messages)}")


def _is_same(signal: Signal, known: Signal) -> bool:
    """Whether a signal was there already: a number that goes on is no new number."""
    return signal.signal == known.signal and known.start < signal.end and signal.start < known.end


@dataclass(frozen=True, slots=True, kw_only=True)
class StitchWatcher:
    """Remembers short messages and reads those in a row as one text."""

    program: BehaviorProgram
    title: str
    groups: Groups
    spec: Stitched
    names: frozenset[str]

    def marks(self, said: Said) -> list[Mark]:
        """Return the mark with the words of a short message."""
        if not 0 < len(said.words) <= self.spec.max_chars_each or (window := self.groups.window(said.message)) is None:
            return []
        span_ms = self.spec.gap_s * _MS * (self.spec.at_most - 1) + 1  # the longest row, its first piece included
        value = said.words.encode("utf-8", "surrogatepass")
        return [Mark(window=window, span_ms=span_ms, value=value, keep=self.spec.at_most)]

    def signal(self, message: Message, trail: Trail) -> Signal | None:  # noqa: ARG002 - the protocol of watchers
        """Return nothing: what short messages say is found in their joined text."""
        return None

    def joined(self, message: Message, window: Window) -> Joined | None:
        """Return the short messages up to this one as one text; `None` where it stands alone."""
        entries = window.entries
        row = [entry for entry in entries[-1:] if entry.message == message.key]
        for entry in reversed(entries[:-1] if row else ()):
            if row[-1].at_ms - entry.at_ms > self.spec.gap_s * _MS:
                break
            row.append(entry)
        pieces = [(entry.message, entry.value.decode("utf-8", "surrogatepass")) for entry in reversed(row[: self.spec.at_most])]
        return self._joined(pieces) if len(pieces) > 1 else None

    def _joined(self, pieces: Sequence[tuple[str, str]]) -> Joined:
        text, parts = "", []
        for message, words in pieces:
            parts.append(Part(message=message, start=len(text), end=len(text) + len(words)))
            text += words
        return Joined(
            text=text,
            parts=tuple(parts),
            signal=self.program.signal,
            title=self.title,
            weight=self.program.weight,
            names=self.names,
        )
