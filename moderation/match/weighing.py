"""Which candidates count: by themselves, because their text hides or runs oddly, or because something else in it is bent.

Weighing is what a message costs in which something was found, so what else is in a text is weighed only where a candidate
would count beside it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from moderation.match.bent import disguise_of, hides_more, is_as_spelled, is_bent
from moderation.match.candidates import in_order
from moderation.match.confirm import stands_alone
from moderation.match.hiding import hides_elsewhere, runs_oddly
from moderation.match.natural import stands_after_lure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from moderation.match.candidates import Candidate
    from moderation.match.leniency import Without

__all__ = ["Weighing"]


class Weighing:
    """Weighs candidates of one text; tests `without` are left out. `everything` gives all that another one may count beside."""

    def __init__(self, everything: Callable[[], Iterable[Candidate]], without: Without) -> None:
        self._everything = everything
        self._without = without

    def counted(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Return the candidates that count, in order, each once."""
        without = self._without
        standing = in_order(candidate for candidate in candidates if stands_alone(candidate, without))
        return [candidate for candidate in standing if is_as_spelled(candidate) or self._counts(candidate)]

    def _counts(self, candidate: Candidate) -> bool:
        """Return whether a candidate is bent, by itself or for what is around it: most are not even likely to be."""
        without = self._without
        likely = is_bent(candidate, supported=True, without=without)
        lured = stands_after_lure(candidate.reading.compact, candidate.first)  # then it may be bent without being likely
        if (likely or lured) and is_bent(candidate, without=without):
            return True
        if likely and "running" not in without and runs_oddly(candidate):
            return True
        hides = is_bent(candidate, hidden=True, without=without) if hides_more(candidate) else likely
        if hides and "hiding" not in without and hides_elsewhere(candidate):
            return True
        return likely and "support" not in without and self._stands_beside(candidate)

    def _stands_beside(self, candidate: Candidate) -> bool:
        """Return whether something else that is bent, surely or likely, stands before or after a candidate."""
        first_end, last_start = self._bounds
        return first_end <= candidate.start or candidate.end <= last_start

    @cached_property
    def _bounds(self) -> tuple[int, int]:
        """Where the first of everything that is bent, surely or likely, ends, and where the last begins."""
        bent = [candidate for candidate in self._everything() if stands_alone(candidate, self._without) and self._is_likely(candidate)]
        return min(candidate.end for candidate in bent), max(candidate.start for candidate in bent)

    def _is_likely(self, candidate: Candidate) -> bool:
        """Return whether a candidate is bent, surely or likely; what is written in another script or width only is not."""
        without = self._without
        if is_bent(candidate, without=without):
            return disguise_of(candidate)[1]
        return is_bent(candidate, supported=True, without=without)
