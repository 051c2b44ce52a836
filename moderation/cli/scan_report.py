"""What `scan` shows at the end: hits by rule and label, verdicts by level, and that no message was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.cli.terminal import console
from moderation.wording import say
from moderation.wording.archives import REASONS
from moderation.wording.cli import SENTENCES
from moderation.wording.explanation import LEVELS
from moderation.wording.labels import LABELS
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from moderation.batch import Summary
    from moderation.wording import Lang, Sentences

__all__ = ["report"]

_RULES_SHOWN: Final = 40
"""A screen; all hits are in the verdicts anyway."""


def report(summary: Summary, lang: Lang, *, out: str = "", rejects: str = "") -> None:
    """Print what a scan came to; to the error stream where the verdicts themselves go to the output."""
    screen = console(stderr=out == "-" or rejects == "-")
    if summary.rules:
        screen.print(_rules(summary, lang))
    screen.print(_levels(summary, lang))
    _lines(screen, summary, lang, out=out, rejects=rejects)


def _rules(summary: Summary, lang: Lang) -> Table:
    table = _table(lang, "rule", "title", "label", "messages")
    for row in summary.rules[:_RULES_SHOWN]:
        trial = say(SENTENCES, "on-trial", lang) if row.status == "shadow" else ""
        table.add_row(visible(row.rule), visible(row.title) + trial, _word(LABELS, row.label, lang), str(row.messages))
    if len(summary.rules) > _RULES_SHOWN:
        table.add_row("…", say(SENTENCES, "more-rules", lang, {"count": len(summary.rules) - _RULES_SHOWN}), "", "")
    return table


def _levels(summary: Summary, lang: Lang) -> Table:
    table = _table(lang, "level", "messages", "share")
    for level, count in summary.levels:
        table.add_row(_word(LEVELS, level.value, lang), str(count), f"{count / max(summary.verdicts, 1):.1%}")
    return table


def _table(lang: Lang, *columns: str) -> Table:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - only scan draws tables
    from rich.table import Table  # noqa: PLC0415 - the same

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(say(SENTENCES, column, lang), justify="right" if column in ("messages", "share") else "left", overflow="fold")
    return table


def _lines(screen: Console, summary: Summary, lang: Lang, *, out: str, rejects: str) -> None:
    numbers = {"messages": summary.messages, "verdicts": summary.verdicts, "rejects": summary.rejects}
    screen.print(say(SENTENCES, "summary", lang, numbers), soft_wrap=True)
    for reason, count in summary.reasons:
        screen.print(say(SENTENCES, "reason", lang, {"reason": _word(REASONS, reason, lang), "count": count}), soft_wrap=True)
    if summary.rejects and not rejects:
        screen.print(say(SENTENCES, "rejects-hint", lang), soft_wrap=True)
    for key, name in (("written", out), ("rejects-written", rejects)):
        if name not in ("", "-"):
            screen.print(say(SENTENCES, key, lang, {"name": visible(name)}), soft_wrap=True)


def _word(words: Sentences, name: str, lang: Lang) -> str:
    return say(words, name, lang) if name in words else visible(name)
