"""`moderation faq mine`: the questions that people keep asking, as YAML to edit."""

import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from moderation.batch.outlets import must_differ, outlet
from moderation.cli import terminal
from moderation.cli.faq_archive import ColumnsOption, FilesArgument, FormatOption, RolesOption, Rows, StaffOption, ZoneOption
from moderation.compile.faq_source import load_faq
from moderation.errors import UsageError
from moderation.faq.matcher import Matcher
from moderation.faq.mining import Miner, Proposal
from moderation.faq.mining_page import page
from moderation.wording import Lang, both, say
from moderation.wording.cli import SENTENCES as CLI_SENTENCES
from moderation.wording.faq_mining import SENTENCES

__all__ = ["faq_mine"]

_SHOWN: Final = 20
"""A screen; all of them are in the file."""


def faq_mine(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    files: FilesArgument,
    *,
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE")],
    faq: Annotated[str, typer.Option("--faq", metavar="FILE")] = "",
    at_least: Annotated[int, typer.Option("--at-least", metavar="N", min=2)] = 3,
    staff: StaffOption = None,
    form: FormatOption = "",
    tz: ZoneOption = "Asia/Shanghai",
    roles: RolesOption = "",
    columns: ColumnsOption = "",
    force: Annotated[bool, typer.Option("--force")] = False,
) -> int:
    """Write proposals, and print those that are asked most."""
    rows = Rows(files, form=form, tz=tz, roles=roles, columns=columns)
    targets = [] if out == "-" else [out]
    must_differ(targets, [name for name in (*rows.names, faq) if name not in ("", "-") and Path(name).is_file()])
    if targets and Path(out).exists() and not force:
        raise UsageError(*both(CLI_SENTENCES, "exists", {"name": out}))
    proposals = _miner(faq, at_least, staff or ()).mine(rows)
    text = page(proposals, archive=", ".join(rows.names), lang=ctx.obj).encode("utf-8")
    if not targets:
        sys.stdout.buffer.write(text)
        return 0
    with outlet(out) as target:
        assert target is not None  # a path was given
        target.write(text)
    _report(proposals, ctx.obj)
    counts = {"messages": rows.messages, "rejects": rows.rejects, "proposals": len(proposals), "name": out}
    terminal.print_text(say(SENTENCES, "mined", ctx.obj, counts))
    if not staff and not rows.has_staff:
        terminal.print_text(say(SENTENCES, "no-staff", ctx.obj))
    return 0


def _miner(faq: str, at_least: int, staff: Collection[str]) -> Miner:
    """The miner that leaves out what a FAQ answers or would suggest."""
    known = load_faq(faq) if faq else None
    if known is None or not known.entries:
        return Miner(at_least=at_least, staff=staff)
    matcher = Matcher(known)
    return Miner(
        at_least=at_least, staff=staff, synonyms=known.synonyms, covered=lambda text: matcher.rank(text).decision != "silent"
    )  # fmt: skip


def _report(proposals: Sequence[Proposal], lang: Lang) -> None:
    for proposal in proposals[:_SHOWN]:
        terminal.print_text(say(SENTENCES, "top", lang, {"count": proposal.count, "question": proposal.question}))
    if len(proposals) > _SHOWN:
        terminal.print_text(say(SENTENCES, "more", lang, {"count": len(proposals) - _SHOWN}))
