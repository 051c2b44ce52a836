"""Signs of a contact: rows with letters or digits of an account, behind something of a lure that could announce it."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from moderation.batch.alphabet import IDENTITY, NOISE
from moderation.batch.distinct import distinct
from moderation.match.digits import DIGIT_CLASS
from moderation.match.lures import HOMOPHONES
from moderation.text.fold import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from moderation.batch.joined import Folded, Views
    from moderation.match.spec import ContactSpec

__all__ = ["Accounts"]

_SYMBOLS: Final = 1 << 16
_SHORTEST: Final = 5
_SHORTEST_BENT: Final = 4
_PHONE: Final = 11
_LONGEST_LURE: Final = 12
"""Letters of the longest lure that is known: 加我的微信, jia qq qun."""
_BEHIND: Final = 20
"""Letters of the longest phone number, and of what says behind it that it is an account too."""
_FAR_OFF: Final = 1 << 40
_HALF: Final = 16
_SURROGATES: Final = slice(0xD800, 0xE000)
_LETTER: Final = 0xDFFE
"""What stands for a letter that has no symbol of its own."""
_MOST_NOISE: Final = 3
"""Characters that may stand between two letters of a lure."""
_OF_NAMES: Final = "微薇威徽维崴葳嶶溦㣲巍危唯惟魏韦∨✌\\卫围绿vw"
"""One of these is in every known lure that announces a name."""
_OF_NUMBERS: Final = "扣抠叩蔻寇球秋丘鹅群裙➕✚✛加十qk"
"""One of these, or of the emoji below, is in every other one."""
_EMOJI: Final = tuple(map(ord, "🐧👗"))
_LATIN: Final = "vwqk"
_WEI: Final = "微薇威徽维崴葳嶶溦㣲巍危唯惟魏韦"
_BENT: Final = {
    "加": "加➕✚✛十佳家嘉", "微": _WEI, "薇": _WEI, "威": _WEI, "信": "信芯伈", "群": "群裙👗", "扣": "扣抠叩蔻寇",
    "私": "私司", "v": "v∨✌", "+": "+➕✚✛",
}  # fmt: skip
"""What an author's words may hold instead of a letter; what is no letter of it is among what known lures hold."""


class _Runs(NamedTuple):
    """Letters and digits of accounts by their `places`, how many of their run each begins, noise aside, and whether one is a digit."""

    places: NDArray[np.int64]
    left: NDArray[np.int64]
    numbered: NDArray[np.bool_]

    def at(self, chosen: NDArray[Any]) -> _Runs:
        """Return some of them."""
        return _Runs(self.places[chosen], self.left[chosen], self.numbered[chosen])


class _Lures(NamedTuple):
    """The places of what lures hold: of names, of anything that is announced, and what only a bent lure is spelled with."""

    names: NDArray[np.int64]
    anything: NDArray[np.int64]
    bent: NDArray[np.int64]


class Accounts:
    """The rows with five letters or digits of an account in a row, noise aside, or with four digits behind a lure that only a lure is.

    Where a number is asked to be announced, also something of a lure, or of the author's words, has to be there, so near
    that it may reach the account: before it, and behind it where it may be a phone number. Without a digit an account is
    only announced by lures that are known.
    """

    def __init__(self, spec: ContactSpec) -> None:
        self._is_led = bool(spec.lead)
        self._words = _Words([plain(word) for word in spec.lead])
        self._before = spec.lead_within + max(_LONGEST_LURE, *map(len, spec.lead or ("",)))

    def __call__(self, views: Views) -> NDArray[np.int64]:
        """Return the rows."""
        runs, nowhere = _runs(views), np.empty(0, np.int64)
        announced = nowhere if self._is_led else runs.places[runs.left >= _SHORTEST]
        runs = runs if self._is_led else runs.at(runs.left < _SHORTEST)
        reached = runs.places[self._reached(runs, self._lures(views.folded), views)] if len(runs.places) else nowhere
        return distinct(views.folded.rows(np.concatenate([announced, reached])))

    def _lures(self, folded: Folded) -> _Lures:
        """What lures hold."""
        places = np.flatnonzero(self._words.marks.take(folded.symbols))
        symbols, before = folded.symbols[places], folded.symbols[places - 1]
        begins = (symbols < ord("a")) | (symbols > ord("z")) | (before < ord("b")) | (before > ord("z"))  # behind jia too
        names = _IS_OF_NAMES[symbols] & begins
        anything = (_IS_OF_NUMBERS[symbols] & begins) | np.isin(folded.codes[places], _EMOJI) | self._words.begin(folded, places)
        return _Lures(places[names], places[names | anything], places[_IS_HOMOPHONE[symbols]])

    def _reached(self, runs: _Runs, lures: _Lures, views: Views) -> NDArray[np.bool_]:
        """Which places a lure may reach."""
        starts = _starts(views.folded, runs.places)
        reached = self._stands_before(runs.places, starts, lures.anything, views)
        at = np.flatnonzero(reached)
        some, starts = runs.at(at), starts[at]
        named = self._stands_before(some.places, starts, lures.names, views)
        bent = np.zeros(len(at), np.bool_)
        bent[named] = self._stands_before(some.places[named], starts[named], lures.bent, views)
        reached[at] = np.where(some.left >= _SHORTEST, named | some.numbered, some.numbered & bent)
        phones = np.flatnonzero((runs.left >= _PHONE) & runs.numbered & ~reached)
        letters, places = views.letters.places, runs.places[phones]
        last = letters[np.minimum(np.searchsorted(letters, places) + _BEHIND, len(letters) - 1)]
        reached[phones] = np.append(lures.names, _FAR_OFF)[np.searchsorted(lures.names, places)] <= last
        return reached

    def _stands_before(
        self, places: NDArray[np.int64], starts: NDArray[np.int64], there: NDArray[np.int64], views: Views
    ) -> NDArray[np.bool_]:
        """Before which places, in rows that start somewhere, something stands within the reach of a lure."""
        nearest = np.append(there, -1)[np.searchsorted(there, places, "right") - 1]
        stands: NDArray[np.bool_] = nearest >= starts
        at, letters = np.flatnonzero(stands), views.letters.places
        between = np.searchsorted(letters, places[at]) - np.searchsorted(letters, nearest[at])
        stands[at] = between <= self._before + 1
        return stands


