"""Signs without which a matcher that is no expression finds nothing, looked for in all rows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.alphabet import IDENTITY, NOISE
from moderation.batch.distinct import distinct
from moderation.batch.hidden import hidden_places
from moderation.batch.joined import places_of
from moderation.batch.repeating import Repeating
from moderation.match.hosts import HAN_SUFFIXES
from moderation.match.lures import FIRST, HOMOPHONES
from moderation.match.share_codes import OPENING
from moderation.match.spec import ContactSpec, DisguiseSpec, LinkSpec, RepeatSpec
from moderation.text.fold import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from moderation.batch.joined import Folded, Views
    from moderation.match.spec import PatternSpec

    Sign = Callable[[Views], NDArray[np.int64]]

__all__ = ["Sign", "sign_of"]

_SYMBOLS: Final = 1 << 16
_ALNUM: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
_SHORTEST_BENT: Final = 4
_SHORTEST_CODE: Final = 8
_LONGEST_LURE: Final = 12
"""Letters of the longest lure that is known: 加我的微信, jia qq qun."""
_BEHIND: Final = 20
"""Letters of the longest phone number, and of what says behind it that it is an account too."""
_FAR_OFF: Final = 1 << 40
_DOTS_OF_IP: Final = 3
_COLONS_OF_IP: Final = 7
_BENT_FIRST: Final = "信芯伈司"
"""What an author's words may begin with instead, and no known lure does."""


def sign_of(spec: PatternSpec) -> Sign:
    """Return the function that gives the rows in which a pattern may stand; a row comes once for each place of a disguise."""
    if isinstance(spec, ContactSpec):
        return _Accounts(spec)
    if isinstance(spec, LinkSpec):
        return _links
    if isinstance(spec, DisguiseSpec):
        return hidden_places(spec.of)
    if isinstance(spec, RepeatSpec):
        return Repeating(spec)
    return lambda views: np.arange(len(views.folded.ends))


class _Accounts:
    """The rows with five letters or digits of an account in a row, noise aside, or with four and a lure that only a lure is.

    Where a number is asked to be announced, also something of a lure, or of the author's words, has to be there; all of it
    so near that a lure may reach the account.
    """

    def __init__(self, spec: ContactSpec) -> None:
        self._announcing = _announcing(spec.lead) if spec.lead else None
        self._before = spec.lead_within + max(_LONGEST_LURE, *map(len, spec.lead or ("",)))

    def __call__(self, views: Views) -> NDArray[np.int64]:
        folded = views.folded
        kept = np.flatnonzero((folded.flags & (NOISE | IDENTITY)) != NOISE)
        part = (folded.flags & IDENTITY).take(kept) != 0
        four = _runs(part, _SHORTEST_BENT)
        if not len(four):
            return four
        long = part[four + _SHORTEST_BENT]
        announced, bent = kept[four[long]], kept[four[~long]]
        if self._announcing is not None:
            announced = self._near(self._announcing, announced, views)
        bent = self._near(_IS_HOMOPHONE, bent, views)
        return distinct(folded.rows(np.concatenate([announced, bent])))

    def _near(self, wanted: NDArray[np.bool_], places: NDArray[np.int64], views: Views) -> NDArray[np.int64]:
        """Those of some places that have a symbol that is wanted within the reach of a lure."""
        letters, folded = views.letters.places, views.folded
        rows = folded.rows(places)
        firsts = np.searchsorted(letters, places)
        around, ends = places_of(distinct(rows), folded.ends)
        starts = around[np.concatenate([[0], ends[:-1] + 1])] if len(ends) else around
        own = np.searchsorted(distinct(rows), rows)
        there = np.concatenate([around[wanted[folded.symbols[around]]], [_FAR_OFF]])
        begin = np.maximum(letters[np.maximum(firsts - self._before - 1, 0)], starts[own])
        last = letters[np.minimum(firsts + _BEHIND, len(letters) - 1)]
        return places[there[np.searchsorted(there, begin)] <= last]


def _announcing(words: Sequence[str]) -> NDArray[np.bool_]:
    """What a known lure or an author's words may begin with; emoji share a few symbols, and one may be any."""
    firsts = {plain(word)[:1] for word in words}
    announcing = _table("".join(first for first in (*FIRST, *_BENT_FIRST, *firsts) if first <= "\uffff"))
    announcing[0xD800:0xE000] = True
    return announcing


def _runs(part: NDArray[np.bool_], length: int) -> NDArray[np.int64]:
    """The places where a run of at least `length` begins or goes on for that long."""
    run = part[: max(len(part) - length + 1, 0)].copy()
    for offset in range(1, length):
        run &= part[offset : offset + len(run)]
    return np.flatnonzero(run)


def _links(views: Views) -> NDArray[np.int64]:
    """The rows with a Latin letter that signs, 点, 丶 or `dot` part from another letter or digit, or with what else opens something."""
    letters, symbols = views.letters, views.folded.symbols
    at = np.flatnonzero(_IS_ALNUM.take(letters.symbols))
    apart = np.diff(at)
    places = letters.places[at]
    tied = (apart == 1) & (np.diff(places) > 1)
    tied |= (apart == len("点") + 1) & _IS_DOT[letters.symbols[at[:-1] + 1]]
    behind = places[1:][tied]
    named = behind[symbols[behind] >= ord("a")]
    dotted, times = np.unique(views.folded.rows(behind[symbols[behind - 1] == ord(".")]), return_counts=True)
    signs = np.flatnonzero(_IS_SIGN.take(symbols))
    opening = views.folded.rows(np.concatenate([named, signs[_opens(symbols, signs)]]))
    return distinct(np.concatenate([opening, dotted[times >= _DOTS_OF_IP], _colons(views.folded)]))


def _opens(symbols: NDArray[np.uint16], signs: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which signs stand before what they may open: a name of a site, an invitation, a code."""
    opens: NDArray[np.bool_] = _IS_OPENED[symbols[signs + 1]]
    codes = np.flatnonzero(_IS_OPENING[symbols[signs]])
    for offset in range(1, _SHORTEST_CODE + 1):
        codes = codes[_IS_ALNUM[symbols[np.minimum(signs[codes] + offset, len(symbols) - 1)]]]
    opens[codes] = True
    return opens


def _colons(folded: Folded) -> NDArray[np.int64]:
    """The rows with two colons in a row, or as many as an address of the new kind has."""
    at = np.flatnonzero(folded.symbols == ord(":"))
    rows, times = np.unique(folded.rows(at), return_counts=True)
    return np.concatenate([folded.rows(at[folded.symbols[at + 1] == ord(":")]), rows[times >= _COLONS_OF_IP]])


def _table(characters: str) -> NDArray[np.bool_]:
    table = np.zeros(_SYMBOLS, np.bool_)
    table[list(map(ord, characters))] = True
    return table


_IS_ALNUM: Final = _table(_ALNUM)
_IS_HOMOPHONE: Final = _table("".join(HOMOPHONES))
_IS_DOT: Final = _table("点丶")
_IS_OPENING: Final = _table(OPENING)
_IS_SIGN: Final = _table(".·加邀" + OPENING)
_IS_OPENED: Final = _table("入请" + "".join(suffix[0] for suffix in HAN_SUFFIXES))
