"""`moderation bot telegram`: the bot in Telegram groups, by long polling."""

from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated

import typer

from moderation.bots.session import Session
from moderation.bots.settings import REVIEW_FILE, Settings, place_in
from moderation.bots.telegram_api import BASE, TelegramApi
from moderation.bots.telegram_link import TelegramLink
from moderation.bots.telegram_runner import poll
from moderation.cli.bot_running import Chosen, keep_running
from moderation.cli.options import RulesetOption

__all__ = ["bot_telegram"]


def bot_telegram(  # noqa: PLR0913 - each is an option of the verb
    ctx: typer.Context,
    *,
    token: Annotated[str, typer.Option("--token", metavar="TOKEN", envvar="MODERATION_BOT_TOKEN")] = "",
    api: Annotated[str, typer.Option("--api", metavar="URL")] = BASE,
    proxy: Annotated[str, typer.Option("--proxy", metavar="URL")] = "",
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
    link = TelegramLink(TelegramApi(token, api, proxy=proxy))
    settings = Settings(
        staff_chat=place_in(staff_chat), staff=frozenset(staff or ()), bots=frozenset(bot or ()), chats=frozenset(chat or ()),
        quiet=quiet, welcome=not no_welcome, review_file=review_file,
    )  # fmt: skip

    def connect(session: Session) -> Coroutine[None, None, None]:
        return poll(link, session)

    return keep_running(Chosen(lang=ctx.obj, ruleset=ruleset, store=store, settings=settings), link, connect)
