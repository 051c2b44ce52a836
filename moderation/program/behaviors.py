"""Behaviours of a Program: what is observed over several messages instead of in one. Exact meaning: docs/behaviors.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Behavior", "BehaviorProgram", "Campaign", "Flood", "Grouping", "Raid", "Repeat", "Sameness", "Stitched"]

Grouping = Literal["community", "chat", "user"]
"""What messages are counted together by."""

Sameness = Literal["near_duplicate", "link", "contact"]
"""What makes messages of several accounts one campaign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flood:
    """At least `at_least` (two or more) messages of one group within `window_s` seconds."""

    by: tuple[Grouping, ...] = ("chat", "user")
    window_s: int
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """At least `at_least` near-duplicates of one group within `window_s` seconds; shorter than `min_chars` never counts."""

    by: tuple[Grouping, ...] = ("chat", "user")
    window_s: int
    at_least: int
    similarity_pct: int
    min_chars: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One text, link or contact from at least `at_least` accounts within `window_s` seconds.

    `min_chars` is for texts only: a link is the same link however little stands beside it.
    """

    of: tuple[Sameness, ...] = ("near_duplicate",)
    across: Literal["all_chats", "chat"] = "all_chats"
    window_s: int
    at_least: int
    similarity_pct: int
    min_chars: int = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Raid:
    """At least `at_least` joins of one group within `window_s` seconds."""

    by: tuple[Grouping, ...] = ("chat",)
    window_s: int
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stitched:
    """Short messages of one group, each at most `gap_s` seconds after the one before, read as one text of at most `at_most` pieces.

    A piece has at most `max_chars_each` characters; longer messages in between are passed over.
    """

    by: tuple[Grouping, ...] = ("chat", "user")
    gap_s: int
    at_most: int
    max_chars_each: int


Behavior = Flood | Repeat | Campaign | Raid | Stitched


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviorProgram:
    """A behaviour with the name of its signal and its weight in points."""

    signal: str
    weight: int
    spec: Behavior
