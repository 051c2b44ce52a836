"""Notices of a Program: the templates of what is said to members. Filled by `moderation.sanctions`."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["NoticeProgram"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeProgram:
    """One template: for which occasion (`warn`, `mute`, `kick`, …) and its text with `{fields}`."""

    occasion: str
    template: str
