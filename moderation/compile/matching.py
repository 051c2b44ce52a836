"""Which matching options a term has: the nearest that was written, from the term over its list to the defaults."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final

from moderation.match.spec import EXACT, NORMAL, ROBUST, Matching
from moderation.ruleset.schema import MatchOptions

if TYPE_CHECKING:
    from moderation.match.spec import Boundary
    from moderation.ruleset.schema import Match, Term, TermList

__all__ = ["of_list", "of_match", "of_term"]

_LEVELS: Final = {"exact": EXACT, "normal": NORMAL, "robust": ROBUST}


def of_match(match: Match, boundary: Boundary | None = None) -> Matching:
    """Return the options of a `match` key; `boundary` is what stands beside it, or holds where the key is silent.

    >>> of_match("exact").separators, of_match("normal", "word").boundary
    (0, 'word')
    """
    if not isinstance(match, MatchOptions):
        return replace(_LEVELS[match], boundary=boundary or "auto")
    written = {option.name: getattr(match, option.name, None) for option in fields(Matching)}
    chosen = {name: value for name, value in written.items() if value is not None}
    return replace(_LEVELS[match.level], **{"boundary": boundary or "auto", **chosen})


def of_list(listed: TermList, default: Matching) -> Matching:
    """Return the options of a list: its own `match` replaces the default, its own `boundary` comes before both."""
    if listed.match is None:
        return replace(default, boundary=listed.boundary or default.boundary)
    chosen = of_match(listed.match, default.boundary)
    return replace(chosen, boundary=listed.boundary or chosen.boundary)


def of_term(term: Term, listed: Matching) -> Matching:
    """Return the options of a term that has its own: they come before those of its list, in the same way."""
    chosen = listed if term.match is None else of_match(term.match, listed.boundary)
    return replace(chosen, boundary=term.boundary or chosen.boundary)
