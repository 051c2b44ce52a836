"""Prompts for staff: the text to send for a suggested answer, what to collect from who complains, and what staff taught.

What staff chose becomes phrasings to review, in a file of its own: the FAQ never changes by itself.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from moderation.text.views import folded_letters
from moderation.wording import say
from moderation.wording.faq_mining import SENTENCES
from moderation.wording.faq_prompts import PROMPTS
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from moderation.faq.tickets import Ticket
    from moderation.message import Message
    from moderation.program import FaqEntry
    from moderation.state.store import Record
    from moderation.verdict import Answer
    from moderation.wording import Lang

__all__ = ["Choice", "Prompt", "briefing", "choice_of", "chosen", "phrasings_of", "prompt", "review_page"]

_MOST_VARIANTS: Final = 20
_LONGEST: Final = 120
_HISTORY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A suggestion as staff see it: the question, the entry, and `draft`, the text to send, theirs to edit."""

    message: str
    question: str
    entry: str
    confidence: float
    draft: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "message": self.message, "question": self.question, "entry": self.entry, "confidence": self.confidence, "draft": self.draft,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What staff made of a prompt: the entry that they answered with, empty where none fitted, and what they sent."""

    question: str
    entry: str
    sent: str = ""
    by: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: a line of the file that `moderation faq review` reads."""
        return {"question": self.question, "entry": self.entry, "sent": self.sent, "by": self.by}


def prompt(message: Message, answer: Answer) -> Prompt:
    """Return the prompt of a suggested answer."""
    return Prompt(
        message=message.key or "", question=message.text, entry=answer.entry, confidence=answer.confidence, draft=answer.text
    )  # fmt: skip


def chosen(prompt: Prompt, *, entry: str, sent: str = "", by: str = "") -> Choice:
    """Return what staff made of a prompt; `entry` may be another than the suggested one."""
    return Choice(question=prompt.question, entry=entry, sent=sent, by=by)


def choice_of(line: bytes) -> Choice | None:
    """Return the choice of a line of JSON, as `Choice.to_dict` gives it; `None` where the line holds none.

    >>> choice_of('{"question": "钱怎么拿回来", "entry": "F01"}'.encode()), choice_of(b"[]")
    (Choice(question='钱怎么拿回来', entry='F01', sent='', by=''), None)
    """
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    row = {name: found.get(name, "") for name in ("question", "entry", "sent", "by")} if isinstance(found, dict) else {}
    return Choice(**row) if row and row["question"] and all(isinstance(text, str) for text in row.values()) else None


def briefing(ticket: Ticket, history: Sequence[Record] = (), lang: Lang = "zh") -> str:
    """Return what a person who takes a ticket needs: what was said, what to collect, and the member's history.

    `history` is what the ledger holds about the member, in its order: tickets and offences, without anybody's words.
    """
    lines = [say(PROMPTS, "ticket", lang, {"title": ticket.title, "name": _line(ticket.name or ticket.user), "text": _line(ticket.text)})]
    lines += [say(PROMPTS, "note", lang, {"text": _line(note)}) for note in ticket.notes]
    if ticket.route == "complaint":
        lines.append(say(PROMPTS, "collect", lang))
    lines.append(_history(history, lang))
    return "\n".join(lines)


def review_page(choices: Iterable[Choice], entries: Mapping[str, FaqEntry], lang: Lang = "zh") -> str:
    """Return the phrasings that staff's choices teach, as YAML to review: by entry, the most frequent first.

    What the entry has already, in any spelling, is left out, and so is what staff answered with no entry.
    """
    taught = _taught(choices, entries)
    lines = [f"# {line}" for line in say(SENTENCES, "review-head", lang).split("\n")] + ["entries:" if taught else "entries: []"]
    for name, texts in sorted(taught.items(), key=lambda pair: (-pair[1].total(), pair[0])):
        lines += ["", "  # " + say(SENTENCES, "chosen", lang, {"count": texts.total()})]
        lines += [f"  - id: {_quoted(name)}", f"    question: {_quoted(entries[name].question)}", "    variants:"]
        ordered = sorted(texts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_VARIANTS]
        lines += [f"      - {_quoted(text)}  # {count}" for text, count in ordered]
    return "\n".join(lines) + "\n"


def phrasings_of(choices: Iterable[Choice], entries: Mapping[str, FaqEntry]) -> int:
    """Return how many phrasings some choices teach."""
    return sum(map(len, _taught(choices, entries).values()))


def _taught(choices: Iterable[Choice], entries: Mapping[str, FaqEntry]) -> dict[str, Counter[str]]:
    """The phrasings that each entry does not have yet, and how often they were answered with it."""
    taught: dict[str, Counter[str]] = {}
    for choice in choices:
        entry = entries.get(choice.entry)
        text = _line(choice.question)
        if entry is not None and text and folded_letters(text) not in set(map(folded_letters, (entry.question, *entry.variants))):
            taught.setdefault(entry.id, Counter())[text] += 1
    return taught


def _history(history: Sequence[Record], lang: Lang) -> str:
    """How often what happened about the member, and the latest of it."""
    if not history:
        return say(PROMPTS, "no-history", lang)
    kinds = Counter(record.kind for record in history)
    counted = "，".join(f"{kind} × {count}" for kind, count in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])))
    latest = "；".join(_titled(record) for record in history[-_HISTORY:])
    return say(PROMPTS, "history", lang, {"counted": counted, "latest": latest})


def _titled(record: Record) -> str:
    """A record by its kind and the rule or route that it names."""
    try:
        body = json.loads(record.body)
    except ValueError:
        body = {}
    named = body.get("title") or body.get("rule") or body.get("route") if isinstance(body, dict) else ""
    return f"{record.kind}（{_line(str(named))}）" if named else record.kind


def _line(text: str) -> str:
    line = visible(" ".join(text.split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _quoted(text: str) -> str:
    return json.dumps(_line(text), ensure_ascii=False)
