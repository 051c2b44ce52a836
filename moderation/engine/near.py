"""Which spans of several signals stand near one another in one field.

The spans of a field are walked once from the left and once from the right. For every set of signals that a chain of
neighbours has covered so far, only the nearest end of such a chain is kept: nothing farther away could reach more. So
the work grows with the number of spans, whatever stands in the text; only a rule's author can make the sets many.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from moderation.engine.view import NO_SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moderation.engine.view import SignalSet, View
    from moderation.program import Near

__all__ = ["near_signals"]

_Chains = list[frozenset[int]]
"""For each span the sets of slots (as bits) that chains of neighbours ending in this span can fill."""


def near_signals(condition: Near, view: View) -> SignalSet:
    """Return the signals that belong to a choice of one span a name whose neighbours are near; empty where there is none.

    A name that is asked for twice needs two spans.
    """
    if not all(view.of(name) for name in condition.signals):
        return NO_SIGNALS
    slots: defaultdict[str, list[int]] = defaultdict(list)
    for bit, name in enumerate(condition.signals):
        slots[name].append(1 << bit)
    by_field: defaultdict[str, list[int]] = defaultdict(list)
    for place in sorted(frozenset().union(*map(view.of, slots))):
        by_field[view.signals[place].field].append(place)
    return frozenset(place for places in by_field.values() for place in _in_field(places, slots, condition.within, view))


def _in_field(places: Sequence[int], slots: dict[str, list[int]], within: int, view: View) -> Iterable[int]:
    """The places, in one field and in text order, that take part in a full choice."""
    full = sum(bit for bits in slots.values() for bit in bits)
    spans = [view.signals[place].span for place in places]
    fills = [slots[view.signals[place].signal] for place in places]
    from_left = _chains([(start, end) for start, end in spans], fills, within)
    from_right = _chains([(-end, -start) for start, end in reversed(spans)], fills[::-1], within)[::-1]
    for place, bits, left, right in zip(places, fills, from_left, from_right, strict=True):
        if any(covered & bit and full & ~covered | bit in right for bit in bits for covered in left):
            yield place


def _chains(spans: Iterable[tuple[int, int]], fills: Iterable[list[int]], within: int) -> _Chains:
    """For each span the slot sets of the chains that end in it, when walking in the order given."""
    farthest: dict[int, int] = {}  # slots filled → the farthest end of a chain that fills them
    chains = []
    for (start, end), bits in zip(spans, fills, strict=True):
        reached = set(bits)
        reached.update(filled | bit for filled, last in farthest.items() if start - last <= within for bit in bits if not filled & bit)
        for filled in reached:
            farthest[filled] = max(farthest.get(filled, end), end)
        chains.append(frozenset(reached))
    return chains
