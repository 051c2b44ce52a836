"""How natural a text is as it stands: the test that every disguise by sound, shape or order has to pass.

The words around a candidate are read twice, as they stand and with the term in its place. Only where the term makes the
text clearly more probable has somebody bent a word; a bent word falls apart into characters that do not belong together,
an innocent one does not (独播 is one word, 堵博 is two characters).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from moderation.text.segmentation import cost, is_word
from moderation.text.sound import is_homophone, readings

if TYPE_CHECKING:
    from moderation.match.candidates import Candidate

__all__ = ["han_after", "han_before", "is_more_likely", "may_be_bent"]

WINDOW: Final = 6
_CACHED: Final = 65_536
LURES: Final = "加扫私＋+"
"""What stands before a contact: after it even an ordinary word (加我威信) is read as what it sounds like."""

GAIN: Final = {"sound": 5.0, "shape": 4.0, "shuffle": 6.0, "split": 2.0}
"""Nats by which the term must be more probable; see the table in docs/disguises.md."""
FUZZY_COSTS: Final = 2.0
"""More nats for each character that only sounds similar (s for sh)."""


def han_before(candidate: Candidate) -> str:
    """Return the Han letters that stand without a gap before a candidate."""
    text = candidate.reading.touching(candidate.first, -1, WINDOW)
    return text[next((i for i in range(len(text), 0, -1) if text[i - 1].isascii()), 0) :]


def han_after(candidate: Candidate) -> str:
    """Return the Han letters that stand without a gap after a candidate."""
    text = candidate.reading.touching(candidate.last - 1, 1, WINDOW)
    return text[: next((i for i, character in enumerate(text) if character.isascii()), len(text))]


@lru_cache(maxsize=_CACHED)
def _gain(before: str, covered: str, term: str, after: str) -> float:
    intended = min(cost(before + term + after), cost(before) + cost(term, is_term=True) + cost(after))
    return cost(before + covered + after) - intended


@lru_cache(maxsize=_CACHED)
def _could_be_bent(covered: str, term: str, needed: float) -> bool:
    """Return whether the gain without any context is enough; what stands around a bent word rarely adds to it."""
    return _gain("", covered, term, "") >= needed


def _needed(candidate: Candidate) -> float:
    needed = GAIN[candidate.way]
    if candidate.way == "sound":
        needed += FUZZY_COSTS * sum(
            not is_homophone(letter, readings(own))
            for letter, own in zip(candidate.covered, candidate.spelling, strict=True)
            if letter != own
        )
    return needed


def may_be_bent(candidate: Candidate) -> bool:
    """Return whether a candidate by sound or shape is worth looking at: a quick, necessary test that forgets the context."""
    covered = candidate.covered
    return (
        not covered.isalpha()
        or not _is_han(covered)
        or _could_be_bent(covered, candidate.spelling, _needed(candidate))
        or _is_lured(candidate)
    )


def _is_han(text: str) -> bool:
    return not any(map(str.isascii, text))


def is_more_likely(candidate: Candidate) -> bool:
    """Return whether the covered Han text, of the length of the term, is more likely the term than what it says."""
    needed = _needed(candidate)
    if not _could_be_bent(candidate.covered, candidate.spelling, needed):
        return _is_lured(candidate)
    return _gain(han_before(candidate), candidate.covered, candidate.spelling, han_after(candidate)) >= needed


def _is_lured(candidate: Candidate) -> bool:
    kept = sum(a == b for a, b in zip(candidate.covered, candidate.spelling, strict=False))
    before = candidate.reading.compact[max(candidate.first - 2, 0) : candidate.first]
    return candidate.way == "sound" and kept > 0 and any(lure in before for lure in LURES) and is_word(candidate.covered)