class _Words:
    """The words of an author, by what they may begin with: one letter, or two of them.

    `marks` are all symbols that these words or known lures are told by.
    """

    def __init__(self, words: Iterable[str]) -> None:
        singles, pairs = [], []
        for word in filter(None, words):
            first = _BENT.get(word[0], word[0])
            if len(word) > 1 and _is_han(word[:2]):
                pairs += list(product(first, _BENT.get(word[1], word[1])))
            elif word == "加":
                pairs += list(product(first, "我"))
                singles.append(word)
            elif not (word[0] in _LATIN and word.isascii() and word.isalnum()):  # like a known lure, it stands alone
                singles += first
        self._is_single = _table(letter for letter in singles if letter <= "\uffff")
        self._is_single[_SURROGATES] = any(letter > "\uffff" for letter in singles)  # emoji share a few symbols, and one may be any
        self._is_first = _table(first for first, _ in pairs if first <= "\uffff")
        codes = [(ord(first) << _HALF) | ord(second) for first, second in pairs if max(first, second) <= "\uffff"]
        self._pairs = distinct(np.asarray(codes, np.uint32))
        self.marks = self._is_single | self._is_first | _IS_OF_NAMES | _IS_OF_NUMBERS | _IS_HOMOPHONE
        self.marks[_SURROGATES] = True

    def begin(self, folded: Folded, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return at which places a word may begin."""
        symbols = folded.symbols
        begin = self._is_single[symbols[places]]
        at = np.flatnonzero(self._is_first[symbols[places]] & ~begin)
        behind = places[at] + 1
        for _ in range(_MOST_NOISE):
            behind += ~_is_word()[symbols[behind]]
        codes = (symbols[places[at]].astype(np.uint32) << np.uint32(_HALF)) | symbols[behind]
        if len(self._pairs):
            begin[at] = self._pairs[np.minimum(np.searchsorted(self._pairs, codes), len(self._pairs) - 1)] == codes
        return begin


def _runs(views: Views) -> _Runs:
    """The letters and digits of which at least three more follow in their run."""
    folded, letters = views.folded, views.letters.places
    at = np.flatnonzero((folded.flags & IDENTITY) != 0)
    tied = np.diff(at, append=_FAR_OFF) == 1
    across = np.flatnonzero(~tied[:-1] & ((folded.flags[at[:-1] + 1] & NOISE) != 0))
    inner = np.searchsorted(letters, at[across + 1]) - np.searchsorted(letters, at[across])
    tied[across] = inner == ((folded.flags[at[across]] & NOISE) == 0)
    ends = np.flatnonzero(~tied)
    sizes = np.diff(ends, prepend=-1)
    long = sizes >= _SHORTEST_BENT
    ends, sizes = ends[long], sizes[long]
    left = np.repeat(np.cumsum(sizes), sizes) - np.arange(int(sizes.sum()))
    at = at[np.repeat(ends, sizes) + 1 - left]
    digits = np.concatenate([[0], np.cumsum(_IS_DIGIT[folded.symbols[at]])])
    numbered = np.repeat(np.diff(digits[np.cumsum(sizes)], prepend=0) > 0, sizes)
    return _Runs(at, left, numbered).at(left >= _SHORTEST_BENT)


def _starts(folded: Folded, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the rows of some places start."""
    rows = folded.rows(places)
    return np.where(rows > 0, folded.ends[rows - 1] + 1, 0)


@cache
def _is_word() -> NDArray[np.bool_]:
    """Symbol → whether it is a letter, a digit or what counts as one; the end of a row is none that noise may reach across."""
    every = np.arange(_SYMBOLS, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    word = np.zeros(_SYMBOLS, np.bool_)
    word[[found.start() for found in re.finditer(r"\w", every)]] = True
    word[[0, _LETTER]] = True
    return word


def _is_han(letters: str) -> bool:
    return all("\u3400" <= letter <= "\u9fff" for letter in letters)


def _table(characters: Iterable[str]) -> NDArray[np.bool_]:
    table = np.zeros(_SYMBOLS, np.bool_)
    table[list(map(ord, characters))] = True
    return table


_IS_OF_NAMES: Final = _table(_OF_NAMES)
_IS_OF_NUMBERS: Final = _table(_OF_NUMBERS)
_IS_DIGIT: Final = _table(DIGIT_CLASS)
_IS_HOMOPHONE: Final = _table(HOMOPHONES)
