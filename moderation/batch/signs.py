"""Signs without which a matcher that is no expression finds nothing, looked for in all rows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.alphabet import IDENTITY, NOISE
from moderation.batch.announced import Accounts
from moderation.batch.distinct import distinct
from moderation.batch.hidden import hidden_places
from moderation.batch.repeating import Repeating
from moderation.match.hosts import HAN_SUFFIXES
from moderation.match.share_codes import OPENING
from moderation.match.spec import ContactSpec, DisguiseSpec, LinkSpec, RepeatSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from moderation.batch.joined import Folded, Views
    from moderation.match.spec import PatternSpec

    Sign = Callable[[Views], NDArray[np.int64]]

__all__ = ["Sign", "sign_of"]

_SYMBOLS: Final = 1 << 16
_ALNUM: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
_SHORTEST_CODE: Final = 8
_DOTS_OF_IP: Final = 3
_COLONS_OF_IP: Final = 7


def sign_of(spec: PatternSpec) -> Sign:
    """Return the function that gives the rows in which a pattern may stand; a row comes once for each place of a disguise."""
    if isinstance(spec, ContactSpec):
        return Accounts(spec)
    if isinstance(spec, LinkSpec):
        return _links
    if isinstance(spec, DisguiseSpec):
        return hidden_places(spec.of)
    if isinstance(spec, RepeatSpec):
        return Repeating(spec)
    return lambda views: np.arange(len(views.folded.ends))


def _links(views: Views) -> NDArray[np.int64]:
    """The rows with a Latin letter that signs, 点, 丶 or `dot` part from another letter or digit, or with what else opens something."""
    symbols, rows = views.folded.symbols, views.folded.rows
    behind = _tied(views)
    named = behind[symbols[behind] >= ord("a")]
    dotted, times = np.unique(rows(behind[symbols[behind - 1] == ord(".")]), return_counts=True)
    signs = np.flatnonzero(_IS_SIGN.take(symbols))
    colons = symbols[signs] == ord(":")
    opening = signs[~colons]
    opened = rows(np.concatenate([named, opening[_opens(symbols, opening)]]))
    return distinct(np.concatenate([opened, dotted[times >= _DOTS_OF_IP], _colons(views.folded, signs[colons])]))


def _tied(views: Views) -> NDArray[np.int64]:
    """The letters and digits of Latin that signs part from the one before, or signs with 点 or 丶 among them."""
    letters, symbols = views.letters.places, views.folded.symbols
    places = np.flatnonzero((views.folded.flags & IDENTITY) != 0)
    places = places[_IS_ALNUM[symbols[places]]]
    before, behind = places[:-1], places[1:]
    near = (behind - before > 1) & (((views.folded.flags[before + 1] & NOISE) != 0) | _IS_DOT[symbols[before + 1]])
    before, behind = before[near], behind[near]
    first, last = np.searchsorted(letters, before), np.searchsorted(letters, behind)
    tied: NDArray[np.int64] = behind[(last - first == 1) | ((last - first == len("点") + 1) & _IS_DOT[symbols[letters[first + 1]]])]
    return tied


def _opens(symbols: NDArray[np.uint16], signs: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which signs stand before what they may open: a name of a site, an invitation, a code."""
    opens: NDArray[np.bool_] = _IS_OPENED[symbols[signs + 1]]
    codes = np.flatnonzero(_IS_OPENING[symbols[signs]])
    for offset in range(1, _SHORTEST_CODE + 1):
        codes = codes[_IS_ALNUM[symbols[np.minimum(signs[codes] + offset, len(symbols) - 1)]]]
    opens[codes] = True
    return opens


def _colons(folded: Folded, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows with two colons in a row, or as many as an address of the new kind has; they stand at some places."""
    rows, times = np.unique(folded.rows(at), return_counts=True)
    return np.concatenate([folded.rows(at[folded.symbols[at + 1] == ord(":")]), rows[times >= _COLONS_OF_IP]])


def _table(characters: str) -> NDArray[np.bool_]:
    table = np.zeros(_SYMBOLS, np.bool_)
    table[list(map(ord, characters))] = True
    return table


_IS_ALNUM: Final = _table(_ALNUM)
_IS_DOT: Final = _table("点丶")
_IS_OPENING: Final = _table(OPENING)
_IS_SIGN: Final = _table(".·加邀:" + OPENING)
_IS_OPENED: Final = _table("入请" + "".join(suffix[0] for suffix in HAN_SUFFIXES))
