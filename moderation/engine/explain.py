"""Everything there is to say about one message: its verdict, what would have changed it, and which rules came close."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from moderation.engine.counterfactual import milder
from moderation.engine.reasons import Reasons
from moderation.explanation import Speaker
from moderation.verdict import Level
from moderation.wording import say
from moderation.wording.engine import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from moderation.engine.counterfactual import Milder
    from moderation.engine.decide import Judge
    from moderation.message import Message
    from moderation.signal import Signal
    from moderation.verdict import Verdict
    from moderation.wording import Lang

__all__ = ["Explainer"]

_SIGNALS_SHOWN: Final = 12
_RULES_SHOWN: Final = 8
"""Near misses that are listed: whoever looks for one rule finds it among the first of the ruleset that it shares signals with."""


class Explainer:
    """Explains what a Judge makes of a message; `titles` is what people call each signal."""

    def __init__(self, judge: Judge, titles: Mapping[str, str], lang: Lang) -> None:
        self._judge = judge
        self._titles = titles
        self._lang = lang
        self._speaker = Speaker(lang=lang)

    def lines(self, message: Message, signals: Sequence[Signal]) -> Iterator[str]:
        """Yield the explanation line by line: verdict, counterfactuals, what else was seen, near misses."""
        verdict = self._judge.verdict(message, signals)
        yield from self._speaker.lines(verdict)
        yield from self._changes(message, signals, verdict)
        yield from self._seen(signals, verdict)
        yield from self._near_misses(message, signals, verdict)

    def _changes(self, message: Message, signals: Sequence[Signal], verdict: Verdict) -> Iterator[str]:
        """What would have spared each rule and, where several hit, the whole message."""
        enforced = [hit for hit in verdict.hits if hit.status == "enforce"]
        for hit in verdict.hits:
            change = milder(signals, hit.signals, partial(self._level, message, rule=hit.rule))
            if change:
                yield self._without("rule", change, hit.title)
        if len(enforced) > 1:
            used = {signal for hit in enforced for signal in hit.signals}
            change = milder(signals, filter(used.__contains__, signals), lambda rest: self._judge.verdict(message, rest).level)
            if change:
                yield self._without("message", change)

    def _level(self, message: Message, signals: Sequence[Signal], rule: str) -> Level:
        """The level of one rule's hit on a message in which these signals are observed."""
        hits = self._judge.verdict(message, signals).hits
        return next((hit.verdict for hit in hits if hit.rule == rule), Level.PASS)

    def _without(self, what: str, change: Milder, title: str = "") -> str:
        pieces = self._say("either").join(
            self._say("both").join(self._say("piece", text=self._speaker.shown(signal.text)) for signal in choice)
            for choice in change.choices
        )
        key = f"{what}-pass" if change.level is Level.PASS else f"{what}-lower"
        return self._say(key, pieces=pieces, title=title, level=self._speaker.level(change.level))

    def _seen(self, signals: Sequence[Signal], verdict: Verdict) -> Iterator[str]:
        used = {signal for hit in verdict.hits for signal in hit.signals}
        others = [signal for signal in signals if signal not in used]
        if others:
            yield self._say("seen")
        for signal in others[:_SIGNALS_SHOWN]:
            yield f"   - {self._speaker.evidence(signal)}"
        if len(others) > _SIGNALS_SHOWN:
            yield f"   - {self._say('more', count=len(others) - _SIGNALS_SHOWN)}"

    def _near_misses(self, message: Message, signals: Sequence[Signal], verdict: Verdict) -> Iterator[str]:
        """Rules that name something that was seen and still do not hold, each with what is missing."""
        hit = {hit.rule for hit in verdict.hits}
        missed = [
            (rule, view)
            for rule, view in self._judge.views(message, signals)
            if rule.id not in hit and any(view.of(name) for name in view.named)
        ]
        if missed:
            yield self._say("near-misses")
        for rule, view in missed[:_RULES_SHOWN]:
            reasons = Reasons(lang=self._lang, view=view, titles=self._titles)
            yield f"   - {self._say('near-miss', title=rule.title, reason=reasons.why_not(rule.when))}"
        if len(missed) > _RULES_SHOWN:
            yield f"   - {self._say('more', count=len(missed) - _RULES_SHOWN)}"

    def _say(self, key: str, **values: object) -> str:
        return say(SENTENCES, key, self._lang, values)
