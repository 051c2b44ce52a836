"""Strangers' words on their way into a message of ours: readable, and nothing in them that a platform would obey.

A notice or an answer that repeats a nickname must not ping everybody, end a template early, show a picture, link to
the advertisement in the name or turn the rest of the line around. Stands before every template that is filled.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["outgoing"]

_MARKUP: Final = "@[]<>&{}*_`~|\\#"
"""What starts a mention, a CQ code, a tag, an entity, a field or a Markdown span on some platform."""

_WIDENED: Final = {ord(character): ord(character) + 0xFEE0 for character in _MARKUP}
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_GAPS: Final = frozenset({"Zs", "Zl", "Zp"})
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\ufffc")
"""Letters, marks and symbols that show nothing: fillers, selectors, the blank of Braille."""

_MARK: Final = r"[\u0300-\u036f\u0483-\u0489\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_MARKS: Final = re.compile(f"({_MARK}{{2}}){_MARK}+")
"""Two combining marks are writing, a tower of them is not."""

_LINK: Final = re.compile(r"://|(?<=[A-Za-z0-9])\.(?=[A-Za-z])|(?<=[\u4e00-\u9fff])\.(?=[a-z]{2})")
_EVERYBODY: Final = re.compile(r"(?:everyone|here|all|channel|全体|所有人|大家)", re.IGNORECASE)


def outgoing(text: str, *, longest: int = 200) -> str:
    r"""Return a stranger's text on one line, at most `longest` code points, without anything that a platform obeys.

    Markup is made full-width, links do not link, invisible characters go, and a name that calls everybody is put in
    quotation marks so that no @ before it does. What is already safe is returned as it is.

    >>> outgoing("小林"), outgoing("[CQ:at,qq=all]\n<b>"), outgoing("everyone"), outgoing("a\u202ewww.x.com")
    ('小林', '［CQ:at,qq=all］ ＜b＞', '「everyone」', 'awww．x．com')
    """
    kept = "".join(_shown(character) for character in text[: longest * 4])
    line = " ".join(_MARKS.sub(r"\1", kept).split())
    if len(line) > longest:
        line = line[: longest - 1] + "…"
    line = _LINK.sub(lambda found: "：//" if found[0] == "://" else "．", line.translate(_WIDENED))
    return f"「{line}」" if _EVERYBODY.match(line) else line


def _shown(character: str) -> str:
    if character in _BLANK:
        return ""
    if character.isalnum():
        return character
    if character in "\t\r\n":
        return " "
    kind = unicodedata.category(character)
    return "" if kind in _DROPPED else " " if kind in _GAPS else character
