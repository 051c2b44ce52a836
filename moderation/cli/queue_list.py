"""`moderation queue list`: what waits for a person, the soonest due first."""

from typing import Annotated

import typer

from moderation.cli import terminal
from moderation.cli.casebook import AtOption, JsonOption, StoreOption, opened_store
from moderation.cli.queue_lines import now_ms, ticket_lines
from moderation.faq.queue import Queue
from moderation.wording import say
from moderation.wording.faq_queue import SENTENCES

__all__ = ["queue_list"]


def queue_list(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    *,
    store: StoreOption,
    overdue: Annotated[bool, typer.Option("--overdue")] = False,
    every: Annotated[bool, typer.Option("--all")] = False,
    community: Annotated[str, typer.Option("--community", metavar="ID")] = "",
    at: AtOption = "",
    as_json: JsonOption = False,
) -> int:
    """Print tickets; 1 if some are overdue and only those were asked for."""
    now = now_ms(at)
    with opened_store(store) as opened:
        queue = Queue(opened, community)
        tickets = queue.overdue(now) if overdue else queue.tickets() if every else queue.waiting()
    for ticket in tickets:
        if as_json:
            terminal.print_json({**ticket.to_dict(), "overdue": ticket.is_overdue(now)})
        else:
            terminal.print_text(ticket_lines(ticket, now, ctx.obj))
    if not tickets and not as_json:
        terminal.print_text(say(SENTENCES, "none-overdue" if overdue else "empty", ctx.obj))
    return int(overdue and bool(tickets))
