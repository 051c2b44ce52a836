"""`moderation scan`: archives in, verdicts out, and a table of what was found."""

import sys
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import Annotated, BinaryIO

import typer

from moderation.archives import FORMATS, columns_of, roles_of, zone_of
from moderation.batch import ReadOptions, Scan, inputs
from moderation.batch.inputs import STDIN
from moderation.batch.outlets import must_differ, outlet
from moderation.cli.options import RulesetOption, pick
from moderation.cli.progress import sources
from moderation.cli.scan_report import report
from moderation.cli.terminal import complain
from moderation.errors import ArchiveError
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
    rejects: Annotated[str, typer.Option("--rejects", metavar="FILE")] = "",
    form: Annotated[str, typer.Option("--format", metavar="FORMAT")] = "",
    tz: Annotated[str, typer.Option("--tz", metavar="ZONE")] = "Asia/Shanghai",
    roles: Annotated[str, typer.Option("--roles", metavar="FILE")] = "",
    columns: Annotated[str, typer.Option("--columns", metavar="FIELD=COLUMN,…")] = "",
    fail_on: Annotated[str, typer.Option("--fail-on", metavar="review|block")] = "",
) -> int:
    """Judge every message of some archives; 1 only if `--fail-on` says so, 2 if one of several could not be read at all."""
    level = Level(pick("--fail-on", fail_on, ("review", "block"))) if fail_on else None
    format_ = pick("--format", form, FORMATS) if form else None
    targets = [target for target in (out, rejects) if target not in ("", "-")]
    archives = inputs(files, without=targets)
    must_differ(targets, [archive for archive in archives if archive != STDIN])
    options = ReadOptions(format=format_, tz=zone_of(tz), roles=roles_of(roles or None), columns=columns_of(columns).by_field)
    moderator = Moderator.load(ruleset)
    with ExitStack() as stack:
        refused, verdicts = (stack.enter_context(_opened(target)) for target in (rejects, out))
        running = Scan(moderator, verdicts=verdicts, rejects=refused)
        unread = []
        for name, source in sources(list(archives)):
            try:
                running.add(source, name=name, **options)
            except ArchiveError as error:  # the others are read all the same
                if len(archives) == 1:
                    raise
                unread.append(error.sentence(ctx.obj))
    report(running.summary, ctx.obj, out=out, rejects=rejects)
    for sentence in unread:
        complain(sentence, ctx.obj)
    return USAGE if unread else int(level is not None and running.summary.at_least(level) > 0)


def _opened(target: str) -> AbstractContextManager[BinaryIO | None]:
    return nullcontext(sys.stdout.buffer) if target == "-" else outlet(target or None)
