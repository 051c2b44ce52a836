"""Mining: the questions that people keep asking, as proposals for the FAQ. Nothing is added to it without a person.

archive → talk → phrasings (read as the matcher reads them) → stars of near phrasings → proposals
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.faq.mining_stars import neighbours, stars
from moderation.faq.mining_talk import LIKE_QUESTION, answer_line, talk_of
from moderation.faq.reading import pieces_of, read
from moderation.faq.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from moderation.faq.mining_talk import Said, Talk
    from moderation.faq.reading import Reading
    from moderation.message import Message

__all__ = ["Miner", "Proposal"]

_SHORTEST, _LONGEST = 4, 60
"""Characters of a text that may be a question worth an entry: shorter ones lack what they are about, longer ones tell a story."""
_NEAR: Final = 0.55
"""Cosine from which two phrasings ask the same; from 0.5 down clusters of unlike questions grow faster than those of like ones."""
_LIKE_QUESTIONS: Final = 0.34
"""The share of a cluster's messages that have to look like questions: people also ask in statements, but never only so."""
_VARIANTS: Final = 10
_ANSWERS: Final = 3
_REPLY_MS: Final = 30 * 60 * 1000
_SHORTEST_ANSWER: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A question that people keep asking: how often, by how many, from when to when, and what staff answered.

    `variants` are other phrasings, the most frequent first; `answers` are (text, how often), the most frequent first.
    """

    question: str
    variants: tuple[str, ...]
    count: int
    askers: int
    chats: int
    first_ms: int | None
    last_ms: int | None
    answers: tuple[tuple[str, int], ...] = ()


class _Asked(NamedTuple):
    """One message that may be a question: which talk, which place in it."""

    talk: int
    place: int


class _Phrasing(NamedTuple):
    """All messages that say the same once fillers and synonyms are gone."""

    reading: Reading
    asked: list[_Asked]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miner:
    """Finds proposals in an archive; `covered` says of a question whether the FAQ answers it already.

    `at_least` is how often something has to be asked, `staff` who counts as staff beside roles, `synonyms` the operator's own.
    """

    at_least: int = 3
    staff: Collection[str] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    covered: Callable[[str], bool] | None = None

    def mine(self, messages: Iterable[Message]) -> tuple[Proposal, ...]:
        """Return the questions that were asked most and that the FAQ does not cover, the most frequent first.

        100,000 messages take some 20 seconds and less than half a gigabyte.
        """
        talks = talk_of(messages, self.staff)
        found = [self._proposal(asked, talks) for asked in self._clusters(talks)]
        kept = [proposal for proposal in found if proposal is not None]
        return tuple(sorted(kept, key=lambda proposal: (-proposal.count, proposal.question)))

    def clusters(self, messages: Iterable[Message]) -> tuple[tuple[str, ...], ...]:
        """Return the texts of every cluster, covered or not: what a proposal would be made of, as it was said."""
        talks = talk_of(messages, self.staff)
        return tuple(tuple(talks[each.talk].said[each.place].text for each in asked) for asked in self._clusters(talks))

    def _clusters(self, talks: Sequence[Talk]) -> list[list[_Asked]]:
        """The messages of each star that is asked often enough and looks like a question, the largest stars first."""
        phrasings = self._phrasings(talks)
        near = neighbours([_terms(phrasing.reading) for phrasing in phrasings], _NEAR, lambda one, other: _agree(phrasings, one, other))
        found = stars(near, [len(phrasing.asked) for phrasing in phrasings])
        clusters = ([each for place in star for each in phrasings[place].asked] for star in found)
        return [asked for asked in clusters if len(asked) >= self.at_least and _asks(asked, talks)]

    def _phrasings(self, talks: Sequence[Talk]) -> list[_Phrasing]:
        table = vocabulary(self.synonyms)
        seen: dict[tuple[str, int], _Phrasing] = {}
        readings: dict[str, Reading] = {}
        for number, talk in enumerate(talks):
            for place, said in enumerate(talk.said):
                if said.staff or not _SHORTEST <= len(said.text) <= _LONGEST:
                    continue
                reading = readings.get(said.text) or readings.setdefault(said.text, read(pieces_of(said.text), table))
                core = reading.core
                if len(core) > 1:
                    phrasing = seen.setdefault((core, reading.kinds), _Phrasing(reading, []))
                    phrasing.asked.append(_Asked(number, place))
        return list(seen.values())

    def _proposal(self, asked: Sequence[_Asked], talks: Sequence[Talk]) -> Proposal | None:
        """What a cluster comes to; `None` for one that is covered."""
        said = [talks[each.talk].said[each.place] for each in asked]
        texts = _by_frequency(said)
        if self._is_covered([text for text, _ in texts]):
            return None
        times = [each.at_ms for each in said if each.at_ms is not None]
        question = next((text for text, _ in texts if LIKE_QUESTION.search(text)), texts[0][0])
        return Proposal(
            question=question,
            variants=tuple(text for text, _ in texts if text != question)[:_VARIANTS],
            count=len(said),
            askers=len({each.user for each in said}),
            chats=len({each.talk for each in asked}),
            first_ms=min(times, default=None),
            last_ms=max(times, default=None),
            answers=_answers(asked, talks),
        )

    def _is_covered(self, texts: Sequence[str]) -> bool:
        """Whether the FAQ answers what is asked most, or most of how it is asked."""
        if self.covered is None:
            return False
        told = [self.covered(text) for text in texts[:_VARIANTS]]
        return 2 * sum(told) > len(told) or (told[0] and len(told) <= 2)  # noqa: PLR2004 - then half of it is one


def _terms(reading: Reading) -> set[str]:
    """What a phrasing is compared by: its concepts, the pairs of their characters, and what is asked."""
    kinds = {f"?{bit}" for bit in range(reading.kinds.bit_length()) if reading.kinds >> bit & 1}
    return {one + other for one, other in pairwise(reading.core)} | {f" {word.concept}" for word in reading.words} | kinds


def _agree(phrasings: Sequence[_Phrasing], one: int, other: int) -> bool:
    """Whether two phrasings may ask the same: no other kind of question, no other number, not one of them a denial."""
    a, b = phrasings[one].reading, phrasings[other].reading
    if a.denies is not b.denies or (a.kinds and b.kinds and not a.kinds & b.kinds):
        return False
    return not (a.numbers and b.numbers) or a.numbers == b.numbers


def _asks(asked: Sequence[_Asked], talks: Sequence[Talk]) -> bool:
    """Whether enough of the messages look like questions."""
    like = sum(LIKE_QUESTION.search(talks[each.talk].said[each.place].text) is not None for each in asked)
    return like >= _LIKE_QUESTIONS * len(asked)


def _by_frequency(said: Iterable[Said]) -> list[tuple[str, int]]:
    """The texts with how often each was said, most often first, then the shorter, each on one line."""
    counts = Counter(answer_line(each.text) or each.text for each in said)
    return sorted(counts.items(), key=lambda pair: (-pair[1], len(pair[0]), pair[0]))


def _answers(asked: Iterable[_Asked], talks: Sequence[Talk]) -> tuple[tuple[str, int], ...]:
    """What staff said to the messages of a cluster, most often first."""
    counts: Counter[str] = Counter()
    for each in asked:
        talk = talks[each.talk]
        at_ms = talk.said[each.place].at_ms
        reply = talk.reply(each.place, None if at_ms is None else at_ms + _REPLY_MS)
        line = answer_line(reply.text) if reply else ""
        if len(line) >= _SHORTEST_ANSWER:
            counts[line] += 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))[:_ANSWERS])
