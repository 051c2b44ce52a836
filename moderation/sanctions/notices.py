"""What is said about an offence: the template of the occasion, filled with what may be said. Pure.

Stands after the ladder: a verdict with its sanction goes in, one line of text comes out, ready to be sent as plain text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from moderation.program.notices import NOTICE_FIELDS
from moderation.sanctions.ladder import is_nothing
from moderation.sanctions.notices_safe import evidence, harmless, hidden, without_contacts
from moderation.text.templates import slots
from moderation.verdict import Level
from moderation.wording.notices import MEASURES, REMOVED, TO_REMOVE, span
from moderation.wording.sanctions import REASONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moderation.message import Message
    from moderation.program import Measure, Policy, Program
    from moderation.verdict import Sanction, Verdict

__all__ = ["Announcer", "filled_notice", "occasion_of", "removes"]

_BRACKETS: Final = frozenset({"（）", "()", "「」", "【】", "《》", "“”", "[]"})
"""Brackets around a value that is not there say nothing: they go with it."""
_LONGEST_NAME: Final = 20
_LONGEST_NAME_READ: Final = 200
_REMEMBERED: Final = 2_048
"""Names and masked evidence in which it is remembered whether anything is found: who offends once offends again."""


class Announcer:
    """Says what a Program has to say about offences; holds nothing but what it saw in the last names, safe to share by threads.

    `sees` tells what the ruleset finds in a text, as `Examiner.observe` does: a name or evidence for which it returns
    anything is covered further, so that the bot never repeats what it forbids.
    """

    def __init__(self, program: Program, *, sees: Callable[[str], object] = lambda _: False) -> None:
        self._templates = {(notice.occasion, notice.platform): notice.template for notice in program.notices}
        self._policy = program.policy
        self._title = program.info.title
        self._sees = sees
        self._sees_in_name = lru_cache(_REMEMBERED)(lambda name: bool(sees(name)))

    def notice(self, message: Message, verdict: Verdict) -> str | None:
        """Return what is said about a verdict and its sanction, `None` where nothing is.

        For `alert` and `undecided` it is meant for staff, for everything else for the chat of the message.
        """
        occasion = occasion_of(verdict)
        if occasion is None:
            return None
        return self.say(occasion, self._values(message, verdict), platform=message.platform)

    def say(self, occasion: str, values: Mapping[str, str], *, platform: str = "") -> str | None:
        """Return what is said on an occasion, `None` where the ruleset is silent; `values` are raw, by the name of their field.

        What members and staff wrote is made harmless here, so nobody has to do it before. This is how a decision about a
        case is told: `say("overturned", {"user": "小林", "case.id": "c-…"})`.
        """
        template = self._templates.get((occasion, platform), self._templates.get((occasion, "")))
        if template is None and occasion == "warn_again":
            return self.say("warn", values, platform=platform)
        if template is None:
            return None
        given = {"ruleset.title": self._title, **self._of_policy(), **values}
        return filled_notice(template, {slot.name: self._clean(slot.name, given) for slot in slots(template) if slot.name})

    def _of_policy(self) -> dict[str, str]:
        policy = self._policy
        if policy is None:
            return {}
        within = span(policy.appeal_within_s) if policy.appeal_within_s else ""
        return {"appeal.within": within, "appeal.to": policy.appeal_to}

    def _clean(self, name: str, values: Mapping[str, str]) -> str:
        """The value of a field as it may be said."""
        field = NOTICE_FIELDS[name]
        value = values.get(name, "")
        if name == "user":
            value = self.named(value, field.longest)
        elif field.written_by == "staff":
            value = "" if self._sees(value) else harmless(value, field.longest)
        elif field.written_by == "member":
            value = harmless(value, field.longest)
        return value[: field.longest] or field.otherwise

    def named(self, name: str, longest: int = _LONGEST_NAME) -> str:
        """Return a member's name as it may be said: covered where it advertises, or holds what the ruleset looks for."""
        name = name[:_LONGEST_NAME_READ]
        shown = harmless(without_contacts(name), longest)
        return harmless(hidden(name), longest) if shown and (self._sees_in_name(name) or self._sees_in_name(shown)) else shown

    def _values(self, message: Message, verdict: Verdict) -> dict[str, str]:
        author, hit = message.author, next((hit for hit in verdict.hits if hit.status == "enforce"), None)
        shown = evidence(hit.signals) if hit else ""
        removed = removes(verdict)
        values = {
            "user": author.card if harmless(author.card, 1) else author.nickname,
            "user.id": author.id,
            "chat.name": message.chat.name,
            "rule.title": hit.title if hit else "",
            "rule.charter": hit.charter if hit else "",
            "evidence.masked": "" if shown and self._sees_in_name(shown) else shown,
            "removal": REMOVED if removed else TO_REMOVE,
        }
        return values if verdict.sanction is None else {**values, **self._of_sanction(verdict, verdict.sanction)}

    def _of_sanction(self, verdict: Verdict, sanction: Sanction) -> dict[str, str]:
        return {
            "count": str(sanction.count),
            "strikes": str(sanction.strikes),
            "action.name": MEASURES[sanction.action],
            "action.duration": span(sanction.duration_s) if sanction.duration_s else "",
            "case.id": sanction.case or "",
            "reason": "；".join(REASONS[reason][0] if reason in REASONS else reason for reason in sanction.reasons),
            "next_step": _next_step(self._policy, verdict, sanction) if self._policy else "",
        }


