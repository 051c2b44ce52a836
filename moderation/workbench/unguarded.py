"""Takes each guard away in turn and sees whether a test comes out otherwise: a guard that no test misses is unprotected.

Nothing is compiled again. What a term matcher proposes does not depend on guards, so that the proposals of every text are
made once and only weighed again without the guard; of conditions only the rule is judged again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from moderation.compile.triggers import triggers
from moderation.engine.decide import Judge
from moderation.engine.examine import Examiner
from moderation.match.patterns import build_matcher
from moderation.match.spec import ContactSpec
from moderation.message import Message, field_text
from moderation.text.authored import authored
from moderation.text.fold import plain
from moderation.workbench.cases import Case, hits_about
from moderation.workbench.loosened import Weighed, without_not

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from moderation.match.pattern import Pattern
    from moderation.program import Program
    from moderation.signal import Signal
    from moderation.workbench.guards import Guard

__all__ = ["Advice", "advice", "protected"]

Advice = Literal["idle", "doubled", "own-words", ""]
"""What to do about an unprotected guard: delete it, as it spares nothing, or as another spares the same; test it with its own words;
or think of a message."""


def protected(program: Program, guards: Iterable[Guard], cases: Sequence[Case]) -> frozenset[Guard]:
    """Return the guards without which at least one case comes out otherwise."""
    trial = _Trial(program, cases)
    rules = {rule.id for rule in program.rules}
    kinds: defaultdict[str, list[Guard]] = defaultdict(list)
    for guard in guards:
        kinds["terms" if guard.kind != "not" else "rule" if guard.number >= 0 and guard.owner in rules else "contact"].append(guard)
    missed = {guard for guard in kinds["rule"] if trial.misses_not(guard)} | {
        guard for guard in kinds["contact"] if trial.misses_word(guard)
    }
    return frozenset(missed.union(trial.missed_in_terms(kinds["terms"])))


def advice(program: Program, unprotected: Iterable[Guard], guards: Iterable[Guard], cases: Sequence[Case]) -> dict[Guard, Advice]:
    """Return what to do about each unprotected one of some guards, as far as it is about term lists.

    An `allow` is idle if nothing in its own words would count without it, even if the evidence that terms need stood near.
    A guard is doubled if a case misses it together with another that it does not miss either. It is best tested by its own
    words, sent as an ordinary message, if some rule that acts would hit them without it and none does with it.
    """
    trial = _Trial(program, cases)
    given: dict[Guard, Advice] = {}
    about_terms = [guard for guard in unprotected if guard.kind != "not"]
    doubled = trial.doubled(about_terms, guards)
    for guard in about_terms:
        if guard.kind == "allow" and not trial.weighed.spares(guard):
            given[guard] = "idle"
        elif guard in doubled:
            given[guard] = "doubled"
        elif guard.what and trial.spares_its_own_words(guard):
            given[guard] = "own-words"
    return given


class _Trial:
    """The cases of one Program with how they come out as the ruleset stands."""

    def __init__(self, program: Program, cases: Sequence[Case]) -> None:
        self._program = program
        self._cases = cases
        self._examiner = Examiner(program)
        self._judge = Judge(program)
        self.weighed = Weighed(program.terms)
        self._loose = Examiner(replace(program, patterns=()))
        self._loose.find_terms = self.weighed.find
        self._searched = frozenset(pattern.signal for pattern in program.patterns)
        self._signals = [self._examiner.examine(case.message) for case in cases]
        self._come_out = [self._is_hit(case, self._judge, seen) for case, seen in zip(cases, self._signals, strict=True)]

    def _hit(self, case: Case, judge: Judge, examiner: Examiner) -> bool:
        return self._is_hit(case, judge, examiner.examine(case.message))

    def _is_hit(self, case: Case, judge: Judge, signals: Sequence[Signal]) -> bool:
        return bool(hits_about(case, judge.verdict(case.message, signals).hits))

    def _texts(self, case: Case) -> list[str]:
        return [authored(text) for name in self._program.fields if (text := field_text(case.message, name))]

    def _hit_without(self, guards: tuple[Guard, ...], case: Case, usual: Sequence[Signal]) -> bool:
        """Return whether a case is hit without guards of term lists; what patterns found among its usual signals stays."""
        self.weighed.without = guards
        found = [signal for signal in usual if signal.signal in self._searched]
        return self._is_hit(case, self._judge, sorted([*self._loose.examine(case.message), *found], key=self._place))

    def _place(self, signal: Signal) -> tuple[int, int, int, str, str]:
        """The order in which an `Examiner` gives signals."""
        return self._program.fields.index(signal.field), signal.start, -signal.end, signal.signal, signal.term

    def missed_in_terms(self, guards: Iterable[Guard]) -> set[Guard]:
        """Return the guards of term lists without which a case comes out otherwise."""
        open_guards = _by_owner(guards)
        missed: set[Guard] = set()
        for case, seen, usual in self._known():
            texts = self._texts(case)
            for guard in self._touching(texts, open_guards):
                if self.weighed.makes_a_difference([guard], texts) and self._hit_without((guard,), case, seen) != usual:
                    missed.add(guard)
                    open_guards[guard.owner].discard(guard)
        return missed

    def _known(self) -> Iterator[tuple[Case, Sequence[Signal], bool]]:
        """Yield each case with its signals and whether it is hit, as the ruleset stands."""
        return zip(self._cases, self._signals, self._come_out, strict=True)

    def doubled(self, open_guards: Iterable[Guard], guards: Iterable[Guard]) -> set[Guard]:
        """Return the guards that a case misses together with another of their list, but misses neither of them alone."""
        others, single = _by_owner(guards), _by_owner(open_guards)
        found: set[Guard] = set()
        for case, seen, usual in self._known():
            texts = self._texts(case)
            for guard in self._touching(texts, single):
                mates = [mate for mate in self._touching(texts, {guard.owner: others[guard.owner]}) if mate != guard]
                if any(self._hit_without((mate,), case, seen) == usual != self._hit_without((guard, mate), case, seen) for mate in mates):
                    found.add(guard)
                    single[guard.owner].discard(guard)
        return found

    def _touching(self, texts: Sequence[str], guards: Mapping[str, Iterable[Guard]]) -> list[Guard]:
        """Return the guards that are about something in some texts, by place."""
        patterns: defaultdict[str, dict[str, set[Pattern]]] = defaultdict(lambda: defaultdict(set))
        for candidate in (candidate for text in texts for candidate in self.weighed.candidates(text)):
            if candidate.pattern.signal in guards:
                patterns[candidate.pattern.signal][candidate.pattern.text].add(candidate.pattern)
        about = {
            guard
            for signal, by_text in patterns.items()
            for guard in guards[signal]
            for text in ([guard.what] if guard.what else by_text)
            if any(self.weighed.bare(guard, pattern) is not pattern for pattern in by_text.get(text, ()))
        }
        return sorted(about, key=lambda guard: (guard.at, guard.kind, guard.what))

    def spares_its_own_words(self, guard: Guard) -> bool:
        """Return whether a rule that acts would hit the words of a guard, sent as an ordinary message, only without it."""
        own = Case(kind="baseline", rule="", message=Message(guard.what), at=guard.at)
        seen = self._examiner.examine(own.message)
        return self._hit_without((guard,), own, seen) and not self._is_hit(own, self._judge, seen)

    def misses_not(self, guard: Guard) -> bool:
        """Return whether a case comes out otherwise once a rule's condition has lost one of its `not`."""
        names = [info.name for info in self._program.signals]
        rules = tuple(
            replace(rule, when=bare, triggers=triggers(bare, names))
            if rule.id == guard.owner and (bare := without_not(rule.when, guard.number))
            else rule
            for rule in self._program.rules
        )
        judge = Judge(replace(self._program, rules=rules))
        return any(self._is_hit(case, judge, seen) != usual for case, seen, usual in self._known())

    def misses_word(self, guard: Guard) -> bool:
        """Return whether a case comes out otherwise once a contact pattern has lost one of its `not` words."""
        patterns = tuple(
            replace(pattern, spec=replace(pattern.spec, exclude=tuple(word for word in pattern.spec.exclude if word != guard.what)))
            if pattern.signal == guard.owner and isinstance(pattern.spec, ContactSpec)
            else pattern
            for pattern in self._program.patterns
        )
        (old,), (new,) = (
            [build_matcher(pattern.spec, "") for pattern in some if pattern.signal == guard.owner]
            for some in (self._program.patterns, patterns)
        )
        affected = [
            (case, usual)
            for case, usual in zip(self._cases, self._come_out, strict=True)
            if any(old.find(text, plain(text)) != new.find(text, plain(text)) for text in self._texts(case))
        ]
        examiner = Examiner(replace(self._program, patterns=patterns)) if affected else self._examiner
        return any(self._hit(case, self._judge, examiner) != usual for case, usual in affected)


def _by_owner(guards: Iterable[Guard]) -> defaultdict[str, set[Guard]]:
    grouped: defaultdict[str, set[Guard]] = defaultdict(set)
    for guard in guards:
        grouped[guard.owner].add(guard)
    return grouped
