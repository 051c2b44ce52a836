"""The terms that are vetted, each with its options and its place: those of a ruleset, or the rows of a bare word list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderation.compile import matching
from moderation.diagnostics import Position
from moderation.match.spec import NORMAL, NearSpec, TermSpec
from moderation.match.terms import folded, folds_to_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from moderation.ruleset import Loaded
    from moderation.ruleset.schema import Term, TermList
    from moderation.workbench.wordlists import WordRow

__all__ = ["ListedTerm", "of_rows", "of_ruleset"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTerm:
    """A term or an `allow` of a list; `letters` is its folded form, empty where nothing of it is left to look for."""

    spec: TermSpec
    letters: str
    at: Position

    @property
    def as_written(self) -> TermSpec:
        """The term without the disguises that need proof: all that ordinary words can be hit by letter for letter."""
        plain = replace(self.spec.matching, lookalike=False, homophone=False, pinyin="off", split=False, emoji=False, shuffle=False)
        return self.spec._replace(matching=plain)


def of_ruleset(loaded: Loaded) -> tuple[ListedTerm, ...]:
    """Return every term and `allow` of a ruleset, list by list, those of the packs that it extends included."""
    lists = loaded.ruleset.terms.items()
    return tuple(listed for name, written in lists for listed in _of_list(name, written, loaded))


def of_rows(rows: Iterable[WordRow], path: str) -> tuple[ListedTerm, ...]:
    """Return the rows of a word list as terms with the default options; the list of a row is its category."""
    return tuple(
        _listed(TermSpec(row.text, row.category, weight=1 if row.weight is None else row.weight), Position(path, row.line)) for row in rows
    )


def _listed(spec: TermSpec, at: Position) -> ListedTerm:
    return ListedTerm(spec=spec, letters="" if folds_to_nothing(spec.text) else folded(spec.text), at=at)


def _of_list(name: str, written: TermList, loaded: Loaded) -> Iterator[ListedTerm]:
    options = matching.of_list(written, NORMAL)
    places = loaded.places
    for index, term in enumerate(written.terms):
        spec = TermSpec(term, name, "term", written.weight, options) if isinstance(term, str) else _own(term, name, written)
        yield _listed(spec, places.at(("terms", name, "terms", index)))
    for row in loaded.lexicons.get(name, ()):
        weight = written.weight if row.weight is None else row.weight
        yield _listed(TermSpec(row.text, name, "term", weight, options), row.at)
    yield from _allowed(name, written.allow, loaded)


def _own(term: Term, name: str, written: TermList) -> TermSpec:
    near = NearSpec(tuple(term.near), term.within) if term.near else None
    options = matching.of_term(term, matching.of_list(written, NORMAL))
    return TermSpec(term.term, name, "term", written.weight if term.weight is None else term.weight, options, near)


def _allowed(name: str, texts: Sequence[str], loaded: Loaded) -> Iterator[ListedTerm]:
    for index, text in enumerate(texts):
        yield _listed(TermSpec(text, name, "allow", 0), loaded.places.at(("terms", name, "allow", index)))
