"""`moderation init`: a starter ruleset that passes its own tests."""

from importlib.resources import files
from typing import Annotated

import typer

from moderation.cli import terminal
from moderation.cli.written import write_new
from moderation.wording import say
from moderation.wording.cli import SENTENCES

__all__ = ["init"]


def init(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")] = "ruleset.yaml",
    *,
    force: Annotated[bool, typer.Option("--force")] = False,
) -> int:
    """Write a commented ruleset to begin with."""
    write_new(file, files("moderation.cli").joinpath("starter.yaml").read_bytes(), force=force)
    terminal.print_text(say(SENTENCES, "initialised", ctx.obj, {"name": file}))
    return 0
