"""What `redteam` shows on a terminal: recall by rule and technique, examples of what got through, alarms, open guards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.cli.terminal import console, print_text
from moderation.message import field_text
from moderation.wording import say
from moderation.wording.redteam import CHANGES, SENTENCES, TECHNIQUES
from moderation.wording.visible import visible
from moderation.workbench.redteam_words import guard_name, percent, place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from moderation.wording import Lang
    from moderation.workbench.redteam import Attack, RedTeam, Tally

__all__ = ["report"]

_SHOWN: Final = 40
"""Lines of each list: a screen."""


def report(found: RedTeam, floor: float, lang: Lang) -> None:
    """Print everything that matters; long lists are cut, the JSON form has them whole."""
    screen = console()
    for attack in found.attacks:
        screen.print(_tallies("rule", attack.rules, lang))
        screen.print(_tallies("technique", attack.techniques, lang))
        print_text("\n".join(_attack(attack, floor, lang)))
    print_text("\n".join(_guards(found, lang)))


def _tallies(kind: str, tallies: Sequence[Tally], lang: Lang) -> Table:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - only tables need it
    from rich.table import Table  # noqa: PLC0415 - the same

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for key in (kind, "asked", "caught", "recall", "beyond", "caught"):
        table.add_column(say(SENTENCES, key, lang), justify="left" if key == kind else "right", overflow="fold")
    for tally in tallies:
        name = say(TECHNIQUES, tally.name, lang) if kind == "technique" else visible(tally.name)
        table.add_row(name, str(tally.asked), str(tally.caught), percent(tally.recall), str(tally.beyond), str(tally.beyond_caught))
    return table


def _attack(attack: Attack, floor: float, lang: Lang) -> Iterator[str]:
    total = attack.total
    values = {"ruleset": attack.ruleset, "asked": total.asked, "caught": total.caught, "recall": percent(total.recall)}
    yield say(SENTENCES, "nothing-asked" if total.recall is None else "recalled", lang, values)
    if total.recall is not None and total.recall < floor:
        yield say(SENTENCES, "below", lang, {"floor": percent(floor)})
    if attack.untried:
        yield say(SENTENCES, "untried", lang, {"rules": ", ".join(map(visible, attack.untried))})
    escaped = [
        f"{place(attempt.case.at)}: [{visible(attempt.case.rule)}] {say(TECHNIQUES, attempt.technique, lang)}: "
        f"{visible(field_text(attempt.case.message, attempt.field))} → {visible(attempt.text)}"
        for attempt in attack.escaped
    ]
    yield from _listed(say(SENTENCES, "escapes", lang, {"count": len(escaped)}), escaped, lang)
    yield from _listed(say(SENTENCES, "alarms", lang, {"count": len(attack.alarms)}), list(_alarms(attack, lang)), lang)


def _alarms(attack: Attack, lang: Lang) -> Iterator[str]:
    for alarm in attack.alarms:
        rules = ", ".join(visible(hit.rule) for hit in alarm.hits)
        what = say(SENTENCES, "alarm", lang, {"change": say(CHANGES, alarm.change, lang), "rules": rules})
        yield f"{place(alarm.case.at)}: {what}: {visible(alarm.text)}"


def _guards(found: RedTeam, lang: Lang) -> Iterator[str]:
    counts = {"count": len(found.guards), "open": len(found.unprotected)}
    yield from _listed(
        say(SENTENCES, "guards", lang, counts),
        [f"{place(guard.at)}: {guard_name(guard, lang, found.advice.get(guard, ''))}" for guard in found.unprotected],
        lang,
    )


def _listed(heading: str, lines: Sequence[str], lang: Lang) -> Iterator[str]:
    yield heading
    yield from (f"  {line}" for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"  {say(SENTENCES, 'more', lang, {'count': len(lines) - _SHOWN})}"
