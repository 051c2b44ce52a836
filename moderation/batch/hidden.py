"""Signs of hidden writing in many rows: one for each place that `match.oddities` may report, and never one too few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.alphabet import LOWER, ODD, PART, PICTURE, RARE, SPACE
from moderation.text.latin import is_abbreviation, is_english
from moderation.text.sound import syllables_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from moderation.batch.joined import Folded, Views

    Sign = Callable[[Views], NDArray[np.int64]]

__all__ = ["KINDS", "hidden_places", "pieces_of"]

KINDS: Final = ("split", "lookalike", "pinyin", "initials", "emoji")
"""All that `match.hiding` looks for."""

_SYMBOLS: Final = 1 << 16
_HAN: Final = (0x3400, 0x9FFF)
_CLAUSES: Final = "，。！？、；：,.!?;:~…"
_LONGEST_INITIALS: Final = 6
_REMEMBERED: Final = 1 << 16
_VOWELS: Final = frozenset("aeiou")


def hidden_places(kinds: Sequence[str]) -> Sign:
    """Return the function that gives the row of every place where writing of these kinds may hide something."""
    signs = [_sign_of(kind) for kind in dict.fromkeys(kinds)]
    return lambda views: np.concatenate([np.empty(0, np.int64), *(sign(views) for sign in signs)])


def _sign_of(kind: str) -> Sign:
    if kind == "emoji":
        return _pictures
    if kind in ("pinyin", "initials"):
        return _LatinRuns(kind)
    wanted = PART if kind == "split" else RARE
    return lambda views: views.folded.rows(views.folded.having(wanted))


def _pictures(views: Views) -> NDArray[np.int64]:
    """Emoji with a reading, and keycaps, between two Han characters: nothing that is a word, a space or a clause stands between."""
    folded = views.folded
    at = folded.having(PICTURE | ODD)
    at = at[((folded.flags[at] & PICTURE) != 0) | (folded.symbols[at] == _KEYCAP)]
    for step in (-1, 1):
        beside = at + step
        for _ in range(_FAR):
            on = np.flatnonzero(_IS_BETWEEN[folded.symbols[beside]])
            beside[on] += step
            if not len(on):
                break
        beside = folded.symbols[beside]
        at = at[_IS_BETWEEN[beside] | ((beside >= _HAN[0]) & (beside <= _HAN[1]))]
    return folded.rows(at)


def _betweens() -> NDArray[np.bool_]:
    """What may stand beside an emoji between two Han characters: noise, but for spaces and clauses."""
    between = np.zeros(_SYMBOLS, np.bool_)
    for code in range(1, _SYMBOLS):
        letter = chr(code)
        between[code] = not (letter.isalnum() or letter == "_" or letter.isspace() or letter in _CLAUSES)
    return between


_KEYCAP: Final = 0x20E3
_FAR: Final = 8
"""So far it is followed what stands beside an emoji; what goes on further is taken for something."""
_IS_BETWEEN: Final = _betweens()


class _LatinRuns:
    """The runs of Latin letters, written small, that may be pinyin or initials."""

    def __init__(self, kind: str) -> None:
        self._may_be = _may_be_pinyin if kind == "pinyin" else _may_be_initials
        self._answers: dict[str, tuple[bool, bool]] = {}

    def __call__(self, views: Views) -> NDArray[np.int64]:
        folded = views.folded
        at = folded.having(LOWER)
        if not len(at):
            return at
        begins = np.diff(at, prepend=-2) > 1
        firsts, lasts = at[begins], at[np.append(begins[1:], True)]
        beside = np.zeros(len(firsts), np.bool_)
        joined = folded.symbols[lasts[:-1] + 1] == ord(" ")
        joined &= firsts[1:] - lasts[:-1] == 2  # noqa: PLR2004 - one space between them
        beside[1:] |= joined
        beside[:-1] |= joined
        alone, together = self._asked(pieces_of(folded.codes[at], begins))
        chosen = (together & beside) | (alone & ~beside & _touches_han(folded, firsts, lasts))
        return folded.rows(firsts[chosen])

    def _asked(self, runs: Sequence[str]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which runs may be hidden writing alone, and which beside another run."""
        for run in runs:
            if run not in self._answers:
                if len(self._answers) >= _REMEMBERED:
                    self._answers.clear()
                self._answers[run] = self._may_be(run)
        answers = np.asarray([self._answers.get(run, (True, True)) for run in runs], np.bool_).reshape(-1, 2)
        return answers[:, 0], answers[:, 1]


def pieces_of(letters: NDArray[np.uint32], begins: NDArray[np.bool_]) -> list[str]:
    """Return the runs of some ASCII letters that stand one after the other; a run begins where `begins` says so."""
    spread = np.full(len(letters) + int(begins.sum()), ord(" "), np.uint8)
    spread[np.arange(len(letters)) + np.cumsum(begins)] = letters
    return spread.tobytes().decode("ascii").split(" ")[1:]


def _may_be_pinyin(run: str) -> tuple[bool, bool]:
    syllables = syllables_of(run)
    return len(syllables) > 1 and not is_english(run), bool(syllables)


def _may_be_initials(run: str) -> tuple[bool, bool]:
    may = 1 < len(run) <= _LONGEST_INITIALS and _VOWELS.isdisjoint(run) and not is_abbreviation(run)
    return may, may


def _touches_han(folded: Folded, firsts: NDArray[np.int64], lasts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether Han stands beside a run, or behind one character of white space."""
    symbols, touches = folded.symbols, np.zeros(len(firsts), np.bool_)
    for near, far in ((firsts - 1, firsts - 2), (lasts + 1, lasts + 2)):
        beside = np.where((folded.flags[near] & SPACE) != 0, symbols[far], symbols[near])
        touches |= (beside >= _HAN[0]) & (beside <= _HAN[1])
    return touches
