"""A program as entries of a flat list: what is enough by itself to make a rule hold, and everything that is lost on the way. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

from moderation.verdict import Level, Severity
from moderation.workbench.export_contents import Contents, Word, contents_of
from moderation.workbench.export_ways import Part, Way, ways_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.program import Program
    from moderation.program.rules import RuleProgram

__all__ = ["Entry", "Loss", "Losses", "enforced", "entries_of", "lost_of_program"]

_SEVERITIES: Final[tuple[str, ...]] = get_args(Severity)
_NOTHING: Final = Contents()


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that the target cannot take over: why (a key of `wording.export.LOSSES`), of what, and how many."""

    reason: str
    where: str
    count: int = 1


@dataclass(slots=True)
class Losses:
    """Gathers what is lost; the same loss of the same thing is counted up."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, reason: str, where: str = "", count: int = 1) -> None:
        """Count a loss."""
        self.counts[reason, where] += count

    def sorted(self) -> tuple[Loss, ...]:
        """Return every loss, by reason, then by what it is of."""
        return tuple(Loss(reason, where, count) for (reason, where), count in sorted(self.counts.items()) if count)


class Entry(NamedTuple):
    """One thing to look for, which alone makes `rule` hold at `level`: a word, or an expression, or a kind (`phone`, `email`)."""

    rule: RuleProgram
    level: Level
    signal: str
    word: Word | None = None
    expression: str = ""
    kind: str = ""


def enforced(program: Program, losses: Losses) -> tuple[RuleProgram, ...]:
    """Return the rules that are acted on, the worst first; those on trial are lost."""
    for rule in program.rules:
        if rule.status != "enforce":
            losses.add("shadow", rule.id)
    rules = [rule for rule in program.rules if rule.status == "enforce"]
    return tuple(sorted(rules, key=lambda rule: -_SEVERITIES.index(rule.severity)))


def lost_of_program(program: Program, losses: Losses) -> None:
    """Count what no target takes over: behaviours, the ladder, notices, the questions and answers."""
    for behavior in program.behaviors:
        losses.add("behavior", behavior.signal)
    policy = program.policy
    losses.add("policy", count=len(policy.ladder) if policy else 0)
    losses.add("notices", count=len(program.notices))
    losses.add("faq", count=len(program.faq.entries) if program.faq else 0)


def entries_of(program: Program, losses: Losses, *, parts: bool = False) -> tuple[Entry, ...]:
    """Return everything that alone makes a rule hold, once each, hardest first, then the worst rule, then as the ruleset has it.

    With `parts` also what makes one hold only together with something else, for review.
    """
    behind = contents_of(program)
    hardest: dict[tuple[str, str], Entry] = {}
    told: set[str] = set()
    for rule in enforced(program, losses):
        for way in ways_of(rule):
            for part in _alone(rule, way, losses, parts=parts):
                contents = behind.get(part.signal, _NOTHING)
                if part.signal not in told:
                    told.add(part.signal)
                    _tell(part.signal, contents, losses)
                for entry in _entries(rule, way.level if way.sole else Level.REVIEW, part, contents):
                    key = ("word", entry.word.text.lower()) if entry.word else (entry.kind and "kind", entry.expression or entry.kind)
                    known = hardest.get(key)
                    if known is None or known.level.rank < entry.level.rank:
                        hardest[key] = entry
    return tuple(sorted(hardest.values(), key=lambda entry: (-entry.level.rank, -_SEVERITIES.index(entry.rule.severity))))


def _alone(rule: RuleProgram, way: Way, losses: Losses, *, parts: bool) -> Iterable[Part]:
    """The signals of a way that go into a flat list."""
    if way.sole is not None:
        return (way.sole,)
    losses.add(way.needs[0] if way.needs else "together", rule.id)
    positive = tuple(part for part in way.parts if not part.negated)
    return positive if parts and not set(way.needs) - {"near", "score"} else ()


def _tell(signal: str, contents: Contents, losses: Losses) -> None:
    for reason, count in contents.lost:
        if reason != "behavior":  # of the whole program already
            losses.add(reason, signal, count)


def _entries(rule: RuleProgram, level: Level, part: Part, contents: Contents) -> Iterator[Entry]:
    for word in contents.words:
        if word.weight >= part.least:
            yield Entry(rule, level, part.signal, word=word)
    if contents.weight >= part.least:
        for expression in contents.expressions:
            yield Entry(rule, level, part.signal, expression=expression)
        for kind in contents.kinds:
            yield Entry(rule, level, part.signal, kind=kind)
