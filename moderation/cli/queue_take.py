"""`moderation queue take`: somebody takes what waits."""

import typer

from moderation.cli import terminal
from moderation.cli.casebook import AtOption, StoreOption, opened_store
from moderation.cli.queue_lines import ByOption, TicketArgument, now_ms
from moderation.faq.queue import Queue
from moderation.wording import say
from moderation.wording.faq_queue import SENTENCES

__all__ = ["queue_take"]


def queue_take(ctx: typer.Context, ticket: TicketArgument, *, store: StoreOption, by: ByOption, at: AtOption = "") -> int:
    """Enter that a ticket is taken; 2 if another has it already."""
    with opened_store(store) as opened:
        taken = Queue(opened).take(ticket, by, now_ms(at))
    terminal.print_text(say(SENTENCES, "now-taken", ctx.obj, {"ticket": taken.id, "by": taken.by}))
    return 0
