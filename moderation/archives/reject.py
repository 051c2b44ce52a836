"""A row that cannot be read: where it stood, why, and what it looked like."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

__all__ = ["REASONS", "Reject"]

REASONS: Final[tuple[str, ...]] = (
    "bad-encoding", "line-too-long", "bad-json", "not-an-object", "unknown-record", "no-text", "text-not-text", "bad-id",
    "missing-columns", "extra-columns", "open-quote", "no-head", "bad-packing", "bad-member", "bad-page",
)  # fmt: skip
"""Why a row can be refused; `moderation.wording.archives` has a sentence for each."""

_EXCERPT_CHARS: Final = 80
"""Enough to find the row by eye, little enough that a hostile archive cannot fill the rejects file."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot be read: its 1-based line, one of `REASONS`, the start of the row, and in which file `inside` a ZIP."""

    line: int
    reason: str
    excerpt: str = ""
    inside: str = field(default="", repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of the rejects file."""
        inside = {"inside": self.inside} if self.inside else {}
        return {**inside, "line": self.line, "reason": self.reason, "excerpt": self.excerpt}


def rejected(line: int, reason: str, row: str | bytes) -> Reject:
    r"""Return the Reject of a row, its excerpt cut to 80 code points; bytes show as `\xff`.

    >>> rejected(3, "bad-encoding", b"ok \xff")
    Reject(line=3, reason='bad-encoding', excerpt='ok \\xff')
    """
    text = row[: 4 * _EXCERPT_CHARS].decode("utf-8", "backslashreplace") if isinstance(row, bytes) else row
    return Reject(line, reason, text[:_EXCERPT_CHARS])
