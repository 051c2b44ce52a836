"""`moderation ledger erase`: what a member wrote, taken out of the ledger on request; every count stays."""

from typing import Annotated

import typer

from moderation.cli.casebook import StoreOption, opened_cases
from moderation.cli.terminal import print_text
from moderation.wording import say
from moderation.wording.sanctions import CLI

__all__ = ["ledger_erase"]


def ledger_erase(
    ctx: typer.Context,
    user: Annotated[str, typer.Argument(metavar="USER")],
    *,
    store: StoreOption,
    platform: Annotated[str, typer.Option("--platform", metavar="NAME")] = "",
) -> int:
    """Empty the words of a member in every record of the ledger."""
    with opened_cases(store) as cases:
        emptied = cases.erase(user, platform=platform)
    print_text(say(CLI, "forgotten" if emptied else "nothing-to-forget", ctx.obj, {"records": emptied, "user": user}))
    return 0
