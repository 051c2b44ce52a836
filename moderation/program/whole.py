"""The Program itself: a compiled ruleset as frozen, picklable, pure data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderation.match.terms import TermTable
    from moderation.program.behaviors import BehaviorProgram
    from moderation.program.faq import FaqProgram
    from moderation.program.notices import NoticeProgram
    from moderation.program.policy import Policy
    from moderation.program.rules import PatternProgram, RuleProgram, RulesetInfo, SignalInfo

__all__ = ["Program"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A compiled ruleset. `fields` are all message fields that any rule reads, in the order of `message.FIELDS`.

    `suffixes` is the Public Suffix List as `match.suffixes` writes it, empty where no link is looked for.
    """

    info: RulesetInfo
    signals: tuple[SignalInfo, ...]
    terms: TermTable
    patterns: tuple[PatternProgram, ...]
    rules: tuple[RuleProgram, ...]
    behaviors: tuple[BehaviorProgram, ...] = ()
    policy: Policy | None = None
    notices: tuple[NoticeProgram, ...] = ()
    faq: FaqProgram | None = None
    fields: tuple[str, ...] = ("text",)
    suffixes: str = ""
