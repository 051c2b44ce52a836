"""The breaker: a rule that suddenly hits too much is put in shadow until people have looked. Pure decisions over tallies of a store.

How it is wired: `total_mark` goes with the marks that every message leaves anyway; a message with hits then leaves `hit_marks` under a key
of its own (`hit_key`), and `tripped` says which of its rules are to be taken as shadow. Only numbers are remembered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderation.state.store import Mark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from moderation.program import Breaker
    from moderation.state.store import Window
    from moderation.verdict import Hit

__all__ = ["Fuse", "hit_key", "shadowed"]

_PERMILLE = 1_000
_SECOND_MS = 1_000


@dataclass(frozen=True, slots=True)
class Fuse:
    """The breaker of one community: what its messages leave in windows, and what the windows mean.

    >>> from moderation.program import Breaker
    >>> from moderation.state.store import Window
    >>> fuse = Fuse("study-group", Breaker(hit_rate_permille=30, min_hits=20, window_s=3600))
    >>> fuse.tripped(["ad"], Window((), 600), [Window((), 20)]), fuse.tripped(["ad"], Window((), 700), [Window((), 20)])
    (('ad',), ())
    """

    community: str
    breaker: Breaker

    @property
    def total_mark(self) -> Mark:
        """What every message leaves, whatever is found in it."""
        return self._mark("")

    def hit_marks(self, rules: Iterable[str]) -> tuple[Mark, ...]:
        """What a message leaves for each enforced rule that it hit, in their order."""
        return tuple(self._mark(rule) for rule in rules)

    def tripped(self, rules: Sequence[str], total: Window, hits: Sequence[Window]) -> tuple[str, ...]:
        """Return the rules that hit more than their share of the messages, and often enough to mean something.

        `total` is the window of `total_mark`, `hits` are those of `hit_marks(rules)`, both as the message sees them.
        """
        least, permille = self.breaker.min_hits, self.breaker.hit_rate_permille
        counts = ((rule, window.count) for rule, window in zip(rules, hits, strict=True))
        return tuple(rule for rule, count in counts if count >= least and count * _PERMILLE > permille * total.count)

    def _mark(self, rule: str) -> Mark:
        return Mark(window=f"breaker|{self.community}|{rule}", span_ms=self.breaker.window_s * _SECOND_MS, keep=0)


def hit_key(message: str) -> str:
    """Return the key under which the hits of a message are counted: its own is taken by what it left before it was judged.

    >>> hit_key("qq|g1|7")
    'qq|g1|7|hits'
    """
    return f"{message}|hits"


def shadowed(hits: Iterable[Hit], rules: Collection[str]) -> tuple[Hit, ...]:
    """Return the hits with those of some rules as shadow hits: what is decided from them no longer acts by those rules."""
    return tuple(replace(hit, status="shadow") if hit.rule in rules else hit for hit in hits)
