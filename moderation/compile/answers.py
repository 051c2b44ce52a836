"""What can be wrong with answers: a word that the ruleset itself forbids, a link that leads nowhere, a date that is none."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["dead_links", "iso_date"]

_LINK: Final = re.compile(
    r"""(?:(?:h?t?tps?|https?)\s?[:：;]?\s?[/／\\]{1,3}|www[.。])[^\s，。；、（）()【】「」《》“”"'<>]*""",
    re.IGNORECASE,
)
_SOUND: Final = re.compile(
    r"(?:https?://)?(?:(?:[a-z0-9\u4e00-\u9fff](?:[a-z0-9\u4e00-\u9fff-]{0,61}[a-z0-9\u4e00-\u9fff])?\.)+(?:[a-z]{2,24}|[\u4e00-\u9fff]{2,8})|"
    r"(?:\d{1,3}\.){3}\d{1,3})(?::\d{1,5})?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def dead_links(text: str) -> Iterator[re.Match[str]]:
    """Yield what was meant as a link and opens nothing, by its start; linear in the text's length.

    >>> [link[0] for link in dead_links("看 https://example.com/a ，或 http:/example.com，或 https://help")]
    ['http:/example.com', 'https://help']
    """
    return (found for found in _LINK.finditer(text) if _SOUND.fullmatch(found[0]) is None)


def iso_date(written: str) -> str | None:
    """Return a date as ISO writes it; `None` where there is no such day.

    >>> iso_date("2026-2-3"), iso_date("2026-02-30")
    ('2026-02-03', None)
    """
    found = _DATE.fullmatch(written.strip())
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None
