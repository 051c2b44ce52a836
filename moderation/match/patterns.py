"""Turns the spec of a pattern into the matcher that finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.match.contacts import ContactMatcher
from moderation.match.expressions import ExpressionMatcher
from moderation.match.links import LinkMatcher
from moderation.match.names import NameMatcher
from moderation.match.oddities import DisguiseMatcher
from moderation.match.repeats import RepeatMatcher
from moderation.match.spec import ContactSpec, DisguiseSpec, LinkSpec, RegexSpec, RepeatSpec
from moderation.match.suffixes import SuffixTable

if TYPE_CHECKING:
    from moderation.match.found import PatternMatcher
    from moderation.match.spec import PatternSpec

__all__ = ["build_matcher"]


def build_matcher(spec: PatternSpec, suffixes: str) -> PatternMatcher:
    """Return the matcher of a pattern; `suffixes` is what `match.suffixes.read` returned, and only links need it."""
    if isinstance(spec, ContactSpec):
        return ContactMatcher(spec)
    if isinstance(spec, LinkSpec):
        return LinkMatcher(spec, SuffixTable(suffixes))
    if isinstance(spec, RegexSpec):
        return ExpressionMatcher(spec)
    if isinstance(spec, DisguiseSpec):
        return DisguiseMatcher(spec)
    return RepeatMatcher(spec) if isinstance(spec, RepeatSpec) else NameMatcher(spec)
