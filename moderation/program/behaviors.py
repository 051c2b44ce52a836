"""Behaviours of a Program: what is observed over several messages instead of in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Behavior", "BehaviorProgram", "Campaign", "Flood", "Grouping", "Raid", "Repeat", "Stitched"]

Grouping = Literal["community", "chat", "user"]
"""What messages are counted together by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flood:
    """At least `at_least` messages of one group within `window_s` seconds."""

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
    """One text, link or contact from at least `at_least` accounts within `window_s` seconds."""

    of: tuple[Literal["near_duplicate", "link", "contact"], ...] = ("near_duplicate",)
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
    """Short messages of one group in a row, at most `gap_s` seconds apart, read as one text of at most `at_most` pieces."""

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
