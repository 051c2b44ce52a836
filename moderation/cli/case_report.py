"""`moderation case report`: open a case about a message that somebody complains about."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from moderation.cli.case_lines import entered_lines
from moderation.cli.casebook import AtOption, StoreOption, WhoOption, WhyOption, opened_cases, said
from moderation.cli.options import RulesetOption
from moderation.cli.terminal import print_text
from moderation.errors import UsageError
from moderation.message import Author, Chat, Message
from moderation.sanctions.offence import parts_of
from moderation.wording import both
from moderation.wording.sanctions import REFUSED

__all__ = ["case_report"]

_PARTS = 3


def case_report(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    message: Annotated[str, typer.Argument(metavar="PLATFORM|CHAT|MESSAGE")],
    *,
    store: StoreOption,
    user: Annotated[str, typer.Option("--user", metavar="ID")],
    who: WhoOption,
    why: WhyOption = "",
    text: Annotated[str, typer.Option("--text", metavar="TEXT")] = "",
    at: AtOption = "",
    ruleset: RulesetOption = "community",
) -> int:
    """Open a case about a message, or add a complaint to the case that it has."""
    parts = parts_of(message)
    if len(parts) != _PARTS or not parts[-1]:
        raise UsageError(*both(REFUSED, "bad-message-key", {"found": message}))
    platform, chat, id_ = parts
    complaint = said(who, why, at)
    when = datetime.fromtimestamp(complaint.at_ms / 1000, UTC)
    reported = Message(text, id=id_, author=Author(id=user), chat=Chat(id=chat), at=when, platform=platform)
    with opened_cases(store, ruleset) as cases:
        outcome = cases.report(reported, complaint)
    print_text("\n".join(entered_lines(outcome, ctx.obj)))
    return 0
