"""Everything that only running a ruleset shows: its tests and scenarios as diagnostics, for a lint and for a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.diagnostics import Diagnostic
from moderation.workbench.examples import tested
from moderation.workbench.failures import brief, reason, scenario_reason

if TYPE_CHECKING:
    from pathlib import Path

    from moderation.program import Program
    from moderation.ruleset import Loaded
    from moderation.wording import Lang
    from moderation.workbench.examples import Failure
    from moderation.workbench.scenarios import ScenarioFailure

__all__ = ["rehearse"]

_STOPS: Final[tuple[tuple[Lang, str], ...]] = (("zh", "。"), ("en", ". "))


def rehearse(source: str | Path, loaded: Loaded, program: Program, *, draft: bool = False) -> tuple[Diagnostic, ...]:
    """Return every test and scenario that fails, and what is wrong with the tests themselves, by file and line.

    This is what `WatchedModerator` takes as its `rehearse`: a new version that does not do what it says is not taken.
    """
    report, mistakes = tested(source, loaded, program, draft=draft)
    found = [*mistakes, *map(_failing_test, report.failures), *map(_failing_scenario, report.scenario_failures)]
    return tuple(sorted(found, key=lambda one: (one.at, one.slug)))


def _failing_test(failure: Failure) -> Diagnostic:
    case = failure.case
    zh, en = (f"{brief(case.message, lang)}{stop}{reason(failure, lang)}" for lang, stop in _STOPS)
    values = {"found": case.message.text, "problem": f"test-{case.kind}", "zh": zh, "en": en}
    return Diagnostic(slug="failing-test", at=case.at, values=values)


def _failing_scenario(failure: ScenarioFailure) -> Diagnostic:
    zh, en = (scenario_reason(failure, lang) for lang, _ in _STOPS)
    return Diagnostic(slug="failing-scenario", at=failure.at, values={"found": failure.step.message.text, "zh": zh, "en": en})
