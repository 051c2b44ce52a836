"""`moderation import`: a foreign word list as a ruleset fragment."""

from typing import Annotated

import typer

from moderation.batch.outlets import must_differ, must_exist
from moderation.cli import terminal
from moderation.cli.written import write_new
from moderation.errors import UsageError
from moderation.wording import both, say
from moderation.wording.vet import REASONS, SENTENCES
from moderation.workbench.findings import GRAVITY_ORDER
from moderation.workbench.importing import import_list

__all__ = ["import_"]


def import_(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="LIST")],
    *,
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE")],
    force: Annotated[bool, typer.Option("--force")] = False,
) -> int:
    """Write a ruleset fragment with the terms of a list, and tell what was not taken."""
    must_exist([source])
    must_differ([out], [source])
    imported = import_list(source, lang=ctx.obj)
    for row in imported.skipped:
        reason = say(REASONS, row.reason, ctx.obj)
        terminal.print_text(say(SENTENCES, "skipped", ctx.obj, {"name": source, "line": row.line, "reason": reason, "text": row.text}))
    if not imported.terms:
        raise UsageError(*both(SENTENCES, "no-terms", {"name": source}))
    write_new(out, imported.text.encode("utf-8"), force=force)
    counts = {"terms": imported.terms, "lists": imported.lists, "skipped": len(imported.skipped)}
    terminal.print_text(say(SENTENCES, "imported", ctx.obj, {"name": out, **counts}))
    found: dict[str, object] = {gravity: imported.vetting.count(gravity) for gravity in GRAVITY_ORDER}
    terminal.print_text(say(SENTENCES, "vetted", ctx.obj, {"terms": imported.terms, **found}))
    terminal.print_text(say(SENTENCES, "import-next", ctx.obj, {"name": out}))
    return 0
