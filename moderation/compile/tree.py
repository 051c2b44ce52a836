"""Ways through a Condition: its parts, everything inside it, the signals that it asks about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.program import All, AnyOf, AtLeast, Has, Near, Not, Score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.program import Condition

__all__ = ["parts_of", "signals_of", "walk"]


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions directly inside a condition, in the order in which they are written.

    >>> parts_of(Not(Has("ad")))
    (Has(signal='ad'),)
    """
    match condition:
        case All() | AnyOf() | AtLeast():
            return condition.parts
        case Not():
            return (condition.part,)
        case Score():
            return tuple(bonus for bonus, _ in condition.bonuses)
        case _:
            return ()


def walk(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and everything inside it, the outer before the inner."""
    yield condition
    for part in parts_of(condition):
        yield from walk(part)


def signals_of(condition: Condition) -> Iterator[str]:
    """Yield the signals that a condition asks about anywhere in it, as often as it does.

    >>> list(signals_of(All((Has("ad"), Not(Near(("ad", "link"), 5))))))
    ['ad', 'ad', 'link']
    """
    for part in walk(condition):
        match part:
            case Has():
                yield part.signal
            case Near() | Score():
                yield from part.signals
            case _:
                pass
