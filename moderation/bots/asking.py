"""A command with everything that it is about, and the answers to it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.bots.base import Call
from moderation.wording import say
from moderation.wording.bot_commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.bots.base import Incoming
    from moderation.bots.commands import Command
    from moderation.message import Message

__all__ = ["Asked", "answered", "replied"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A command with who gave it where, the message that it is about as far as it is known, and the case that our notice was about."""

    command: Command
    incoming: Incoming
    target: Message | None = None
    case: str = ""
    is_staff: bool = False

    @property
    def at_ms(self) -> int:
        """When it was given."""
        return self.incoming.message.at_ms or 0

    @property
    def is_unknown(self) -> bool:
        """Whether only the platform can tell what the message says that it answers."""
        return bool(self.incoming.quoted) and self.target is None and not self.case and not self.command.case


def replied(asked: Asked, key: str, values: Mapping[str, object] | None = None) -> Call:
    """Return the answer to a command that is the sentence `key` of `wording.bot_commands`."""
    return answered(asked, say(COMMANDS, key, "zh", values))


def answered(asked: Asked, text: str) -> Call:
    """Return the answer to a command."""
    return Call(name="reply", place=asked.incoming.place, message=asked.incoming.message.id or "", text=text)
