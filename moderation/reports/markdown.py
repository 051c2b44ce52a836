"""A report as Markdown: the same figures as tables, strangers' text with every sign of markup escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from moderation.wording import say
from moderation.wording.explanation import LEVELS
from moderation.wording.labels import LABELS
from moderation.wording.reports import KINDS, MISSING, REASONS, SENTENCES, TIERS
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.reports.values import Case, Recurred, Report, RuleFigures, Shown
    from moderation.wording import Lang, Sentences

__all__ = ["markdown"]

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&$^=@:./])")
_PLAIN: Final = re.compile(r"[\w \u3000-\u303f\uff00-\uffef•…]*")


def markdown(report: Report, lang: Lang = "zh") -> str:
    """Return the whole page."""
    return "\n".join(line for line in _Page(report, lang).lines() if line is not None) + "\n"


def escaped(text: str) -> str:
    r"""Return a stranger's text on one line, in which nothing is markup.

    >>> escaped("<b>|*x*\n[a](b)")
    '\\<b\\>\\|\\*x\\* \\[a\\]\\(b\\)'
    """
    line = visible(" ".join(text.split()))
    return line if _PLAIN.fullmatch(line) else _MARKUP.sub(r"\\\1", line)


class _Page:
    def __init__(self, report: Report, lang: Lang) -> None:
        self._report = report
        self._lang = lang

    def lines(self) -> Iterator[str]:
        yield f"# {self._say('heading')}"
        yield ""
        yield from self._overview()
        yield from self._rules()
        yield from self._members()
        yield from self._community()

    def _say(self, key: str, **values: object) -> str:
        return say(SENTENCES, key, self._lang, values)

    def _word(self, words: Sentences, name: str) -> str:
        return say(words, name, self._lang) if name in words else escaped(name)

    def _section(self, key: str, note: str = "") -> Iterator[str]:
        yield from ("", f"## {self._say(key)}", "")
        if note:
            yield from (note, "")

    def _table(self, heads: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
        written = [f"| {' | '.join(map(str, row))} |" for row in rows]
        if not written:
            yield self._say("none")
            return
        names = [self._say(head) for head in heads]
        yield f"| {' | '.join(names)} |"
        yield "|" + "---|" * len(names)
        yield from written

    def _overview(self) -> Iterator[str]:
        report, totals = self._report, self._report.totals
        if report.first:
            yield self._say("period", first=report.first, last=report.last, zone=escaped(report.zone)) + "  "
        yield self._say("sources", names=", ".join(map(escaped, report.sources))) + "  "
        if report.rulesets:
            yield self._say("rulesets", names=", ".join(map(escaped, report.rulesets))) + "  "
        yield self._say("masked" if report.masked else "unmasked")
        yield from self._section("overview")
        figures = {
            name: getattr(totals, name) for name in ("rows", "verdicts", "rejects", "passed", "review", "block", "spoken", "notices")
        }
        yield f"- {self._say('add-up', **figures)}"
        if report.followed:
            yield f"- {self._say('followed')}"
        for key, count in (("spoke", totals.members), ("joins", totals.joins), ("leaves", totals.leaves), ("chats-count", totals.chats)):
            yield f"- {self._say(key)}: {count}"
        for name in report.missing:
            yield f"- {self._say('unknown', what=say(MISSING, name, self._lang))}"
        for reason, count in report.reasons:
            yield f"- {self._say('rejected-for', count=count, reason=self._word(REASONS, reason))}"
        yield from self._section("over-time")
        days = ((day.day, day.messages, day.review, day.block, day.joins, day.leaves) for day in report.timeline.days)
        yield from self._table(("at", "messages", "review", "block", "joins", "leaves"), days)
        yield from self._section("by-hour", self._busiest())
        hours = ((f"{hour:02}", n, f) for hour, (n, f) in enumerate(zip(report.timeline.hours, report.timeline.flagged_hours, strict=True)))
        yield from self._table(("at", "messages", "flagged"), hours if report.first else ())

    def _busiest(self) -> str:
        hours = [self._say("busy-hour", hour=hour, messages=messages) for hour, messages in self._report.timeline.busiest]
        return self._say("busiest", hours=self._say("and").join(hours)) if hours else ""

    def _rules(self) -> Iterator[str]:
        report = self._report
        yield from self._section("labels", self._say("labels-note"))
        yield from self._table(("label", "messages"), ((self._word(LABELS, label), count) for label, count in report.labels))
        yield from self._section("rules", self._say("rules-note"))
        yield from self._table(("rule", "label", "messages", "review", "block", "members"), map(self._rule, report.rules))
        yield from self._section("evidence")
        for rule in report.rules:
            yield f"### {escaped(rule.title or rule.rule)}"
            yield ""
            yield from (f"- {self._shown(sample)}" for sample in rule.samples)
            yield ""

    def _rule(self, rule: RuleFigures) -> tuple[object, ...]:
        trial = f" ({self._say('trial')})" if rule.status == "shadow" else ""
        name = f"{escaped(rule.title)} `{rule.rule.replace('`', '')}`" if rule.title else escaped(rule.rule)
        return name + trial, self._word(LABELS, rule.label), rule.messages, rule.review, rule.block, rule.members

    def _shown(self, shown: Shown) -> str:
        text = "".join(f"**{escaped(piece)}**" if is_evidence and piece.strip() else escaped(piece) for piece, is_evidence in shown.pieces)
        return " ".join(part for part in (escaped(shown.at), escaped(shown.member), escaped(shown.id), text) if part)

    def _members(self) -> Iterator[str]:
        report = self._report
        yield from self._section("offenders", self._say("offenders-note", count=report.offender_count))
        titles = {rule.rule: rule.title or rule.rule for rule in report.rules}
        offenders = (
            (
                escaped(each.member),
                each.review + each.block,
                each.block,
                each.messages,
                ", ".join(f"{escaped(titles.get(rule, rule))} ×{count}" for rule, count in each.rules),
            )
            for each in report.offenders
        )
        yield from self._table(("member", "flagged", "block", "messages", "rule"), offenders)
        yield from self._section("campaigns", self._say("campaigns-note"))
        yield from self._recurring(report.campaigns)
        yield from self._section("addresses", self._say("addresses-note"))
        yield from self._recurring(report.addresses)
        yield from self._section("candidates", self._say("candidates-note", regular=report.regular_count, lone=report.lone_count))
        yield from self._table(("level", "rule", "why", "text"), map(self._case, report.candidates))

    def _recurring(self, recurring: Iterable[Recurred]) -> Iterator[str]:
        rows = ((self._word(KINDS, r.kind), self._value(r), r.messages, r.flagged, r.members, r.chats, r.first, r.last) for r in recurring)
        return self._table(("kind", "what", "messages", "flagged", "members", "chats-count", "first", "last"), rows)

    def _value(self, recurred: Recurred) -> str:
        writings = f" ({self._say('writings', count=recurred.writings)})" if recurred.writings > 1 else ""
        return escaped(recurred.value) + writings

    def _case(self, case: Case) -> tuple[object, ...]:
        reasons = [self._say("regular", clean=case.clean)] if case.regular else []
        reasons += [self._say("lone")] if case.lone else []
        rules = self._say("and").join(map(escaped, case.rules))
        return self._word(LEVELS, case.level), rules, self._say("and").join(reasons), self._shown(case.shown)

    def _community(self) -> Iterator[str]:
        report = self._report
        yield from self._section("tiers", self._say("tiers-note", days=report.tiers.core_days))
        yield from self._table(("what", "members"), ((say(TIERS, name, self._lang), count) for name, count in report.tiers.counts))
        yield from self._section("talkers")
        yield from self._table(("member", "messages"), ((escaped(member), count) for member, count in report.talkers))
        asked = report.questions
        figures = {"asked": asked.asked, "answered": asked.answered, "unanswered": asked.unanswered, "waiting": asked.waiting}
        yield from self._section("questions", self._say("questions-note", **figures))
        yield from (f"- {self._shown(asking.shown)}" for asking in asked.latest)
        yield from self._section("words", self._say("words-note", sampled=report.words.sampled, texts=report.words.texts))
        yield self._say("and").join(f"{escaped(name)} {count}" for name, count in report.words.words) or self._say("none")
