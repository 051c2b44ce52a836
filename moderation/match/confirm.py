"""What makes a candidate a match: small, named tests over the text around it.

Each guard answers one question about a candidate and says False where it must not count. They are pure functions of
the reading, so that the fast matcher and the reference matcher share them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from moderation.match.leniency import ALL_TESTS
from moderation.match.natural import han_after, han_before
from moderation.text.noise import kind_of_noise
from moderation.text.segmentation import LONGEST_WORD, fit, is_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderation.match.candidates import Candidate
    from moderation.match.leniency import Without

__all__ = ["GUARDS", "covers_whole_characters", "stands_alone", "straddles"]

_INVISIBLE_AT_MOST: Final = 64
"""Zero-width characters or marks in one gap that still make a disguise; more is rubbish, not writing."""
_COMMON: Final = 20
"""How often a word must be counted among 60 million to be what somebody meant who left a space in it (路口; not 乐吧)."""
_LONGEST_DOUBTFUL: Final = 4
"""Han terms longer than this do not arise by chance where two words meet."""
_SOFT: Final = frozenset({"space", "clause", "break"})
_HARD_STOP: Final = frozenset({"clause", "break"})


@lru_cache(maxsize=4096)
def _kinds(gap: str) -> tuple[str, ...]:
    return tuple(kind_of_noise(character) or "" for character in gap)


def _gaps(candidate: Candidate) -> list[tuple[str, ...]]:
    return [_kinds(candidate.reading.gap(letter)) for letter in range(candidate.first, candidate.last - 1)]


def covers_whole_characters(candidate: Candidate) -> bool:
    """Return whether neither edge cuts a character that reads as several, such as ⑱."""
    places, first, last = candidate.reading.places, candidate.first, candidate.last
    cut_before = 0 < first < last and places[first - 1] == places[first]
    cut_after = first < last < len(places) and places[last] == places[last - 1]
    return not cut_before and not cut_after


def has_allowed_gaps(candidate: Candidate) -> bool:
    """Return whether no gap holds more noise than the author allows.

    Invisible characters are not counted, but none are allowed where separators are not.
    """
    limit = candidate.pattern.matching.separators
    for kinds in _gaps(candidate):
        unseen = kinds.count("invisible")
        if len(kinds) - unseen > limit or unseen > (_INVISIBLE_AT_MOST if limit else 0):
            return False
    return True


def crosses_no_clause(candidate: Candidate) -> bool:
    """Return whether the match stays within a clause, or is clearly written one character at a time.

    A line end or 。，！ between two characters is ordinary unless every gap is filled and, for a term of two
    characters, both stand alone.
    """
    gaps = _gaps(candidate)
    if not any(_HARD_STOP & set(kinds) for kinds in gaps):
        return True
    alone = not candidate.reading.touching(candidate.first, -1, 1) and not candidate.reading.touching(candidate.last - 1, 1, 1)
    return all(gaps) and (alone or len(gaps) > 1)


def fills_latin_gaps(candidate: Candidate) -> bool:
    """Return whether a Latin term with spaces in it is spaced throughout: `f u c k` is, `se x` may be two words.

    Where its author leaves a space, as in `red bull`, one says nothing.
    """
    gaps, written = _gaps(candidate), _written_spaces(candidate.pattern.text)
    spaced = any(set(kinds) <= _SOFT and kinds for letter, kinds in enumerate(gaps) if letter not in written)
    return not (spaced and candidate.spelling.isascii()) or all(gaps)


@lru_cache(maxsize=4096)
def _written_spaces(text: str) -> frozenset[int]:
    """The letters of a term after which its author leaves a space."""
    return frozenset(len("".join(text[:place].split())) - 1 for place, character in enumerate(text) if character.isspace())


def tears_no_word(candidate: Candidate) -> bool:
    """Return whether a match across a mere space takes no part of a word that ends or starts there (公路口 交的钱)."""
    gaps = _gaps(candidate)
    if candidate.spelling.isascii() or not any(kinds and set(kinds) <= _SOFT for kinds in gaps):
        return True
    broken = [index for index, kinds in enumerate(gaps) if kinds]
    head = candidate.reading.compact[candidate.first : candidate.first + broken[0] + 1]
    tail = candidate.reading.compact[candidate.first + broken[-1] + 1 : candidate.last]
    before = candidate.reading.touching(candidate.first, -1, LONGEST_WORD - 1)
    after = candidate.reading.touching(candidate.last - 1, 1, LONGEST_WORD - 1)
    return not (_word_across(before, head) or _word_across(tail, after))


def _word_across(left: str, right: str) -> bool:
    """Return whether a dictionary word begins in `left` and ends in `right`."""
    return any(
        is_word(left[-i:] + right[:j], at_least=_COMMON)
        for i in range(1, len(left) + 1)
        for j in range(1, min(len(right), LONGEST_WORD - i) + 1)
    )  # fmt: skip


def repeats_unnaturally(candidate: Candidate) -> bool:
    """Return whether merged runs are a disguise: in 妈妈的 the doubled letter is a word, in 赌赌博博 every letter is doubled."""
    if candidate.way != "runs":
        return True
    text = candidate.reading.compact[candidate.first : candidate.last]
    spare = [(letter, text.count(letter) - candidate.spelling.count(letter)) for letter in dict.fromkeys(text)]
    return all(more for _, more in spare) or not any(more == 1 and is_word(letter * 2) for letter, more in spare)


def touches_no_latin(candidate: Candidate) -> bool:
    """Return whether the boundary that the term asks for (or has by default) holds on both sides, as to letters and digits.

    Initials may be a part of a run of initials; whether they are one is weighed with them.
    """
    boundary, spelling = candidate.pattern.matching.boundary, candidate.spelling
    if candidate.way == "pinyin" or boundary == "none":
        return True
    if boundary == "latin" or spelling.isascii():
        return not any(map(_is_latin, _neighbours(candidate)))
    if not (spelling[0].isdigit() or spelling[-1].isdigit()):
        return True
    before, after = _neighbours(candidate)
    return not ((before.isdigit() and spelling[0].isdigit()) or (after.isdigit() and spelling[-1].isdigit()))


def _neighbours(candidate: Candidate) -> tuple[str, str]:
    if candidate.way == "literal":
        return candidate.reading.folded[max(candidate.start - 1, 0) : candidate.start], candidate.reading.folded[
            candidate.end : candidate.end + 1
        ]
    return candidate.reading.touching(candidate.first, -1, 1), candidate.reading.touching(candidate.last - 1, 1, 1)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def straddles(candidate: Candidate) -> bool:
    """Return whether segmentation says that the match is the end of one word and the start of the next.

    With `boundary: word` also if it is only a part of a longer word. A spelling that was bent has been weighed before.
    """
    boundary = candidate.pattern.matching.boundary
    doubtful = boundary == "word" or (boundary == "auto" and 1 < len(candidate.spelling) <= _LONGEST_DOUBTFUL)
    if not doubtful or candidate.way not in ("", "runs") or candidate.spelling.isascii():
        return False
    before, after = han_before(candidate), han_after(candidate)
    if not before and not after:
        return False
    standing = fit(before + candidate.covered + after, len(before), len(before) + len(candidate.covered))
    return standing == "straddles" or (standing == "inside" and boundary == "word")


GUARDS: Final = (
    covers_whole_characters,
    touches_no_latin,
    has_allowed_gaps,
    crosses_no_clause,
    fills_latin_gaps,
    repeats_unnaturally,
    tears_no_word,
)
"""In order of cost; `is_bent` and `straddles` come last and are asked apart, because they depend on what else was found."""


_WITHOUT_GAPS: Final = (touches_no_latin, repeats_unnaturally)
"""Those that have something to say where no noise stands between the letters, and no character reads as several."""


def stands_alone(candidate: Candidate, without: Without = ALL_TESTS) -> bool:
    """Return whether every guard that is not left out lets a candidate pass; a literal term only has its neighbours to mind."""
    guards: tuple[Callable[[Candidate], bool], ...] = _WITHOUT_GAPS
    if candidate.way != "literal":
        places = candidate.reading.places
        spread = places[candidate.last - 1] - places[candidate.first]
        guards = GUARDS if spread >= candidate.last - candidate.first or candidate.reading.is_stacked else _WITHOUT_GAPS
    return all(guard(candidate) or guard.__name__ in without for guard in guards)
