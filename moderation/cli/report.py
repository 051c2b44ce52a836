"""`moderation report`: archives or verdicts in, one page out that needs no network."""

from pathlib import Path
from typing import Annotated

import typer

from moderation.archives import FORMATS, columns_of, roles_of, zone_of
from moderation.batch import ReadOptions, inputs
from moderation.batch.inputs import STDIN
from moderation.batch.outlets import must_differ, outlet
from moderation.cli import terminal
from moderation.cli.options import RulesetOption, pick
from moderation.cli.progress import sources
from moderation.errors import UsageError
from moderation.reports.making import FORMS, Reporting, written
from moderation.wording import both, say
from moderation.wording.reports import SENTENCES

__all__ = ["report"]


def report(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE")],
    *,
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE")],
    ruleset: RulesetOption = "community",
    unmasked: Annotated[bool, typer.Option("--unmasked")] = False,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT")] = "",
    tz: Annotated[str, typer.Option("--tz", metavar="ZONE")] = "Asia/Shanghai",
    roles: Annotated[str, typer.Option("--roles", metavar="FILE")] = "",
    columns: Annotated[str, typer.Option("--columns", metavar="FIELD=COLUMN,…")] = "",
) -> int:
    """Write the report of some archives or files of verdicts, and say where."""
    ending = _ending(out)
    format_ = pick("--format", form, FORMATS) if form else None
    archives = inputs(files, without=[out])
    must_differ([out], [archive for archive in archives if archive != STDIN])
    options = ReadOptions(format=format_, tz=zone_of(tz), roles=roles_of(roles or None), columns=columns_of(columns).by_field)
    making = Reporting(ruleset, tz=tz)
    for name, source in sources(list(archives)):
        making.add(source, name=Path(name).name, **options)
    made = making.report(masked=not unmasked)
    page = written(made, ending, ctx.obj).encode("utf-8", "backslashreplace")
    with outlet(out) as target:
        assert target is not None  # a path was given
        target.write(page)
    totals = made.totals
    values = {"name": out, "messages": totals.verdicts, "flagged": totals.review + totals.block}
    terminal.print_text(say(SENTENCES, "written", ctx.obj, values))
    return 0


def _ending(out: str) -> str:
    ending = Path(out).suffix.lower().lstrip(".")
    if ending not in FORMS:
        raise UsageError(*both(SENTENCES, "bad-ending", {"name": out, "endings": " ".join(f".{form}" for form in FORMS)}))
    return ending
