"""The red team: attacks rulesets with every technique, looks for false alarms, and names the guards that no test protects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.compile.assemble import compile_ruleset
from moderation.compile.report import Report
from moderation.errors import RulesetError
from moderation.ruleset import load
from moderation.ruleset.packs import existing
from moderation.workbench.address_techniques import ADDRESS_TECHNIQUES
from moderation.workbench.alarms import Alarms
from moderation.workbench.attack import Attacker
from moderation.workbench.cases import is_own, ordinary_cases, rule_cases
from moderation.workbench.guards import guards_of
from moderation.workbench.techniques import TECHNIQUES
from moderation.workbench.unguarded import advice, protected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from moderation.program import Program
    from moderation.ruleset import Loaded
    from moderation.workbench.alarms import Alarm
    from moderation.workbench.attack import Attempt
    from moderation.workbench.cases import Case
    from moderation.workbench.guards import Guard
    from moderation.workbench.unguarded import Advice

__all__ = ["Attack", "RedTeam", "Tally", "redteam"]

_ORDER: Final = (*(technique.name for technique in TECHNIQUES), *(technique.name for technique in ADDRESS_TECHNIQUES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many attempts of a rule or technique were caught: those that the lists ask for, and `beyond` those that they do not."""

    name: str
    asked: int
    caught: int
    beyond: int
    beyond_caught: int

    @property
    def recall(self) -> float | None:
        """The share that was caught of what was asked for, `None` where nothing was."""
        return self.caught / self.asked if self.asked else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """What came of the tests of one ruleset: attempts and alarms in file order; `untried` are rules without any attempt."""

    ruleset: str
    attempts: tuple[Attempt, ...]
    alarms: tuple[Alarm, ...]
    untried: tuple[str, ...] = ()

    @property
    def total(self) -> Tally:
        """All attempts together."""
        return _tally(self.ruleset, self.attempts)

    @property
    def rules(self) -> tuple[Tally, ...]:
        """The rules that were attacked, in the order of the ruleset."""
        return _by(self.attempts, lambda attempt: attempt.case.rule)

    @property
    def techniques(self) -> tuple[Tally, ...]:
        """The techniques that could be tried, in the order in which they are defined."""
        return tuple(sorted(_by(self.attempts, lambda attempt: attempt.technique), key=lambda tally: _ORDER.index(tally.name)))

    @property
    def escaped(self) -> tuple[Attempt, ...]:
        """What got through although it was asked for."""
        return tuple(attempt for attempt in self.attempts if attempt.asked and not attempt.caught)


@dataclass(frozen=True, slots=True, kw_only=True)
class RedTeam:
    """What came of all rulesets; `guards` are their own, not those of packs that they extend by name.

    A guard that stands in several of them is protected if a test of one of them misses it. `advice` says what to do about
    some of the `unprotected` ones.
    """

    seed: int
    attacks: tuple[Attack, ...]
    guards: tuple[Guard, ...]
    unprotected: tuple[Guard, ...]
    advice: Mapping[Guard, Advice]

    def holds(self, floor: float, *, guarded: bool = False) -> bool:
        """Return whether every ruleset catches at least this share of what it asks for and, where `guarded`, no guard is unprotected."""
        return not (guarded and self.unprotected) and all(
            recall is None or recall >= floor for recall in (attack.total.recall for attack in self.attacks)
        )


def _by(attempts: Iterable[Attempt], name: Callable[[Attempt], str]) -> tuple[Tally, ...]:
    grouped: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        grouped.setdefault(name(attempt), []).append(attempt)
    return tuple(_tally(key, some) for key, some in grouped.items())


def _tally(name: str, attempts: Sequence[Attempt]) -> Tally:
    asked = [attempt.caught for attempt in attempts if attempt.asked]
    beyond = [attempt.caught for attempt in attempts if not attempt.asked]
    return Tally(name=name, asked=len(asked), caught=sum(asked), beyond=len(beyond), beyond_caught=sum(beyond))


def redteam(sources: Iterable[str | Path], *, seed: int = 0) -> RedTeam:
    """Return what disguises get through some rulesets, what is hit wrongly, and which guards no test protects.

    The same files and the same seed give the same answer. The time grows with the tests: about 30 attempts for each that
    a rule must hit, and a few checks for each message that nothing may hit.

    Raises:
        RulesetError: a ruleset cannot be compiled, or a test is written wrong.
    """
    attacks: list[Attack] = []
    guards: dict[tuple[object, ...], Guard] = {}
    safe: set[tuple[object, ...]] = set()
    given: dict[tuple[object, ...], Advice] = {}
    for source in sources:
        loaded, program, cases = _ready(source)
        attacks.append(_attack(program, cases, seed))
        main = existing(source)
        own = [guard for guard in guards_of(loaded, program) if is_own(guard.at.path, main)]
        guards |= {_same(guard): guard for guard in own}
        missed = protected(program, own, cases)
        safe |= set(map(_same, missed))
        unsafe = [guard for guard in own if guard not in missed]
        given |= {_same(guard): what for guard, what in advice(program, unsafe, own, cases).items()}
    ordered = sorted(guards.items(), key=lambda pair: (pair[1].at, pair[0][0], pair[0][1], pair[0][2]))
    unprotected = tuple(guard for key, guard in ordered if key not in safe)
    return RedTeam(
        seed=seed,
        attacks=tuple(attacks),
        guards=tuple(guard for _, guard in ordered),
        unprotected=unprotected,
        advice={guard: given[_same(guard)] for guard in unprotected if _same(guard) in given},
    )


def _same(guard: Guard) -> tuple[object, ...]:
    return guard.kind, guard.owner, guard.what, guard.at.path, guard.at.line, guard.at.column


def _ready(source: str | Path) -> tuple[Loaded, Program, list[Case]]:
    loaded = load(source)
    compiled = compile_ruleset(loaded)
    if compiled.program is None:
        raise RulesetError(compiled.diagnostics)
    report = Report(loaded)
    cases = [*rule_cases(loaded, {rule.id for rule in compiled.program.rules}, report), *ordinary_cases(source, loaded, report)]
    if report.diagnostics():
        raise RulesetError(report.diagnostics())
    return loaded, compiled.program, cases


def _attack(program: Program, cases: Sequence[Case], seed: int) -> Attack:
    attacker, alarms = Attacker(program, seed), Alarms(program)
    attempts = tuple(attempt for case in cases if case.kind == "match" for attempt in attacker.attempts(case))
    tried = {attempt.case.rule for attempt in attempts}
    return Attack(
        ruleset=program.info.name,
        attempts=attempts,
        alarms=tuple(alarm for case in cases if case.kind != "match" for alarm in alarms.of(case)),
        untried=tuple(rule.id for rule in program.rules if rule.id not in tried),
    )