def occasion_of(verdict: Verdict) -> str | None:
    """Return on which occasion something is said about a verdict, `None` for one that passes or asks for nothing."""
    sanction = verdict.sanction
    if sanction is not None and not is_nothing(sanction):
        return "warn_again" if sanction.action == "warn" and sanction.count > 1 else sanction.action
    if verdict.level is Level.REVIEW:
        return "review"
    return "delete" if any(action.name == "delete" for action in verdict.actions) else None


def removes(verdict: Verdict) -> bool:
    """Return whether a message is removed at once: what a person has to look at stays until then, unless the rule is `critical`."""
    if not any(action.name == "delete" for action in verdict.actions):
        return False
    return verdict.level is Level.BLOCK or any(hit.severity == "critical" and hit.status == "enforce" for hit in verdict.hits)


def filled_notice(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its values, which cannot become fields, mentions or empty brackets.

    >>> filled_notice("@{user} 涉及「{rule}」（{charter}）", {"user": "durov", "rule": "{user}", "charter": ""})
    '@ durov 涉及「{user}」'
    """
    said, rest = "", 0
    for slot in slots(template):
        literal = _unescaped(template[rest : slot.start])
        value = values.get(slot.name or "", "")
        rest = slot.end
        said += literal
        if not value and said[-1:] + template[rest : rest + 1] in _BRACKETS:
            said, rest = said[:-1], rest + 1
        elif value[:1].isascii() and said[-1:] in ("@", "＠"):
            value = f" {value}"  # @durov would call somebody else
        said += value
    return said + _unescaped(template[rest:])


def _unescaped(literal: str) -> str:
    return literal.replace("{{", "{").replace("}}", "}")


def _next_step(policy: Policy, verdict: Verdict, sanction: Sanction) -> str:
    """What the next offence of this kind comes to, as long as this one counts; what aggravates and mitigates left aside."""
    if not policy.ladder:
        return ""
    if any(hit.severity == "critical" and hit.status == "enforce" for hit in verdict.hits[:1]):
        return _said(policy.ladder[-1].do)
    points = max((action.value for action in verdict.actions if action.name == "strike" and isinstance(action.value, int)), default=1)
    reached = [step.do for step in policy.ladder if step.at <= sanction.strikes + max(points, 1)]
    return _said(reached[-1]) if reached else "再次记录"


def _said(measure: Measure) -> str:
    return f"{MEASURES[measure.action]} {span(measure.duration_s)}" if measure.duration_s else MEASURES[measure.action]
