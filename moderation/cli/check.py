"""`moderation check`: one message, its verdict."""

from typing import Annotated

import typer

from moderation.cli import terminal
from moderation.cli.options import RulesetOption
from moderation.cli.piped import text_or_stdin
from moderation.moderator import Moderator
from moderation.verdict import Level

__all__ = ["check"]


def check(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    ruleset: RulesetOption = "community",
    *,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    explain: Annotated[bool, typer.Option("--explain")] = False,
) -> int:
    """Print the verdict on a message; 1 if it did not pass."""
    message = text_or_stdin(text)
    moderator = Moderator.load(ruleset)
    verdict = moderator.check(message)
    if as_json:
        terminal.print_json(verdict.to_dict())
    else:
        terminal.print_text(moderator.explain(message, ctx.obj) if explain else verdict.explain(ctx.obj))
    return int(verdict.level is not Level.PASS)
