"""What every platform has in common: what it can do, what is to be done about a verdict, and the five methods of an adapter.

    event ─▶ Adapter.read ─▶ Incoming ─▶ check ─▶ Verdict ─▶ plan ─▶ Calls ─▶ Adapter.act ─▶ Outcome ─▶ ledger

Values only; nothing here waits, sends or knows the time. A new platform is one Adapter; `planning.plan` makes the calls that it
gets, within its Capabilities, `session.Session` runs it, and `fake.FakePlatform` is the smallest one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

if TYPE_CHECKING:
    from moderation.message import Message, Role
    from moderation.program import Measure

__all__ = [
    "DEEDS", "EVENT", "MEASURES", "WORDS", "Adapter", "Call", "CallName", "Capabilities", "Incoming", "Outcome", "Place", "is_event",
]  # fmt: skip

CallName = Literal["delete", "mute", "unmute", "kick", "ban", "reject", "say", "reply", "alert"]

MEASURES: Final = ("mute", "kick", "ban")
"""Calls that carry a measure of the ladder out."""
DEEDS: Final = ("delete", "mute", "unmute", "kick", "ban", "reject")
"""Calls that may be made twice without harm."""
WORDS: Final = ("say", "reply", "alert")
"""Calls that would be read twice if they were made twice."""

EVENT: Final = "~"
"""How the id of a Message begins that nobody said: a join, a new card, a request to join. Nothing of it can be deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is said: a group, or a private chat whose id is the account's."""

    id: str = ""
    kind: Literal["group", "private"] = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a platform lets a bot do, which is what `plan` keeps to.

    `delete_within_s` is how old a message of others may be, `None` for any age; mutes last from `mute_least_s` to
    `mute_most_s` seconds. Nothing is done about members whose role is `untouchable`. `reject`: whether requests to join
    can be turned down. `text_most` is the longest message in characters. `why` is the slug that says why something cannot be done.
    """

    delete: bool = False
    delete_within_s: int | None = None
    mute: bool = False
    mute_least_s: int = 1
    mute_most_s: int | None = None
    kick: bool = False
    ban: bool = False
    reject: bool = False
    untouchable: tuple[Role, ...] = ("owner", "admin")
    text_most: int = 1_500
    why: str = "unsupported"

    def without(self, *names: str, why: str = "not permitted") -> Capabilities:
        """Return them as they are where the platform has just refused these calls.

        >>> Capabilities(delete=True, mute=True).without("mute", "say").mute
        False
        """
        refused = dict.fromkeys({"delete", "reject", *MEASURES}.intersection(names), False)
        return replace(self, why=why, **refused)  # type: ignore[arg-type] # all of these are switches

    def muted_s(self, wanted_s: int) -> int:
        """Return the time nearest to the wanted one for which a mute can last.

        >>> Capabilities(mute=True, mute_least_s=60, mute_most_s=3600).muted_s(86_400)
        3600
        """
        return max(self.mute_least_s, min(wanted_s, wanted_s if self.mute_most_s is None else self.mute_most_s))


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One thing to do on a platform.

    `message` and `user` are whom and what it is about; `duration_s` is for `mute`, `text` for words. `say` goes to `place`,
    `reply` answers `message` there; an `alert` has no place until the bot's staff chat is filled in, and `to` names whom it
    is for. `requested` is the measure of the sanction that the call carries out or stands in for, `problem` the slug of
    `wording.bots.PROBLEMS` that says why they differ; `case` is the number of the case.
    """

    name: CallName
    place: Place = Place()
    message: str = ""
    user: str = ""
    duration_s: int | None = None
    text: str = ""
    to: str = ""
    requested: Measure | None = None
    problem: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a call: done where there is no `problem`.

    `unsent` means that it never left, `lost` that the connection broke before the answer; both are for the session to try
    again where that is harmless. `detail` is what the platform said; `id` that of a message which was sent.
    """

    problem: str = ""
    detail: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """An event that concerns us: the Message that it is, the id of the message that it answers, and whether it calls the bot.

    `mentions` are the accounts that it names. `words` is what the sender wrote, without mentions: what commands are read from.
    """

    message: Message
    quoted: str = ""
    mentions: tuple[str, ...] = ()
    calls_bot: bool = False
    words: str = ""

    @property
    def place(self) -> Place:
        """Where it was said."""
        return Place(id=self.message.chat.id, kind=self.message.chat.kind)


class Adapter(Protocol):
    """A platform, as a session sees it. `read` is pure; no method raises because of what the platform sends."""

    @property
    def capabilities(self) -> Capabilities:
        """What the platform lets us do."""
        ...

    def read(self, event: Any) -> Incoming | None:  # noqa: ANN401 - what an event is, is the platform's own business
        """Return what an event is about, `None` for one that concerns nobody, the bot's own messages among them."""
        ...

    async def ready(self) -> None:
        """Return when the platform can be reached."""
        ...

    async def act(self, call: Call) -> Outcome:
        """Make a call and return what came of it; the session bounds the time."""
        ...

    async def find(self, place: Place, message: str) -> Message | None:
        """Return a message of a chat by its id, `None` where the platform has it no more."""
        ...


def is_event(message: Message) -> bool:
    """Return whether a Message is nobody's words, so that it cannot be deleted, answered or taken back."""
    return message.id is None or message.id.startswith(EVENT) or message.kind in ("recall", "leave", "system")
