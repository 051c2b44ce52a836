"""Whether day or month comes first in the dates of a table, as `11/05/2026` alone does not tell but a whole file does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.archives.moments import order_of, swapped
from moderation.archives.table import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.archives.columns import Columns
    from moderation.archives.lines import Numbered
    from moderation.archives.moments import Order

__all__ = ["are_unclear", "order_in"]

_SAMPLE: Final = 100
"""Rows of the head that are looked at: a program writes all its dates alike."""


def are_unclear(lines: Iterator[Numbered], columns: Columns) -> bool:
    """Return whether a table with these first lines has dates that say nothing about their order by themselves.

    >>> from moderation.archives.columns import Columns
    >>> are_unclear(iter([(1, "date,text"), (2, "11/05/2026,a")]), Columns())
    True
    """
    found = (swapped(cell) for cell in _dates(lines, columns, _SAMPLE))
    return any(date is not None and order_of(date) is None for date in found)


def order_in(lines: Iterator[Numbered], columns: Columns) -> Order | None:
    """Return what comes first in the dates of a table; `None` where that cannot be known.

    A number above 12 is no month. Where there is none, the number that changes more often from row to row is the day.
    Where all rows are of one day, AM and PM are those of America, where the month comes first.
    """
    first = then = 0
    before = ("", "")
    is_american = False
    for cell in _dates(lines, columns):
        date = swapped(cell)
        if date is None:
            continue
        order = order_of(date)
        if order is not None:
            return order
        now = (date["first"], date["then"])
        first += now[0] != before[0] and now[1] == before[1]
        then += now[1] != before[1] and now[0] == before[0]
        before, is_american = now, is_american or (date["mark"] == "/" and (date["before"] or date["after"]) is not None)
    if first != then:
        return "day" if first > then else "month"
    return "month" if is_american else None


def _dates(lines: Iterator[Numbered], columns: Columns, most: int | None = None) -> Iterable[str]:
    """The cells of a table that hold times, row by row."""
    for count, row in enumerate(cells_of(lines)):
        if most is not None and count > most:
            return
        if count == 0:
            places = [place for place, name in enumerate(row) if columns.field_of(name) == "at"]
        else:
            yield from (row[place] for place in places if place < len(row))
