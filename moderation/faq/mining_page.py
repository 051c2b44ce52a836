"""Proposals as YAML that a person edits: entries of a FAQ, with counts, dates and staff's answers beside them as comments."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from moderation.faq.hours import zone
from moderation.wording import say
from moderation.wording.faq_mining import SENTENCES
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.faq.mining import Proposal
    from moderation.wording import Lang

__all__ = ["page", "proposal_to_dict"]

_MOST: Final = 300
"""Characters of a line that somebody wrote: more is not read in a file of proposals."""


def page(proposals: Iterable[Proposal], *, archive: str = "", lang: Lang = "zh") -> str:
    """Return proposals as a FAQ file; an entry that staff never answered has an empty answer, which loading refuses.

    >>> from moderation.faq.mining import Proposal
    >>> proposal = Proposal(question="怎么退款", variants=("退钱",), count=3, askers=2, chats=1, first_ms=None, last_ms=None)
    >>> print(page([proposal]).split("entries:")[1].strip())
    # 问过 3 次，2 个人，1 个群
      # 没有找到管理员的答复：写上答案才能用
      - question: "怎么退款"
        variants:
          - "退钱"
        answer: ""
    """
    found = list(proposals)
    head = [*_comment("head", lang, {"archive": _line(archive), "count": len(found)}), "entries:" if found else "entries: []"]
    return "\n".join([*head, *(line for proposal in found for line in ("", *_entry(proposal, lang)))]) + "\n"


def proposal_to_dict(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as JSON values."""
    return {
        "question": proposal.question, "variants": list(proposal.variants), "count": proposal.count, "askers": proposal.askers,
        "chats": proposal.chats, "first": _day(proposal.first_ms), "last": _day(proposal.last_ms),
        "answers": [{"text": text, "count": count} for text, count in proposal.answers],
    }  # fmt: skip


def _entry(proposal: Proposal, lang: Lang) -> Iterator[str]:
    seen = {"count": proposal.count, "askers": proposal.askers, "chats": proposal.chats}
    first, last = _day(proposal.first_ms), _day(proposal.last_ms)
    dates = say(SENTENCES, "dates", lang, {"first": first, "last": last}) if first else ""
    yield "  # " + say(SENTENCES, "asked", lang, seen) + dates
    for text, count in proposal.answers[1:]:
        yield "  # " + say(SENTENCES, "also-answered", lang, {"text": _line(text), "count": count})
    if not proposal.answers:
        yield "  # " + say(SENTENCES, "no-answer", lang)
    yield f"  - question: {_quoted(proposal.question)}"
    if proposal.variants:
        yield "    variants:"
        yield from (f"      - {_quoted(text)}" for text in proposal.variants)
    yield f"    answer: {_quoted(proposal.answers[0][0] if proposal.answers else '')}"


def _comment(key: str, lang: Lang, values: dict[str, object]) -> Iterator[str]:
    return (f"# {line}" for line in say(SENTENCES, key, lang, values).split("\n"))


def _line(text: str) -> str:
    """A stranger's text on one line, without anything that a YAML file must not hold."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= _MOST else line[: _MOST - 1] + "…"


def _quoted(text: str) -> str:
    """A stranger's text as a double-quoted scalar: JSON is YAML."""
    return json.dumps(_line(text), ensure_ascii=False)


def _day(at_ms: int | None) -> str:
    if at_ms is None:
        return ""
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms)).astimezone(zone("Asia/Shanghai")).date().isoformat()
    except OverflowError:
        return ""
