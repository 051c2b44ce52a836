"""Rule engine and chat moderation for Chinese community chat: declarative rulesets, explained verdicts.

>>> import moderation
>>> moderation.Message("大家好").text
'大家好'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from moderation.batch.columnar import scan_texts
    from moderation.diagnostics import Diagnostic
    from moderation.errors import ArchiveError, EnvironmentalError, ModerationError, RulesetError, UsageError
    from moderation.facts import FACTS
    from moderation.message import FIELDS, Author, Chat, Message
    from moderation.moderator import Moderator
    from moderation.program import Program
    from moderation.reload import WatchedModerator
    from moderation.signal import Signal
    from moderation.span import Span
    from moderation.state.opening import open_store
    from moderation.verdict import Action, Hit, Level, Verdict

__version__: Final = "0.1.0"

__all__ = [
    "FACTS", "FIELDS", "Action", "ArchiveError", "Author", "Chat", "Diagnostic", "EnvironmentalError", "Hit", "Level", "Message",
    "ModerationError", "Moderator", "Program", "RulesetError", "Signal", "Span", "UsageError", "Verdict", "WatchedModerator",
    "__version__", "open_store", "scan_texts",
]  # fmt: skip

_ROOMS: Final = {
    "Action": "verdict", "ArchiveError": "errors", "Author": "message", "Chat": "message", "Diagnostic": "diagnostics",
    "EnvironmentalError": "errors", "FACTS": "facts", "FIELDS": "message", "Hit": "verdict", "Level": "verdict", "Message": "message",
    "ModerationError": "errors", "Moderator": "moderator", "Program": "program", "RulesetError": "errors", "Signal": "signal",
    "Span": "span", "UsageError": "errors", "Verdict": "verdict", "WatchedModerator": "reload",
    "open_store": "state.opening", "scan_texts": "batch.columnar",
}  # fmt: skip
"""Where each name lives; a room is entered when a name in it is first asked for."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever lives under the name
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
