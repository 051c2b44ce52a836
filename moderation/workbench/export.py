"""A ruleset in the form that another system takes, with a report of everything that is lost on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.errors import UsageError
from moderation.wording import both, say
from moderation.wording.export import LOSSES, SENTENCES
from moderation.workbench.export_automoderator import automoderator_text
from moderation.workbench.export_discord import discord_text
from moderation.workbench.export_entries import Losses, entries_of, lost_of_program
from moderation.workbench.export_wecom import wecom_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.program import Program
    from moderation.wording import Lang
    from moderation.workbench.export_entries import Entry, Loss

__all__ = ["TARGETS", "Exported", "export", "report_of"]

TARGETS: Final = ("wecom", "discord", "automoderator", "wordlist")
_SHOWN: Final = 8
"""Names that a line of the report has; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What the target takes, and what it cannot: `losses` by reason, then by what they are of. `words` counts what went over."""

    to: str
    text: str
    words: int
    losses: tuple[Loss, ...]


def export(program: Program, to: str, *, parts: bool = False) -> Exported:
    """Return a program rendered for `wecom`, `discord`, `automoderator` or as a plain `wordlist`.

    Only what is enough by itself to make a rule hold goes into a flat list, so that the target is not stricter than the ruleset;
    with `parts` also what is evidence together with something else, and it is only warned of there, or shown to staff.
    AutoModerator, which knows several conditions at once, gets both in any case.

    Raises:
        UsageError: there is no such target.
    """
    if to not in TARGETS:
        raise UsageError(*both(SENTENCES, "no-such-target", {"to": to, "targets": " | ".join(TARGETS)}))
    losses = Losses()
    lost_of_program(program, losses)
    if to == "automoderator":
        text = automoderator_text(program, losses)
        return Exported(to=to, text=text, words=text.count("---\n"), losses=losses.sorted())
    entries = entries_of(program, losses, parts=parts)
    text = {"wecom": wecom_text, "discord": discord_text, "wordlist": _wordlist}[to](program, entries, losses)
    dropped = sum(loss.count for loss in losses.sorted() if loss.reason in ("too-long", "flavour", "expression", "rules-limit", "odd"))
    return Exported(to=to, text=text, words=max(0, len(entries) - dropped), losses=losses.sorted())


def report_of(exported: Exported, lang: Lang = "zh") -> list[str]:
    """Return what went over and what was lost, a line each, in the order of the losses."""
    lines = [say(SENTENCES, "exported", lang, {"count": exported.words, "to": say(SENTENCES, exported.to, lang)})]
    by_reason: dict[str, list[Loss]] = {}
    for loss in exported.losses:
        by_reason.setdefault(loss.reason, []).append(loss)
    if by_reason:
        lines.append(say(SENTENCES, "lost", lang))
    for reason, losses in by_reason.items():
        names = [loss.where for loss in losses if loss.where]
        more = say(SENTENCES, "more", lang, {"count": len(names) - _SHOWN}) if len(names) > _SHOWN else ""
        where = say(SENTENCES, "where", lang, {"names": "、".join(names[:_SHOWN]) + more}) if names else ""
        lines.append(f"- {say(LOSSES, reason, lang, {'count': sum(loss.count for loss in losses), 'where': where})}")
    if exported.to in ("wecom", "discord"):
        lines.append(say(SENTENCES, f"{exported.to}-next", lang))
    return lines


def _wordlist(_program: Program, entries: Sequence[Entry], losses: Losses) -> str:
    """One word a line, nothing else: what any program reads."""
    words = []
    for entry in entries:
        word = entry.word
        if word is None:
            losses.add("expression", entry.signal)
        elif word.text.strip() != word.text or not word.text.isprintable():
            losses.add("odd", entry.signal)
        else:
            losses.add("allow", entry.signal, len(word.allowed))
            words.append(word.text)
    return "".join(f"{word}\n" for word in words)
