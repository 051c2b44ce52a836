"""`moderation case show`: everything about one case."""

import typer

from moderation.cli import terminal
from moderation.cli.case_lines import as_json as case_json
from moderation.cli.case_lines import case_lines
from moderation.cli.casebook import CaseArgument, JsonOption, StoreOption, opened_cases

__all__ = ["case_show"]


def case_show(ctx: typer.Context, case: CaseArgument, *, store: StoreOption, as_json: JsonOption = False) -> int:
    """Print a case: what was said, what was done about it, who said what since."""
    with opened_cases(store) as cases:
        found = cases.find(case)
        records = cases.records(found)
    if as_json:
        terminal.print_json(case_json(found, records))
    else:
        terminal.print_text("\n".join(case_lines(found, records, ctx.obj)))
    return 0
