"""Foreign word lists → a ruleset fragment: one list a category, vetted, with what was found wrong written beside each term."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from moderation.match.terms import folded
from moderation.wording import say
from moderation.wording.labels import LABELS
from moderation.wording.vet import SENTENCES
from moderation.wording.visible import visible
from moderation.workbench.findings import about, advice_of
from moderation.workbench.listed import of_rows
from moderation.workbench.vet import vetted
from moderation.workbench.wordlists import SkippedRow, WordList, WordRow, read_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.wording import Lang
    from moderation.workbench.findings import Finding, Vetting

__all__ = ["Imported", "import_list"]

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")
_SIMPLE: Final = re.compile("[\u4e00-\u9fff]+")
_UNTITLED: Final = "imported"
_MEANT: Final = {
    "赌": "gambling", "毒": "drugs", "色情": "porn", "涉黄": "porn", "低俗": "porn", "政": "politics", "暴": "violence", "恐": "violence",
    "骗": "fraud", "欺诈": "fraud", "广告": "ad", "引流": "ad", "辱骂": "abuse", "脏话": "abuse", "歧视": "hate", "谣": "rumor",
    "迷信": "superstition", "违法": "illegal",
}  # fmt: skip
"""What categories are called in the word lists of the field, by the label that they mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A ruleset fragment as text, what the check of its terms found, and everything that was not taken as it stands."""

    text: str
    terms: int
    lists: int
    vetting: Vetting
    skipped: tuple[SkippedRow, ...]


def import_list(path: str | Path, *, lang: Lang = "zh") -> Imported:
    """Return a word list as a ruleset fragment that loads without a mistake; comments in it are in `lang`.

    Every term of the list is in it or in `skipped`. What a word boundary or an `allow` mends is written so; where
    only evidence helps, a comment says it.

    Raises:
        UsageError, EnvironmentalError: the file is not there or cannot be read.
    """
    read = read_list(path)
    titles = _names(read, Path(path).stem)
    rows, doubles = _once([row._replace(category=titles[row.category][0]) for row in read.rows])
    vetting = vetted(of_rows(rows, str(path)))
    writer = _Writer(vetting, lang)
    shown = dict(titles[category] for category in dict.fromkeys(row.category for row in read.rows))
    text = "\n".join([*_head(Path(path).name, lang), *(line for name, title in shown.items() for line in writer.list(name, title, rows))])
    return Imported(text=text + "\n", terms=len(rows), lists=len(shown), vetting=vetting, skipped=tuple(sorted([*read.skipped, *doubles])))


def _head(name: str, lang: Lang) -> list[str]:
    return [f"# {say(SENTENCES, 'head', lang, {'name': visible(name)})}", "spec: 1", "terms:"]


def _names(read: WordList, stem: str) -> dict[str, tuple[str, str]]:
    """Return for each category the name and the title of its list; categories that mean one label share a list."""
    titles: dict[str, tuple[str, str]] = {}
    for category in dict.fromkeys(row.category for row in read.rows):
        written = category or stem
        label = _label(category)
        if label:
            titles[category] = (label, LABELS[label][0])
        elif _NAME.fullmatch(written):
            titles[category] = (written, written)
        else:
            titles[category] = (f"{_UNTITLED}_{len(titles) + 1}" if category else _UNTITLED, visible(written))
    return titles


def _label(category: str) -> str:
    """Return the label that a category means, nothing where it means none that is known."""
    exact = next((label for label, names in LABELS.items() if category in (label, *names)), "")
    return exact or next((label for word, label in _MEANT.items() if word in category), "")


def _once(rows: Sequence[WordRow]) -> tuple[tuple[WordRow, ...], tuple[SkippedRow, ...]]:
    """Return the rows without those that say the same as an earlier one of their list, and those."""
    first: dict[tuple[str, str], WordRow] = {}
    doubles = [row for row in rows if first.setdefault((row.category, folded(row.text)), row) is not row]
    return tuple(first.values()), tuple(SkippedRow(row.line, "duplicate", row.text) for row in doubles)


class _Writer:
    """Writes lists; what was found about a term stands above it."""

    def __init__(self, vetting: Vetting, lang: Lang) -> None:
        self._lang = lang
        self._found: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in vetting.findings:
            if finding.gravity != "note":
                self._found[finding.term.spec.signal, finding.term.spec.text].append(finding)

    def list(self, name: str, title: str, rows: Sequence[WordRow]) -> Iterator[str]:
        """Yield the lines of one list."""
        own = [row for row in rows if row.category == name]
        yield f"  {name}:"
        yield f"    title: {_quoted(title)}"
        yield "    terms:"
        for row in own:
            yield from self._term(row)
        allowed = dict.fromkeys(word for row in own for word in self._advised(row, "allow"))
        if allowed:
            yield f"    allow: [{', '.join(map(_quoted, allowed))}]"

    def _advised(self, row: WordRow, key: str) -> tuple[str, ...]:
        advice = (finding.advice for finding in self._found.get((row.category, row.text), ()))
        return next((one.words for one in advice if one is not None and one.key == key), ())

    def _term(self, row: WordRow) -> Iterator[str]:
        for finding in self._found.get((row.category, row.text), ()):
            yield f"      # {about(finding, self._lang)}"
            if finding.advice is not None and finding.advice.key == "near":
                yield f"      # {advice_of(finding.advice, self._lang)}"
        keys = [f"term: {_quoted(row.text)}"]
        keys += [f"weight: {row.weight}"] if row.weight is not None else []
        keys += [f"boundary: {word}" for word in self._advised(row, "boundary")]
        yield f"      - {{{', '.join(keys)}}}" if len(keys) > 1 else f"      - {_quoted(row.text)}"


def _quoted(text: str) -> str:
    """Return a text as YAML: bare where it is Chinese throughout, else in double quotes.

    >>> _quoted("网赌"), _quoted("a: b")
    ('网赌', '"a: b"')
    """
    if _SIMPLE.fullmatch(text):
        return text
    shown = json.dumps(text, ensure_ascii=False)
    return "".join(character if character.isprintable() else f"\\U{ord(character):08X}" for character in shown)
