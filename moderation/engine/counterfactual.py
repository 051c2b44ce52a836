"""The smallest evidence without which a verdict would have been milder: "had you not written this, it would have passed"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from moderation.signal import Signal
    from moderation.verdict import Level

__all__ = ["Milder", "milder", "without"]

_PIECES_AT_MOST: Final = 32
_SIGNALS_AT_MOST: Final = 200
"""Beyond these no piece matters alone, and deciding anew for each of them would cost more than the answer is worth."""
_ALTERNATIVES_AT_MOST: Final = 3


class Milder(NamedTuple):
    """What a level would have been, and the choices of evidence that had to be absent: each is enough, none is larger than it must be."""

    level: Level
    choices: tuple[tuple[Signal, ...], ...]


def milder(signals: Sequence[Signal], evidence: Iterable[Signal], level_of: Callable[[Sequence[Signal]], Level]) -> Milder | None:
    """Return the least of the evidence without which `level_of` the signals would be lower; `None` where none is.

    One piece is a term wherever it stands. Single pieces come first, up to three that are enough each; where none is,
    one set of several from which no piece can be spared.
    """
    pieces = {signal.term: signal for signal in reversed(tuple(evidence))}
    if len(pieces) > _PIECES_AT_MOST or len(signals) > _SIGNALS_AT_MOST:
        return None
    terms = tuple(reversed(pieces))
    now = level_of(signals).rank

    def rank_without(gone: Collection[str]) -> int:
        return level_of(without(gone, signals)).rank

    ranks = {term: rank_without((term,)) for term in terms}
    lowest = min(ranks.values(), default=now)
    choices: list[tuple[str, ...]] = [(term,) for term in terms if ranks[term] == lowest < now]
    choices = choices[:_ALTERNATIVES_AT_MOST] or _several(terms, now, rank_without)
    if not choices:
        return None
    level = level_of(without(choices[0], signals))
    return Milder(level, tuple(tuple(pieces[term] for term in choice) for choice in choices))


def _several(terms: Sequence[str], now: int, rank_without: Callable[[Collection[str]], int]) -> list[tuple[str, ...]]:
    """One set of terms that is enough and of which each is needed; none if all of them are not enough."""
    gone = list(terms)
    if rank_without(gone) >= now:
        return []
    for term in terms:
        fewer = [other for other in gone if other != term]
        if rank_without(fewer) < now:
            gone = fewer
    return [tuple(gone)]


def without(terms: Collection[str], signals: Sequence[Signal]) -> list[Signal]:
    """Return the signals that are left when every piece of text that stands for these terms is taken away."""
    gone = [signal for signal in signals if signal.term in terms]
    return [
        signal
        for signal in signals
        if signal.term not in terms and not any(away.field == signal.field and away.span.covers(signal.span) for away in gone)
    ]
