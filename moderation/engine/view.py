"""What one rule sees of a message: the signals in the fields that it reads, by name, and the message for its facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moderation.message import Message
    from moderation.program import RuleProgram
    from moderation.signal import Signal

__all__ = ["JOINED", "NO_SIGNALS", "SignalSet", "View", "look", "looked"]

SignalSet = frozenset[int]
"""Signals of one message as places in `View.signals`: small to compare and join, and sorting them restores their order."""

NO_SIGNALS: Final[SignalSet] = frozenset()

JOINED: Final = "joined"
"""The field of what was found in several messages read as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The signals of a message that a rule may use: `seen` holds their places in `signals` by signal name.

    `named` are the signals that the rule asks for outside of every `not`: those that can be disguised evidence of it.
    """

    message: Message
    signals: Sequence[Signal]
    seen: Mapping[str, SignalSet]
    named: tuple[str, ...] = ()

    def of(self, name: str) -> SignalSet:
        """Return the signals of a name; empty where none was observed."""
        return self.seen.get(name, NO_SIGNALS)

    def evidence(self, places: SignalSet) -> tuple[Signal, ...]:
        """Return the signals at these places, in the order in which the message was examined."""
        return tuple(self.signals[place] for place in sorted(places))


def look(signals: Sequence[Signal], rule: RuleProgram, fields: Mapping[str, tuple[str, ...]]) -> dict[str, SignalSet]:
    """Return the signals in the fields that a rule reads, by name: its own `fields`, else those that each signal is for."""
    return looked(signals, fields, rule.fields)


def looked(signals: Sequence[Signal], fields: Mapping[str, tuple[str, ...]], own: tuple[str, ...] | None = None) -> dict[str, SignalSet]:
    """Return the signals in the fields `own`, or in those that each is for, by name; a joined text is read like the text of one."""
    seen: dict[str, list[int]] = {}
    for place, signal in enumerate(signals):
        field = "text" if signal.field == JOINED else signal.field
        if field in (fields[signal.signal] if own is None else own):
            seen.setdefault(signal.signal, []).append(place)
    return {name: frozenset(places) for name, places in seen.items()}
