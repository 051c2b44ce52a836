"""`moderation queue close`: what waits no longer."""

from typing import Annotated

import typer

from moderation.cli import terminal
from moderation.cli.casebook import AtOption, StoreOption, opened_store
from moderation.cli.queue_lines import ByOption, TicketArgument, now_ms
from moderation.faq.queue import Queue
from moderation.wording import say
from moderation.wording.faq_queue import SENTENCES

__all__ = ["queue_close"]


def queue_close(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    ticket: TicketArgument,
    *,
    store: StoreOption,
    by: ByOption,
    answered: Annotated[bool, typer.Option("--answered")] = False,
    at: AtOption = "",
) -> int:
    """Enter that a ticket was answered, or needs no answer."""
    with opened_store(store) as opened:
        queue = Queue(opened)
        done = queue.answer(ticket, by, now_ms(at)) if answered else queue.close(ticket, by, now_ms(at))
    terminal.print_text(say(SENTENCES, "now-answered" if answered else "now-closed", ctx.obj, {"ticket": done.id}))
    return 0
