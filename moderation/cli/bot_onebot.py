"""`moderation bot onebot`: the bot in QQ groups, over any OneBot v11 server, forward or reverse."""

from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated

import typer

from moderation.bots.onebot_link import OneBotLink
from moderation.bots.onebot_runner import address_in, forward, must_be_address, must_be_installed, reverse
from moderation.bots.session import Session
from moderation.bots.settings import REVIEW_FILE, Settings, place_in
from moderation.cli.bot_running import Chosen, keep_running
from moderation.cli.options import RulesetOption
from moderation.errors import UsageError
from moderation.wording import both
from moderation.wording.bot_runner import RUNNER

__all__ = ["bot_onebot"]


def bot_onebot(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    *,
    url: Annotated[str, typer.Option("--url", metavar="WS-URL")] = "",
    listen: Annotated[str, typer.Option("--listen", metavar="HOST:PORT")] = "",
    token: Annotated[str, typer.Option("--token", metavar="TOKEN", envvar="MODERATION_BOT_TOKEN")] = "",
    ruleset: RulesetOption = "community",
    store: Annotated[str, typer.Option("--store", "-s", metavar="URL")] = "sqlite:///moderation.db",
    staff_chat: Annotated[str, typer.Option("--staff-chat", metavar="ID")] = "",
    staff: Annotated[list[str] | None, typer.Option("--staff", metavar="ID")] = None,
    bot: Annotated[list[str] | None, typer.Option("--bot", metavar="ID")] = None,
    chat: Annotated[list[str] | None, typer.Option("--chat", metavar="ID")] = None,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,
    no_welcome: Annotated[bool, typer.Option("--no-welcome")] = False,
    review_file: Annotated[Path, typer.Option("--review-file", metavar="FILE")] = REVIEW_FILE,
) -> int:
    """Run the bot until it is stopped."""
    if bool(url) is bool(listen):
        raise UsageError(*both(RUNNER, "one-way"))
    address = address_in(listen, token) if listen else None
    if url:
        must_be_address(url)
    must_be_installed()
    settings = Settings(
        staff_chat=place_in(staff_chat), staff=frozenset(staff or ()), bots=frozenset(bot or ()), chats=frozenset(chat or ()),
        quiet=quiet, welcome=not no_welcome, review_file=review_file,
    )  # fmt: skip
    link = OneBotLink()

    def connect(session: Session) -> Coroutine[None, None, None]:
        return reverse(link, session.feed, address, token) if address else forward(link, session.feed, url, token)

    return keep_running(Chosen(lang=ctx.obj, ruleset=ruleset, store=store, settings=settings), link, connect)
