"""Whether a spelling that only options admit is a disguise here: each way of bending a term has its own test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from moderation.match.disguises import can_be_bent
from moderation.match.leniency import ALL_TESTS
from moderation.match.natural import SUPPORT, is_more_likely
from moderation.match.strewn import STREWN, is_restored
from moderation.text.fold import only_script
from moderation.text.latin import is_abbreviation, is_english
from moderation.text.segmentation import is_word
from moderation.text.sound import syllables_of

if TYPE_CHECKING:
    from moderation.match.candidates import Candidate
    from moderation.match.leniency import Without

__all__ = ["LONGEST_INITIALS", "SURE_ALONE", "SURE_INITIALS", "disguise_of", "has_no_word", "hides_more", "is_as_spelled", "is_bent"]

_COMMON_CHARACTER: Final = 50
"""How often jieba counts a character that people write on its own; radicals (亻, 犭) are counted less or not at all."""
_SURE_SYLLABLES: Final = 2
_SURE_LETTERS: Final = 3
SURE_INITIALS: Final = 3
"""Two letters are the initials of too much; alone they count where no vowel makes a word or a name of their run."""
SURE_ALONE: Final = 4
"""So many letters need not stand beside Han."""
LONGEST_INITIALS: Final = 10
"""A longer run of letters is no run of initials, but a code or a key pressed for long."""
_CAPITALISED: Final = re.compile("[A-Z][a-z]")
_LATIN: Final = re.compile("[a-z]+")
_MARKS: Final = ("\ufe0f", "\u20e3")
_KEYCAP: Final = _MARKS[1]
_VOWEL: Final = frozenset("aeiou")
_TOO_OFTEN: Final = 3
_AS_SPELLED: Final = ("", "runs", "literal")
_OTHER_ORDER: Final = ("shuffle", STREWN)


def is_bent(candidate: Candidate, *, supported: bool = False, hidden: bool = False, without: Without = ALL_TESTS) -> bool:
    """Return whether a candidate that is not spelled as its author wrote it is a disguise and no accident.

    `supported` says that something else in the same text is bent, so that less proof is needed; `hidden` that the text is
    written to hide what it says elsewhere too, so that hardly any is. Tests `without` are left out.
    """
    decorated = not hidden and "decorates" not in without
    if candidate.reading.spoken and (not _covers_emoji(candidate) or (decorated and _is_decorated(candidate))):
        return False
    if candidate.way in _AS_SPELLED:
        return True
    if candidate.way == "pinyin":
        return _is_initials(candidate, supported=supported or "short_initials" in without, hidden=hidden)
    support = SUPPORT if supported or hidden else 0.0
    if candidate.way == "split":
        odd = hidden or "common_parts" in without or any(not is_word(part, at_least=_COMMON_CHARACTER) for part in candidate.covered)
        return odd or is_more_likely(candidate, support=support, without=without)
    if candidate.way == "sound" and hidden and _LATIN.search(candidate.covered):
        return _has_allowed_sounds(candidate)
    return _is_alike(candidate, support=support, without=without)


def is_as_spelled(candidate: Candidate) -> bool:
    """Return whether a candidate is written with the characters of its term in their order, so that nothing has to be weighed."""
    return candidate.way in _AS_SPELLED and not candidate.reading.spoken


def hides_more(candidate: Candidate) -> bool:
    """Return whether a candidate may be bent in a text that is `hidden` though it is not where it is `supported`."""
    ways = candidate.way in ("pinyin", "split") or (candidate.way == "sound" and _LATIN.search(candidate.covered) is not None)
    return ways or candidate.reading.spoken


def _is_alike(candidate: Candidate, *, support: float, without: Without) -> bool:
    """Return whether what sounds, looks or is ordered like a term is meant to be it."""
    if candidate.way == STREWN:
        return "likelihood" in without or is_restored(candidate, support=support)
    allowed = candidate.way != "sound" or _has_allowed_sounds(candidate)
    if not allowed or not (can_be_bent(candidate.pattern.spellings[0]) or "single" in without):
        return False
    if _LATIN.search(candidate.covered):
        return "latin_name" in without or _is_pinyin(candidate)
    if candidate.reading.spoken and _is_all_emoji(candidate):
        return True
    return is_more_likely(candidate, support=support, without=without)


def _covers_emoji(candidate: Candidate) -> bool:
    return any(_is_emoji(candidate, place) for place in _places(candidate))


def _is_emoji(candidate: Candidate, place: int) -> bool:
    """Return whether a character is read as another one that it stands for: an emoji, or a digit on a key."""
    text, folded = candidate.reading.text, candidate.reading.folded
    return text[place] != folded[place] and (not text[place].isalnum() or text[place + 1 : place + 3].endswith(_KEYCAP))


def _is_decorated(candidate: Candidate) -> bool:
    """Return whether the emoji only adorns what was said, so that nobody meant it to be read as a character; one alone always does."""
    places = _places(candidate)
    apart = places[-1] - places[0] >= len(places) + sum(candidate.reading.text.count(mark, places[0], places[-1]) for mark in _MARKS)
    return len(places) == 1 or apart or _is_repeated(candidate) or _is_bent_twice(candidate) or _only_ends(candidate)


def _is_repeated(candidate: Candidate) -> bool:
    """Return whether the same emoji comes again or three times: one would have been enough to stand for a character (好吃👴👴👴)."""
    text, places = candidate.reading.text, _places(candidate)
    written = text[places[-1]]
    again = text[places[-1] + 1 : places[-1] + 2] == written
    return _is_emoji(candidate, places[-1]) and (again or written * _TOO_OFTEN in text[max(places[0] - 1, 0) : places[-1] + _TOO_OFTEN])


def _is_bent_twice(candidate: Candidate) -> bool:
    """Return whether the characters beside the emoji are changed too, or stand in another order: 能🐶 is no 老狗."""
    beside = [letter for letter, place in zip(candidate.covered, _places(candidate), strict=True) if not _is_emoji(candidate, place)]
    return candidate.way in _OTHER_ORDER or not set(beside) <= set(candidate.spelling)


def _only_ends(candidate: Candidate) -> bool:
    """Return whether an emoji ends a clause that only sounds or looks like a term, or whose last word is whole before it (慢走🐶)."""
    last = _places(candidate)[-1]
    if candidate.reading.text[last].isalnum() or candidate.reading.touching(candidate.last - 1, 1, 1):
        return False
    if candidate.way in ("sound", "shape"):
        return not _is_all_emoji(candidate)
    word = candidate.reading.touching(candidate.first, -1, 1) + candidate.covered[:-1]
    return len(candidate.covered) == len(word) and is_word(word)


def _is_all_emoji(candidate: Candidate) -> bool:
    """Return whether a term is written in different emoji, right behind what was said: 你这个🀁🈵."""
    places = _places(candidate)
    written = {candidate.reading.text[place] for place in places}
    beside = candidate.reading.touching(candidate.first, -1, 1) + candidate.reading.touching(candidate.last - 1, 1, 1)
    return len(written) > 1 and all(_is_emoji(candidate, place) for place in places) and bool(beside)


def _places(candidate: Candidate) -> list[int]:
    return candidate.reading.places[candidate.first : candidate.last]


def _has_allowed_sounds(candidate: Candidate) -> bool:
    """Return whether the author asked for what was found: other characters, Latin syllables, or both."""
    matching = candidate.pattern.matching
    latin = _LATIN.search(candidate.covered) is not None
    other = any(not letter.isascii() and letter not in candidate.spelling for letter in candidate.covered)
    return (matching.pinyin != "off" or not latin) and (matching.homophone or not other)


def _is_pinyin(candidate: Candidate) -> bool:
    """Return whether Latin syllables are pinyin here: in runs that are pinyin throughout, no name, no English word, no English around."""
    compact, first, last = candidate.reading.compact, candidate.first, candidate.last
    runs = [run.group() for run in _LATIN.finditer(compact, first, last)]
    cut = _cuts_run(candidate, first, -1) or _cuts_run(candidate, last - 1, 1)
    only_part = cut and candidate.covered.isascii() and len(candidate.spelling) < _SURE_SYLLABLES
    short = len(candidate.spelling) < _SURE_SYLLABLES or (len(runs) == 1 and len(runs[0]) < _SURE_LETTERS and candidate.covered.isascii())
    return not only_part and not short and not _is_name(candidate) and not all(map(is_english, runs)) and not _in_english(candidate)


def _is_name(candidate: Candidate) -> bool:
    """Return whether Latin letters are written as a name is: Nima."""
    written = "".join(candidate.reading.text[place] for place in _places(candidate))
    return _CAPITALISED.search(written) is not None


def _cuts_run(candidate: Candidate, letter: int, step: int) -> bool:
    """Return whether a Latin run goes on where the candidate ends."""
    next_letter = candidate.reading.touching(letter, step, 1)
    return candidate.reading.compact[letter].isascii() and next_letter.isascii() and next_letter.isalpha()


def _in_english(candidate: Candidate) -> bool:
    """Return whether a Latin run close by is no pinyin, so that this one is likely none either."""
    compact = candidate.reading.compact
    around = compact[max(candidate.first - 12, 0) : candidate.first] + " " + compact[candidate.last : candidate.last + 12]
    return any(len(run) > 1 and not syllables_of(run) for run in _LATIN.findall(around))


def _is_initials(candidate: Candidate, *, supported: bool, hidden: bool) -> bool:
    """Return whether Latin letters are the initials of a term: written small beside Han, and no abbreviation of something else.

    They may begin or end a longer run, as whole clauses are written in initials; that run must then be nothing else, either.
    """
    reading, covered = candidate.reading, candidate.covered
    first, last = reading.latin_run(candidate.first, candidate.last, LONGEST_INITIALS)
    run = reading.compact[first:last]
    whole = run == covered
    sure = whole and (supported or (hidden and len(set(covered)) > 1) or len(covered) >= SURE_INITIALS)
    if not sure and not (_is_at_edge(candidate, first, last) and _are_all_initials(run)):
        return False
    upper = any(reading.text[place].isupper() for place in reading.places[first:last])
    beside = reading.touching(first, -1, 1) + reading.touching(last - 1, 1, 1)
    return not (upper or beside.isascii() > (whole and len(covered) >= SURE_ALONE) or (is_abbreviation(run) and not hidden))


def _is_at_edge(candidate: Candidate, first: int, last: int) -> bool:
    """Return whether a run begins or ends with a candidate, without noise in it."""
    return (candidate.first == first or candidate.last == last) and _is_written_together(candidate)


def _are_all_initials(run: str) -> bool:
    return len(run) <= LONGEST_INITIALS and len(set(run)) > 1 and run.isalpha() and has_no_word(run)


def has_no_word(run: str) -> bool:
    """Return whether a run of letters can only be initials: no vowel in it, or at most one at its start (azldj)."""
    return _VOWEL.isdisjoint(run[1:]) and (run[0] not in _VOWEL or len(set(run)) > SURE_INITIALS)


def _is_written_together(candidate: Candidate) -> bool:
    places = _places(candidate)
    return places[-1] - places[0] == len(places) - 1


def disguise_of(candidate: Candidate) -> tuple[tuple[str, ...], bool]:
    """Return how a match was disguised, as option names in their order, and whether that is more than another script or width."""
    way, reading = candidate.way, candidate.reading
    if way == "literal":
        original, own = reading.text[candidate.start : candidate.end], candidate.pattern.text
        return (("variants",), not only_script(original, candidate.spelling)) if original.lower() != own.lower() else ((), False)
    if way == "" and not reading.spoken and reading.text[candidate.start : candidate.end] == candidate.pattern.text:
        return (), False
    original = "".join(reading.text[place] for place in dict.fromkeys(_places(candidate)))
    covered = reading.text[candidate.start : candidate.end].lower()
    separated = candidate.end - candidate.start > len(original) and covered != candidate.pattern.text.lower()
    found = {
        "separators": separated,
        "variants": way in ("", "runs") and not reading.spoken and original.lower() != candidate.pattern.letters.lower(),
        "lookalike": way == "shape",
        "homophone": way == "sound" and any(not letter.isascii() and letter not in candidate.spelling for letter in candidate.covered),
        "pinyin": way == "pinyin" or (way == "sound" and _LATIN.search(candidate.covered) is not None),
        "split": way == "split",
        "emoji": reading.spoken,
        "shuffle": way in _OTHER_ORDER,
    }
    disguise = tuple(option for option, used in found.items() if used)
    script = disguise == ("variants",) and way == "" and candidate.spelling == candidate.pattern.spellings[0]
    return disguise, bool(disguise) and not (
        script and len(original) == len(candidate.spelling) and only_script(original, candidate.spelling)
    )
