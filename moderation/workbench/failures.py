"""Says in words how the tests of a ruleset came out: what was seen in a message, and why the verdict is not the one asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.explanation import Speaker
from moderation.message import FIELDS, field_text
from moderation.wording import say
from moderation.wording.explanation import FIELDS as FIELD_NAMES
from moderation.wording.sanctions import REASONS as KNOWN
from moderation.wording.scenarios import SENTENCES as TOLD
from moderation.wording.visible import visible
from moderation.wording.workbench import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.message import Message
    from moderation.verdict import Verdict
    from moderation.wording import Lang
    from moderation.workbench.examples import Failure, TestReport
    from moderation.workbench.scenarios import ScenarioFailure

__all__ = ["brief", "failure_lines", "reason", "scenario_lines", "scenario_reason", "summary"]

_SIGNALS_SHOWN: Final = 12
_LONGEST_SHOWN: Final = 200
"""Code points of a message that are shown: chat messages are shorter, hostile tests are not."""


def summary(report: TestReport, lang: Lang = "zh") -> str:
    """Return in one sentence how many tests there were and how many of them failed."""
    failures = len(report.failures) + len(report.scenario_failures)
    values = {"rules": report.rules, "cases": report.cases, "baseline": report.baseline, "scenarios": report.scenarios}
    sentences = TOLD if report.scenarios else SENTENCES
    return say(sentences, "passed" if report.ok else "failed", lang, {"ruleset": report.ruleset, "failures": failures, **values})


def failure_lines(failure: Failure, lang: Lang = "zh") -> Iterator[str]:
    """Yield what went wrong line by line: the place, the message, why, and everything that was seen in it."""
    case = failure.case
    what = say(SENTENCES, case.kind, lang, {"text": brief(case.message, lang)})
    rule = f"[{case.rule}] " if case.rule else ""
    yield f"{visible(case.at.path)}:{case.at.line}:{case.at.column}: {rule}{what}"
    if not failure.hits:
        yield f"  {say(SENTENCES, 'because', lang, {'reason': failure.why[lang == 'en']})}"
        yield from (f"  {line}" for line in _seen(failure, lang))
    speaker = Speaker(lang=lang)
    for number, hit in enumerate(failure.hits, 1):
        yield from (f"  {line}" for line in speaker.hit(number, hit))


def scenario_lines(failure: ScenarioFailure, lang: Lang = "zh") -> Iterator[str]:
    """Yield what went wrong in a scenario line by line: the place, what came instead, and what the verdict was."""
    yield f"{visible(failure.at.path)}:{failure.at.line}:{failure.at.column}: {scenario_reason(failure, lang)}"
    speaker, verdict = Speaker(lang=lang), failure.verdict
    yield f"  {speaker.conclusion(verdict)}"
    for number, hit in enumerate(verdict.hits, 1):
        yield from (f"  {line}" for line in speaker.hit(number, hit))
    yield from (f"  {line}" for line in _consequences(verdict, lang))


def scenario_reason(failure: ScenarioFailure, lang: Lang = "zh") -> str:
    """Return on one line which message of which scenario came to what instead of what."""
    step = failure.step
    when = step.when or say(TOLD, "same-time", lang)
    values = {"title": failure.title, "number": step.number, "when": when, "text": brief(step.message, lang)}
    return visible(say(TOLD, "failure", lang, {**values, "what": failure.what[lang == "en"]}))


def _consequences(verdict: Verdict, lang: Lang) -> Iterator[str]:
    sanction = verdict.sanction
    if sanction is not None:
        values = {"case": sanction.case or "", "count": sanction.count, "strikes": sanction.strikes}
        yield say(TOLD, "case", lang, values)
        told = (say(KNOWN, reason, lang) if reason in KNOWN else reason for reason in sanction.reasons)
        yield from (visible(say(TOLD, "reason", lang, {"reason": reason})) for reason in told)
    if verdict.notice:
        yield visible(say(TOLD, "said", lang, {"notice": verdict.notice}))


def _seen(failure: Failure, lang: Lang) -> Iterator[str]:
    speaker = Speaker(lang=lang)
    if not failure.seen:
        yield say(SENTENCES, "saw-nothing", lang)
    for signal in failure.seen[:_SIGNALS_SHOWN]:
        yield say(SENTENCES, "seen", lang, {"evidence": speaker.evidence(signal)})
    if len(failure.seen) > _SIGNALS_SHOWN:
        yield say(SENTENCES, "more", lang, {"count": len(failure.seen) - _SIGNALS_SHOWN})


def reason(failure: Failure, lang: Lang = "zh") -> str:
    """Return why a case came out wrong, on one line: the evidence that counted, or what was missing and what was seen."""
    if not failure.hits:
        return say(SENTENCES, "and", lang).join([failure.why[lang == "en"], *_seen(failure, lang)])
    speaker = Speaker(lang=lang)
    hits = ((hit.title, [speaker.evidence(signal) for signal in hit.signals[:_SIGNALS_SHOWN]]) for hit in failure.hits)
    told = (f"{title}: {say(SENTENCES, 'and', lang).join(evidence or [speaker.say('no-evidence')])}" for title, evidence in hits)
    return say(SENTENCES, "and", lang).join(told)


def brief(message: Message, lang: Lang = "zh") -> str:
    """Return a message on one line: its text, and every other field that holds something, by name.

    >>> from moderation.message import Message
    >>> brief(Message("加我", quote="在吗"))
    '「加我」（引用的消息：「在吗」）'
    """
    texts = {name: field_text(message, name) for name in FIELDS}
    shown = {name: visible(text[:_LONGEST_SHOWN]) + ("…" if len(text) > _LONGEST_SHOWN else "") for name, text in texts.items()}
    others = (
        say(SENTENCES, "field", lang, {"name": say(FIELD_NAMES, name, lang), "text": text})
        for name, text in shown.items()
        if text and name != "text"
    )
    return say(SENTENCES, "quoted", lang, {"text": shown["text"]}) + "".join(others)
