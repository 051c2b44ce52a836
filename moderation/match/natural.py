"""How natural a text is as it stands: the test that every disguise by sound, shape or order has to pass.

The words around a candidate are read twice, as they stand and with the term in its place. Only where the term makes the
text clearly more probable has somebody bent a word; a bent word falls apart into characters that do not belong together,
an innocent one does not (独播 is one word, 堵博 is two characters). Two models are asked: how probable the words are
(`segmentation`), and how naturally one character follows the other (`bigrams`).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from moderation.match.alike import is_common
from moderation.match.leniency import ALL_TESTS
from moderation.text.bigrams import EDGE, follows, naturalness
from moderation.text.segmentation import cost, crosses, is_word, words
from moderation.text.shape import is_pictured, looks_like
from moderation.text.sound import is_homophone, readings

if TYPE_CHECKING:
    from moderation.match.candidates import Candidate
    from moderation.match.leniency import Without

__all__ = [
    "AFTER_ALL",
    "CONTEXT",
    "FOLLOWING",
    "JOINS_AT_MOST",
    "NEEDED_AT_LEAST",
    "PARTICLES",
    "SUPPORT",
    "TOGETHER",
    "han_after",
    "han_before",
    "is_conceivable",
    "is_lured",
    "is_more_likely",
    "may_be_bent",
    "may_be_spoken",
    "nats_needed",
    "runs_better",
    "stands_after_lure",
]

WINDOW: Final = 6
_CACHED: Final = 8_192
PARTICLES: Final = frozenset("吗吧呢啊嘛呀啦哦")
"""What ends a clause, so that whatever follows is not meant to be read on."""
AFTER_ALL: Final = 6.0
"""More nats where the last character is a particle and ends a clause (要钱吗): the most ordinary character of all there."""
_LURES: Final = frozenset("加扫私+")
"""What stands before a contact: after it even an ordinary word (加我威信) is read as what it sounds like."""

_NEVER: Final = math.inf
_NEEDED: Final[dict[str, dict[int, tuple[float, ...]]]] = {
    "sound": {1: (_NEVER,), 2: (2.0, 0.0), 3: (3.5, 3.5, 3.5)},
    "shape": {1: (_NEVER,), 2: (4.0, 5.0), 3: (1.5, 1.5, 1.5)},
    "shuffle": {2: (1.5, 1.5)},
    "split": {},
}
"""Nats by which the term must be more probable, by the length of the term and how many of its characters were changed.

