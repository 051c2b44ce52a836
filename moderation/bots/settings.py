"""What an operator decides about a bot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from moderation.bots.base import Place

__all__ = ["REVIEW_FILE", "Settings", "place_in"]

REVIEW_FILE: Final = Path("faq-review.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a session behaves.

    - `staff_chat`: where alerts go; everybody there may give staff commands, and nothing there is moderated.
    - `staff`: accounts that may give staff commands anywhere, beside owners and admins in their own groups.
    - `bots`: accounts of other bots, as far as the platform does not tell: never answered, never sanctioned.
    - `chats`: the groups that are moderated; empty for all in which the bot is.
    - `quiet`: nothing is done and nothing said, staff are told what would have been.
    - `welcome`: whether newcomers are shown the rules, once a minute at most.
    - `patience_s`: how long a call may take before it counts as unanswered; `hold_s`: how long calls wait for a lost platform.
    - `most_waiting`: events that wait to be judged; more are not read from the platform, which then keeps them itself.
    - `most_open`: verdicts whose calls are under way; those of further ones are not made, and the ledger says so.
    - `alerts_a_minute`: further ones are counted and told in one.
    - `notices_a_minute`: what is said about offences in one chat; further ones are not said, staff are told once. Sanctions go on.
    - `member_commands_a_minute`: those of one member in one chat; further ones are not listened to.
    - `member_answers_a_minute`: what members' commands are answered in one chat; further commands are carried out in silence.
    - `rules_every_s`: how long a chat that was shown the rules is not shown them again because a member asks.
    """

    staff_chat: Place | None = None
    staff: frozenset[str] = frozenset()
    bots: frozenset[str] = frozenset()
    chats: frozenset[str] = frozenset()
    quiet: bool = False
    welcome: bool = True
    review_file: Path = REVIEW_FILE
    patience_s: float = 10.0
    hold_s: float = 600.0
    most_waiting: int = 10_000
    most_open: int = 5_000
    alerts_a_minute: int = 20
    notices_a_minute: int = 10
    member_commands_a_minute: int = 5
    member_answers_a_minute: int = 10
    rules_every_s: float = 60.0

    def moderates(self, place: Place) -> bool:
        """Return whether what happens at a place is ours to look at.

        >>> Settings(chats=frozenset({"9"})).moderates(Place(id="8")), Settings().moderates(Place(id="8"))
        (False, True)
        """
        return not self.chats or place.kind == "private" or place.id in self.chats or place == self.staff_chat


def place_in(written: str) -> Place | None:
    """Return the place that an operator wrote: `12345` is a group, `user:12345` a private chat; `None` for nothing.

    >>> place_in("12345"), place_in("user:7").kind, place_in("")
    (Place(id='12345', kind='group'), 'private', None)
    """
    name, _, account = written.strip().partition(":")
    if account and name.lower() in ("user", "private", "qq"):
        return Place(id=account.strip(), kind="private")
    return Place(id=written.strip().removeprefix("group:").strip()) if written.strip() else None
