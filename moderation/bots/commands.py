"""What people ask of the bot in a chat: reads commands and says who may give them. Pure.

A word of command within ordinary talk is none: it has to be the whole message or its beginning, and what needs a message to be
about has to answer one, name a case, or call the bot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.wording.bot_commands import ALIASES

if TYPE_CHECKING:
    from moderation.bots.base import Incoming

__all__ = ["ASIDE", "STAFF_COMMANDS", "Command", "case_in", "command_in", "question_and_answer"]

STAFF_COMMANDS: Final = frozenset({"why", "overturn", "unmute", "today", "add"})
"""Commands for owners, admins and the staff chat; the others are everybody's."""
ASIDE: Final = frozenset({"today", "add"})
"""Commands that read or write for longer than a message may wait: not in the thread in which messages are judged."""
_ANY_WORDS: Final = "|".join(sorted((alias for words in ALIASES.values() for alias in words), key=len, reverse=True))
_FORM: Final = re.compile(rf"(?P<slash>[/／]?)(?P<word>{_ANY_WORDS})(?:\s*[:：]\s*|\s+|(?=c-)|\Z)(?P<rest>.*)", re.DOTALL | re.IGNORECASE)
_NAMES: Final = {alias: name for name, words in ALIASES.items() for alias in words}
_CASE: Final = re.compile(r"(?<![A-Za-z0-9-])c-[a-z2-7]{10}(?![A-Za-z0-9-])")
_LONGEST: Final = 1_000
_HALVES: Final = re.compile(r"\s*(?:\||｜|\n|=>|→)\s*")
_NEEDS: Final = frozenset({"why", "overturn", "report", "appeal"})
"""Commands about a message or a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command: its name, what stands behind it, the case that it names, whether it was certainly meant."""

    name: str
    argument: str = ""
    case: str = ""
    is_explicit: bool = False

    @property
    def is_for_staff(self) -> bool:
        """Whether only staff may give it."""
        return self.name in STAFF_COMMANDS


def command_in(incoming: Incoming, *, is_private: bool = False) -> Command | None:
    """Return the command that a message is, `None` for talk; `is_private` where all that is said is said to the bot.

    >>> from moderation.bots.base import Incoming; from moderation.message import Message
    >>> def said(words, **more): return command_in(Incoming(message=Message(words), words=words, **more))
    >>> said("举报", quoted="7").name, said("举报骗子的电话是多少"), said("/why c-abcdefghij").case, said("误判"), said("/误判").name
    ('report', None, 'c-abcdefghij', None, 'overturn')
    """
    words = incoming.words.strip()
    if len(words) > _LONGEST or incoming.message.kind not in ("text", "image"):
        return None
    form = _FORM.fullmatch(words)
    if form is None:
        return None
    name, argument = _NAMES[form["word"].lower()], form["rest"].strip()
    is_explicit = bool(form["slash"]) or incoming.calls_bot or is_private
    if form["word"].isascii() and not is_explicit:
        return None
    case = case_in(argument)
    meant = is_explicit or _is_meant(name, argument, about=bool(incoming.quoted or case), mentions=bool(incoming.mentions))
    if not meant:
        return None
    why = argument.replace(case, "", 1).strip() if case else argument
    return Command(name=name, argument=why, case=case, is_explicit=is_explicit)


def case_in(text: str) -> str:
    """Return the first case that a text names, empty where it names none.

    >>> case_in("案号c-abcdefghij，7 天内可申诉"), case_in("c-abc")
    ('c-abcdefghij', '')
    """
    named = _CASE.search(text)
    return named[0] if named else ""


def _is_meant(name: str, argument: str, *, about: bool, mentions: bool) -> bool:
    """Whether words that nobody addressed to the bot are a command for all that."""
    if name in _NEEDS:
        return about
    if name == "unmute":
        return (mentions or about) and not argument
    return name == "add" or not argument


def question_and_answer(argument: str, quoted: str) -> tuple[str, str] | None:
    """Return what is to be added to the FAQ: both halves of the argument, or the argument and the message that was answered.

    >>> question_and_answer("怎么退款｜在订单页申请", ""), question_and_answer("怎么退款", "在订单页申请")
    (('怎么退款', '在订单页申请'), ('怎么退款', '在订单页申请'))
    >>> question_and_answer("怎么退款", "") is None
    True
    """
    halves = _HALVES.split(argument.strip(), maxsplit=1)
    question, answer = (halves[0], halves[1]) if len(halves) > 1 else (argument.strip(), quoted.strip())
    return (question.strip(), answer.strip()) if question.strip() and answer.strip() else None
