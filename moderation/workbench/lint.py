"""Everything that can be found wrong with a ruleset or a FAQ without sending it a stranger's message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from moderation.compile.assemble import compile_ruleset
from moderation.compile.faq_source import is_faq, loaded_faq
from moderation.ruleset import load
from moderation.workbench.rehearsal import rehearse
from moderation.workbench.twins import twins

if TYPE_CHECKING:
    from pathlib import Path

    from moderation.diagnostics import Diagnostic

__all__ = ["lint"]

_STRICT: Final = frozenset({"rule-without-tests"})
"""Warnings for who only runs a ruleset; whoever asks for a lint wants to be held to them."""


def lint(source: str | Path) -> tuple[Diagnostic, ...]:
    """Return all mistakes of a ruleset, or a file of questions and answers, by file and line.

    These are the mistakes of loading and compiling, the tests and scenarios that fail, questions that two entries ask.

    A rule without tests is an error here, though a moderator takes it. Rules that are sound are tested though others are
    not. Nothing is raised for what an author got wrong, a file that is missing included.
    """
    loaded = loaded_faq(source) if is_faq(source) else load(source)
    compiled = compile_ruleset(loaded, draft=True)
    program = compiled.program or compiled.draft
    found = [replace(one, gravity="error") if one.slug in _STRICT else one for one in compiled.diagnostics]
    if program is not None:
        found += rehearse(source, loaded, program, draft=compiled.program is None)
    if program is not None and program.faq is not None:
        found += twins(loaded, program.faq)
    return tuple(sorted(found, key=lambda one: (one.at, one.slug)))
