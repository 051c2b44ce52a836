"""The cases that a ruleset's author wrote: messages that a rule must hit or must not hit, and ordinary ones beside the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Final, Literal

from moderation.archives import Reject, jsonl
from moderation.ruleset.packs import locate, packs_folder
from moderation.ruleset.source import Files
from moderation.wording.archives import REASONS
from moderation.workbench.messages import TIME_FORM, TimeMistake, message_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from moderation.compile.report import Report
    from moderation.diagnostics import Position
    from moderation.message import Message
    from moderation.ruleset import Loaded
    from moderation.ruleset.schema import TestMessage
    from moderation.ruleset.tree import Path
    from moderation.verdict import Hit

__all__ = ["BASELINE", "Case", "Kind", "hits_about", "is_own", "ordinary_cases", "rule_cases"]

Kind = Literal["match", "pass", "baseline"]

BASELINE: Final = "baseline.jsonl"
"""Beside a ruleset's own files: one `{"id", "text"}` a line, ordinary messages that no enforced rule may hit."""

_YAML: Final = frozenset({".yaml", ".yml"})
_MOST_BASELINE: Final = 32 * 2**20
"""Bytes: half a million chat messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One test: a message, where it is written, and what must become of it; `rule` is empty for an ordinary message."""

    kind: Kind
    rule: str
    message: Message
    at: Position


def hits_about(case: Case, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return the hits that a case is about: those of its rule, for an ordinary message those of every enforced rule."""
    if case.kind == "baseline":
        return tuple(hit for hit in hits if hit.status == "enforce")
    return tuple(hit for hit in hits if hit.rule == case.rule)


def rule_cases(loaded: Loaded, running: Container[str], report: Report) -> Iterator[Case]:
    """Yield the tests of the rules that are running, in the order of the ruleset; report those that are written wrong."""
    for index, rule in enumerate(loaded.ruleset.rules):
        if rule.tests is None or rule.id not in running:
            continue
        kinds: tuple[tuple[Kind, list[str | TestMessage]], ...] = (("match", rule.tests.match), ("pass", rule.tests.pass_))
        for kind, number, test in ((kind, number, test) for kind, tests in kinds for number, test in enumerate(tests)):
            at: Path = ("rules", index, "tests", kind, number)
            message = _message(test, at, report)
            if message is not None:
                yield Case(kind=kind, rule=rule.id, message=message, at=loaded.places.at(at))


def _message(test: str | TestMessage, at: Path, report: Report) -> Message | None:
    try:
        return message_of(test)
    except TimeMistake as mistake:
        report.error("bad-time", (*at, mistake.key), found=mistake.found, expected=TIME_FORM)
        return None


def is_own(path: str | FilePath, main: FilePath) -> bool:
    """Return whether a file belongs to the ruleset of a main file: a pack that it extends by name has tests of its own."""
    packs = packs_folder().resolve()
    return FilePath(path).resolve().is_relative_to(packs) == main.resolve().is_relative_to(packs)


def ordinary_cases(source: str | FilePath, loaded: Loaded, report: Report) -> Iterator[Case]:
    """Yield the messages of the baselines beside a ruleset's own files, its main file first; report unreadable lines."""
    main = locate(source)
    if main is None:
        return
    files = [main, *(FilePath(file.path) for file in loaded.sources if FilePath(file.path).suffix in _YAML and is_own(file.path, main))]
    for folder in dict.fromkeys(file.resolve().parent for file in files):
        if (folder / BASELINE).exists():
            yield from _baseline(folder / BASELINE, loaded, report)


def _baseline(path: FilePath, loaded: Loaded, report: Report) -> Iterator[Case]:
    files = Files()
    file = files.read(path, limit=_MOST_BASELINE, named_at=loaded.places.at(()))
    report.extend(files.diagnostics)
    if file is None:
        return
    for number, line in enumerate(file.lines, 1):
        for row in jsonl.read(iter([(number, line)])):
            if isinstance(row, Reject):
                zh, en = REASONS[row.reason]
                report.error("bad-baseline", file.line(number), zh=zh, en=en)
            else:
                yield Case(kind="baseline", rule="", message=row, at=file.line(number))
