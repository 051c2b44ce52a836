"""Term lists → TermSpecs: every term with its list's options, its own before them, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from moderation.compile import matching
from moderation.match.spec import NORMAL, NearSpec, TermSpec
from moderation.match.terms import folded, folds_to_nothing
from moderation.ruleset.lexicons import LexiconTerm
from moderation.text.fold import is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.compile.report import Report
    from moderation.diagnostics import Position
    from moderation.match.spec import Matching
    from moderation.ruleset.schema import Term, TermList
    from moderation.ruleset.tree import Path

__all__ = ["ListReader", "ReadList"]


class _Entry(NamedTuple):
    """A term of a list, wherever it was written; the place of a row is costly, so only a mistake asks for it."""

    spec: TermSpec
    at: Path | LexiconTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadList:
    """A term list as matchers take it; `most_points` is what all its terms together weigh at most."""

    specs: tuple[TermSpec, ...]
    most_points: int

    @property
    def silent(self) -> bool:
        """Whether nothing in it could ever be seen."""
        return all(spec.role != "term" for spec in self.specs)


class ListReader:
    """Reads term lists. What a file's `defaults` say already stands in its lists: loading put it there."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def read(self, name: str, listed: TermList, rows: Sequence[LexiconTerm]) -> ReadList:
        """Return the terms of a list and report those that are empty or written twice."""
        options = matching.of_list(listed, NORMAL)
        entries = [*self._inline(name, listed, options), *_from_files(name, listed, rows, options)]
        if not entries and not self._report.is_unread(name):
            self._report.error("empty-term-list", ("terms", name), found=name)
        allowed = [
            _Entry(TermSpec(text, name, "allow", 0, options), ("terms", name, "allow", index)) for index, text in enumerate(listed.allow)
        ]
        terms = self._without_empty(entries)
        self._report_doubles(terms)
        specs = [entry.spec for entry in (*terms, *self._without_empty(allowed))]
        return ReadList(specs=tuple(specs), most_points=sum(max(spec.weight + max(listed.disguised_bonus, 0), 0) for spec in specs))

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
            if _is_empty(word):
                self._report.error("empty-term", (*at, index), found=word)

    def _without_empty(self, entries: Sequence[_Entry]) -> list[_Entry]:
        kept = [entry for entry in entries if not _is_empty(entry.spec.text)]
        if len(kept) < len(entries):
            for entry in entries:
                if _is_empty(entry.spec.text):
                    self._report.error("empty-term", _place(entry), found=entry.spec.text)
        return kept

    def _report_doubles(self, entries: Sequence[_Entry]) -> None:
        first: dict[tuple[str, NearSpec | None], _Entry] = {}
        for entry in entries:
            text = entry.spec.text
            key = _folded(text) if entry.spec.matching.variants else f"={text}"
            other = first.setdefault((key, entry.spec.near), entry)
            if other is not entry:
                line = self._report.place(_place(other))
                values = {"other": other.spec.text, "place": f"{line.path}:{line.line}"}
                self._report.warning("duplicate-term", _place(entry), found=text, **values)


def _place(entry: _Entry) -> Path | Position:
    return entry.at.at if isinstance(entry.at, LexiconTerm) else entry.at


def _is_simple(text: str) -> bool:
    """Whether a term is its own folded form: most are, and 60,000 foldings would take a third of a second."""
    return text.isalnum() and is_plain(text)


def _is_empty(text: str) -> bool:
    return not _is_simple(text) and folds_to_nothing(text)


def _folded(text: str) -> str:
    return text if _is_simple(text) else folded(text)


def _from_files(name: str, listed: TermList, rows: Sequence[LexiconTerm], options: Matching) -> Iterator[_Entry]:
    for row in rows:
        weight = listed.weight if row.weight is None else row.weight
        yield _Entry(TermSpec(row.text, name, "term", weight, options), row)
