"""Many questions at once: JSON Lines in, a row for each out, in their order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderation.faq.matcher import Matcher, Ranking

__all__ = ["answer_rows", "to_row"]


def answer_rows(matcher: Matcher, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Yield a row for each line that is not blank: what `to_row` says, or `line` and `error` where it holds no `text`.

    A line without an `id` has its number, counted from 1.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        asked = _asked(line)
        if isinstance(asked, str):
            yield {"id": number, "line": number, "error": asked}
        else:
            yield to_row(asked.get("id", number), matcher.rank(asked["text"], thorough=True))


def to_row(key: object, ranking: Ranking) -> dict[str, Any]:
    """Return a ranking as JSON: `entry` is the one that is answered or suggested, `candidates` are ids, best first."""
    return {
        "id": key,
        "decision": ranking.decision,
        "entry": None if ranking.decision == "silent" else ranking.entry,
        "confidence": ranking.confidence,
        "candidates": [candidate.entry for candidate in ranking.candidates],
        "why": list(ranking.why),
    }


def _asked(line: bytes) -> dict[str, Any] | str:
    """The object of a line, or why it is none."""
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return "not-json"
    if not isinstance(found, dict):
        return "not-an-object"
    return found if isinstance(found.get("text"), str) else "no-text"
