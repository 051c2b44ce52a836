"""What stands between letters without being one: five kinds of noise, told apart because they mean different things.

`invisible` (combining marks, zero-width, bidi and control characters), `space`, `break` (line ends), `clause`
(punctuation that ends a clause) and `symbol` (all other punctuation, symbols, emoji).
"""

from __future__ import annotations

import re
from functools import cache

from moderation.text.tables import NOISE_KINDS, tables

__all__ = ["any_noise", "invisible", "kind_of_noise", "without_noise"]


@cache
def any_noise() -> re.Pattern[str]:
    """Return the pattern of a run of noise of any kind."""
    return re.compile(f"[{''.join(tables().noise.values())}]+")


@cache
def invisible() -> re.Pattern[str]:
    """Return the pattern of a run of invisible characters."""
    return re.compile(f"[{tables().noise['invisible']}]+")


@cache
def _by_kind() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind}>[{tables().noise[kind]}])" for kind in NOISE_KINDS))


def kind_of_noise(character: str) -> str | None:
    r"""Return the kind of noise that a character is, or None for a letter or digit.

    >>> [kind_of_noise(c) for c in "\u200b \n，*😀赌7"]
    ['invisible', 'space', 'break', 'clause', 'symbol', 'symbol', None, None]
    """
    found = _by_kind().match(character)
    return found.lastgroup if found else None


def without_noise(text: str) -> str:
    """Return a text without any noise.

    >>> without_noise("赌 😀*博，好")
    '赌博好'
    """
    return any_noise().sub("", text)
