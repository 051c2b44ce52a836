"""The red team's report as one HTML file that needs no other: every text in it is escaped, nothing in it runs."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from moderation.message import field_text
from moderation.wording import say
from moderation.wording.redteam import CHANGES, SENTENCES, TECHNIQUES
from moderation.wording.visible import visible
from moderation.workbench.redteam_words import guard_name, percent, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from moderation.wording import Lang
    from moderation.workbench.redteam import Attack, RedTeam, Tally

__all__ = ["page"]

_STYLE: Final = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
    "table{border-collapse:collapse;margin:.5rem 0 1.5rem}th,td{border-bottom:1px solid #ddd;padding:.2rem .7rem;text-align:left}"
    "td.number{text-align:right;font-variant-numeric:tabular-nums}.bad{color:#b00020;font-weight:600}td{overflow-wrap:anywhere}"
)
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def page(found: RedTeam, floor: float, lang: Lang = "zh") -> str:
    """Return the whole page."""
    title = escape(say(SENTENCES, "heading", lang))
    body = "\n".join(
        [f"<h1>{title}</h1>", *(line for attack in found.attacks for line in _attack(attack, floor, lang)), *_guards(found, lang)]
    )
    language = "zh-CN" if lang == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n<style>{_STYLE}</style>\n{body}\n</html>\n'
    )


def _attack(attack: Attack, floor: float, lang: Lang) -> Iterator[str]:
    total = attack.total
    values = {"ruleset": attack.ruleset, "asked": total.asked, "caught": total.caught, "recall": percent(total.recall)}
    sentence = say(SENTENCES, "nothing-asked" if total.recall is None else "recalled", lang, values)
    bad = total.recall is not None and total.recall < floor
    yield f"<h2>{escape(visible(attack.ruleset))}</h2>"
    yield f"<p{' class=bad' if bad else ''}>{escape(visible(sentence))}</p>"
    yield _tallies("rule", attack.rules, floor, lang)
    yield _tallies("technique", attack.techniques, floor, lang)
    escaped = [
        (attempt.case.rule, say(TECHNIQUES, attempt.technique, lang), field_text(attempt.case.message, attempt.field), attempt.text)
        for attempt in attack.escaped
    ]
    yield f"<h3>{escape(say(SENTENCES, 'escapes', lang, {'count': len(escaped)}))}</h3>"
    yield _table([say(SENTENCES, key, lang) for key in ("rule", "technique", "example", "written")], escaped)
    alarms = [(say(CHANGES, alarm.change, lang), ", ".join(hit.rule for hit in alarm.hits), alarm.text) for alarm in attack.alarms]
    yield f"<h3>{escape(say(SENTENCES, 'alarms', lang, {'count': len(alarms)}))}</h3>"
    yield _table(["", say(SENTENCES, "rule", lang), say(SENTENCES, "written", lang)], alarms)


def _guards(found: RedTeam, lang: Lang) -> Iterator[str]:
    counts = {"count": len(found.guards), "open": len(found.unprotected)}
    yield f"<h2>{escape(say(SENTENCES, 'guards', lang, counts))}</h2>"
    yield _table(
        [say(SENTENCES, "place", lang), ""],
        [(place(guard.at), guard_name(guard, lang, found.advice.get(guard, ""))) for guard in found.unprotected],
    )


def _tallies(kind: str, tallies: Sequence[Tally], floor: float, lang: Lang) -> str:
    head = "".join(f"<th>{escape(say(SENTENCES, key, lang))}" for key in (kind, "asked", "caught", "recall", "beyond", "caught"))
    rows = "".join(f"<tr>{_row(tally, kind, floor, lang)}" for tally in tallies)
    return f"<table><tr>{head}{rows}</table>" if tallies else ""


def _row(tally: Tally, kind: str, floor: float, lang: Lang) -> str:
    name = say(TECHNIQUES, tally.name, lang) if kind == "technique" else visible(tally.name)
    mark = " bad" if tally.recall is not None and tally.recall < floor else ""
    numbers = (str(tally.asked), str(tally.caught), percent(tally.recall), str(tally.beyond), str(tally.beyond_caught))
    return f"<td>{escape(name)}" + "".join(f'<td class="number{mark}">{number}' for number in numbers)


def _table(head: Iterable[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of texts; what strangers wrote is made visible first, so that no direction mark turns the page."""
    cells = "".join("<tr>" + "".join(f"<td>{escape(visible(text))}" for text in row) for row in rows)
    return f"<table><tr>{''.join(f'<th>{escape(text)}' for text in head)}{cells}</table>" if rows else ""
