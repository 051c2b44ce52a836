"""Term lists → TermSpecs: every term with its list's options, its own before them, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from moderation.compile import matching
from moderation.match.spec import NearSpec, TermSpec
from moderation.match.terms import folded, folds_to_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.compile.report import Path, Report
    from moderation.diagnostics import Position
    from moderation.match.spec import Matching
    from moderation.ruleset.load import LexiconRow
    from moderation.ruleset.schema import Term, TermList

__all__ = ["ListReader", "ReadList"]


class _Entry(NamedTuple):
    """A term of a list, wherever it was written."""

    spec: TermSpec
    at: Path | Position


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadList:
    """A term list as matchers take it; `most_points` is what all its terms together weigh at most."""

    specs: tuple[TermSpec, ...]
    most_points: int
    silent: bool


class ListReader:
    """Reads term lists with the defaults of a ruleset."""

    def __init__(self, default: Matching, report: Report) -> None:
        self._default = default
        self._report = report

    def read(self, name: str, listed: TermList, rows: Sequence[LexiconRow]) -> ReadList:
        """Return the terms of a list and report those that are empty or written twice."""
        at: Path = ("terms", name)
        options = matching.of_list(listed, self._default)
        entries = [*self._inline(name, listed, options), *_from_files(name, listed, rows, options)]
        specs = self._without_empty(entries, name)
        if not entries:
            self._report.error("empty-term-list", at, found=name)
        self._report_doubles(entries)
        allowed = [_Entry(TermSpec(text, name, "allow", 0, options), (*at, "allow", index)) for index, text in enumerate(listed.allow)]
        most = sum(max(spec.weight, 0) for spec in specs)
        return ReadList(specs=(*specs, *self._without_empty(allowed, name)), most_points=most, silent=not specs)

    def _inline(self, name: str, listed: TermList, options: Matching) -> Iterator[_Entry]:
        for index, term in enumerate(listed.terms):
            at: Path = ("terms", name, "terms", index)
            if isinstance(term, str):
                yield _Entry(TermSpec(term, name, "term", listed.weight, options), at)
            else:
                yield _Entry(self._own(term, name, listed, options), at)
                self._report_empty(term.near, (*at, "near"))

    def _own(self, term: Term, name: str, listed: TermList, options: Matching) -> TermSpec:
        weight = listed.weight if term.weight is None else term.weight
        near = NearSpec(tuple(term.near), term.within) if term.near else None
        return TermSpec(term.term, name, "term", weight, matching.of_term(term, options), near)

    def _report_empty(self, words: Sequence[str], at: Path) -> None:
        for index, word in enumerate(words):
            if folds_to_nothing(word):
                self._report.error("empty-term", (*at, index), found=word)

    def _without_empty(self, entries: Sequence[_Entry], name: str) -> list[TermSpec]:
        for entry in entries:
            if folds_to_nothing(entry.spec.text):
                self._report.error("empty-term", entry.at, found=entry.spec.text, signal=name)
        return [entry.spec for entry in entries if not folds_to_nothing(entry.spec.text)]

    def _report_doubles(self, entries: Sequence[_Entry]) -> None:
        first: dict[str, TermSpec] = {}
        for entry in entries:
            spec = entry.spec
            key = folded(spec.text) if spec.matching.variants else f"={spec.text}"
            other = first.setdefault(key, spec)
            if other is not spec:
                self._report.warning("duplicate-term", entry.at, found=spec.text, other=other.text)


def _from_files(name: str, listed: TermList, rows: Sequence[LexiconRow], options: Matching) -> Iterator[_Entry]:
    for row in rows:
        weight = listed.weight if row.weight is None else row.weight
        yield _Entry(TermSpec(row.term, name, "term", weight, options), row.at)
