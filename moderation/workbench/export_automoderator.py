"""Rules → the configuration of Reddit's AutoModerator, in YAML: the one target that knows several conditions at once.

A wiki page, and so the configuration, holds 512 KiB at most. Expressions are Python's, without regard to case.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from moderation.verdict import Level
from moderation.workbench.export_contents import Contents, Word, contents_of
from moderation.workbench.export_entries import enforced
from moderation.workbench.export_ways import Part, ways_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.program import Program
    from moderation.program.rules import RuleProgram
    from moderation.workbench.export_entries import Losses

__all__ = ["automoderator_text"]

_PAGE_BYTES: Final = 512 * 1024
_CODES: Final = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufeff\\ufffe\\uffff\u2028\u2029]")
_ACTIONS: Final = {Level.BLOCK: "remove", Level.REVIEW: "filter"}


def automoderator_text(program: Program, losses: Losses) -> str:
    """Return the configuration: documents of YAML, the worst rule first; what would not fit on the page is left out."""
    behind = contents_of(program)
    texts: list[str] = []
    left = _PAGE_BYTES
    told: set[str] = set()
    for rule in enforced(program, losses):
        for text in _documents(rule, behind, losses, told):
            left -= len(text.encode())
            if left < 0:
                losses.add("page-limit", rule.id)
            else:
                texts.append(text)
    return "".join(texts)


def _documents(rule: RuleProgram, behind: dict[str, Contents], losses: Losses, told: set[str]) -> Iterator[str]:
    """Each level's signals that are enough alone in one document, then one for each combination."""
    alone: dict[Level, list[Part]] = {}
    combined: list[tuple[Level, list[list[Part]]]] = []
    for way in ways_of(rule):
        if way.needs or all(part.negated for part in way.parts):
            losses.add(way.needs[0] if way.needs else "negation", rule.id)
        elif way.sole is not None:
            alone.setdefault(way.level, []).append(way.sole)
        else:
            combined.append((way.level, [[part] for part in way.parts]))
    for level, groups in [*((level, [parts]) for level, parts in alone.items()), *combined]:
        yield from _document(rule, level, groups, behind, losses, told)


def _document(  # noqa: PLR0913, PLR0917 - what is written, what stands behind it, and what is told of
    rule: RuleProgram, level: Level, groups: list[list[Part]], behind: dict[str, Contents], losses: Losses, told: set[str]
) -> Iterator[str]:
    """One rule of AutoModerator, unless a condition of it cannot be said there."""
    checks = []
    for number, parts in enumerate(groups, 1):
        check = _check(parts, behind, losses, told)
        if check:
            tail = f"#{number}" if len(groups) > 1 else ""
            checks.append(f"{'~' if parts[0].negated else ''}title+body{tail} {check}")
        elif not parts[0].negated:
            return
    reason = _quoted(f"{rule.id}: {rule.title}"[:200])
    yield "\n".join(["---", f"# {_line(rule.title)} ({rule.id})", *checks, f"action: {_ACTIONS[level]}", f"action_reason: {reason}", ""])


def _check(parts: list[Part], behind: dict[str, Contents], losses: Losses, told: set[str]) -> str:
    """The modifiers and values of one check, empty where there is nothing to look for."""
    words: list[Word] = []
    expressions: list[str] = []
    for part in parts:
        contents = behind.get(part.signal, Contents())
        _tell(part.signal, contents, losses, told)
        words += [word for word in contents.words if word.weight >= part.least]
        if contents.weight >= part.least:
            expressions += [one for one in map(_own, contents.expressions) if _compiles(one, part.signal, losses)]
    if not words and not expressions:
        return ""
    if not expressions and not any(word.bounded or word.allowed for word in words):
        return f"(includes): {_listed(word.text for word in words)}"
    return f"(includes, regex): {_listed([*map(_expression, words), *expressions])}"


def _tell(signal: str, contents: Contents, losses: Losses, told: set[str]) -> None:
    if signal not in told:
        told.add(signal)
        for reason, count in contents.lost:
            if reason != "behavior":  # of the whole program already
                losses.add(reason, signal, count)


def _expression(word: Word) -> str:
    """A word as an expression that does not match within its exceptions, nor beside a letter where it is bounded.

    >>> bool(re.search(_expression(Word(text="网赌", weight=1, allowed=("反网赌", "网赌危害"))), "反网赌，网赌危害大"))
    False
    """
    text = re.escape(word.text)
    guards = [
        rf"(?!(?<={re.escape(allowed[: place + len(word.text)])}){re.escape(allowed[place + len(word.text) :])})"
        for allowed in word.allowed for place in _places(word.text.lower(), allowed)
    ]  # fmt: skip
    edges = ("(?<![0-9A-Za-z])", "(?![0-9A-Za-z])") if word.bounded else ("", "")
    return f"{edges[0]}{text}{edges[1]}{''.join(guards)}"


def _places(text: str, within: str) -> Iterator[int]:
    place = within.find(text)
    while place >= 0:
        yield place
        place = within.find(text, place + 1)


def _own(expression: str) -> str:
    """An expression without the flag that AutoModerator sets by itself."""
    return expression.removeprefix("(?i)")


def _compiles(expression: str, signal: str, losses: Losses) -> bool:
    """Whether Python's own expressions, and not only those of `regex`, can say this."""
    try:
        re.compile(f"(?:{expression})")
    except (re.error, RecursionError, OverflowError):
        losses.add("flavour", signal)
        return False
    return True


def _listed(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, dict.fromkeys(texts)))}]"


def _quoted(text: str) -> str:
    """A text in double quotes, as YAML and JSON both read it."""
    return _CODES.sub(lambda code: f"\\u{ord(code[0]):04x}", json.dumps(text, ensure_ascii=False))


def _line(text: str) -> str:
    return " ".join(_CODES.sub(" ", text).split())
