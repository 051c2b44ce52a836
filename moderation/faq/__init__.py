"""Answers to the questions that repeat, and who must answer what does not."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moderation.faq.matcher import Candidate, Matcher, Ranking

__all__ = ["Candidate", "Matcher", "Ranking"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module of that name holds
    if name in __all__:
        return getattr(import_module("moderation.faq.matcher"), name)
    raise AttributeError(name)
