"""The error tree of the library, split by who must act.

    ModerationError
    ├── RulesetError        the rule author: carries every Diagnostic of the load
    ├── UsageError          the operator: a wrong option, an unknown name
    │   └── ArchiveError    a file that is in none of the readable formats
    └── EnvironmentalError  the world: a missing extra, an unreadable disk
        └── StoreError      the store is out of reach for now; what was to be written is tried again later

No text of a message can raise any of them: checking never fails because of what strangers write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderation.diagnostics import Diagnostic

__all__ = ["ArchiveError", "EnvironmentalError", "ModerationError", "RulesetError", "StoreError", "UsageError"]


class ModerationError(Exception):
    """Base of everything that the library raises on purpose; `sentence` is what the operator reads."""

    def __init__(self, chinese: str, english: str | None = None) -> None:
        self._english = english
        super().__init__(chinese)

    def sentence(self, lang: str = "zh") -> str:
        """Return what went wrong in one sentence; in Chinese where there is no English one.

        >>> UsageError("没有这个群规。", "There is no such ruleset.").sentence("en")
        'There is no such ruleset.'
        """
        return self._english if lang == "en" and self._english is not None else str(self)


class RulesetError(ModerationError):
    """A ruleset cannot be used; `diagnostics` holds every mistake that was found, in file order."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        super().__init__("\n".join(str(diagnostic) for diagnostic in diagnostics))


class UsageError(ModerationError):
    """The operator asked for something that does not exist or does not fit."""


class ArchiveError(UsageError):
    """A file is in none of the readable formats, or in none that was asked for."""


class EnvironmentalError(ModerationError):
    """The world does not provide what is needed: an extra, a file, a disk."""


class StoreError(EnvironmentalError):
    """The store is out of reach: a disk is full, a server is gone. `check` turns it into an undecided sanction."""
