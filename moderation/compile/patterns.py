"""Patterns → what their matchers are told, with domain lists filled in and regular expressions tried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.match.expressions import required_literals, validate
from moderation.match.spec import ContactSpec, DisguiseSpec, LinkSpec, NameSpec, RegexSpec, RepeatSpec
from moderation.ruleset.schema import ContactPattern, DisguisePattern, LinkPattern, NamePattern, RegexPattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moderation.compile.report import Report
    from moderation.compile.terms import ReadList
    from moderation.match.spec import PatternSpec
    from moderation.ruleset.schema import Pattern
    from moderation.ruleset.tree import Path

__all__ = ["PatternReader"]

_STAFF: Final = "staff"


class PatternReader:
    """Reads patterns; `domains` are the domain lists of the ruleset by name, `lists` the terms of its term lists."""

    def __init__(self, domains: Mapping[str, Sequence[str]], lists: Mapping[str, ReadList], report: Report) -> None:
        self._domains = domains
        self._lists = lists
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
            case NamePattern():
                return self._name(pattern, at)
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

    def _name(self, pattern: NamePattern, at: Path) -> NameSpec:
        names = (*pattern.names, *self._listed_names(pattern, (*at, "like")))
        if not (names or pattern.like or pattern.length or pattern.must_have or pattern.format):
            self._report.error("empty-name-pattern", at, found=at[-1])
        least, most = pattern.length or (0, 0)
        if least > most:
            self._report.error("wrong-value", (*at, "length"), found=f"[{least}, {most}]", expected=f"[{most}, {least}]")
        return NameSpec(
            names=tuple(dict.fromkeys(names)),
            length=(least, most) if pattern.length else None,
            must_have=tuple(pattern.must_have),
            format=self._checked(pattern.format, (*at, "format")) if pattern.format else "",
        )

    def _listed_names(self, pattern: NamePattern, at: Path) -> tuple[str, ...]:
        """The terms of the list that is named; `staff` may also mean no more than the names beside it."""
        if pattern.like is None:
            return ()
        if pattern.like in self._lists:
            return tuple(spec.text for spec in self._lists[pattern.like].specs if spec.role == "term")
        if pattern.like != _STAFF or not pattern.names:
            self._report.unknown("unknown-name-list", at, pattern.like, self._lists)
        return ()

    def _regex(self, pattern: RegexPattern, at: Path) -> RegexSpec:
        checked = self._checked(pattern.regex, at)
        literals = required_literals(checked) if checked else ()
        return RegexSpec(regex=pattern.regex, ignore_case=pattern.ignore_case if checked else True, literals=literals)

    def _checked(self, expression: str, at: Path) -> str:
        """Return an expression that can be used; empty after reporting why it cannot."""
        problem = validate(expression)
        if problem is None:
            return expression
        slug = "regex-matches-empty" if problem.kind == "empty" else "bad-regex"
        self._report.error(slug, self._report.within(at, expression, problem.offset), found=expression, problem=problem.reason)
        return ""
