"""What `replay` shows: each sanction as it would have been given, then what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.compile.durations import written
from moderation.verdict import Level
from moderation.wording import say
from moderation.wording.notices import span
from moderation.wording.replay import REASONS, SENTENCES
from moderation.wording.sanctions import REASONS as KNOWN
from moderation.wording.scenarios import OUTCOMES
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.batch.replay import Replayed, ReplaySummary
    from moderation.verdict import Sanction, Verdict
    from moderation.wording import Lang

__all__ = ["sanction_lines", "summary_lines"]

_LONGEST_SHOWN: Final = 60


def sanction_lines(replayed: Replayed, lang: Lang) -> Iterator[str]:
    """Yield who would have met what and why; nothing for a message without a sanction."""
    message, verdict = replayed.message, replayed.verdict
    sanction = verdict.sanction
    if sanction is None:
        return
    at = message.at.strftime("%Y-%m-%d %H:%M:%S") if message.at else ""
    author = message.author
    name = author.card or author.nickname
    user = f"{name}（{author.id}）" if name and author.id else name or author.id
    values = {"at": at, "chat": message.chat.name or message.chat.id, "user": user, "action": _action(sanction, lang)}
    yield visible(say(SENTENCES, "known" if verdict.repeated else "sanctioned", lang, {**values, "why": _why(verdict, sanction, lang)}))
    if message.text:
        text = message.text if len(message.text) <= _LONGEST_SHOWN else message.text[:_LONGEST_SHOWN] + "…"
        yield visible(say(SENTENCES, "text", lang, {"text": text}))
    for reason in sanction.reasons:
        known = say(KNOWN, reason, lang) if reason in KNOWN else reason
        yield visible(say(SENTENCES, "reason", lang, {"reason": known}))


def _why(verdict: Verdict, sanction: Sanction, lang: Lang) -> str:
    hits = [hit for hit in verdict.hits if hit.status == "enforce"]
    rules = [say(SENTENCES, "rule", lang, {"title": hit.title, "charter": hit.charter}) if hit.charter else hit.title for hit in hits]
    values = {"rules": say(SENTENCES, "and", lang).join(dict.fromkeys(rules)), "count": sanction.count, "strikes": sanction.strikes}
    return say(SENTENCES, "why" if sanction.count else "why-not", lang, {**values, "case": sanction.case or ""})


def _action(sanction: Sanction, lang: Lang) -> str:
    if sanction.action == "mute" and sanction.duration_s:
        duration = written(sanction.duration_s) if lang == "en" else span(sanction.duration_s)
        return say(OUTCOMES, "mute-for", lang, {"duration": duration})
    return say(OUTCOMES, sanction.action, lang)


def summary_lines(summary: ReplaySummary, lang: Lang, *, has_policy: bool, has_rejects: bool) -> Iterator[str]:
    """Yield the counts, each line a sum that adds up; `has_rejects` says whether the rejected rows were written somewhere."""
    passed = dict(summary.levels)[Level.PASS]
    given = sum(count for _, count in summary.sanctions)
    numbers = {
        "messages": summary.messages, "verdicts": summary.verdicts, "rejects": summary.rejects, "passed": passed,
        "flagged": summary.verdicts - passed, "sanctions": given, "repeated": summary.repeated, "unsanctioned": summary.unsanctioned,
        "answers": summary.answers, "routes": summary.routes,
    }  # fmt: skip
    yield from (say(SENTENCES, key, lang, numbers) for key in ("summary", "levels", "flagged"))
    members = dict(summary.members)
    for action, count in summary.sanctions:
        yield say(SENTENCES, "action", lang, {"action": say(OUTCOMES, action, lang), "count": count, "members": members[action]})
    if summary.answers or summary.routes:
        yield say(SENTENCES, "answered", lang, numbers)
    for reason, count in summary.reasons:
        yield say(SENTENCES, "rejected", lang, {"reason": say(REASONS, reason, lang), "count": count})
    if summary.rejects and not has_rejects:
        yield say(SENTENCES, "rejects-hint", lang)
    if not has_policy:
        yield say(SENTENCES, "no-policy", lang)
    elif not given and not summary.repeated:
        yield say(SENTENCES, "nobody", lang)
