"""The forms in which verdicts are written: JSON Lines as `check --json` prints them, CSV for spreadsheets, Parquet for tables.

Each makes bytes of some verdicts that can be written behind those of others, so that a file goes on where it was cut off.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from moderation.batch.parquet import ParquetForm
from moderation.batch.rows import clean_line, verdict_line
from moderation.errors import UsageError
from moderation.verdict import Verdict
from moderation.wording import both
from moderation.wording.batch import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moderation.message import Message

    Judged = tuple[Message, Verdict | None]

__all__ = ["FORMS", "Form", "form_named", "form_of"]

FORMS: Final[tuple[str, ...]] = ("jsonl", "csv", "parquet")
_BY_SUFFIX: Final = {".csv": "csv", ".parquet": "parquet"}
_PACKED: Final = (".gz", ".zst", ".zstd")


class Form(Protocol):
    """How verdicts become bytes; `None` stands for a clean verdict, which differs from the others by its id alone."""

    @property
    def head(self) -> bytes:
        """What stands before the first verdict."""

    def rows(self, judged: Sequence[Judged]) -> bytes:
        """Return some verdicts as bytes."""


def form_of(path: str, wanted: str = "") -> str:
    """Return the form in which a file is written: the one that is `wanted`, or else by its suffix.

    >>> form_of("v.csv"), form_of("v.out"), form_of("v.csv", "jsonl")
    ('csv', 'jsonl', 'jsonl')

    Raises:
        UsageError: a table cannot go to a pipe, or the file is to be compressed, which no scan does.
    """
    suffix = Path(path).suffix.lower()
    if suffix in _PACKED:
        raise UsageError(*both(SENTENCES, "packed-out", {"name": path}))
    form = wanted or _BY_SUFFIX.get(suffix, "jsonl")
    if form == "parquet" and path == "-":
        raise UsageError(*both(SENTENCES, "parquet-out"))
    return form


def form_named(name: str, ruleset: str) -> Form:
    """Return one of `FORMS` for verdicts by one ruleset.

    Raises:
        EnvironmentalError: it is Parquet, and pyarrow is not installed.
    """
    if name == "parquet":
        return ParquetForm(ruleset)
    return CsvForm(ruleset) if name == "csv" else JsonForm(ruleset)


class JsonForm:
    """One line of JSON a verdict."""

    head: Final = b""

    def __init__(self, ruleset: str) -> None:
        self._line, self._clean = verdict_line(ruleset), clean_line(ruleset)

    def rows(self, judged: Sequence[Judged]) -> bytes:
        """Return some verdicts as lines."""
        line, clean = self._line, self._clean
        return b"".join([clean(message.id) if verdict is None else line(verdict) for message, verdict in judged])


COLUMNS: Final = ("id", "verdict", "label", "score", "labels", "rules", "evidence", "terms", "disguise", "actions", "ruleset")
_JOINT: Final = "; "
_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""What a spreadsheet takes for a formula, full-width signs included, and what hides one from the eye."""
_INVISIBLE: Final = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""What no spreadsheet can hold, or what turns the direction of everything behind it."""


class CsvForm:
    """One line a verdict in the columns of `COLUMNS`, with the mark by which a spreadsheet knows UTF-8.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """

    def __init__(self, ruleset: str) -> None:
        self._clean = Verdict(ruleset=ruleset)

    @property
    def head(self) -> bytes:
        """The names of the columns."""
        return b"\xef\xbb\xbf" + _lines([COLUMNS])

    def rows(self, judged: Sequence[Judged]) -> bytes:
        """Return some verdicts as lines."""
        return _lines(_cells(message.id, verdict or self._clean) for message, verdict in judged)


def _cells(id_: str | None, verdict: Verdict) -> list[str]:
    signals = [signal for hit in verdict.hits for signal in hit.signals]
    return [
        _safe(id_ or ""), verdict.level.value, verdict.label or "", str(verdict.score),
        _safe(_JOINT.join(f"{label} {points}" for label, points in verdict.labels)), _joined(hit.rule for hit in verdict.hits),
        _joined(signal.text for signal in signals), _joined(signal.term for signal in signals),
        _joined(way for signal in signals for way in signal.disguise),
        _joined(one.name if one.value is None else f"{one.name} {one.value}" for one in verdict.actions), verdict.ruleset,
    ]  # fmt: skip


def _joined(words: Iterable[str]) -> str:
    """Words in one cell, each of them once."""
    return _safe(_JOINT.join(dict.fromkeys(words)))


def _safe(cell: str) -> str:
    r"""A cell that is text to every spreadsheet.

    >>> _safe("=HYPERLINK(1)"), _safe(" ＋1"), _safe("a=1"), _safe("a\0")
    ("'=HYPERLINK(1)", "' ＋1", 'a=1', 'a\\x00')
    """
    cell = _INVISIBLE.sub(lambda found: ascii(found[0])[1:-1], cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8")
