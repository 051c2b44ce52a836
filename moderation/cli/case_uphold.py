"""`moderation case uphold`: enter that a case stands; a report or a message for review counts from then on."""

from typing import Annotated

import typer

from moderation.cli.case_lines import outcome_lines
from moderation.cli.casebook import AtOption, CaseArgument, OptionalRulesetOption, StoreOption, WhoOption, WhyOption, opened_cases, said
from moderation.cli.terminal import print_text

__all__ = ["case_uphold"]


def case_uphold(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    case: CaseArgument,
    *,
    store: StoreOption,
    who: WhoOption,
    why: WhyOption = "",
    strikes: Annotated[int, typer.Option("--strikes", min=0, max=1000, metavar="N", show_default=False)] = -1,
    at: AtOption = "",
    ruleset: OptionalRulesetOption = "",
) -> int:
    """Enter that a case stands, and print what is to be done where it was still open."""
    with opened_cases(store, ruleset, case) as cases:
        outcome = cases.uphold(case, said(who, why, at), strikes=strikes if strikes >= 0 else None)
    print_text("\n".join(outcome_lines(outcome, ctx.obj, has_ruleset=bool(ruleset))))
    return 0
