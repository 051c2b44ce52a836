"""`moderation explain`: everything there is to say about one message."""

from typing import Annotated

import typer

from moderation.cli import terminal
from moderation.cli.options import RulesetOption
from moderation.cli.piped import text_or_stdin
from moderation.moderator import Moderator

__all__ = ["explain"]


def explain(ctx: typer.Context, text: Annotated[str, typer.Argument(metavar="TEXT")], ruleset: RulesetOption = "community") -> int:
    """Print why a message passes or not, what else was seen, and what would have changed the verdict."""
    message = text_or_stdin(text)
    terminal.print_text(Moderator.load(ruleset).explain(message, ctx.obj))
    return 0
