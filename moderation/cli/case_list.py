"""`moderation case list`: the cases that there are."""

from typing import Annotated, get_args

import typer

from moderation.cli import terminal
from moderation.cli.case_lines import as_json as case_json
from moderation.cli.case_lines import case_line
from moderation.cli.casebook import JsonOption, StoreOption, opened_cases
from moderation.cli.options import pick
from moderation.sanctions.history import State
from moderation.wording import say
from moderation.wording.sanctions import CLI

__all__ = ["case_list"]


def case_list(
    ctx: typer.Context,
    *,
    store: StoreOption,
    user: Annotated[str, typer.Option("--user", metavar="ID")] = "",
    state: Annotated[str, typer.Option("--state", metavar="STATE")] = "",
    as_json: JsonOption = False,
) -> int:
    """Print the cases of a store, those of one member together."""
    if state:
        pick("--state", state, get_args(State))
    shown = 0
    with opened_cases(store) as cases:
        for case in cases.every():
            if user in ("", case.offence.user) and state in ("", case.state):
                shown += 1
                if as_json:
                    terminal.print_json(case_json(case))
                else:
                    terminal.print_text(case_line(case, ctx.obj))
    if not as_json:
        terminal.print_text(say(CLI, "listed", ctx.obj, {"cases": shown}))
    return 0
