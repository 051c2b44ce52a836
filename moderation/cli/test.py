"""`moderation test`: the tests that are written in the rules, and the scenarios beside them."""

import typer

from moderation.cli import terminal
from moderation.cli.options import RulesetsArgument
from moderation.ruleset.packs import existing
from moderation.workbench.examples import run_tests
from moderation.workbench.failures import failure_lines, scenario_lines, summary

__all__ = ["test"]


def test(ctx: typer.Context, rulesets: RulesetsArgument) -> int:
    """Run the tests and scenarios of some rulesets and print what failed, and why; 1 if anything did."""
    for ruleset in rulesets:
        existing(ruleset)
    reports = [run_tests(ruleset) for ruleset in rulesets]
    for report in reports:
        for failure in report.failures:
            terminal.print_text("\n".join(failure_lines(failure, ctx.obj)))
        for broken in report.scenario_failures:
            terminal.print_text("\n".join(scenario_lines(broken, ctx.obj)))
        terminal.print_text(summary(report, ctx.obj))
    return int(not all(report.ok for report in reports))
