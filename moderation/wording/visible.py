"""Strangers' text made safe to show: nothing in it that a terminal would obey or hide."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["visible"]

_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
"""The control, format, surrogate and separator characters of Unicode that are met in chat."""


def visible(text: str, *, keep: str = "") -> str:
    r"""Return `text` with every such code point written out as `<U+202E>`, except those in `keep`.

    >>> visible("a\x1b[2J\u202e b"), visible("一\n二", keep="\n")
    ('a<U+001B>[2J<U+202E> b', '一\n二')
    """
    return _UNSEEN.sub(lambda found: found[0] if found[0] in keep else f"<U+{ord(found[0]):04X}>", text)
