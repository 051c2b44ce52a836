"""The authoring form of a ruleset: YAML files, read with the place of every word, checked, and merged with their bases.

Loaded on first use, because reading a compiled Program needs neither pydantic nor yaml.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moderation.ruleset.loading import Loaded, load, load_text

__all__ = ["Loaded", "load", "load_text"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module of that name holds
    if name in __all__:
        return getattr(import_module("moderation.ruleset.loading"), name)
    raise AttributeError(name)
