"""When do two messages say the same? Their letters without what spammers vary, and how many of them they share.

Contacts, digits, emoji, punctuation, filler, case, width and script are taken away first. Then the share of common letters
decides, whatever their order: clauses that change places change nothing. `docs/behaviors.md` has the exact definition.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.text.fold import plain
from moderation.text.noise import without_noise
from moderation.text.tables import as_ranges
from moderation.text.views import merged_runs

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "FEWEST_LETTERS",
    "READ_AT_MOST",
    "SHINGLES",
    "Letters",
    "alike_to",
    "bag_of",
    "letters_of",
    "letters_within",
    "same_letters",
    "shingles_of",
]

READ_AT_MOST: Final = 4_000
"""Characters of a message that are read: a longer one is told apart by these, and a megabyte costs no more than a page."""
_LETTERS_AT_MOST: Final = 200
"""Letters that are compared: what varies in a longer advertisement is mostly at its end, and a window holds this for each message."""
FEWEST_LETTERS: Final = 6
"""With fewer letters left, texts are alike by chance: 请问一下 is no campaign."""
SHINGLES: Final = 4
"""Windows of a text. Texts that differ in three pairs of letters (a word of two) surely share one; see docs/behaviors.md."""
_BLANK: Final = "#"
_BLANKS_AT_MOST: Final = 8
"""Letters and digits that were taken away still count as something alike, up to the length of a short account name."""

_FILLER: Final = "吧啊呢了哈呀哦噢嗯呐嘛啦哇喔诶欸嘿呵嘻"
_NUMERALS: Final = "〇零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾两幺"
_HAN: Final = ((0x3400, 0x4DC0), (0x4E00, 0xA000))
_HAN_BEYOND: Final = "\U00020000-\U0003ffff"

_FREQUENT: Final = frozenset(
    map(
        ord,
        "的一是不了我有在人这个们来到大上你说就那要也会出可下他她它好么没什去能得过吗怎多天还为想看知道自己时候里后以都对起用和给把被让很"
        "太真又再才啥谁哪点些样今明早晚年月日现开家快等问请谢行回做事面发",
    )
)
"""Letters that stand in every other message: pairs of them come last, so that windows are named after what is rare in a text."""
_BEHIND: Final = 1 << 64
_MIX: Final = 0x9E3779B97F4A7C15
"""Odd, near 2**64 divided by the golden ratio: multiplying by it is a bijection of 64 bits, so that no two pairs are one shingle."""
_MASK: Final = (1 << 64) - 1
_CODE_POINT_BITS: Final = 21


@cache
def _beside_han() -> re.Pattern[str]:
    """Return the pattern of a run of anything but Han letters that say something."""
    silent = set(map(ord, _FILLER + _NUMERALS))
    kept = as_ranges(code for start, end in _HAN for code in range(start, end) if code not in silent)
    return re.compile(f"[^{kept}{_HAN_BEYOND}]+")


@cache
def _varied() -> re.Pattern[str]:
    """Return the pattern of letters and digits of contacts, links, prices and counts."""
    return re.compile(f"[a-z0-9{_NUMERALS}]+")


@cache
def _filler() -> re.Pattern[str]:
    return re.compile(f"[{_FILLER}]+")


class Letters(NamedTuple):
    """What a text is compared by: its letters in their order, and how many letters and digits were taken out, up to eight."""

    text: str
    blanks: int


def letters_of(text: str, without: str | None = None) -> Letters:
    """Return the letters by which a text is compared; none where fewer than six are left.

    They are its Han letters but numerals and filler, each run of one letter once. `without` is the text without its contacts and
    links, where any were found. With fewer than six Han letters, all letters and digits of the whole text count.

    >>> letters_of("日结兼职！一天８００➕，加微❤️信：abc12345 了解吧")
    Letters(text='日结兼职天加微信解', blanks=8)
    >>> letters_of("加V：money8888"), letters_of("好的👌👌哈哈哈")
    (Letters(text='加vmoney8888', blanks=0), Letters(text='', blanks=0))
    >>> letters_of("賭場新開業，加微信 abc12345 了解", "賭場新開業， 了解") == letters_of("赌场~新开业 了解，Q：98765432")
    True
    """
    view = plain(text[:READ_AT_MOST])
    own = view if without is None else plain(without[:READ_AT_MOST])
    letters = merged_runs(_beside_han().sub("", own))
    if len(letters) >= FEWEST_LETTERS:
        blanks = sum(map(len, _varied().findall(view)))
        return Letters(letters[:_LETTERS_AT_MOST], min(blanks, _BLANKS_AT_MOST))
    letters = merged_runs(_filler().sub("", without_noise(view)))
    return Letters(letters[:_LETTERS_AT_MOST] if len(letters) >= FEWEST_LETTERS else "", 0)


def bag_of(letters: Letters) -> bytes:
    """Return the letters of a text without their order, a blank for each that was taken out: what a window keeps of a message.

    >>> letters_within(bag_of(Letters("兼职日结", 3)))
    '###兼日结职'
    """
    return (_BLANK * letters.blanks + "".join(sorted(letters.text))).encode("utf-16-le", "surrogatepass")


def letters_within(bag: bytes) -> str:
    """Return the sorted letters of a bag; of what is no bag anything, never an error."""
    return bag.decode("utf-16-le", "replace")


def same_letters(a: str, b: str, similarity_pct: int) -> bool:
    """Return whether two bags share so many percent of their letters: twice the common ones, of all of both.

    Blanks that both have are letters in common; what one has more is nobody's.

    >>> same_letters("abcde", "bcdef", 80), same_letters("abcde", "bcdef", 81), same_letters("#####abcde", "########bcdef", 90)
    (True, False, True)
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only for communities in which something was said twice

    letters_a, letters_b = a.lstrip(_BLANK), b.lstrip(_BLANK)
    blanks = min(len(a) - len(letters_a), len(b) - len(letters_b))
    allowed = (len(letters_a) + len(letters_b) + 2 * blanks) * (100 - similarity_pct) // 100
    return Indel.distance(letters_a, letters_b, score_cutoff=allowed) <= allowed  # of sorted texts: the letters that are in one only


