"""The matcher: a text → the entries of a FAQ that may answer it, how sure that is, and whether to answer, suggest or be silent.

    text → glance (can this be a question at all?) → terms → candidates → features → scores → confidence → decision

Pure and deterministic: the same FAQ and text give the same Ranking anywhere, whatever the text holds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from moderation.faq.confidence import confidence, evidence
from moderation.faq.embedding import Embedding
from moderation.faq.features import compare
from moderation.faq.glance import Glance
from moderation.faq.index import ask, build
from moderation.faq.retrieval import candidates
from moderation.faq.scoring import score, weights
from moderation.faq.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from moderation.faq.features import Compared
    from moderation.faq.index import Asked
    from moderation.faq.scoring import Scored
    from moderation.program import FaqEntry, FaqProgram

__all__ = ["Candidate", "Decision", "Matcher", "Ranking"]

Decision = Literal["answer", "suggest", "silent"]

_LEAST: Final = 3
"""Candidates that a ranking has where the FAQ has so many entries."""
_LIKE: Final = 0.15
"""The likeness of the first candidate below which the text is no question to this FAQ: on the project's own question sets nothing
below 0.2 was worth a suggestion, and it spares two thirds of the chat that passed the glance from being compared in full."""
_MOST: Final = 12
"""Candidates that a ranking has at the most: what comes behind them is of no use to anybody."""
_FAR: Final = 20.0
"""How far behind everything else an entry stands that shares nothing with the text."""
_TELLING: Final = 0.5
_WORDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry that may be meant: its score (the higher the better, comparable within one ranking), and how likely it is, 0–1."""

    entry: str
    score: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What may answer a text. `candidates` come best first; `confidence` is that of the first, 0 where there is none.

    `decision` says what to do about the first, `why` which words of the text carried it, the most telling first.
    """

    candidates: tuple[Candidate, ...] = ()
    confidence: float = 0.0
    decision: Decision = "silent"
    why: tuple[str, ...] = ()

    @property
    def entry(self) -> str | None:
        """The id of the best entry; `None` where nothing is alike."""
        return self.candidates[0].entry if self.candidates else None


class Matcher:
    """Ranks the entries of one FAQ; never changes once it is built, safe to share by threads.

    `embed` turns texts into an array of vectors, one row a text, and adds their likeness to the scores: any sentence
    model will do, none is needed. Building costs about 0.1 ms a phrasing, and one call of `embed` for all of them.
    """

    __slots__ = ("_embedding", "_entries", "_glance", "_index", "_program", "_weights")

    def __init__(self, program: FaqProgram, *, embed: Callable[[Sequence[str]], Any] | None = None) -> None:
        self._program = program
        self._entries = tuple(entry.id for entry in program.entries)
        told = [_phrasings(entry) for entry in program.entries]
        self._index = build(told, vocabulary(program.synonyms))
        self._glance = Glance(self._index)
        self._weights = weights()
        self._embedding = Embedding(embed, [text for texts in told for text in texts]) if embed and told else None

    def rank(self, text: str, *, thorough: bool = False) -> Ranking:
        """Return the candidates for a text, at least three where the FAQ has so many, and what to do.

        A text that cannot be a question of this FAQ gets an empty ranking in some microseconds; with `thorough` its
        candidates are worked out as well, and the decision is the same: silence.
        """
        hopeless = self._glance.is_hopeless(text)
        if not self._entries or (hopeless and not thorough):
            return Ranking()
        asked = ask(text, self._index)
        found, likeness = candidates(self._index, asked)
        if likeness < _LIKE and not thorough:
            return Ranking()
        if not len(found):
            return Ranking(candidates=tuple(self._padding(())))
        compared = compare(self._index, asked, found)
        scored = score(compared, self._weights, self._embedding.likeness(text, found) if self._embedding else 0.0)
        sure = 0.0 if hopeless or likeness < _LIKE else confidence(evidence(self._index, asked, compared, scored), self._weights)
        ranked = self._candidates(compared, scored, sure)
        why = _why(asked, compared, scored)
        return Ranking(candidates=ranked, confidence=ranked[0].confidence, decision=self._decision(sure), why=why)

    def _decision(self, sure: float) -> Decision:
        if sure >= self._program.answer_at:
            return "answer"
        return "suggest" if sure >= self._program.suggest_at else "silent"

    def _candidates(self, compared: Compared, scored: Scored, sure: float) -> tuple[Candidate, ...]:
        numbers, points = compared.numbers.tolist(), scored.entries.tolist()
        top = points[scored.order[0]]
        made = [
            Candidate(
                entry=self._entries[numbers[row]], score=round(points[row], 6), confidence=round(sure * math.exp(points[row] - top), 6)
            )
            for row in scored.order[:_MOST].tolist()
        ]
        return (*made, *self._padding(made))

    def _padding(self, made: Sequence[Candidate]) -> list[Candidate]:
        """Entries that share nothing with the text, in the order of the FAQ, where there would be fewer than three."""
        known = {candidate.entry for candidate in made}
        rest = [name for name in self._entries[: _LEAST + len(known)] if name not in known] if len(made) < _LEAST else []
        least = made[-1].score - _FAR if made else -_FAR
        return [Candidate(entry=name, score=least, confidence=0.0) for name in rest[: _LEAST - len(made)]]


def _phrasings(entry: FaqEntry) -> tuple[str, ...]:
    return tuple(dict.fromkeys((entry.question, *entry.variants)))


def _why(asked: Asked, compared: Compared, scored: Scored) -> tuple[str, ...]:
    """The words of a text that the best entry has too, or has something like, by how much they tell."""
    covered = compared.covered_by(int(scored.order[0]))
    telling = [
        (weight * share, sign.word.surface)
        for weight, share, sign in zip(asked.sign_weights, covered, asked.signs, strict=True)
        if share >= _TELLING
    ]
    ordered = sorted(telling, key=lambda pair: -pair[0])
    return tuple(dict.fromkeys(word for _, word in ordered))[:_WORDS]
