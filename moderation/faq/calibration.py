"""Thresholds from a community's own archive, without labels: at most one false answer in so many messages.

A confidence of 0.9 is wrong once in ten times. So what a threshold would answer falsely in an archive is the sum of what
is missing to 1, over the messages that it would answer; the lowest threshold that keeps to the promise is taken. What would
be said is shown beside it, because a person sees at once whether the bot should have kept silent.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.faq.matcher import Matcher

__all__ = ["Calibration", "Calibrator", "Guess"]

_WORTH_KEEPING: Final = 0.15
_LEAST: Final = 0.5
"""Below this an answer is more likely wrong than right, whatever was promised."""
_SUGGESTIONS: Final = 10
"""So many false suggestions are taken for one false answer: staff look at them first."""
_LEAST_SUGGESTED: Final = 0.2
_SILENT: Final = 1.0
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A text of the archive that a threshold would answer: with which entry, how surely, and how often it was said."""

    text: str
    entry: str
    confidence: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The thresholds, what they come to in the archive, and what would be said: the most frequent, and the least certain.

    `answered` and `suggested` are messages, `false` is how many of the answers are expected to be wrong.
    """

    answer_at: float
    suggest_at: float
    messages: int
    answered: int
    suggested: int
    false: float
    frequent: tuple[Guess, ...]
    doubtful: tuple[Guess, ...]


class Calibrator:
    """A builder: takes the texts of an archive, and works the thresholds out at the end."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._messages = 0
        self._guesses: dict[str, Guess] = {}
        self._counts: Counter[str] = Counter()

    def add(self, text: str) -> None:
        """Take one message; the same text is ranked once."""
        self._messages += 1
        if text not in self._counts:
            ranking = self._matcher.rank(text)
            if ranking.entry is None or ranking.confidence < _WORTH_KEEPING:
                return
            self._guesses[text] = Guess(text=text, entry=ranking.entry, confidence=ranking.confidence, count=1)
        self._counts[text] += 1

    def calibrate(self, one_in: int) -> Calibration:
        """Return the lowest thresholds with at most one false answer expected in `one_in` messages."""
        guesses = sorted(self._all(), key=lambda guess: (-guess.confidence, guess.text))
        answer_at = self._threshold(guesses, self._messages / one_in, _LEAST)
        suggest_at = min(answer_at, self._threshold(guesses, _SUGGESTIONS * self._messages / one_in, _LEAST_SUGGESTED))
        said = [guess for guess in guesses if guess.confidence >= answer_at]
        shown = [guess for guess in guesses if suggest_at <= guess.confidence < answer_at]
        return Calibration(
            answer_at=answer_at,
            suggest_at=suggest_at,
            messages=self._messages,
            answered=sum(guess.count for guess in said),
            suggested=sum(guess.count for guess in shown),
            false=sum(_wrong(guess) for guess in said),
            frequent=tuple(sorted(said, key=lambda guess: (-guess.count, guess.text))[:_SHOWN]),
            doubtful=tuple(said[-_SHOWN:][::-1]),
        )

    def _all(self) -> list[Guess]:
        return [
            Guess(text=guess.text, entry=guess.entry, confidence=guess.confidence, count=self._counts[text])
            for text, guess in self._guesses.items()
        ]

    def _threshold(self, guesses: Sequence[Guess], allowed: float, least: float) -> float:
        """The lowest confidence, rounded up to hundredths, above which no more than is allowed is expected to be wrong."""
        wrong, threshold = 0.0, _SILENT
        for step, some in groupby(guesses, key=lambda guess: int(guess.confidence * 100)):
            wrong += sum(map(_wrong, some))
            if wrong > allowed:
                return max(threshold, least)
            threshold = step / 100
        return least


def _wrong(guess: Guess) -> float:
    return (1 - guess.confidence) * guess.count
