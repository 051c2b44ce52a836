"""A window that keeps only numbers: how many messages fell into each 60th of its span, as one string of bytes.

Times are cut into steps of a 60th of the span that begin at 1970. A message sees the steps that began within its span, up to
the end of its own: never one that is too old, and none that is later by a 60th of the span or more.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from moderation.state.store import Window

if TYPE_CHECKING:
    from moderation.state.store import Mark

__all__ = ["STEPS", "leave", "recall", "step_ms"]

STEPS: Final = 60
"""How many steps a span has, and how many steps with a message in them are remembered, the newest."""
_NUMBER: Final = struct.Struct("<q")


def step_ms(mark: Mark) -> int:
    """Return how long one step of a mark's window is.

    >>> from moderation.state.store import Mark
    >>> step_ms(Mark(window="all", span_ms=3_600_000, keep=0)), step_ms(Mark(window="all", span_ms=59, keep=0))
    (60000, 1)
    """
    return max(1, -(-mark.span_ms // STEPS))


def leave(packed: bytes, at_ms: int, mark: Mark) -> tuple[bytes, Window]:
    """Return a window with one message more, and how many its message sees: at least itself."""
    step = step_ms(mark)
    own = at_ms // step
    numbers = _numbers(packed)
    if not packed or numbers[len(numbers) // 2 - 1] != own:
        return _leave_elsewhere(numbers, own, (at_ms - mark.span_ms) // step)
    middle = len(numbers) // 2
    seen = sum(numbers[middle + bisect_right(numbers, (at_ms - mark.span_ms) // step, 0, middle) :]) + 1
    return packed[: -_NUMBER.size] + _NUMBER.pack(numbers[-1] + 1), Window((), seen)


def recall(packed: bytes, at_ms: int, mark: Mark) -> Window:
    """Return how many messages a message that came before sees now: who came first within a step is not remembered."""
    numbers = _numbers(packed)
    middle, step = len(numbers) // 2, step_ms(mark)
    first = bisect_right(numbers, (at_ms - mark.span_ms) // step, 0, middle)
    return Window((), sum(numbers[middle + first : middle + bisect_right(numbers, at_ms // step, 0, middle)]))


def _leave_elsewhere(numbers: tuple[int, ...], own: int, before: int) -> tuple[bytes, Window]:
    """The same for a message in any step but the newest; `before` is the last step that it does not see."""
    middle = len(numbers) // 2
    counts = dict(zip(numbers[:middle], numbers[middle:], strict=True))
    counts[own] = counts.get(own, 0) + 1
    steps = sorted(counts)[-STEPS:]
    seen = sum(counts[step] for step in steps if before < step <= own)
    return struct.pack(f"<{2 * len(steps)}q", *steps, *(counts[step] for step in steps)), Window((), seen or 1)


def _numbers(packed: bytes) -> tuple[int, ...]:
    """The steps, oldest first, and then as many counts."""
    return struct.unpack(f"<{len(packed) // _NUMBER.size}q", packed)
