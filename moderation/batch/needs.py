"""What the verdicts by a Program depend on, beside the text: what need not be known need not be read, nor sent to a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.program import All, AnyOf, AtLeast, Fact, Not, Score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.program import Condition, Program

__all__ = ["facts_read", "needs_joins", "needs_text_only"]

_JOINED: Final = frozenset({"user.new", "user.joined_within"})
_OF_TEXT: Final = frozenset({"disguised", "message.chars", "message.lines", "message.kind"})


def facts_read(program: Program) -> frozenset[str]:
    """Return the names of all facts that a rule or a route compares."""
    routes = program.faq.routes if program.faq is not None else ()
    return frozenset(_facts([*(rule.when for rule in program.rules), *(route.when for route in routes)]))


def needs_joins(program: Program) -> bool:
    """Return whether a verdict may depend on when its author joined, which an archive may tell in another line."""
    return program.faq is not None or bool(facts_read(program) & _JOINED)


def needs_text_only(program: Program) -> bool:
    """Return whether the text and the kind of a message are all that its verdict depends on."""
    return program.faq is None and program.fields == ("text",) and facts_read(program) <= _OF_TEXT


def _facts(conditions: Iterable[Condition]) -> Iterator[str]:
    for condition in conditions:
        if isinstance(condition, Fact):
            yield condition.name
        elif isinstance(condition, (All, AnyOf, AtLeast)):
            yield from _facts(condition.parts)
        elif isinstance(condition, Not):
            yield from _facts((condition.part,))
        elif isinstance(condition, Score):
            yield from _facts(bonus for bonus, _ in condition.bonuses)
