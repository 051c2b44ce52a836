"""`moderation recall-rule`: a rule was wrong; its strikes go, and what they led to is to be undone."""

from typing import Annotated

import typer

from moderation.cli import terminal
from moderation.cli.case_lines import undo_json, undo_lines
from moderation.cli.casebook import AtOption, JsonOption, StoreOption, WhoOption, WhyOption, opened_cases, said
from moderation.cli.options import RulesetOption
from moderation.wording import say
from moderation.wording.sanctions import CLI

__all__ = ["recall_rule"]


def recall_rule(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    rule: Annotated[str, typer.Argument(metavar="RULE")],
    *,
    store: StoreOption,
    ruleset: RulesetOption = "community",
    version: Annotated[str, typer.Option("--version", metavar="VERSION")] = "",
    who: WhoOption = "",
    why: WhyOption = "",
    at: AtOption = "",
    as_json: JsonOption = False,
) -> int:
    """Take a rule out of every case that it led to, and print what is to be undone."""
    with opened_cases(store, ruleset) as cases:
        outcome = cases.recall_rule(rule, said(who, why, at), version=version)
    members = len({case.offence.subject for case in outcome.cases})
    if as_json:
        terminal.print_json(
            {
                "rule": rule,
                "cases": [case.id for case in outcome.cases],
                "members": members,
                "undo": [undo_json(one) for one in outcome.undo],
            }
        )
        return 0
    terminal.print_text(say(CLI, "rule-recalled", ctx.obj, {"rule": rule, "cases": len(outcome.cases), "members": members}))
    terminal.print_text("\n".join(undo_lines(outcome.undo, ctx.obj)))
    return 0
