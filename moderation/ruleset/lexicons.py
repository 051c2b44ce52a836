"""Reads word lists: one term a line, optionally a tab and a weight, `#` starts a comment.

A list may hold 60,000 lines, so a row costs one tuple; its place is worked out only when somebody asks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.diagnostics import Diagnostic
from moderation.ruleset.fields import MAX_TERM
from moderation.ruleset.source import bad_characters

if TYPE_CHECKING:
    from moderation.diagnostics import Position
    from moderation.ruleset.source import TextFile

__all__ = ["LexiconTerm", "lexicon_terms"]

_COMMENT: Final = re.compile(r"(?:^|\s)#.*")
_WEIGHT: Final = re.compile(r"[-+]?[0-9]{1,9}")
_HEAVIEST: Final = 1000


class LexiconTerm(NamedTuple):
    """A line of a word list; `weight` is `None` where the list's own weight counts."""

    text: str
    weight: int | None
    file: TextFile
    line: int

    @property
    def at(self) -> Position:
        """Where the line stands."""
        return self.file.line(self.line)


def lexicon_terms(file: TextFile) -> tuple[tuple[LexiconTerm, ...], tuple[Diagnostic, ...]]:
    r"""Return the rows of a word list, in file order, and every mistake in it; linear in its length.

    >>> from moderation.ruleset.source import text_file
    >>> rows, _ = lexicon_terms(text_file("a.txt", "# 赌博\n百家乐\t6\n\nC#  # 语言\n"))
    >>> [(row.text, row.weight, row.line) for row in rows]
    [('百家乐', 6, 2), ('C#', None, 4)]
    """
    rows: list[LexiconTerm] = []
    found = list(bad_characters(file))
    for number, line in enumerate(file.lines, 1):
        text, tab, written = (_COMMENT.sub("", line) if "#" in line else line).partition("\t")
        term, weight = text.strip(), None
        if tab and written.strip():
            weight = _weight(written.strip(), file, number, found)
        if len(term) > MAX_TERM:
            values = {"found": str(len(term)), "expected": f"≤ {MAX_TERM}"}
            found.append(Diagnostic(slug="too-long", at=file.line(number), values=values))
        elif term:
            rows.append(LexiconTerm(term, weight, file, number))
        elif tab:
            found.append(Diagnostic(slug="empty-text", at=file.line(number)))
    return tuple(rows), tuple(found)


def _weight(written: str, file: TextFile, number: int, found: list[Diagnostic]) -> int | None:
    """The weight that stands in a line; `None` after noting why it is none."""
    weight = int(written) if _WEIGHT.fullmatch(written) else None
    if weight is not None and abs(weight) <= _HEAVIEST:
        return weight
    start = file.starts[number - 1] + file.lines[number - 1].index(written, file.lines[number - 1].index("\t"))
    slug, expected = ("weight-not-number", "integer") if weight is None else ("unsupported-weight", f"-{_HEAVIEST} … {_HEAVIEST}")
    at = file.position(start, start + len(written))
    found.append(Diagnostic(slug=slug, at=at, values={"found": written, "expected": expected}))
    return None
