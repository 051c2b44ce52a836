"""What an author got wrong: a slug, a place, what was found, what was expected, the nearest right spelling.

Sentences come from `moderation.wording` in Chinese or English; a Diagnostic itself only carries values. It can be
shown in three forms: for people (`render`), for programs (`to_dict`), for the annotations of GitHub (`to_github`).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from moderation.wording.diagnostics import FIXES, LABELS, SENTENCES, WORDS
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.wording import Lang

__all__ = ["Diagnostic", "Gravity", "Position", "render", "to_dict", "to_github"]

Gravity = Literal["error", "warning"]

_SHOWN_BEFORE: Final = 60
_SHOWN: Final = 100
"""Of a long line only so many code points are shown, from so many before the caret on: a line may be a megabyte."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: 1-based line and column in code points; `end_column` is exclusive; `source` is the line."""

    path: str
    line: int = 1
    column: int = 1
    end_column: int = 2
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One mistake. `values` fill the sentence of `slug` in the wording catalogue; `nearest` is the likely right spelling.

    >>> print(Diagnostic(slug="unknown-key", at=Position("群规.yaml", 3, 3, 8, "  titel: 赌博"),
    ...     values={"found": "titel", "expected": "title, terms"}, nearest="title"))
    群规.yaml:3:3: error[unknown-key] 这里不能写「titel」
      3 |   titel: 赌博
        |   ^^^^^
        应为：title, terms
        是不是想写：title
    """

    slug: str
    at: Position
    gravity: Gravity = "error"
    values: Mapping[str, str] = field(default_factory=dict)
    nearest: str | None = None

    def __str__(self) -> str:
        return render(self)


def render(diagnostic: Diagnostic, lang: Lang = "zh") -> str:
    """Return a mistake for people: place, slug and sentence, the line with carets, what was expected, what to do."""
    at, said = diagnostic.at, _said(diagnostic, lang)
    rows = [f"{visible(at.path)}:{at.line}:{at.column}: {diagnostic.gravity}[{diagnostic.slug}] {said['message']}"]
    margin = len(str(at.line)) + 2
    if at.source.strip():
        line, carets = _underlined(at)
        rows += [f"{at.line:>{margin}} | {line}".rstrip(), f"{'':>{margin}} | {carets}"]
    rows += [f"{'':>{margin}} {_label(name, lang)}{said[name]}" for name in ("expected", "nearest", "fix") if said[name]]
    return "\n".join(rows)


def to_dict(diagnostic: Diagnostic, lang: Lang = "zh") -> dict[str, Any]:
    """Return a mistake as JSON values; `expected`, `nearest` and `fix` are `None` where there is nothing to say."""
    at, said = diagnostic.at, _said(diagnostic, lang)
    return {
        "slug": diagnostic.slug, "gravity": diagnostic.gravity, "file": at.path, "line": at.line, "column": at.column,
        "end_column": at.end_column, "source": at.source[: _SHOWN * 10], **said,
    }  # fmt: skip


def to_github(diagnostic: Diagnostic, lang: Lang = "zh") -> str:
    """Return a mistake as a workflow command, one line, that GitHub shows beside the line of the file.

    >>> print(to_github(Diagnostic(slug="bad-key", at=Position("a,b.yaml", 2, 5, 9)), "en"))
    ::error file=a%2Cb.yaml,line=2,col=5,endColumn=9,title=bad-key::a key must be a name: not empty, no list, no mapping
    """
    at, said = diagnostic.at, _said(diagnostic, lang)
    rows = [said["message"], *(_label(name, lang) + said[name] for name in ("expected", "nearest", "fix") if said[name])]
    place = f"file={_escaped(visible(at.path), property_=True)},line={at.line},col={at.column},endColumn={at.end_column}"
    return f"::{diagnostic.gravity} {place},title={_escaped(diagnostic.slug, property_=True)}::{_escaped(chr(10).join(rows))}"


class _Values(dict[str, str]):
    """Values of a sentence; one that nobody gave reads as an ellipsis instead of raising."""

    def __missing__(self, key: str) -> str:
        return "…"


def _said(diagnostic: Diagnostic, lang: Lang) -> dict[str, Any]:
    """Every sentence about a mistake."""
    english = lang == "en"
    values = _Values({name: _word(name, value, lang) for name, value in diagnostic.values.items()})
    sentence = SENTENCES.get(diagnostic.slug)
    fix = FIXES.get(diagnostic.slug)
    return {
        "message": sentence[english].format_map(values) if sentence else diagnostic.slug,
        "expected": values.get("expected") or None,
        "nearest": visible(diagnostic.nearest) if diagnostic.nearest else None,
        "fix": fix[english].format_map(values) if fix else None,
    }


def _word(name: str, value: str, lang: Lang) -> str:
    """A value as it is read: values under `kind`, `expected` and `problem` may name a word of the catalogue."""
    if name in ("kind", "expected", "problem") and value in WORDS:
        return WORDS[value][lang == "en"]
    longest = _SHOWN * (10 if name == "expected" else 2)
    return visible(value if len(value) <= longest else value[:longest] + "…")


def _label(name: str, lang: Lang) -> str:
    return LABELS[name][lang == "en"]


def _underlined(at: Position) -> tuple[str, str]:
    """The line around the mistake, and the carets below it in the columns of a terminal."""
    first = max(at.column - 1 - _SHOWN_BEFORE, 0)
    before = ("…" if first else "") + _in_line(at.source[first : at.column - 1])
    marked = _in_line(at.source[at.column - 1 : at.end_column - 1][:_SHOWN])
    after = _in_line(at.source[at.column - 1 + len(marked) :][: _SHOWN - len(marked)]) if len(marked) < _SHOWN else ""
    cut = "…" if first + len(before) + len(marked) + len(after) < len(at.source) else ""
    return before + marked + after + cut, " " * _columns(before) + "^" * max(_columns(marked), 1)


def _columns(text: str) -> int:
    """How many columns a text fills in a terminal: two for each Chinese character, none for a combining mark."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _in_line(text: str) -> str:
    """A piece of a line in which every code point that a terminal might obey or hide is one question mark."""
    return "".join(" " if c == "\t" else c if visible(c) == c else "?" for c in text)


def _escaped(text: str, *, property_: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text
