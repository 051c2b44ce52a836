"""Which signals a condition cannot do without: the engine skips a rule when none of its triggers was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.facts import DISGUISED
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Score

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moderation.program import Condition

__all__ = ["triggers"]

_Needed = frozenset[str] | None
_DISGUISED: Final = Fact(DISGUISED)


def triggers(condition: Condition, signals: Iterable[str]) -> tuple[str, ...] | None:
    """Return signals of which at least one is present whenever the condition holds, sorted; `None` if it needs none.

    `signals` are all signals of the program: any of them may be the disguised one. Of several right answers, the one
    with the fewest signals is given.

    >>> triggers(All((Has("contact"), AnyOf((Has("gambling"), Has("porn"))))), ["contact", "gambling", "porn"])
    ('contact',)
    >>> triggers(Fact("user.new"), ["contact"]) is None
    True
    """
    needed = _needed(condition, frozenset(signals))
    return None if needed is None else tuple(sorted(needed))


def _needed(condition: Condition, every: frozenset[str]) -> _Needed:  # noqa: PLR0911 - one branch a kind of condition
    match condition:
        case Has():
            return frozenset([condition.signal])
        case Near():
            return frozenset([min(condition.signals)])
        case Score():
            return frozenset(condition.signals)
        case All():
            return _some(condition.parts, len(condition.parts), every)
        case AnyOf():
            return _some(condition.parts, 1, every)
        case AtLeast():
            return _some(condition.parts, condition.n, every)
        case Fact() if condition == _DISGUISED:
            return every
        case _:  # other facts; and a Not may hold because its signals are absent
            return None


def _some(parts: Sequence[Condition], n: int, every: frozenset[str]) -> _Needed:
    """What `n` of the parts need: whichever hold, one of any `len(parts) - n + 1` parts is among them."""
    needs = sorted((_needed(part, every) for part in parts), key=lambda need: (need is None, len(need or ())))
    needs = needs[: max(len(parts) - n + 1, 0)]
    if None in needs:
        return None
    return frozenset().union(*(need for need in needs if need is not None))
