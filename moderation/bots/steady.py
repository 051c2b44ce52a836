"""What keeps a process even that does nothing but run a bot: no long search for garbage, nothing left to be made on first use.

For programs whose process is their own; whoever has a library loaded into theirs decides about the process themselves.
"""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from moderation.text.bigrams import naturalness
from moderation.text.segmentation import frequencies

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["steady"]

_EVERY_S: Final = 0.5
"""How often what is new is looked through for garbage: two thousand messages a second leave some milliseconds' worth of it."""
_ALL_EVERY: Final = 7_200
"""How often, in these turns, everything is: once in an hour, for a fifth of a second."""
_SWITCH_S: Final = 0.001
"""How long the thread that judges may keep the one that sends from going on; CPython's own 5 ms are felt in each call."""


@contextmanager
def steady() -> Iterator[None]:
    """Within it, garbage is collected a little at a time, and whatever is there already is taken for something that stays.

    CPython looks through all that a process remembers whenever enough is new. That is a tenth of a second for a ruleset and
    some thousand messages, in which nobody is answered, and hardly ever finds anything: what is no cycle goes at once.
    """
    naturalness("".join(word for word in frequencies() if len(word) == 1))  # has what is known of each character at hand
    before = gc.isenabled(), sys.getswitchinterval()
    gc.disable()
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(_SWITCH_S)
    ended = Event()
    sweeper = Thread(target=_sweep, args=(ended,), name="moderation-sweep", daemon=True)
    sweeper.start()
    try:
        yield
    finally:
        ended.set()
        sweeper.join()
        gc.unfreeze()
        sys.setswitchinterval(before[1])
        if before[0]:
            gc.enable()


def _sweep(ended: Event) -> None:
    """Look through what came since the last time; what is still in use then is not looked at again for an hour."""
    turn = 0
    while not ended.wait(_EVERY_S):
        turn += 1
        if turn % _ALL_EVERY == 0:
            gc.unfreeze()
            gc.collect()
        else:
            gc.collect(0)
        gc.freeze()
