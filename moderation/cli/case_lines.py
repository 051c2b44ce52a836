"""Cases and what came of decisions about them, as lines that staff read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.program import Measure
from moderation.sanctions.export import exported, iso
from moderation.wording import say
from moderation.wording.labels import LABELS
from moderation.wording.sanctions import ACTIONS, CLI, REASONS, STATES, UNDO, length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.sanctions.cases import Outcome
    from moderation.sanctions.history import Case
    from moderation.sanctions.revision import Undo
    from moderation.state.store import Record
    from moderation.verdict import Sanction
    from moderation.wording import Lang

__all__ = ["as_json", "case_line", "case_lines", "entered_lines", "outcome_lines", "undo_json", "undo_lines"]


def case_line(case: Case, lang: Lang) -> str:
    """Return a case in one line."""
    offence = case.offence
    rules = "、".join(broken.title for broken in offence.rules) or "—"
    return "  ".join([case.id, _state(case, lang), iso(offence.at_ms), offence.user or "?", _measure(offence.sanction, lang), rules])


def case_lines(case: Case, records: Iterable[Record], lang: Lang) -> Iterator[str]:
    """Yield everything about a case: what was said, which rules it broke, what was done, and what people said about it."""
    offence = case.offence
    yield say(CLI, "case", lang, {"case": case.id, "state": _state(case, lang)})
    yield say(CLI, "who", lang, {"user": offence.user or "?", "chat": offence.chat or "?", "at": iso(offence.at_ms)})
    for broken in offence.rules:
        label = say(LABELS, broken.label, lang) if broken.label in LABELS else broken.label
        yield say(CLI, "rule", lang, {"title": broken.title, "charter": broken.charter or "—", "label": label})
    given = offence.sanction
    if given is not None:
        yield say(CLI, "given", lang, {"action": _measure(given, lang), "duration": "", "strikes": given.strikes})
        if given.reasons:
            yield say(CLI, "reasons", lang, {"reasons": "；".join(_reason(reason, lang) for reason in given.reasons)})
    rows = [exported(record) for record in records]
    yield _text(rows, lang)
    for row in rows:
        yield from _told(row, lang)


def entered_lines(outcome: Outcome, lang: Lang) -> Iterator[str]:
    """Yield how each case stands now."""
    for case in outcome.cases:
        yield say(CLI, "entered" if outcome.changed else "unchanged", lang, {"case": case.id, "state": _state(case, lang)})


def outcome_lines(outcome: Outcome, lang: Lang, *, has_ruleset: bool) -> Iterator[str]:
    """Yield what came of a decision about a case, and what is to be undone now."""
    yield from entered_lines(outcome, lang)
    if outcome.sanction is not None:
        yield say(CLI, "sanction-now", lang, {"action": _measure(outcome.sanction, lang), "duration": ""})
    if outcome.changed:
        yield from undo_lines(outcome.undo, lang)
        if not has_ruleset:
            yield say(CLI, "name-ruleset", lang)


def undo_lines(undo: Iterable[Undo], lang: Lang) -> Iterator[str]:
    """Yield what is to be undone, a case a line."""
    rows = tuple(undo)
    yield say(CLI, "undo" if rows else "nothing-to-undo", lang)
    for one in rows:
        offence = one.case.offence
        done = say(UNDO, one.do, lang, {"until": "" if one.until_ms is None else iso(one.until_ms)})
        over = say(UNDO, "over", lang) if one.is_over else ""
        yield say(CLI, "undo-row", lang, {"case": one.case.id, "user": offence.user, "chat": offence.chat, "do": done, "over": over})


def undo_json(undo: Undo) -> dict[str, Any]:
    """Return one thing to be undone as JSON values."""
    offence = undo.case.offence
    until = None if undo.until_ms is None else iso(undo.until_ms)
    return {
        "case": undo.case.id, "do": undo.do, "platform": offence.platform, "chat": offence.chat, "user": offence.user,
        "until": until, "over": undo.is_over,
    }  # fmt: skip


def as_json(case: Case, records: Iterable[Record] = ()) -> dict[str, Any]:
    """Return a case as JSON values, with the records about it."""
    offence = case.offence
    return {
        "case": case.id, "state": case.state, "community": offence.community, "platform": offence.platform, "chat": offence.chat,
        "user": offence.user, "message": offence.message, "at": iso(offence.at_ms), "label": offence.label or None,
        "rules": [broken.rule for broken in offence.rules], "ruleset": offence.ruleset, "reports": list(case.reports),
        "sanction": offence.sanction.to_dict() if offence.sanction else None, "records": [exported(record) for record in records],
    }  # fmt: skip


def _text(rows: Iterable[dict[str, Any]], lang: Lang) -> str:
    """What was said, from the first record that still knows."""
    said = [row["evidence"]["text"] for row in rows if row["evidence"] and "text" in row["evidence"]]
    return say(CLI, "text", lang, {"text": said[-1]}) if said else say(CLI, "erased", lang)


def _told(row: dict[str, Any], lang: Lang) -> Iterator[str]:
    """What one record says that is not said yet."""
    kind, body = row["kind"], row["body"]
    if kind not in CLI or kind == "case":
        return
    who, why = body.get("who", body.get("by", "")), (row["evidence"] or {}).get("why", "")
    values = {"at": iso(body.get("reported_ms", row["at_ms"])), "who": who, "why": why}
    if kind == "applied":
        done = body["done"]
        shown = _measure(Measure(**done), lang) if done else say(CLI, "not-done", lang)
        values |= {"done": shown, "problem": f" ({body['problem']})" if body["problem"] else ""}
    yield say(CLI, kind, lang, values)


def _state(case: Case, lang: Lang) -> str:
    return say(STATES, case.state, lang)


def _measure(given: Sanction | Measure | None, lang: Lang) -> str:
    if given is None:
        return "—"
    return say(ACTIONS, given.action, lang) + (f" {length(given.duration_s)}" if given.duration_s else "")


def _reason(reason: str, lang: Lang) -> str:
    return say(REASONS, reason, lang) if reason in REASONS else reason
