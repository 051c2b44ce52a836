"""Charts as inline SVG: pure functions of numbers.

They stretch to any width, take their colours from the page, and every bar has a title.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Bar", "bars", "heat", "share"]

_HEIGHT: Final = 100
_GAP: Final = 0.15
"""Of the width of a bar."""


class Bar(NamedTuple):
    """One bar: what its title says, and the height of each of its parts from below, in the order of the classes."""

    title: str
    parts: tuple[int, ...]


def bars(series: Sequence[Bar], classes: Sequence[str], *, label: str) -> str:
    """Return stacked bars beside each other; the highest is as high as the chart, each part at least visible.

    >>> bars([Bar("一月: 3", (3,))], ["messages"], label="消息").count("<rect")
    1
    """
    highest = max((sum(bar.parts) for bar in series), default=0) or 1
    body = "".join(part for place, bar in enumerate(series) for part in _stack(place, bar, classes, highest))
    return _frame(max(len(series), 1), _HEIGHT, body, label)


def heat(rows: Sequence[Sequence[int]], titles: Sequence[Sequence[str]], *, label: str) -> str:
    """Return a table of numbers as squares that are the more opaque the higher they are."""
    highest = max((value for row in rows for value in row), default=0) or 1
    body = "".join(
        f'<rect x="{column}.03" y="{line}.03" width=".94" height=".94" class="heat" opacity="{0.06 + 0.94 * value / highest:.3f}">'
        f"<title>{escape(titles[line][column])}</title></rect>"
        for line, row in enumerate(rows)
        for column, value in enumerate(row)
    )
    return _frame(len(rows[0]) if rows else 1, len(rows) or 1, body, label)


def share(parts: Sequence[tuple[str, int]], classes: Sequence[str], *, label: str) -> str:
    """Return one lying bar, divided by parts; empty where there is nothing to divide."""
    total = sum(count for _, count in parts)
    if not total:
        return ""
    body, place = "", 0.0
    for (title, count), name in zip(parts, classes, strict=True):
        width = 100 * count / total
        if count:
            body += f'<rect x="{place:.3f}" y="0" width="{width:.3f}" height="1" class="{name}"><title>{escape(title)}</title></rect>'
        place += width
    return _frame(100, 1, body, label)


def _stack(place: int, bar: Bar, classes: Sequence[str], highest: int) -> Iterator[str]:
    below = 0.0
    yield f"<g><title>{escape(bar.title)}</title>"
    yield f'<rect x="{place}" y="0" width="1" height="{_HEIGHT}" class="hover"/>' if len(bar.parts) > 1 else ""
    for value, name in zip(bar.parts, classes, strict=True):
        if value:
            height = max(_HEIGHT * value / highest, 1.0)
            top = max(_HEIGHT - below - height, 0.0)
            yield f'<rect x="{place + _GAP / 2:.3f}" y="{top:.2f}" width="{1 - _GAP:.2f}" height="{height:.2f}" class="{name}"/>'
            below += height
    yield "</g>"


def _frame(width: float, height: float, body: str, label: str) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" preserveAspectRatio="none" role="img" aria-label="{escape(label, quote=True)}">{body}</svg>'
    )
