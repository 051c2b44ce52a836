"""Runs the scenarios of a ruleset: each from an empty past, message by message, as a bot would have met them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.compile.durations import seconds, written
from moderation.moderator import Moderator
from moderation.ruleset.scenarios import ScenarioMute
from moderation.state.memory import MemoryStore
from moderation.wording import both
from moderation.wording.notices import span
from moderation.wording.scenarios import OUTCOMES, SENTENCES
from moderation.workbench.scenario_steps import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.diagnostics import Position
    from moderation.program import Program
    from moderation.verdict import Verdict
    from moderation.workbench.scenario_steps import Step, Story

__all__ = ["ScenarioFailure", "run_stories"]

_LEVELS: Final = ("pass", "review", "block")
Sentence = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioFailure:
    """A message of which something else came than was expected; `what` says it in Chinese and English."""

    title: str
    step: Step
    at: Position
    what: Sentence
    verdict: Verdict


def run_stories(program: Program, stories: Iterable[Story]) -> tuple[ScenarioFailure, ...]:
    """Return everything that came out otherwise than expected, in the order in which it was told.

    A message that comes out wrong does not end its scenario: what follows may be its consequence, and says so.
    """
    return tuple(failure for story in stories for failure in _run(program, story))


def _run(program: Program, story: Story) -> Iterator[ScenarioFailure]:
    moderator = Moderator(program, store=MemoryStore())
    for step in story.steps:
        verdict = moderator.check(step.message)
        for key, what in _differences(step, verdict):
            yield ScenarioFailure(title=story.title, step=step, at=step.places[key], what=what, verdict=verdict)


def _differences(step: Step, verdict: Verdict) -> Iterator[tuple[str, Sentence]]:
    """What did not come as expected: the key of the event, and a sentence."""
    expected, sanction = step.expected, verdict.sanction
    if expected.expect is not None:
        wanted, came = _wanted(expected.expect), _came(expected.expect, verdict)
        if wanted != came:
            yield "expect", _told("expect", wanted, came)
    rules = [hit.rule for hit in verdict.hits if hit.status == "enforce"]
    if expected.rule is not None and expected.rule not in rules:
        yield "rule", _told("rule", (expected.rule,) * 2, (", ".join(rules),) * 2)
    if expected.strikes is not None and expected.strikes != (sanction.strikes if sanction else 0):
        yield "strikes", _told("strikes", (str(expected.strikes),) * 2, (str(sanction.strikes if sanction else 0),) * 2)
    yield from _named("answer", expected.answer, _answered(verdict, "answer"))
    yield from _named("suggest", expected.suggest, _answered(verdict, "suggest"))
    yield from _named("route", expected.route, verdict.route.id if verdict.route else NOTHING)
    yield from _said("notice", expected.notice, verdict.notice or "")
    yield from _said("reply", expected.reply, _replied(verdict))


def _wanted(expect: str | ScenarioMute) -> Sentence:
    if isinstance(expect, ScenarioMute):
        return _mute(seconds(expect.mute) or 0)
    return both(OUTCOMES, expect)


def _came(expect: str | ScenarioMute, verdict: Verdict) -> Sentence:
    """What came, as precisely as it was asked for."""
    sanction = verdict.sanction
    if expect in _LEVELS:
        return both(OUTCOMES, verdict.level.value)
    if sanction is None:
        return both(OUTCOMES, NOTHING)
    if sanction.action == "mute" and expect != "mute" and sanction.duration_s:
        return _mute(sanction.duration_s)
    return both(OUTCOMES, sanction.action)


def _mute(duration_s: int) -> Sentence:
    zh, en = span(duration_s), written(duration_s)
    return both(OUTCOMES, "mute-for", {"duration": zh})[0], both(OUTCOMES, "mute-for", {"duration": en})[1]


def _answered(verdict: Verdict, decision: str) -> str:
    return verdict.answer.entry if verdict.answer and verdict.answer.decision == decision else NOTHING


def _replied(verdict: Verdict) -> str:
    """What the member who asked is told."""
    if verdict.answer and verdict.answer.decision == "answer":
        return verdict.answer.text
    return verdict.route.reply if verdict.route else ""


def _named(key: str, wanted: str | None, came: str) -> Iterator[tuple[str, Sentence]]:
    if wanted is not None and wanted != came:
        yield key, _told(key, _or_nothing(wanted), _or_nothing(came))


def _or_nothing(name: str) -> Sentence:
    return both(SENTENCES, "nothing") if name == NOTHING else (name, name)


def _said(key: str, wanted: str | list[str] | None, came: str) -> Iterator[tuple[str, Sentence]]:
    """What should have been said and was not, or should not and was."""
    parts = [wanted] if isinstance(wanted, str) else wanted or []
    for part in parts:
        if part == NOTHING and came:
            yield key, _told(f"no-{key}", ("", ""), (came, came))
        elif part != NOTHING and part not in came:
            yield key, _told(key, (part, part), (came, came))


def _told(key: str, wanted: Sentence, came: Sentence) -> Sentence:
    nothing = both(SENTENCES, "nothing")
    told = [both(SENTENCES, key, {"wanted": wanted[place], "came": came[place] or nothing[place]})[place] for place in (0, 1)]
    return told[0], told[1]
