"""`moderation case appeal`: enter that a member does not agree."""

import typer

from moderation.cli.case_lines import outcome_lines
from moderation.cli.casebook import AtOption, CaseArgument, OptionalRulesetOption, StoreOption, WhoOption, WhyOption, opened_cases, said
from moderation.cli.terminal import print_text

__all__ = ["case_appeal"]


def case_appeal(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    case: CaseArgument,
    *,
    store: StoreOption,
    who: WhoOption,
    why: WhyOption = "",
    at: AtOption = "",
    ruleset: OptionalRulesetOption = "",
) -> int:
    """Enter that a member does not agree."""
    with opened_cases(store, ruleset, case) as cases:
        outcome = cases.appeal(case, said(who, why, at))
    print_text("\n".join(outcome_lines(outcome, ctx.obj, has_ruleset=bool(ruleset))))
    return 0
