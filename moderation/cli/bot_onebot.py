"""`moderation bot onebot`: the bot in QQ groups, over any OneBot v11 server, forward or reverse."""

import asyncio
import gc
import logging
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from moderation.bots.onebot_link import OneBotLink
from moderation.bots.onebot_runner import address_in, forward, must_be_installed, reverse
from moderation.bots.running import run
from moderation.bots.session import Session
from moderation.bots.settings import REVIEW_FILE, Settings, place_in
from moderation.cli import terminal
from moderation.cli.options import RulesetOption
from moderation.errors import ModerationError, UsageError
from moderation.reload import WatchedModerator
from moderation.state.opening import open_store
from moderation.wording import Lang, both, say
from moderation.wording.bot_runner import RUNNER
from moderation.wording.visible import visible
from moderation.workbench.rehearsal import rehearse

if TYPE_CHECKING:
    from moderation.program import Program

__all__ = ["bot_onebot"]

log = logging.getLogger("moderation.bots")


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
    chat: Annotated[list[str] | None, typer.Option("--chat", metavar="ID")] = None,
    quiet: Annotated[bool, typer.Option("--quiet")] = False,
    no_welcome: Annotated[bool, typer.Option("--no-welcome")] = False,
    review_file: Annotated[Path, typer.Option("--review-file", metavar="FILE")] = REVIEW_FILE,
) -> int:
    """Run the bot until it is stopped."""
    if bool(url) is bool(listen):
        raise UsageError(*both(RUNNER, "one-way"))
    address = address_in(listen, token) if listen else None
    must_be_installed()
    settings = Settings(
        staff_chat=place_in(staff_chat), staff=frozenset(staff or ()), chats=frozenset(chat or ()), quiet=quiet,
        welcome=not no_welcome, review_file=review_file,
    )  # fmt: skip
    _log_to_stderr()
    with closing(open_store(store)) as opened:
        watched = WatchedModerator(ruleset, store=opened, rehearse=rehearse, on_swap=_swapped, on_error=_not_swapped)
        _tell(ctx.obj, watched.program, store, settings)
        watched.start()
        try:
            link = OneBotLink()
            session = Session(watched, link, settings)
            connection = (
                partial(reverse, link, session.feed, address, token) if address else partial(forward, link, session.feed, url, token)
            )
            gc.freeze()  # the ruleset stays as it is: looking through it for garbage takes a tenth of a second
            asyncio.run(run(session, link, connection))
        finally:
            watched.stop()
    return 0


def _tell(lang: Lang, program: "Program", store: str, settings: Settings) -> None:
    """Say what runs, and what a newcomer may have forgotten."""
    quiet = say(RUNNER, "is-quiet", lang) if settings.quiet else ""
    where = store if "@" not in store else store.partition("://")[0]  # a password is never shown
    log.info(
        "%s", say(RUNNER, "running", lang, {"ruleset": program.info.name, "rules": len(program.rules), "store": where, "quiet": quiet})
    )
    if program.policy is None:
        log.warning("%s", say(RUNNER, "no-policy", lang))
    if settings.staff_chat is None:
        log.warning("%s", say(RUNNER, "no-staff-chat", lang))


def _swapped(program: "Program") -> None:
    log.info("%s", both(RUNNER, "swapped", {"ruleset": program.info.name})[0])


def _not_swapped(error: Exception) -> None:
    why = error.sentence() if isinstance(error, ModerationError) else f"{type(error).__name__}: {error}"
    log.error("%s", both(RUNNER, "not-swapped", {"why": why})[0])


class _Line(logging.Formatter):
    """A line of the log in which strangers' words can do nothing to a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return visible(super().format(record), keep="\n")


def _log_to_stderr() -> None:
    terminal.flush()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line("%(asctime)s %(message)s", "%H:%M:%S"))
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False