Set where 26,000 messages of ordinary chat gave at most one false hit in 1,000 with 1,800 terms of abuse.
"""
_NEEDED_OTHERWISE: Final = 1.0
FOLLOWING: Final = 0.5
"""What a nat of the bigrams is worth beside one of the words: half of what they say, the words have said too."""
JOINS_AT_MOST: Final = 4.0
"""Nats that the characters beside a term say for it at most."""
TOGETHER: Final = 6.0
"""More nats where a changed character is part of a longer word as the text stands: in 小仙女 it is, in 小酰女 it is not."""
SUPPORT: Final = 4.0
"""Nats that a candidate needs less where something else in the same text is bent too: who hides one word hides more."""
CONTEXT: Final = 1.0
"""Nats that the words around a bent term add at most: they hardly ever do."""
_ROUNDING: Final = 1e-6
NEEDED_AT_LEAST: Final = 1.0
"""With support too the term must be the more probable reading: a term that the dictionary lacks is given the benefit of one nat."""
_FUZZY: Final[dict[int, float]] = {1: _NEVER, 2: _NEVER, 3: 4.0}
"""More nats for each character that only sounds similar (s for sh), by the length of the term."""
_FUZZY_OTHERWISE: Final = 2.0
_UNLIKE: Final[dict[int, float]] = {1: _NEVER, 2: 3.0}
"""More nats for each everyday character that only begins with the same sound and ends in the same part (哥 for 狗), by the length."""
_UNLIKE_OTHERWISE: Final = 1.0


def han_before(candidate: Candidate) -> str:
    """Return the Han letters that stand without a gap before a candidate."""
    return candidate.reading.han(candidate.first, -1, WINDOW)


def han_after(candidate: Candidate) -> str:
    """Return the Han letters that stand without a gap after a candidate."""
    return candidate.reading.han(candidate.last - 1, 1, WINDOW)


@lru_cache(maxsize=_CACHED)
def _gain(before: str, covered: str, term: str, after: str) -> float:
    in_order = sorted(covered) != sorted(term)  # what is out of order is often other words: 你弄, 弄你
    intended = min(cost(before + term + after), cost(before) + cost(term, is_term=True, is_meant=in_order) + cost(after))
    return cost(before + covered + after) - intended


@lru_cache(maxsize=_CACHED)
def nats_needed(way: str, covered: str, term: str, *, fuzzy: bool = True) -> float:
    """Return the nats that a candidate must gain; infinite where its way of bending is never trusted for such a term."""
    changed = max(sum(a != b for a, b in zip(covered, term, strict=False)), 1)
    base = _NEEDED[way].get(len(term), (_NEEDED_OTHERWISE,))
    needed = base[min(changed, len(base)) - 1]
    if way == "shape":
        return needed + _unlike(covered, term) * _UNLIKE.get(len(term), _UNLIKE_OTHERWISE)
    if way != "sound" or not fuzzy:
        return needed
    similar = sum(a != b and not is_homophone(a, readings(b)) for a, b in zip(covered, term, strict=False))
    return needed + (similar * _FUZZY.get(len(term), _FUZZY_OTHERWISE) if similar else 0.0)


def _unlike(covered: str, term: str) -> float:
    """Return how many characters are others of everyday writing that only share a part; infinite where one is not alike at all."""
    changed = [(seen, meant) for seen, meant in zip(covered, term, strict=False) if seen != meant]
    if not all(looks_like(seen, meant) for seen, meant in changed):
        return _NEVER
    return sum(is_common(seen) and not is_pictured(seen, meant) for seen, meant in changed)


@lru_cache(maxsize=_CACHED)
def runs_better(covered: str, term: str) -> float:
    """Return how much more naturally the characters of a term follow one another than those that are covered, in nats of the words."""
    return FOLLOWING * (naturalness(term) - naturalness(covered))


@lru_cache(maxsize=_CACHED)
def _joins_smoother(covered: str, term: str, before: str, after: str) -> float:
    """Return how much more naturally a term joins the characters beside it than what is covered."""
    joined = follows(before, term[0]) - follows(before, covered[0]) if covered[0] != term[0] else 0.0
    return joined + (follows(term[-1], after) - follows(covered[-1], after) if covered[-1] != term[-1] else 0.0)


def _follows_better(covered: str, term: str, before: str, after: str) -> float:
    """Return what the bigrams say for a term in a place, in nats of the words; `before` and `after` are the characters beside it."""
    return runs_better(covered, term) + min(FOLLOWING * _joins_smoother(covered, term, before, after), JOINS_AT_MOST)


@lru_cache(maxsize=_CACHED)
def _surplus(way: str, covered: str, term: str) -> float:
    """Return by how many nats of the words a term is more likely than it must be, whatever is around it."""
    return _gain("", covered, term, "") - nats_needed(way, covered, term)


def may_be_bent(way: str, compact: str, place: tuple[int, int], term: str) -> int:
    """Return whether letters are worth a candidate for a term of their sound or shape: a quick, necessary test.

    0: no; 1: only beside another one; 2: alone.
    """
    start, end = place
    covered = compact[start:end]
    if covered == term:
        return 0
    surplus = _surplus(way, covered, term)
    if surplus > -_NEVER:
        surplus += _follows_better(covered, term, _beside(compact[start - 1 : start]), _beside(compact[end : end + 1]))
        if surplus >= 0:
            return 2
    if way == "sound" and is_lured(compact, start, covered, term):
        return 2
    return int(surplus >= -SUPPORT)


@lru_cache(maxsize=_CACHED)
def _may_gain(way: str, covered: str, term: str, support: float) -> bool:
    """Return False only where nothing that stands around covered Han text makes it a term of its sound or shape."""
    base = nats_needed(way, covered, term)
    if base == _NEVER:
        return False
    needed = max(base - support, min(base, NEEDED_AT_LEAST)) if support else base
    return _gain("", covered, term, "") + runs_better(covered, term) + JOINS_AT_MOST + CONTEXT >= needed - _ROUNDING


def is_conceivable(way: str, covered: str, term: str) -> bool:
    """Return False only where nothing that stands around covered Han text, and no support, makes it a term of its sound or shape."""
    return _may_gain(way, covered, term, SUPPORT)


@lru_cache(maxsize=_CACHED)
def may_be_spoken(way: str, covered: str, term: str) -> bool:
    """Return whether letters of a text whose emoji are read as characters are worth a candidate: a quick, necessary test."""
    return covered == term or _gain("", covered, term, "") + CONTEXT >= min(nats_needed(way, covered, term), 0.0)


def _beside(character: str) -> str:
    """Return what the bigrams take for a character beside a candidate."""
    return character if character and not character.isascii() else EDGE


def is_more_likely(candidate: Candidate, *, support: float = 0.0, without: Without = ALL_TESTS) -> bool:
    """Return whether the covered Han text is more likely meant to be the term than what it says.

    `support` is how many nats less are asked, for what else the text hides.
    """
    if "likelihood" in without:
        return True
    covered, term = candidate.covered, candidate.pattern.spellings[0]
    if not without and not candidate.reading.spoken and not _may_gain(candidate.way, covered, term, support):
        return candidate.way == "sound" and is_lured(candidate.reading.compact, candidate.first, covered, term)
    before, after = han_before(candidate), han_after(candidate)
    needed = _wanted(candidate, after, support=support, without=without)
    if not candidate.reading.spoken and "bigrams" not in without:
        needed -= _follows_better(covered, term, before[-1:] or EDGE, after[:1] or EDGE)
    if _gain("", covered, term, "") >= needed - CONTEXT:
        before, after = _joining(before, covered, term, after)
        gain = _gain(before, covered, term, after)
        if gain >= needed:
            apart = candidate.reading.spoken or "belongs_together" in without or gain >= needed + TOGETHER
            return apart or not _belongs_together(before, covered, term, after)
    return candidate.way == "sound" and is_lured(candidate.reading.compact, candidate.first, covered, term)


@lru_cache(maxsize=_CACHED)
def _joining(before: str, covered: str, term: str, after: str) -> tuple[str, str]:
    """Return what stands before and after a candidate, as far as a word could join it, as it stands or with the term.

    The rest costs the same whichever of the two is meant, so that nothing else has to be weighed.
    """
    with_before = crosses(before, term + after) or crosses(before, covered + after)
    with_after = crosses(before + term, after) or crosses(before + covered, after)
    return before if with_before else "", after if with_after else ""


def _wanted(candidate: Candidate, after: str, *, support: float, without: Without) -> float:
    """Return the nats that a candidate must gain where it stands."""
    way, covered, term = candidate.way, candidate.covered, candidate.pattern.spellings[0]
    needed = nats_needed(way, covered, term, fuzzy="similar_sounds" not in without)
    if not after and covered[-1] in PARTICLES and covered[-1] != term[-1] and "particles" not in without:
        needed += AFTER_ALL
    if support:
        needed = max(needed - support, min(needed, NEEDED_AT_LEAST - max(support - SUPPORT, 0.0)))
    return min(needed, 0.0) if candidate.reading.spoken and needed < _NEVER else needed


@lru_cache(maxsize=_CACHED)
def _belongs_together(before: str, covered: str, term: str, after: str) -> bool:
    """Return whether a changed character is part of a longer word as the text stands: in 小仙女 it is, in 小酰女 it is not."""
    start = -len(before)
    for word in words(before + covered + after):
        changed = [
            place for place in range(start, start + len(word)) if 0 <= place < len(term) and covered[place : place + 1] != term[place]
        ]
        if len(word) > 1 and changed:
            return True
        start += len(word)
    return False


def stands_after_lure(compact: str, first: int) -> bool:
    """Return whether a lure stands among the two letters before a place."""
    return not _LURES.isdisjoint(compact[max(first - 2, 0) : first])


def is_lured(compact: str, first: int, covered: str, term: str) -> bool:
    """Return whether an ordinary word stands after a lure and keeps a character of the term: 加我威信."""
    if not stands_after_lure(compact, first):
        return False
    return any(a == b for a, b in zip(covered, term, strict=False)) and is_word(covered)