def alike_to(bag: bytes, similarity_pct: int) -> Callable[[bytes], bool]:
    """Return a function that tells whether another bag shares so many percent of its letters with this one, as `same_letters` does.

    What depends on this one alone is done once: a message is compared with dozens of others.

    >>> is_alike = alike_to(bag_of(Letters("兼职日结找我", 3)), 80)
    >>> [is_alike(bag_of(letters)) for letters in (Letters("兼职日结找我", 3), Letters("日结兼职找他", 0), Letters("早上好" * 20, 0))]
    [True, True, False]
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only for communities in which something was said twice

    whole = letters_within(bag)
    letters = whole.lstrip(_BLANK)
    length, blanks, distance, differing = len(letters), len(whole) - len(letters), Indel.distance, 100 - similarity_pct

    def is_alike(other: bytes) -> bool:
        if other == bag:
            return True
        others = letters_within(other)
        taken = len(others)
        others = others.lstrip(_BLANK)
        found = len(others)
        allowed = (length + found + 2 * min(blanks, taken - found)) * differing // 100
        return abs(length - found) <= allowed and distance(letters, others, score_cutoff=allowed) <= allowed

    return is_alike


def shingles_of(letters: str) -> list[int]:
    """Return the four foremost pairs of neighbouring letters: those of rare letters first, then by a fixed shuffle.

    >>> set(shingles_of("招兼职打字员加微信")) & set(shingles_of("招兼职文员加微信")) != set()
    True
    """
    codes = [*map(ord, letters)]
    pairs = pairwise(codes)
    ranks = {((a << _CODE_POINT_BITS | b) * _MIX & _MASK) + _BEHIND * ((a in _FREQUENT) + (b in _FREQUENT)) for a, b in pairs}
    return sorted(ranks)[:SHINGLES]
