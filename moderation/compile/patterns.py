"""Patterns → what their matchers are told, with domain lists filled in and regular expressions tried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.match.expressions import required_literals, validate
from moderation.match.spec import ContactSpec, DisguiseSpec, LinkSpec, RegexSpec, RepeatSpec
from moderation.ruleset.schema import ContactPattern, DisguisePattern, LinkPattern, RegexPattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moderation.compile.report import Report
    from moderation.match.spec import PatternSpec
    from moderation.ruleset.schema import Pattern
    from moderation.ruleset.tree import Path

__all__ = ["PatternReader"]


class PatternReader:
    """Reads patterns; `domains` are the domain lists of the ruleset by name."""

    def __init__(self, domains: Mapping[str, Sequence[str]], report: Report) -> None:
        self._domains = domains
        self._report = report

    def read(self, name: str, pattern: Pattern) -> PatternSpec:
        """Return the matcher's instructions for one pattern."""
        at: Path = ("patterns", name)
        match pattern:
            case ContactPattern():
                return ContactSpec(
                    of=tuple(pattern.of), lead=tuple(pattern.lead), lead_within=pattern.lead_within, exclude=tuple(pattern.not_)
                )
            case LinkPattern():
                return LinkSpec(
                    of=tuple(pattern.of),
                    domains_in=self._listed(pattern.domains_in, (*at, "domains_in")),
                    domains_not_in=self._listed(pattern.domains_not_in, (*at, "domains_not_in")),
                )
            case RegexPattern():
                return self._regex(pattern, (*at, "regex"))
            case DisguisePattern():
                return DisguiseSpec(of=tuple(pattern.of), at_least=pattern.at_least)
            case _:
                return RepeatSpec(unit=pattern.unit, at_least=pattern.at_least)

    def _listed(self, named: str | Sequence[str] | None, at: Path) -> tuple[str, ...] | None:
        """The domains of a list by its name, or those that are written in place: only a domain has a dot."""
        if named is None or not isinstance(named, str):
            return None if named is None else tuple(named)
        if named in self._domains:
            return tuple(self._domains[named])
        if "." not in named:
            self._report.unknown("unknown-domain-list", at, named, self._domains)
        return (named,)

    def _regex(self, pattern: RegexPattern, at: Path) -> RegexSpec:
        problem = validate(pattern.regex)
        if problem is not None:
            slug = "regex-matches-empty" if problem.kind == "empty" else "bad-regex"
            self._report.error(slug, self._report.within(at, pattern.regex, problem.offset), found=pattern.regex, problem=problem.reason)
            return RegexSpec(regex=pattern.regex)
        return RegexSpec(regex=pattern.regex, ignore_case=pattern.ignore_case, literals=required_literals(pattern.regex))
