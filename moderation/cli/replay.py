"""`moderation replay`: archives as if they had been live; who would have been warned, muted, removed, and why."""

from contextlib import closing
from typing import Annotated

import typer

from moderation.archives import FORMATS
from moderation.archives.columns import columns_of
from moderation.archives.options import zone_of
from moderation.archives.role_files import roles_of
from moderation.batch import ReadOptions, inputs
from moderation.batch.inputs import STDIN
from moderation.batch.outlets import must_differ, outlet
from moderation.batch.replay import Replay
from moderation.cli import terminal
from moderation.cli.options import RulesetOption, pick
from moderation.cli.progress import sources
from moderation.cli.replay_report import sanction_lines, summary_lines
from moderation.moderator import Moderator
from moderation.state.opening import open_store

__all__ = ["replay"]


def replay(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE")],
    *,
    ruleset: RulesetOption = "community",
    store: Annotated[str, typer.Option("--store", "-s", metavar="URL")] = "memory://",
    as_json: Annotated[bool, typer.Option("--json")] = False,
    rejects: Annotated[str, typer.Option("--rejects", metavar="FILE")] = "",
    form: Annotated[str, typer.Option("--format", metavar="FORMAT")] = "",
    tz: Annotated[str, typer.Option("--tz", metavar="ZONE")] = "Asia/Shanghai",
    roles: Annotated[str, typer.Option("--roles", metavar="FILE")] = "",
    columns: Annotated[str, typer.Option("--columns", metavar="FIELD=COLUMN,…")] = "",
) -> int:
    """Print every sanction that a bot would have given, in the order of the messages, and what it comes to."""
    format_ = pick("--format", form, FORMATS) if form else None
    archives = inputs(files, without=[rejects] if rejects else [])
    must_differ([rejects] if rejects else [], [archive for archive in archives if archive != STDIN])
    options = ReadOptions(format=format_, tz=zone_of(tz), roles=roles_of(roles or None), columns=columns_of(columns).by_field)
    program = Moderator.load(ruleset).program
    with closing(open_store(store)) as opened, outlet(rejects or None) as refused:
        with Replay(Moderator(program, store=opened), rejects=refused) as running:
            for name, source in sources(list(archives)):
                running.add(source, name=name, **options)
            for replayed in running.run():
                if replayed.verdict.sanction is None:
                    continue
                if as_json:
                    terminal.print_json(replayed.to_dict())
                else:
                    terminal.print_text("\n".join(sanction_lines(replayed, ctx.obj)))
        summary = running.summary
    if as_json:
        terminal.print_json({"summary": summary.to_dict()})
    else:
        lines = summary_lines(summary, ctx.obj, has_policy=program.policy is not None, has_rejects=bool(rejects))
        terminal.print_text("\n".join(lines))
    return 0
