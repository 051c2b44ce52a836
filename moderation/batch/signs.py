"""Signs without which a matcher that is no expression finds nothing, looked for in all rows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from moderation.batch.alphabet import IDENTITY, NOISE
from moderation.batch.hidden import hidden_places
from moderation.batch.repeating import Repeating
from moderation.match.hosts import HAN_SUFFIXES
from moderation.match.lures import HOMOPHONES
from moderation.match.share_codes import OPENING
from moderation.match.spec import ContactSpec, DisguiseSpec, LinkSpec, RepeatSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from moderation.batch.joined import Views
    from moderation.match.spec import PatternSpec

    Sign = Callable[[Views], NDArray[np.int64]]

__all__ = ["Sign", "sign_of"]

_SYMBOLS: Final = 1 << 16
_ALNUM: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
_SHORTEST_BENT: Final = 4


def sign_of(spec: PatternSpec) -> Sign:
    """Return the function that gives the rows in which a pattern may stand; a row comes once for each place of a disguise."""
    if isinstance(spec, ContactSpec):
        return _accounts
    if isinstance(spec, LinkSpec):
        return _links
    if isinstance(spec, DisguiseSpec):
        return hidden_places(spec.of)
    if isinstance(spec, RepeatSpec):
        return Repeating(spec)
    return lambda views: np.arange(len(views.folded.ends))


def _accounts(views: Views) -> NDArray[np.int64]:
    """The rows with five letters or digits of an account in a row, noise aside, or with four and a lure that only a lure is."""
    folded = views.folded
    kept = np.flatnonzero(((folded.flags & NOISE) == 0) | ((folded.flags & IDENTITY) != 0))
    part = (folded.flags[kept] & IDENTITY) != 0
    four = _runs(part, _SHORTEST_BENT)
    long = part[four + _SHORTEST_BENT]
    rows = folded.rows(kept[four[~long]])
    if len(rows):
        rows = rows[np.isin(rows, folded.rows(np.flatnonzero(_IS_HOMOPHONE[folded.symbols])))]
    return np.unique(np.concatenate([folded.rows(kept[four[long]]), rows]))


def _runs(part: NDArray[np.bool_], length: int) -> NDArray[np.int64]:
    """The places where a run of at least `length` begins or goes on for that long."""
    run = part[: max(len(part) - length + 1, 0)].copy()
    for offset in range(1, length):
        run &= part[offset : offset + len(run)]
    return np.flatnonzero(run)


def _links(views: Views) -> NDArray[np.int64]:
    """The rows with two Latin letters or digits that only signs, 点, 丶 or `dot` part, or with what else may open something."""
    folded = views.folded
    symbols = folded.symbols
    latin = _IS_ALNUM[symbols]
    tied = latin | ((folded.flags & NOISE) != 0) | _IS_DOT[symbols]
    at = np.flatnonzero(latin)
    gaps = np.flatnonzero(np.diff(at) > 1)
    breaks = np.concatenate([[0], np.cumsum(~tied)])
    parted = at[gaps[breaks[at[gaps + 1]] == breaks[at[gaps]]]]
    signs = np.flatnonzero(_IS_SIGN[symbols])
    others = signs[_opens(symbols, signs, latin)]
    return np.unique(folded.rows(np.concatenate([parted, others])))


def _opens(symbols: NDArray[np.uint16], signs: NDArray[np.int64], latin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which signs stand before what they may open: a code, a name of a site, an invitation, half an address."""
    following = symbols[signs + 1]
    opens: NDArray[np.bool_] = latin[signs + 1] | _IS_OPENED[following]
    return opens


def _table(characters: str) -> NDArray[np.bool_]:
    table = np.zeros(_SYMBOLS, np.bool_)
    table[list(map(ord, characters))] = True
    return table


_IS_ALNUM: Final = _table(_ALNUM)
_IS_HOMOPHONE: Final = _table("".join(HOMOPHONES))
_IS_DOT: Final = _table("点丶")
_IS_SIGN: Final = _table(".·:加邀" + OPENING)
_IS_OPENED: Final = _table("入请:" + "".join(suffix[0] for suffix in HAN_SUFFIXES))
