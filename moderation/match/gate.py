"""Which of many patterns could match a text: asked once for all of them, because most messages match none.

The literals of all expressions are one automaton, so that a hundred expressions cost an ordinary message one search. A
pattern without literals is asked itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from daachorse import CharwiseDoubleArrayAhoCorasick

from moderation.match.spec import RegexSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moderation.match.found import PatternMatcher
    from moderation.match.spec import PatternSpec

__all__ = ["Gate"]

_WINDOW: Final = 4_000
"""Characters that are searched at once: a long text would list each of its many literals again and again."""


class Gate:
    """Tells for a plain view which patterns are worth searching: never shuts out one that would match."""

    def __init__(self, patterns: Sequence[tuple[PatternSpec, PatternMatcher]]) -> None:
        wanted: defaultdict[str, list[int]] = defaultdict(list)
        unnamed = []
        for place, (spec, matcher) in enumerate(patterns):
            literals = spec.literals if isinstance(spec, RegexSpec) else ()
            for literal in literals:
                wanted[literal].append(place)
            if not literals:
                unnamed.append((place, matcher.may_match))
        self._unnamed = tuple(unnamed)
        self._wanted = tuple(map(tuple, wanted.values()))
        self._overlap = max(map(len, wanted), default=1) - 1
        self._search = CharwiseDoubleArrayAhoCorasick(list(wanted)).find_overlapping if wanted else _nothing

    def candidates(self, plain: str) -> list[int]:
        """Return the places of the patterns that may match, in order."""
        places = [place for place, may_match in self._unnamed if may_match(plain)]
        found = self._search(plain) if len(plain) <= _WINDOW else self._search_long(plain)
        if not found:
            return places
        return sorted({*places, *(place for _, _, literal in found for place in self._wanted[literal])})

    def _search_long(self, plain: str) -> Iterable[tuple[int, int, int]]:
        """One occurrence of each literal, window by window; windows overlap by what a literal could be cut in."""
        windows = (plain[start : start + _WINDOW + self._overlap] for start in range(0, len(plain), _WINDOW))
        return {found[2]: found for window in windows for found in self._search(window)}.values()


def _nothing(_plain: str) -> list[tuple[int, int, int]]:
    """What an automaton of no literals finds."""
    return []
