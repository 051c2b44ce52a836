"""Looks which innocent messages are hit: when they are written in another way that means no harm, and only by loose matching."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from moderation.match.spec import EXACT, NearSpec, TermSpec
from moderation.match.terms import build
from moderation.message import FIELDS, field_text
from moderation.moderator import Moderator
from moderation.workbench.attack import with_field
from moderation.workbench.cases import hits_about
from moderation.workbench.scripts import written_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from moderation.match.table import TermTable
    from moderation.program import Program
    from moderation.verdict import Hit
    from moderation.workbench.cases import Case

__all__ = ["CHANGES", "Alarm", "Alarms", "exactly"]

_TO_FULLWIDTH: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """An innocent message that rules hit once it is changed; `change` is `matching` where loose matching alone does it."""

    case: Case
    change: str
    text: str
    hits: tuple[Hit, ...]


def _traditional(text: str) -> str:
    return "".join(written_as(letter, "traditional")[:1] or letter for letter in text)


CHANGES: Final[dict[str, Callable[[str], str]]] = {
    "traditional": _traditional,
    "fullwidth": lambda text: text.translate(_TO_FULLWIDTH),
    "capitals": str.upper,
    "surrounded": lambda text: f"  {text}\n",
}
"""Ways of writing that say the same and hide nothing."""


class Alarms:
    """Looks for false alarms of one Program."""

    def __init__(self, program: Program) -> None:
        self._moderator = Moderator(program)
        self._exact = Moderator(replace(program, terms=exactly(program.terms)))

    def of(self, case: Case) -> Iterator[Alarm]:
        """Yield the alarms of a `pass` test or an ordinary message: those that it gives as it stands first, then by change."""
        now = hits_about(case, self._moderator.check(case.message).hits)
        exact = {hit.rule for hit in hits_about(case, self._exact.check(case.message).hits)} if now else set()
        if now and any(hit.rule not in exact for hit in now):
            yield Alarm(case=case, change="matching", text=case.message.text, hits=tuple(hit for hit in now if hit.rule not in exact))
        known = {hit.rule for hit in now}
        for name, change in CHANGES.items():
            message = case.message
            for field in FIELDS:
                message = with_field(message, field, change(text)) if (text := field_text(case.message, field)) else message
            hits = hits_about(case, self._moderator.check(message).hits)
            fresh = tuple(hit for hit in hits if hit.rule not in known)
            if fresh:
                yield Alarm(case=case, change=name, text=message.text, hits=fresh)


def exactly(table: TermTable) -> TermTable:
    """Return a table of the same terms in which no disguise counts; boundaries, `allow` and `near` stay."""
    return build(
        TermSpec(
            text,
            table.signals[table.signal_of[row]],
            "allow" if table.role(row) == "allow" else "term",
            table.weight_of[row],
            replace(EXACT, boundary=table.matchings[table.matching_of[row]].boundary),
            _near(table, row),
        )
        for row, text in enumerate(table.texts)
        if table.role(row) != "near"
    )


def _near(table: TermTable, row: int) -> NearSpec | None:
    if table.near_of[row] < 0:
        return None
    rows, within = table.nears[table.near_of[row]]
    return NearSpec(tuple(table.texts[word] for word in rows), within)
