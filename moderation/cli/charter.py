"""`moderation charter`: the rules of a group as its members read them."""

from typing import Annotated

import typer

from moderation.cli import terminal
from moderation.cli.options import pick
from moderation.moderator import Moderator
from moderation.workbench.charter import FORMS
from moderation.workbench.charter import charter as rendered

__all__ = ["charter"]


def charter(
    ctx: typer.Context,
    ruleset: Annotated[str, typer.Argument(metavar="RULESET")] = "community",
    *,
    form: Annotated[str, typer.Option("--format", metavar="text|markdown|short")] = "text",
) -> int:
    """Print the rules of a group as a notice."""
    pick("--format", form, FORMS)
    terminal.print_text(rendered(Moderator.load(ruleset).program, form, ctx.obj).rstrip("\n"))
    return 0
