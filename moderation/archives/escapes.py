r"""Repairs what is nearly JSON: backslashes that JSON does not know.

Telegram Desktop writes control characters as `\x0b`; other programs leave a backslash as it is (`C:\data`).
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["repaired"]

_ESCAPE: Final = re.compile(r"""\\(u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|["\\/bfnrtvae0']|)""")
_MEANT: Final = {"v": "\\u000b", "a": "\\u0007", "e": "\\u001b", "0": "\\u0000", "'": "'", "": "\\\\"}


def repaired(source: str) -> str:
    r"""Return JSON with every wrong escape made right: a known one by what it means, any other backslash as itself.

    >>> print(repaired(r'"a\x0b\n\d"'))
    "a\u000b\n\\d"
    """
    return _ESCAPE.sub(_right, source)


def _right(escape: re.Match[str]) -> str:
    letters = escape[1]
    if letters in _MEANT:
        return _MEANT[letters]
    return f"\\u00{letters[1:]}" if letters[0] == "x" else escape[0]
