"""Entries → keyword rules of Discord's AutoMod (`POST /guilds/{id}/auto-moderation/rules`), within its limits.

Limits as the interface documents them (2026-11): at most 6 keyword rules a guild; of each at most 1,000 keywords of 60 characters,
10 regular expressions (Rust flavour) of 260, 100 exceptions of 60; a message to the member of at most 150 characters.
"""

from __future__ import annotations

import json
import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from moderation.verdict import Level
from moderation.wording import say
from moderation.wording.export import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderation.program import Program
    from moderation.workbench.export_entries import Entry, Losses

__all__ = ["discord_rules", "discord_text"]

_MOST_RULES: Final = 6
_MOST_KEYWORDS: Final = 1_000
_MOST_EXPRESSIONS: Final = 10
_MOST_ALLOWED: Final = 100
_KEYWORD_CHARS: Final = 60
_EXPRESSION_CHARS: Final = 260
_MESSAGE_CHARS: Final = 150
_NAME_CHARS: Final = 100
_BLOCK_MESSAGE, _SEND_ALERT = 1, 2
_CHANNEL: Final = "CHANNEL_ID"
"""To be filled in: where staff are told. No export can know it."""
_NOT_RUST: Final = re.compile(r"\(\?[=!>R&|]|\(\?<[=!]|\(\?P[=>]|\\[1-9gGKX]|\\[kL]<|[*+?}]\+")
"""Look-around, back references, atomic groups, possessive counts, recursion, named lists: what a finite automaton does not have."""


def discord_text(program: Program, entries: Sequence[Entry], losses: Losses) -> str:
    """Return the bodies of the calls, a JSON list."""
    return json.dumps(discord_rules(program, entries, losses), ensure_ascii=False, indent=2) + "\n"


def discord_rules(program: Program, entries: Sequence[Entry], losses: Losses) -> list[dict[str, Any]]:
    """Return the bodies of the calls that make the rules: those that block a message first, then those that tell staff."""
    fitting = [entry for entry in entries if _fits(entry, losses)]
    made: list[dict[str, Any]] = []
    for level in (Level.BLOCK, Level.REVIEW):
        for chunk in _chunks([entry for entry in fitting if entry.level is level]):
            if len(made) < _MOST_RULES:
                made.append(_rule(program, level, chunk, len(made) + 1, losses))
            else:
                losses.add("rules-limit", count=len(chunk))
    return made


def _fits(entry: Entry, losses: Losses) -> bool:
    """Whether an entry can be said there; a kind always comes with its expression."""
    reason = ""
    if entry.word is not None:
        reason = "" if len(_keyword(entry)) <= _KEYWORD_CHARS and "*" not in entry.word.text else "too-long"
    elif entry.expression:
        reason = "too-long" if len(entry.expression) > _EXPRESSION_CHARS else "flavour" if _NOT_RUST.search(entry.expression) else ""
    if reason:
        losses.add(reason, entry.signal)
    return not reason and not entry.kind


def _keyword(entry: Entry) -> str:
    """A word as Discord writes it: with stars it is found inside others."""
    assert entry.word is not None
    return entry.word.text if entry.word.bounded else f"*{entry.word.text}*"


def _chunks(entries: list[Entry]) -> Iterator[list[Entry]]:
    words = [entry for entry in entries if entry.word]
    expressions = [entry for entry in entries if entry.expression]
    by_words: list[list[Entry]] = [words[start : start + _MOST_KEYWORDS] for start in range(0, len(words), _MOST_KEYWORDS)]
    by_expressions: list[list[Entry]] = [
        expressions[start : start + _MOST_EXPRESSIONS] for start in range(0, len(expressions), _MOST_EXPRESSIONS)
    ]
    for pair in zip_longest(by_words, by_expressions):
        yield [entry for some in pair for entry in some or ()]


def _rule(program: Program, level: Level, chunk: list[Entry], number: int, losses: Losses) -> dict[str, Any]:
    allowed = list(dict.fromkeys(one for entry in chunk if entry.word for one in entry.word.allowed if len(one) <= _KEYWORD_CHARS))
    losses.add("allow-limit", count=max(0, len(allowed) - _MOST_ALLOWED))
    title = (program.info.title or program.info.id)[: _NAME_CHARS - 20]
    blocks = level is Level.BLOCK
    told = say(SENTENCES, "not-here", "zh", {"title": title})[:_MESSAGE_CHARS]
    action = {"type": _BLOCK_MESSAGE, "metadata": {"custom_message": told}}
    return {
        "name": f"{title} {'拦截' if blocks else '复核'} {number}",
        "event_type": 1,
        "trigger_type": 1,
        "trigger_metadata": {
            "keyword_filter": [_keyword(entry) for entry in chunk if entry.word],
            "regex_patterns": [entry.expression for entry in chunk if entry.expression],
            "allow_list": allowed[:_MOST_ALLOWED],
        },
        "actions": [action if blocks else {"type": _SEND_ALERT, "metadata": {"channel_id": _CHANNEL}}],
        "enabled": True,
    }
