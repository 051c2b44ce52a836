"""`moderation init`: a starter ruleset that passes its own tests."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from moderation.cli import terminal
from moderation.errors import EnvironmentalError, UsageError
from moderation.wording import both, say
from moderation.wording.cli import SENTENCES
from moderation.wording.files import refusal

__all__ = ["init"]


def init(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")] = "ruleset.yaml",
    *,
    force: Annotated[bool, typer.Option("--force")] = False,
) -> int:
    """Write a commented ruleset to begin with."""
    try:
        with Path(file).open("wb" if force else "xb") as target:
            target.write(files("moderation.cli").joinpath("starter.yaml").read_bytes())
    except FileExistsError as error:
        raise UsageError(*both(SENTENCES, "exists", {"name": file})) from error
    except OSError as error:
        raise EnvironmentalError(*refusal("write", file, error)) from error
    terminal.print_text(say(SENTENCES, "initialised", ctx.obj, {"name": file}))
    return 0
