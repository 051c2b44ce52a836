"""Everything that can be found wrong with a ruleset without sending it a stranger's message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from moderation.compile.assemble import compile_ruleset
from moderation.diagnostics import Diagnostic
from moderation.ruleset import load
from moderation.workbench.examples import tested
from moderation.workbench.failures import brief, reason

if TYPE_CHECKING:
    from pathlib import Path

    from moderation.wording import Lang
    from moderation.workbench.examples import Failure

__all__ = ["lint"]

_STOPS: Final[tuple[tuple[Lang, str], ...]] = (("zh", "。"), ("en", ". "))

_STRICT: Final = frozenset({"rule-without-tests"})
"""Warnings for who only runs a ruleset; whoever asks for a lint wants to be held to them."""


def lint(source: str | Path) -> tuple[Diagnostic, ...]:
    """Return all mistakes of a ruleset by file and line: those of loading and compiling, and the tests that fail.

    A rule without tests is an error here, though a moderator takes it. Rules that are sound are tested though others are
    not. Nothing is raised for what an author got wrong, a file that is missing included.
    """
    loaded = load(source)
    compiled = compile_ruleset(loaded, draft=True)
    program = compiled.program or compiled.draft
    found = [replace(one, gravity="error") if one.slug in _STRICT else one for one in compiled.diagnostics]
    if program is not None:
        report, mistakes = tested(source, loaded, program)
        found += [*mistakes, *map(_failing, report.failures)]
    return tuple(sorted(found, key=lambda one: (one.at, one.slug)))


def _failing(failure: Failure) -> Diagnostic:
    case = failure.case
    zh, en = (f"{brief(case.message, lang)}{stop}{reason(failure, lang)}" for lang, stop in _STOPS)
    values = {"found": case.message.text, "problem": f"test-{case.kind}", "zh": zh, "en": en}
    return Diagnostic(slug="failing-test", at=case.at, values=values)
