"""Runs the tests that are written in a ruleset: its rules' examples, the ordinary messages beside it, and its scenarios.

A rule must hit what stands under its `tests.match` and must not hit what stands under its `tests.pass`, whatever other
rules do; no enforced rule may hit a line of a `baseline.jsonl`. Shadow rules are tested, rules that are off are not. Of every
message of a scenario there must come what it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, get_args

from moderation.compile.assemble import compile_ruleset
from moderation.compile.report import Report
from moderation.engine.evaluate import positive_signals
from moderation.engine.examine import Examiner
from moderation.engine.reasons import Reasons
from moderation.engine.view import View, look
from moderation.errors import RulesetError
from moderation.moderator import Moderator
from moderation.ruleset import load
from moderation.wording import Lang
from moderation.workbench.cases import hits_about, ordinary_cases, rule_cases
from moderation.workbench.scenario_steps import stories
from moderation.workbench.scenarios import run_stories

if TYPE_CHECKING:
    from pathlib import Path

    from moderation.diagnostics import Diagnostic
    from moderation.program import Program
    from moderation.ruleset import Loaded
    from moderation.signal import Signal
    from moderation.verdict import Hit
    from moderation.workbench.cases import Case
    from moderation.workbench.scenarios import ScenarioFailure

__all__ = ["Failure", "TestReport", "run_tests", "tested"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A case that came out wrong: the hits that should not be there, or why there is none, and what was seen in any case.

    `why` says in Chinese and English which part of the rule's condition did not hold; empty where the rule did hit.
    """

    case: Case
    seen: tuple[Signal, ...]
    hits: tuple[Hit, ...] = ()
    why: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class TestReport:
    """How the tests of a ruleset came out; `failures` in file order, `rules` with at least one test, `off` left out."""

    __test__: ClassVar[bool] = False  # pytest would take it for a test

    ruleset: str
    rules: int
    cases: int
    baseline: int
    off: int
    scenarios: int = 0
    failures: tuple[Failure, ...] = ()
    scenario_failures: tuple[ScenarioFailure, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.failures and not self.scenario_failures


def run_tests(source: str | Path) -> TestReport:
    """Return how every test of a ruleset came out, those of the packs that it extends included.

    Raises:
        RulesetError: the ruleset cannot be compiled, or a test or an ordinary message is itself written wrong.
    """
    loaded = load(source)
    compiled = compile_ruleset(loaded)
    if compiled.program is None:
        raise RulesetError(compiled.diagnostics)
    report, mistakes = tested(source, loaded, compiled.program, draft=False)
    if mistakes:
        raise RulesetError(mistakes)
    return report


def tested(source: str | Path, loaded: Loaded, program: Program, *, draft: bool) -> tuple[TestReport, tuple[Diagnostic, ...]]:
    """Return how the tests of a compiled ruleset came out, and what is wrong with the tests themselves.

    Of a draft, which has no policy and not all rules, no scenarios are run.
    """
    report = Report(loaded)
    running = {rule.id for rule in program.rules}
    cases = [*rule_cases(loaded, running, report), *ordinary_cases(source, loaded, report)]
    trial = _Trial(program)
    failures = [failure for case in cases if (failure := trial.failure(case)) is not None]
    told = () if draft else tuple(stories(loaded, program, report))
    own = [case for case in cases if case.kind != "baseline"]
    counted = TestReport(
        ruleset=program.info.name,
        rules=len({case.rule for case in own}),
        cases=len(own),
        baseline=len(cases) - len(own),
        off=len(loaded.ruleset.rules) - len(running),
        scenarios=len(told),
        failures=tuple(sorted(failures, key=lambda failure: failure.case.at)),
        scenario_failures=run_stories(program, told),
    )
    return counted, report.diagnostics()


class _Trial:
    """A Program on trial: checks cases as any message is checked, and looks closer where one comes out wrong."""

    def __init__(self, program: Program) -> None:
        self._moderator = Moderator(program)
        self._examiner = Examiner(program)
        self._rules = {rule.id: rule for rule in program.rules}
        self._titles = {info.name: info.title for info in program.signals}
        self._fields = {info.name: info.fields for info in program.signals}

    def failure(self, case: Case) -> Failure | None:
        """Return what is wrong with the verdict on a case, `None` if it is as it must be."""
        wrong = hits_about(case, self._moderator.check(case.message).hits)
        if bool(wrong) == (case.kind == "match"):
            return None
        seen = tuple(self._examiner.examine(case.message))
        return Failure(case=case, seen=seen, hits=wrong, why=("", "") if wrong else self._why_not(case, seen))

    def _why_not(self, case: Case, seen: tuple[Signal, ...]) -> tuple[str, str]:
        rule = self._rules[case.rule]
        view = View(message=case.message, signals=seen, seen=look(seen, rule, self._fields), named=positive_signals(rule.when))
        in_chinese, in_english = (Reasons(lang=lang, view=view, titles=self._titles) for lang in get_args(Lang))
        return in_chinese.why_not(rule.when), in_english.why_not(rule.when)
