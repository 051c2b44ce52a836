"""`moderation faq review`: the phrasings that staff's choices teach, as YAML to review."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from moderation.batch.outlets import must_differ, must_exist, outlet
from moderation.cli import terminal
from moderation.cli.piped import stdin
from moderation.compile.faq_source import load_faq
from moderation.errors import UsageError
from moderation.faq.prompts import Choice, choice_of, phrasings_of, review_page
from moderation.wording import both, say
from moderation.wording.cli import SENTENCES as CLI_SENTENCES
from moderation.wording.faq_mining import SENTENCES

__all__ = ["faq_review"]


def faq_review(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE")],
    *,
    faq: Annotated[str, typer.Option("--faq", metavar="FILE|RULESET")],
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE")],
    force: Annotated[bool, typer.Option("--force")] = False,
) -> int:
    """Write what staff's choices teach for review; the FAQ itself is never written."""
    targets = [] if out == "-" else [out]
    must_exist([name for name in files if name != "-"])
    must_differ(targets, [name for name in (*files, faq) if name != "-" and Path(name).is_file()])
    if targets and Path(out).exists() and not force:
        raise UsageError(*both(CLI_SENTENCES, "exists", {"name": out}))
    choices, unread = _choices(files)
    entries = {entry.id: entry for entry in load_faq(faq).entries}
    text = review_page(choices, entries, ctx.obj).encode("utf-8")
    if targets:
        with outlet(out) as target:
            assert target is not None  # a path was given
            target.write(text)
        terminal.print_text(say(SENTENCES, "reviewed", ctx.obj, {"count": phrasings_of(choices, entries), "name": out}))
    else:
        sys.stdout.buffer.write(text)
    if unread:
        terminal.complain(say(SENTENCES, "unread-choices", ctx.obj, {"count": unread}), ctx.obj)
    return 0


def _choices(files: list[str]) -> tuple[list[Choice], int]:
    """The choices of all files, and how many lines hold none."""
    choices: list[Choice] = []
    unread = 0
    for name in files:
        with nullcontext(stdin()) if name == "-" else Path(name).open("rb") as lines:
            for line in lines:
                choice = choice_of(line) if line.strip() else None
                if choice is not None:
                    choices.append(choice)
                unread += bool(line.strip()) and choice is None
    return choices, unread
