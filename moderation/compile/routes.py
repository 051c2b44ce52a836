"""`faq.route` → RouteProgram, and the replies of the FAQ with every field in them checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.compile.durations import DURATION_FORM, seconds
from moderation.compile.possible import report_impossible
from moderation.program import RouteProgram
from moderation.program.faq import OUTSIDE_FIELDS, REPLY_FIELDS, ROUTE_FIELDS
from moderation.ruleset.mistakes import nearest
from moderation.text.templates import slots

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from moderation.compile.conditions import ConditionReader
    from moderation.compile.report import Report
    from moderation.ruleset.faq import Faq, FaqRoute
    from moderation.ruleset.tree import Path

__all__ = ["RouteReader", "check_replies", "check_reply"]

_ANSWER = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteReader:
    """Reads routes once all signals are known; `silent` are the lists that nothing can raise."""

    conditions: ConditionReader
    report: Report
    silent: Collection[str] = ()

    def read(self, routes: Sequence[FaqRoute], at: Path = ("faq", "route")) -> tuple[RouteProgram, ...]:
        """Return the routes in the order in which they are written; mistakes are reported."""
        for index, route in enumerate(routes):
            if any(route.id == other.id for other in routes[:index]):
                self.report.error("duplicate-route", (*at, index, "id"), found=route.id)
        return tuple(self._route(route, (*at, index)) for index, route in enumerate(routes))

    def _route(self, route: FaqRoute, at: Path) -> RouteProgram:
        condition = self.conditions.read(route.when, (*at, "when"))
        report_impossible(route.when, condition, (*at, "when"), self.silent, self.report)
        check_reply(route.reply, ROUTE_FIELDS, (*at, "reply"), self.report)
        return RouteProgram(
            id=route.id,
            title=route.title or route.id,
            when=condition,
            to=route.to,
            priority=route.priority,
            within_s=self._within(route.within, (*at, "within")),
            reply=route.reply,
        )

    def _within(self, written: str | None, at: Path) -> int | None:
        within_s = seconds(written) if written is not None else None
        if written is not None and not within_s:
            self.report.error("bad-duration", at, found=written, expected=DURATION_FORM)
        return within_s or None


def check_replies(faq: Faq, report: Report) -> None:
    """Report every field of `reply` and `hours.outside` that nothing fills in, and a reply that says no answer."""
    check_reply(faq.reply, REPLY_FIELDS, ("faq", "reply"), report)
    if faq.reply and _ANSWER not in (slot.name for slot in slots(faq.reply)):
        report.error("reply-without-answer", ("faq", "reply"))
    if faq.hours:
        check_reply(faq.hours.outside, OUTSIDE_FIELDS, ("faq", "hours", "outside"), report)


def check_reply(text: str, known: Sequence[str], at: Path, report: Report) -> None:
    """Report the fields of a template that nothing fills in, and braces that belong to no field."""
    for slot in slots(text):
        if slot.name in known:
            continue
        place = report.within(at, text, slot.start)
        if slot.name is None:
            report.error("answer-brace", place, found=text[slot.start])
            continue
        meant = nearest(slot.name, known)
        expected = ", ".join(f"{{{name}}}" for name in known)
        report.error("unknown-answer-field", place, near=f"{{{meant}}}" if meant else None, found=f"{{{slot.name}}}", expected=expected)
