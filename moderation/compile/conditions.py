"""Reads the conditions of rules: the schema's `when` tree → Condition, with every mistake in it.

A part that cannot be read becomes `Has` of what was written: the rest of the rule is still checked, and nothing is
compiled in the end because the mistake is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.compile.comparisons import Mistake, looks_like_fact, parse_fact
from moderation.compile.scores import check_score
from moderation.facts import DISGUISED, FACTS
from moderation.program import All, AnyOf, AtLeast, Has, Near, Not, Score
from moderation.ruleset.mistakes import nearest
from moderation.ruleset.schema import AllWhen, AnyWhen, AtLeastWhen, NearWhen, NotWhen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moderation.compile.report import Report
    from moderation.program import Condition
    from moderation.ruleset.schema import ScoreWhen, When
    from moderation.ruleset.tree import Path

__all__ = ["ConditionReader"]


class ConditionReader:
    """Turns what authors write under `when` into Conditions; `ceilings` holds every signal with the points it can add."""

    def __init__(self, ceilings: Mapping[str, float], report: Report) -> None:
        self._signals = ceilings
        self._report = report
        self.used: set[str] = set()
        """The signals that any condition read so far asks about, or would if it were spelt right."""

    def read(self, when: When, at: Path) -> Condition:  # noqa: PLR0911 - one branch a kind of condition
        """Return the condition that stands at a path of the document."""
        match when:
            case str():
                return self._words(when, at)
            case AllWhen():
                return All(self._parts(when.all, (*at, "all")))
            case AnyWhen():
                return AnyOf(self._parts(when.any, (*at, "any")))
            case NotWhen():
                return Not(self.read(when.not_, (*at, "not")))
            case AtLeastWhen():
                return AtLeast(when.at_least, self._parts(when.of, (*at, "of")))
            case NearWhen():
                return Near(self._names(when.near, (*at, "near")), when.within)
            case _:
                return self._score(when, at)

    def _parts(self, parts: Sequence[When], at: Path) -> tuple[Condition, ...]:
        return tuple(self.read(part, (*at, index)) for index, part in enumerate(parts))

    def _names(self, names: Sequence[str], at: Path) -> tuple[str, ...]:
        return tuple(self._signal(name, (*at, index)) for index, name in enumerate(names))

    def _signal(self, name: str, at: Path, also: Sequence[str] = ()) -> str:
        """The name of a signal; `also` are the other names that might have been meant here."""
        meant = name if name in self._signals else self._report.unknown("unknown-signal", at, name, [*self._signals, *also])
        self.used.add(meant or name)
        return name

    def _words(self, text: str, at: Path) -> Condition:
        """A condition that is one string: a signal, or a comparison with a fact."""
        name = text.strip()
        if name in self._signals or (not looks_like_fact(name) and " " not in name):
            return Has(self._signal(name, at, also=(*FACTS, DISGUISED)))
        try:
            return parse_fact(name)
        except Mistake as mistake:
            self._report.error(mistake.slug, at, near=mistake.nearest, **mistake.values)
            return Has(name)

    def _score(self, when: ScoreWhen, at: Path) -> Score:
        signals = self._names(when.score, (*at, "score"))
        for name in sorted(when.cap.keys() - set(signals)):
            self._report.error("cap-outside-score", (*at, "cap", name), near=nearest(name, signals), found=name)
        bonuses = tuple((self._words(text, (*at, "bonus", text)), points) for text, points in when.bonus.items())
        score = Score(
            signals=tuple(dict.fromkeys(signals)),
            caps=tuple(when.cap.items()),
            bonuses=bonuses,
            review=when.review,
            block=when.block,
        )
        check_score(score, at, self._signals, self._report)
        return score
