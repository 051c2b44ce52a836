"""Where a report's rows come from: an archive that is judged on the way, or the verdicts that `scan` or `replay` wrote.

A row of `scan` holds a verdict and the id of its message: no author, time or text. What it lacks stays unknown, and the
report says so; nothing is guessed. `replay --json` writes time, chat and author too.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from moderation.archives.jsonl import parse
from moderation.archives.lines import HEAD_BYTES, head_lines, numbered
from moderation.archives.moments import moment
from moderation.archives.opening import unpacked
from moderation.archives.record import mapping, sequence, words
from moderation.archives.reject import Reject, rejected
from moderation.errors import EnvironmentalError, UsageError
from moderation.message import Author, Chat, Message
from moderation.signal import Signal
from moderation.verdict import Hit, Level, Verdict
from moderation.wording import both
from moderation.wording.files import refusal
from moderation.wording.reports import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["NO_VERDICT", "Titles", "holds_verdicts", "opened", "read_verdicts"]

Titles = Mapping[str, tuple[str, str]]
"""Of a rule its title and article."""
NO_VERDICT: Final = "no-verdict"
"""Why a line among verdicts is refused: it is an object, and none."""
_LOOKED_AT: Final = 20
_TABLE: Final = "id,verdict,label,score,"
"""How `scan --out-format csv` begins."""
_LEVELS: Final = {level.value: level for level in Level}


@contextmanager
def opened(source: str | Path | BinaryIO) -> Iterator[io.BufferedReader[Any]]:
    """Open a path, or look ahead into a stream, which stays open.

    Raises:
        UsageError, EnvironmentalError: it cannot be read.
    """
    if isinstance(source, io.BufferedReader):
        yield source
        return
    if not isinstance(source, (str, Path)):
        buffered = io.BufferedReader(cast("io.RawIOBase", source), HEAD_BYTES)
        try:
            yield buffered
        finally:
            buffered.detach()  # the stream belongs to the caller
        return
    try:
        with io.BufferedReader(Path(source).open("rb", buffering=0), HEAD_BYTES) as stream:
            yield stream
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UsageError(*refusal("read", str(source), error)) from error
    except OSError as error:
        raise EnvironmentalError(*refusal("read", str(source), error)) from error


def holds_verdicts(stream: io.BufferedReader[Any]) -> bool:
    """Return whether a stream holds verdicts instead of messages; told by its first lines, none of which is taken from it.

    Raises:
        UsageError: it holds a table of verdicts, which are less than a report needs.
    """
    head = io.BytesIO(stream.peek(HEAD_BYTES)[:HEAD_BYTES])
    content, _, _ = unpacked(io.BufferedReader(cast("io.RawIOBase", head), HEAD_BYTES), "")
    lines = head_lines(content.peek(HEAD_BYTES)[:HEAD_BYTES])
    if lines and lines[0].lstrip("\ufeff").startswith(_TABLE):
        raise UsageError(*both(SENTENCES, "verdict-table"))
    return any(_is_verdict(line) for line in lines[:_LOOKED_AT])


def read_verdicts(stream: io.BufferedReader[Any], titles: Callable[[str], Titles]) -> Iterator[tuple[Message, Verdict] | Reject]:
    """Yield the rows of a stream of verdicts: each with as much of its message as it holds; what is no verdict is a Reject.

    `titles` tells for the name of a ruleset what its rules are called, of which verdicts say nothing.
    """
    content, _, packing = unpacked(stream, "")
    number = 0
    for number, line in numbered(content, content.peek(HEAD_BYTES)[:HEAD_BYTES]):
        if isinstance(line, Reject):
            yield line
        elif line and not line.isspace():
            yield from _row(line, number, titles)
    if packing is not None and packing.is_broken:
        yield rejected(number + 1, "bad-packing", "")


def _is_verdict(line: str) -> bool:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and _level(row.get("verdict")) is not None and isinstance(row.get("hits"), list)


def _row(line: str, number: int, titles: Callable[[str], Titles]) -> Iterator[tuple[Message, Verdict] | Reject]:
    row = parse(line, number)
    if isinstance(row, Reject):
        yield row
        return
    if set(row) == {"summary"}:  # the last line of `replay --json`
        return
    level = _level(row.get("verdict"))
    if level is None:
        yield rejected(number, NO_VERDICT, line)
    else:
        yield _message(row), _verdict(row, level, titles)


def _message(row: dict[str, Any]) -> Message:
    return Message(
        words(row.get("text")),
        id=words(row.get("id")) or None,
        author=Author(id=words(row.get("user")), nickname=words(row.get("name"))),
        chat=Chat(id=words(row.get("chat"))),
        at=moment(row.get("at")),
        platform=words(row.get("platform")),
    )


def _verdict(row: dict[str, Any], level: Level, titles: Callable[[str], Titles]) -> Verdict:
    label, hits, ruleset = row.get("label"), sequence(row.get("hits")), words(row.get("ruleset"))
    titled = titles(ruleset) if hits else {}
    return Verdict(
        id=words(row.get("id")) or None,
        level=level,
        label=label if isinstance(label, str) else None,
        hits=tuple(_hit(mapping(hit), titled) for hit in hits),
        ruleset=ruleset,
    )


def _hit(hit: dict[str, Any], titles: Titles) -> Hit:
    rule = words(hit.get("rule"))
    title, charter = titles.get(rule, ("", ""))
    return Hit(
        rule=rule,
        title=title,
        charter=charter,
        label=words(hit.get("label")),
        severity="medium",
        status="shadow" if hit.get("status") == "shadow" else "enforce",
        verdict=_level(hit.get("verdict")) or Level.REVIEW,
        score=_number(hit.get("score")),
        signals=tuple(_signal(mapping(signal)) for signal in sequence(hit.get("signals"))),
    )


def _signal(signal: dict[str, Any]) -> Signal:
    return Signal(
        signal=words(signal.get("signal")),
        title="",
        term=words(signal.get("term")),
        start=_number(signal.get("start")),
        end=_number(signal.get("end")),
        text=words(signal.get("text")),
        field=words(signal.get("field")) or "text",
    )


def _level(value: object) -> Level | None:
    return _LEVELS.get(value) if isinstance(value, str) else None


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
