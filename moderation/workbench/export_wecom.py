"""Entries → rules for sensitive words of WeCom (企业微信 敏感词管理, `externalcontact/add_intercept_rule`), within its limits.

Limits as the interface documents them (2026-11): at most 100 rules, of each at most 300 words of 1 to 32 characters, a name of at
most 20; three kinds of content that it finds by itself; `intercept_type` 1 warns and intercepts, 2 only warns.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from moderation.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.program import Program
    from moderation.workbench.export_entries import Entry, Losses

__all__ = ["wecom_rules", "wecom_text"]

_MOST_RULES: Final = 100
_MOST_WORDS: Final = 300
_MOST_CHARS: Final = 32
_NAME_CHARS: Final = 20
_SEMANTICS: Final = {"phone": 1, "email": 2}
"""Red packets are 3: no ruleset looks for them as such."""
_INTERCEPT, _WARN = 1, 2
_EVERYBODY: Final = {"user_list": [], "department_list": [1]}
"""Department 1 is the whole company."""


def wecom_text(program: Program, entries: Sequence[Entry], losses: Losses) -> str:
    """Return the bodies of the calls, a JSON list."""
    return json.dumps(wecom_rules(program, entries, losses), ensure_ascii=False, indent=2) + "\n"


def wecom_rules(_program: Program, entries: Sequence[Entry], losses: Losses) -> list[dict[str, Any]]:
    """Return the bodies of the calls to `add_intercept_rule`, a rule of the ruleset after the other, the worst first.

    What has exceptions, or must stand by itself, is found anywhere there, so it is only warned of.
    """
    grouped: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries:
        if _fits(entry, losses):
            grouped.setdefault((entry.rule.id, _type(entry, losses)), []).append(entry)
    rules = [rule for (_, kind), members in grouped.items() for rule in _chunks(kind, members)]
    for rule in rules[_MOST_RULES:]:
        losses.add("rules-limit", count=len(rule["word_list"]) or 1)
    return rules[:_MOST_RULES]


def _fits(entry: Entry, losses: Losses) -> bool:
    if entry.expression:
        losses.add("expression", entry.signal)
    elif entry.word and not 0 < len(entry.word.text) <= _MOST_CHARS:
        losses.add("too-long", entry.signal)
    return not entry.expression and (entry.word is None or 0 < len(entry.word.text) <= _MOST_CHARS)


def _type(entry: Entry, losses: Losses) -> int:
    """Whether an entry is intercepted or only warned of."""
    word = entry.word
    if entry.level is not Level.BLOCK:
        return _WARN
    if word and (word.allowed or word.bounded):
        losses.add("allow-warned" if word.allowed else "bounded-warned", entry.signal)
        return _WARN
    return _INTERCEPT


def _chunks(kind: int, members: list[Entry]) -> Iterator[dict[str, Any]]:
    words = [entry.word.text for entry in members if entry.word]
    semantics = sorted({_SEMANTICS[entry.kind] for entry in members if entry.kind in _SEMANTICS})
    chunks = [words[start : start + _MOST_WORDS] for start in range(0, len(words), _MOST_WORDS)] or [[]]
    for number, chunk in enumerate(chunks, 1):
        tail = f" {number}" if len(chunks) > 1 else ""
        yield {
            "rule_name": _name(members[0], kind, tail),
            "word_list": chunk,
            "semantics_list": semantics if number == 1 else [],
            "intercept_type": kind,
            "applicable_range": _EVERYBODY,
        }


def _name(entry: Entry, kind: int, tail: str) -> str:
    tail = ("" if kind == _INTERCEPT else " 提醒") + tail
    return (entry.rule.title or entry.rule.id)[: _NAME_CHARS - len(tail)] + tail
