"""`moderation scan`: archives in, verdicts out, and a table of what was found."""

from typing import Annotated

import typer

from moderation.archives import FORMATS, columns_of, roles_of, zone_of
from moderation.batch import ReadOptions, inputs
from moderation.batch.forms import FORMS
from moderation.batch.job import Job, Running
from moderation.cli.options import RulesetOption, pick
from moderation.cli.progress import sources
from moderation.cli.scan_report import report
from moderation.cli.terminal import complain
from moderation.moderator import Moderator
from moderation.verdict import Level

__all__ = ["scan"]

USAGE = 2
"""Of several archives, one is in no readable format."""


def scan(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE")],
    *,
    ruleset: RulesetOption = "community",
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE")] = "",
    out_form: Annotated[str, typer.Option("--out-format", metavar="jsonl|csv|parquet")] = "",
    only: Annotated[str, typer.Option("--only", metavar="flagged")] = "",
    rejects: Annotated[str, typer.Option("--rejects", metavar="FILE")] = "",
    workers: Annotated[int, typer.Option("--workers", metavar="N")] = 1,
    resume: Annotated[bool, typer.Option("--resume")] = False,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT")] = "",
    tz: Annotated[str, typer.Option("--tz", metavar="ZONE")] = "Asia/Shanghai",
    roles: Annotated[str, typer.Option("--roles", metavar="FILE")] = "",
    columns: Annotated[str, typer.Option("--columns", metavar="FIELD=COLUMN,…")] = "",
    fail_on: Annotated[str, typer.Option("--fail-on", metavar="review|block")] = "",
) -> int:
    """Judge every message of some archives; 1 only if `--fail-on` says so, 2 if one of several could not be read at all."""
    level = Level(pick("--fail-on", fail_on, ("review", "block"))) if fail_on else None
    archives = inputs(files, without=[target for target in (out, rejects) if target not in ("", "-")])
    job = Job(
        archives=archives,
        out=out,
        rejects=rejects,
        form=pick("--out-format", out_form, FORMS) if out_form else "",
        flagged_only=bool(only and pick("--only", only, ("flagged",))),
        workers=workers,
        resume=resume,
        options=ReadOptions(
            format=pick("--format", form, FORMATS) if form else None,
            tz=zone_of(tz),
            roles=roles_of(roles or None),
            columns=columns_of(columns).by_field,
        ),
    )
    running = Running(job, Moderator.load(ruleset))
    summary = running.run(sources(list(archives), lambda: running.rows))
    report(summary, ctx.obj, out=out, rejects=rejects)
    for error in running.unread:
        complain(error.sentence(ctx.obj), ctx.obj)
    return USAGE if running.unread else int(level is not None and summary.at_least(level) > 0)
