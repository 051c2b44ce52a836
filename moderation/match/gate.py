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
    from collections.abc import Sequence

    from moderation.match.found import PatternMatcher
    from moderation.match.spec import PatternSpec

__all__ = ["Gate"]

_LONG: Final = 2_000
"""Characters from which on a text likely holds most literals, and listing every place of them costs more than asking around."""


class Gate:
    """Tells for a plain view which patterns are worth searching: never shuts out one that would match."""

    def __init__(self, patterns: Sequence[tuple[PatternSpec, PatternMatcher]]) -> None:
        wanted: defaultdict[str, list[int]] = defaultdict(list)
        for place, (spec, _) in enumerate(patterns):
            for literal in spec.literals if isinstance(spec, RegexSpec) else ():
                wanted[literal].append(place)
        self._asked = tuple((place, matcher.may_match) for place, (_, matcher) in enumerate(patterns))
        self._unnamed = tuple(
            self._asked[place] for place, (spec, _) in enumerate(patterns) if not (isinstance(spec, RegexSpec) and spec.literals)
        )
        self._wanted = tuple(map(tuple, wanted.values()))
        self._search = CharwiseDoubleArrayAhoCorasick(list(wanted)).find_overlapping if wanted else None

    def candidates(self, plain: str) -> list[int]:
        """Return the places of the patterns that may match, in order."""
        if self._search is None or len(plain) > _LONG:
            return [place for place, may_match in self._asked if may_match(plain)]
        places = [place for place, may_match in self._unnamed if may_match(plain)]
        found = self._search(plain)
        return sorted({*places, *(place for _, _, literal in found for place in self._wanted[literal])}) if found else places
