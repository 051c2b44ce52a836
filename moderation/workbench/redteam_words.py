"""Says what the red team found: as a JSON value that scripts read, and in the words that its tables share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.message import field_text
from moderation.wording import say
from moderation.wording.redteam import ADVICE, GUARDS
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from moderation.diagnostics import Position
    from moderation.wording import Lang
    from moderation.workbench.alarms import Alarm
    from moderation.workbench.attack import Attempt
    from moderation.workbench.guards import Guard
    from moderation.workbench.redteam import Attack, RedTeam, Tally
    from moderation.workbench.unguarded import Advice

__all__ = ["guard_name", "percent", "place", "to_dict"]


def percent(share: float | None) -> str:
    """Return a share for a person to read, rounded down so that 100 % means all; a dash for none.

    >>> percent(0.9999), percent(1.0), percent(None)
    ('99.9%', '100.0%', '–')
    """
    return "–" if share is None else f"{int(share * 1000) / 10:.1f}%"


def place(at: Position) -> str:
    """Return a place as editors jump to it."""
    return f"{visible(at.path)}:{at.line}:{at.column}"


def guard_name(guard: Guard, lang: Lang = "zh", advice: Advice = "") -> str:
    """Return what a guard is and whose, with what to do about it."""
    word = {("boundary", False): "-list", ("not", True): "-word"}.get((guard.kind, bool(guard.what)), "")
    values = {"owner": visible(guard.owner), "what": visible(guard.what)}
    return say(GUARDS, guard.kind + word, lang, values) + (say(ADVICE, advice, lang, values) if advice else "")


def to_dict(found: RedTeam, floor: float, *, guarded: bool = False) -> dict[str, Any]:
    """Return everything that was found, in an order that only the files and the seed decide; `ok` is what `holds` says."""
    return {
        "seed": found.seed,
        "floor": floor,
        "ok": found.holds(floor, guarded=guarded),
        "rulesets": [_attack(attack) for attack in found.attacks],
        "guards": {"count": len(found.guards), "unprotected": [_guard(guard, found) for guard in found.unprotected]},
    }


def _attack(attack: Attack) -> dict[str, Any]:
    return {
        **_tally(attack.total, "ruleset"),
        "rules": [_tally(tally, "rule") for tally in attack.rules],
        "techniques": [_tally(tally, "technique") for tally in attack.techniques],
        "untried": list(attack.untried),
        "escaped": [_attempt(attempt) for attempt in attack.escaped],
        "beyond": [_attempt(attempt) for attempt in attack.attempts if not attempt.asked and not attempt.caught],
        "alarms": [_alarm(alarm) for alarm in attack.alarms],
    }


def _tally(tally: Tally, key: str) -> dict[str, Any]:
    shares = {"asked": tally.asked, "caught": tally.caught, "recall": tally.recall}
    return {key: tally.name, **shares, "beyond": tally.beyond, "beyond_caught": tally.beyond_caught}


def _attempt(attempt: Attempt) -> dict[str, Any]:
    before = field_text(attempt.case.message, attempt.field)
    names = {"rule": attempt.case.rule, "technique": attempt.technique, "field": attempt.field}
    return {**names, "test": before, "text": attempt.text, "place": _at(attempt.case.at)}


def _alarm(alarm: Alarm) -> dict[str, Any]:
    rules = [hit.rule for hit in alarm.hits]
    return {"kind": alarm.case.kind, "change": alarm.change, "text": alarm.text, "rules": rules, "place": _at(alarm.case.at)}


def _guard(guard: Guard, found: RedTeam) -> dict[str, Any]:
    names = {"kind": guard.kind, "owner": guard.owner, "what": guard.what}
    return {**names, "advice": found.advice.get(guard, ""), "place": _at(guard.at)}


def _at(at: Position) -> dict[str, Any]:
    return {"path": at.path, "line": at.line, "column": at.column}
