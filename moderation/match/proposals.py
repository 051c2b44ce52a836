"""What was found in the views of a text, and the candidates that come of it, made only where they are asked for.

Most of what is found in ordinary text is the evidence of terms that are not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moderation.match.candidates import by_letters, by_runs, by_shape, by_sound
from moderation.match.searched import SearchedView

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from moderation.match.candidates import Candidate, Found
    from moderation.match.reading import Reading
    from moderation.match.searched import Key

    _Patterns = Callable[[SearchedView, Sequence[Key]], Iterable[Found]]

__all__ = ["Proposals", "Proposed", "Views"]


class Views(NamedTuple):
    """The views that terms are looked for in; `allowing` has the rows that are `allow` of each signal that has any."""

    letters: SearchedView
    sounds: SearchedView
    shapes: SearchedView
    allowing: Mapping[str, frozenset[int]]


class Proposed(NamedTuple):
    """What was found in one reading: the keys in its views, and the candidates whose characters stand apart."""

    reading: Reading
    letters: Sequence[Key] = ()
    literals: Sequence[Key] = ()
    sounds: Sequence[Key] = ()
    shapes: Sequence[Key] = ()
    apart: Sequence[Candidate] = ()


class Proposals:
    """The candidates of a text; without `weighed` also those that nothing around them could make likely."""

    __slots__ = ("_proposed", "_views", "_weighed")

    def __init__(self, views: Views, proposed: Sequence[Proposed], *, weighed: bool) -> None:
        self._views = views
        self._proposed = proposed
        self._weighed = weighed

    def candidates(self) -> list[Candidate]:
        """Return every place where a term, an `allow` or evidence may stand."""
        return [*self._all(SearchedView.patterns), *(candidate for one in self._proposed for candidate in one.apart)]

    def terms(self) -> list[Candidate]:
        """Return the places where a term may stand."""
        return [*self._all(SearchedView.terms), *(candidate for one in self._proposed for candidate in one.apart)]

    def near(self, rows: Collection[int]) -> list[Candidate]:
        """Return the places where evidence in some rows may stand."""
        return self._all(lambda view, found: view.rows(found, rows)) if rows else []

    def allowed(self, signals: Collection[str]) -> list[Candidate]:
        """Return the places where an `allow` of some signals may stand."""
        allowing = self._views.allowing
        return self.near(frozenset().union(*(allowing[signal] for signal in signals if signal in allowing)))

    def _all(self, patterns: _Patterns) -> list[Candidate]:
        return [candidate for one in self._proposed for candidate in self._candidates(one, patterns)]

    def _candidates(self, one: Proposed, patterns: _Patterns) -> Iterator[Candidate]:
        reading, (letters, sounds, shapes, _) = one.reading, self._views
        if one.letters or one.literals:
            yield from by_letters(reading, patterns(letters, one.letters), patterns(letters, one.literals))
        if letters.holds_doubled(one.letters):
            yield from by_runs(reading, patterns(letters, letters.search(reading.merged)))
        if one.sounds:
            yield from by_sound(reading, patterns(sounds, one.sounds), weighed=self._weighed)
        if one.shapes:
            yield from by_shape(reading, patterns(shapes, one.shapes), weighed=self._weighed)
