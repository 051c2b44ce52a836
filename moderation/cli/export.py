"""`moderation export`: a ruleset for another system, and what is lost."""

from typing import Annotated

import typer

from moderation.batch.outlets import must_differ
from moderation.cli import terminal
from moderation.cli.options import pick
from moderation.cli.written import write_new
from moderation.moderator import Moderator
from moderation.workbench.export import TARGETS, report_of
from moderation.workbench.export import export as rendered

__all__ = ["export"]


def export(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    ruleset: Annotated[str, typer.Argument(metavar="RULESET")],
    *,
    to: Annotated[str, typer.Option("--to", metavar="|".join(TARGETS))],
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE")] = "",
    parts: Annotated[bool, typer.Option("--parts")] = False,
    force: Annotated[bool, typer.Option("--force")] = False,
) -> int:
    """Write a ruleset as the target takes it, and report what is lost."""
    pick("--to", to, TARGETS)
    exported = rendered(Moderator.load(ruleset).program, to, parts=parts)
    lines = report_of(exported, ctx.obj)
    if not out:
        terminal.print_text(exported.text.rstrip("\n"))
        typer.echo("\n".join(lines), err=True)
        return 0
    must_differ([out], [ruleset])
    write_new(out, exported.text.encode("utf-8"), force=force)
    terminal.print_text("\n".join(lines))
    return 0
