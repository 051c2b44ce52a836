"""Why a condition does not hold, in words: for the author of a failing test and the operator of a missed message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, assert_never

from moderation.engine.evaluate import evidence, fact_value, tally
from moderation.facts import FACTS
from moderation.program import All, AnyOf, AtLeast, Fact, Has, Near, Not, Score
from moderation.wording import say
from moderation.wording.engine import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moderation.engine.view import View
    from moderation.facts import FactInfo, FactValue
    from moderation.program import Condition
    from moderation.wording import Lang

__all__ = ["Reasons"]

_UNITS: Final = (("days", 86_400), ("hours", 3_600), ("minutes", 60), ("seconds", 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Speaks about the conditions of one message; `titles` is what people call each signal."""

    lang: Lang
    view: View
    titles: Mapping[str, str]

    def why_not(self, condition: Condition) -> str:  # noqa: PLR0911 - one for each kind of condition
        """Return what is missing, or in the way, of a condition that does not hold."""
        match condition:
            case Has():
                return self._say("not-seen", title=self._title(condition.signal))
            case Fact():
                actual = self._value(fact_value(condition.name, self.view), FACTS.get(condition.name))
                return self._say("fact-fails", fact=self._fact(condition), actual=actual)
            case All():
                return self._say("and").join(self._failing(condition.parts))
            case AnyOf():
                return self._say("none-of", parts=self._listed(self._failing(condition.parts)))
            case AtLeast():
                failing = self._failing(condition.parts)
                holding, of = len(condition.parts) - len(failing), len(condition.parts)
                return self._say("too-few", of=of, holding=holding, n=condition.n, parts=self._listed(failing))
            case Not():
                return self._say("exception", part=self.why(condition.part))
            case Near():
                return self._too_far(condition)
            case Score():
                return self._too_low(condition)
            case _:
                assert_never(condition)

    def why(self, condition: Condition) -> str:
        """Return by what a condition holds: the signals behind it, or the facts."""
        titles = dict.fromkeys(self._title(signal.signal) for signal in self.view.evidence(evidence(condition, self.view) or frozenset()))
        if titles:
            return self._listed(self._say("was-seen", title=title) for title in titles)
        match condition:
            case Fact():
                return self._say("fact-holds", fact=self._fact(condition))
            case Not():
                return self.why_not(condition.part)
            case All() | AnyOf() | AtLeast():
                return self._say("and").join(self.why(part) for part in condition.parts if evidence(part, self.view) is not None)
            case _:
                return ""

    def _failing(self, parts: Iterable[Condition]) -> list[str]:
        return [self.why_not(part) for part in parts if evidence(part, self.view) is None]

    def _too_far(self, near: Near) -> str:
        missing = [name for name in dict.fromkeys(near.signals) if not self.view.of(name)]
        if missing:
            return self._listed(self._say("not-seen", title=self._title(name)) for name in missing)
        titles = self._listed(self._say("piece", text=self._title(name)) for name in near.signals)
        return self._say("too-far", titles=titles, within=near.within)

    def _too_low(self, score: Score) -> str:
        counted = tally(score, self.view)
        terms = " + ".join(f"{self._named(name)} {points}" for name, points in counted.points)
        needed = score.review if score.review is not None else score.block
        return self._say("too-low", total=counted.total, sum=terms or "0", needed=needed)

    def _named(self, name: str) -> str:
        fact, _, comparison = name.partition(" ")
        return f"{self._meaning(FACTS[fact])} {comparison}".rstrip() if fact in FACTS else self._title(name)

    def _fact(self, fact: Fact) -> str:
        info = FACTS.get(fact.name)
        if info is not None and fact.operator == "is" and fact.value is True:
            return self._meaning(info)
        written = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        value = self._listed(self._value(one, info) for one in written)
        return self._say(fact.operator, fact=self._meaning(info) if info else fact.name, value=value)

    def _value(self, value: FactValue, info: FactInfo | None) -> str:
        if value is None or isinstance(value, bool):
            return self._say({None: "unknown", True: "yes", False: "no"}[value])
        if info is not None and info.type == "duration":
            return self._duration(float(value))
        return str(value)

    def _duration(self, seconds: float) -> str:
        unit, size = next(((unit, size) for unit, size in _UNITS if seconds >= size), _UNITS[-1])
        return self._say(unit, n=f"{round(seconds / size, 1):g}")

    def _meaning(self, info: FactInfo) -> str:
        return info.en if self.lang == "en" else info.zh

    def _title(self, name: str) -> str:
        return self.titles.get(name) or name

    def _listed(self, texts: Iterable[str]) -> str:
        return self._say("list").join(texts)

    def _say(self, key: str, **values: object) -> str:
        return say(SENTENCES, key, self.lang, values)
