"""The one observation type: a term, a link, a contact, a pattern, later a flood, all enter conditions as a Signal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from moderation.span import Span

__all__ = ["Signal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One observed fact about a message.

    `signal` is the name that the ruleset gave to the list or pattern, `term` what it looked for (a term as the author
    wrote it; a contact or link in canonical form), `start` and `end` code points of the original `field`, `text` the
    evidence as it stood. `disguise` names the matching options that were needed, in the order in which LANGUAGE lists
    them; `evasive` says whether one of them is more than another script or width. `weight` is in points.
    """

    signal: str
    title: str
    term: str
    start: int
    end: int
    text: str
    weight: int = 1
    disguise: tuple[str, ...] = ()
    evasive: bool = False
    field: str = "text"
    messages: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """The place of the evidence in its field."""
        return Span(self.start, self.end)

    @property
    def disguised(self) -> bool:
        """Whether the writer bent the term: another script or width alone is a way of writing, not a disguise."""
        return self.evasive

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; `field` is left out for the message's own text, `messages` where it is about one only."""
        row: dict[str, Any] = {
            "signal": self.signal, "term": self.term, "start": self.start, "end": self.end,
            "text": self.text, "disguise": list(self.disguise),
        }  # fmt: skip
        if self.field != "text":
            row["field"] = self.field
        if self.messages:
            row["messages"] = list(self.messages)
        return row
