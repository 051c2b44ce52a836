"""`moderation ledger export`: the whole ledger as JSON Lines."""

import sys
from typing import Annotated

import typer

from moderation.batch.outlets import outlet
from moderation.cli import terminal
from moderation.cli.casebook import StoreOption, opened_store
from moderation.sanctions.export import exported
from moderation.sanctions.records import json_text
from moderation.wording import say
from moderation.wording.sanctions import CLI

__all__ = ["ledger_export"]


def ledger_export(
    ctx: typer.Context,
    *,
    store: StoreOption,
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE")] = "",
    without_words: Annotated[bool, typer.Option("--without-words")] = False,
) -> int:
    """Write every record of the ledger, one a line, in the order in which they were entered."""
    records = 0
    with opened_store(store) as ledger, outlet(out or None) as file:
        target = file or sys.stdout.buffer
        for record in ledger.records():
            target.write(json_text(exported(record, words=not without_words)).encode() + b"\n")
            records += 1
    if out:
        terminal.print_text(say(CLI, "exported", ctx.obj, {"name": out, "records": records}))
    return 0
