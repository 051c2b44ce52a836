"""What the verbs of all bots have in common: the ruleset watched, the store open, a log that operators read, the bot until its end."""

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.bots.running import Link, run
from moderation.bots.session import Session
from moderation.bots.settings import Settings
from moderation.bots.steady import steady
from moderation.bots.telling import Told, told
from moderation.cli import terminal
from moderation.errors import ModerationError
from moderation.reload import WatchedModerator
from moderation.state.opening import open_store
from moderation.wording import Lang, say
from moderation.wording.bot_runner import RUNNER
from moderation.wording.visible import visible
from moderation.workbench.rehearsal import rehearse

if TYPE_CHECKING:
    from moderation.program import Program

__all__ = ["Chosen", "keep_running"]

log = logging.getLogger("moderation.bots")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What an operator wants to have run."""

    lang: Lang
    ruleset: str
    store: str
    settings: Settings


def keep_running(chosen: Chosen, link: Link, connect: Callable[[Session], Coroutine[None, None, None]]) -> int:
    """Run a bot over a link until it is stopped; `connect` keeps the connection of a session."""
    _log_to_stderr(chosen.lang)
    with closing(open_store(chosen.store)) as store:
        watched = WatchedModerator(chosen.ruleset, store=store, rehearse=rehearse, on_swap=_swapped, on_error=_not_swapped)
        _tell(chosen, watched.program)
        watched.start()
        try:
            with steady():
                session = Session(watched, link, chosen.settings)
                asyncio.run(run(session, link, lambda: connect(session)))
        finally:
            watched.stop()
    return 0


def _tell(chosen: Chosen, program: "Program") -> None:
    """Say what runs, and what a newcomer may have forgotten."""
    lang = chosen.lang
    quiet = say(RUNNER, "is-quiet", lang) if chosen.settings.quiet else ""
    where = chosen.store if "@" not in chosen.store else chosen.store.partition("://")[0]  # a password is never shown
    values = {"ruleset": program.info.name, "rules": len(program.rules), "store": where, "quiet": quiet}
    log.info("%s", say(RUNNER, "running", lang, values))
    if program.policy is None:
        log.warning("%s", told(RUNNER, "no-policy"))
    if chosen.settings.staff_chat is None:
        log.warning("%s", told(RUNNER, "no-staff-chat"))


def _swapped(program: "Program") -> None:
    log.info("%s", told(RUNNER, "swapped", {"ruleset": program.info.name}))


def _not_swapped(error: Exception) -> None:
    if isinstance(error, ModerationError):
        log.error("%s", Told(*(say(RUNNER, "not-swapped", lang, {"why": error.sentence(lang)}) for lang in ("zh", "en"))))
    else:
        log.error("%s", told(RUNNER, "not-swapped", {"why": f"{type(error).__name__}: {error}"}))


class _Line(logging.Formatter):
    """A line of the log in one language, in which strangers' words can do nothing to a terminal."""

    def __init__(self, lang: Lang) -> None:
        super().__init__("%(asctime)s %(message)s", "%H:%M:%S")
        self._lang = lang

    def format(self, record: logging.LogRecord) -> str:
        if isinstance(record.args, tuple):
            args = tuple(one.in_(self._lang) if isinstance(one, Told) else one for one in record.args)
            record = logging.makeLogRecord({**record.__dict__, "args": args})
        return visible(super().format(record), keep="\n")


def _log_to_stderr(lang: Lang) -> None:
    terminal.flush()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line(lang))
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False
