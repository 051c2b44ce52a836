"""`moderation scan`: archives in, verdicts out, and a table of what was found."""

import sys
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import Annotated, BinaryIO

import typer

from moderation.archives import FORMATS
from moderation.batch import Scan
from moderation.batch.outlets import must_differ, must_exist, outlet
from moderation.cli.options import RulesetOption, pick
from moderation.cli.progress import sources
from moderation.cli.report import report
from moderation.moderator import Moderator
from moderation.verdict import Level

__all__ = ["scan"]


def scan(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE")],
    *,
    ruleset: RulesetOption = "community",
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE")] = "",
    rejects: Annotated[str, typer.Option("--rejects", metavar="FILE")] = "",
    form: Annotated[str, typer.Option("--format", metavar="|".join(FORMATS))] = "",
    fail_on: Annotated[str, typer.Option("--fail-on", metavar="review|block")] = "",
) -> int:
    """Judge every message of some archives; 1 only if `--fail-on` says so."""
    level = Level(pick("--fail-on", fail_on, ("review", "block"))) if fail_on else None
    format_ = pick("--format", form, FORMATS) if form else None
    paths = [file for file in files if file != "-"]
    targets = [target for target in (out, rejects) if target not in ("", "-")]
    must_exist(paths)
    must_differ(targets, paths)
    moderator = Moderator.load(ruleset)
    with ExitStack() as stack:
        refused, verdicts = (stack.enter_context(_opened(target)) for target in (rejects, out))
        running = Scan(moderator, verdicts=verdicts, rejects=refused)
        for name, source in sources(files):
            running.add(source, format=format_, name=name)
    report(running.summary, ctx.obj, out=out, rejects=rejects)
    return int(level is not None and running.summary.at_least(level) > 0)


def _opened(target: str) -> AbstractContextManager[BinaryIO | None]:
    return nullcontext(sys.stdout.buffer) if target == "-" else outlet(target or None)
