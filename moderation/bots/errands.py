"""Commands that are about no case: the rules, the day, a question and its answer put down for review."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from moderation.bots.asking import answered, replied
from moderation.bots.commands import question_and_answer
from moderation.bots.review_file import add_entry
from moderation.bots.tally import Tally
from moderation.message import BEIJING
from moderation.moderator import Moderator
from moderation.verdict import Level
from moderation.wording import say
from moderation.wording.bot_commands import COMMANDS
from moderation.wording.notices import MEASURES
from moderation.workbench.charter import charter

if TYPE_CHECKING:
    from pathlib import Path

    from moderation.bots.asking import Asked
    from moderation.bots.base import Call
    from moderation.program import Program
    from moderation.state.store import Ledger

__all__ = ["Errands"]

_MEASURES: Final = ("warn", "mute", "kick", "ban")


class Errands:
    """Runs errands for one community; those that take time are run by one thread at a time (`commands.ASIDE`)."""

    def __init__(self, program: Program, *, review_file: Path, text_most: int) -> None:
        self._program = program
        self._review_file = review_file
        self._text_most = text_most
        self._tally = Tally(program.info.id)

    def rules(self, asked: Asked) -> Call:
        """Return the rules as an answer: all of them, or, where one message is too short for that, their articles."""
        whole = charter(self._program).strip()
        return answered(asked, whole if len(whole) <= self._text_most else charter(self._program, "short")[: self._text_most])

    def today(self, asked: Asked, ledger: Ledger) -> Call:
        """Return what happened on the day on which it is asked for.

        Raises:
            StoreError: the ledger is out of reach.
        """
        day = self._tally.day(ledger, asked.at_ms)
        done = "，".join(f"{MEASURES[name]} {count}" for name, count in sorted(day.actions.items()) if name in _MEASURES)
        values = {
            "date": f"{datetime.fromtimestamp(asked.at_ms / 1000, UTC).astimezone(BEIJING):%m-%d}", "offences": day.kinds["offence"],
            "members": len(day.members), "actions": done or COMMANDS["today-none"][0], "reports": day.kinds["report"],
            "appeals": day.kinds["appeal"], "overturned": day.kinds["overturn"],
        }  # fmt: skip
        held = say(COMMANDS, "today-held", "zh", {"count": day.held}) if day.held else ""
        return answered(asked, say(COMMANDS, "today", "zh", values) + held)

    def add(self, asked: Asked) -> Call:
        """Put a question and its answer down for review, unless the bot itself would break the rules by saying them."""
        pair = question_and_answer(asked.command.argument, asked.target.text if asked.target else "")
        if pair is None:
            return replied(asked, "how-to-add")
        if any(self._is_forbidden(text) for text in pair):
            return replied(asked, "not-added-forbidden")
        try:
            add_entry(self._review_file, *pair, note=f"{asked.incoming.message.author.id} {asked.incoming.message.at or ''}")
        except OSError as error:
            return replied(asked, "not-added", {"why": error.strerror or type(error).__name__})
        return replied(asked, "added", {"file": self._review_file.name})

    def _is_forbidden(self, text: str) -> bool:
        """Whether a message with this text would be removed."""
        return Moderator(replace(self._program, faq=None)).check(text).level is Level.BLOCK
