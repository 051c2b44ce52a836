"""The guards of a ruleset: what its author wrote to keep innocent messages from being hit, each with its place.

`allow` of a list, `near` of a term, `boundary` of a list or a term, `not` in a condition or in a contact pattern. Guards of
lists and patterns that no running rule asks for are left out, since no test could ever protect them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from moderation.compile import matching
from moderation.compile.tree import signals_of
from moderation.match.spec import NORMAL
from moderation.ruleset.schema import AllWhen, AnyWhen, AtLeastWhen, ContactPattern, MatchOptions, NotWhen, Term, TermList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.diagnostics import Position
    from moderation.match.spec import Boundary, Matching
    from moderation.program import Program
    from moderation.ruleset import Loaded
    from moderation.ruleset.schema import Match, When
    from moderation.ruleset.tree import Path

__all__ = ["Guard", "GuardKind", "guards_of"]

GuardKind = Literal["allow", "near", "boundary", "not"]
Written = TypeVar("Written", Term, TermList)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """One guard: `owner` is the list, pattern or rule that has it, `what` the term or word that it is about.

    `near` holds what a term needs near by; `matching` are the options of the terms that a boundary is for and
    `without` the boundary that is left once this one is gone; `number` counts the `not` of a rule's condition.
    """

    kind: GuardKind
    owner: str
    what: str
    at: Position
    near: tuple[tuple[str, ...], int] = ((), 0)
    matching: Matching = NORMAL
    without: Boundary = "auto"
    number: int = -1


def guards_of(loaded: Loaded, program: Program) -> tuple[Guard, ...]:
    """Return the guards of a ruleset by place."""
    running = {rule.id for rule in program.rules}
    used = {name for rule in program.rules for name in signals_of(rule.when)}
    found: list[Guard] = []
    for name, listed in loaded.ruleset.terms.items():
        found += _of_list(name, listed, loaded) if name in used else ()
    for name, pattern in loaded.ruleset.patterns.items():
        if name in used and isinstance(pattern, ContactPattern):
            places = [loaded.places.at(("patterns", name, "not", index)) for index in range(len(pattern.not_))]
            found += [Guard(kind="not", owner=name, what=word, at=at) for word, at in zip(pattern.not_, places, strict=True)]
    for index, rule in enumerate(loaded.ruleset.rules):
        if rule.id in running and rule.when is not None:
            for number, path in enumerate(_nots(rule.when, ("rules", index, "when"))):
                found.append(Guard(kind="not", owner=rule.id, what="", at=loaded.places.at(path), number=number))
    return tuple(sorted(found, key=lambda guard: (guard.at, guard.kind, guard.owner, guard.what)))


def _of_list(name: str, listed: TermList, loaded: Loaded) -> Iterator[Guard]:
    options = matching.of_list(listed, NORMAL)
    for index, text in enumerate(listed.allow):
        yield Guard(kind="allow", owner=name, what=text, at=loaded.places.at(("terms", name, "allow", index)))
    bare = matching.of_list(_without_boundary(listed), NORMAL).boundary
    if _restricts(options.boundary, bare):
        at = loaded.places.at(("terms", name, "boundary"))
        yield Guard(kind="boundary", owner=name, what="", at=at, matching=options, without=bare)
    for index, term in enumerate(listed.terms):
        if isinstance(term, Term):
            yield from _of_term(name, term, options, ("terms", name, "terms", index), loaded)


def _of_term(name: str, term: Term, listed: Matching, path: Path, loaded: Loaded) -> Iterator[Guard]:
    own = matching.of_term(term, listed)
    near = (tuple(term.near), term.within) if term.near else ((), 0)
    if term.near:
        yield Guard(kind="near", owner=name, what=term.term, at=loaded.places.at((*path, "near")), near=near, matching=own)
    bare = matching.of_term(_without_boundary(term), listed).boundary
    if _restricts(own.boundary, bare) and not (own.boundary == "latin" and bare == "auto" and term.term.isascii()):
        at = loaded.places.at((*path, "boundary"))
        yield Guard(kind="boundary", owner=name, what=term.term, at=at, near=near, matching=own, without=bare)


def _restricts(boundary: Boundary, without: Boundary) -> bool:
    """Return whether a boundary asks for more than what would hold without it."""
    return boundary in ("latin", "word") and boundary != without


def _without_boundary(written: Written) -> Written:
    return written.model_copy(update={"boundary": None, "match": _loose(written.match)})


def _loose(match: Match | None) -> Match | None:
    return match.model_copy(update={"boundary": None}) if isinstance(match, MatchOptions) else match


def _nots(when: When, path: Path) -> Iterator[Path]:
    """Yield the place of every `not` of a condition, the outer before the inner, in the order of `compile.tree.walk`."""
    match when:
        case AllWhen() | AnyWhen() | AtLeastWhen():
            key = {AllWhen: "all", AnyWhen: "any", AtLeastWhen: "of"}[type(when)]
            for index, part in enumerate(getattr(when, key)):
                yield from _nots(part, (*path, key, index))
        case NotWhen():
            yield (*path, "not")
            yield from _nots(when.not_, (*path, "not"))
        case _:
            return
