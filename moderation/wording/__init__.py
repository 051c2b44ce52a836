"""Every sentence that a person reads, in Chinese and English: one module of sentences for each room that speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Lang", "Sentences", "both", "language", "say"]

Lang = Literal["zh", "en"]
Sentences = dict[str, tuple[str, str]]
"""A key → (Chinese, English), both `str.format` templates over the same names."""


def language(wanted: str | None) -> Lang:
    """Return the language that a wish such as `en`, `en_US.UTF-8` or `None` stands for; Chinese unless it is English.

    >>> language("en_GB"), language(None), language("zh-CN")
    ('en', 'zh', 'zh')
    """
    return "en" if (wanted or "").lower().startswith("en") else "zh"


def say(sentences: Sentences, key: str, lang: Lang, values: Mapping[str, object] | None = None) -> str:
    """Return the sentence for `key` in `lang` with `values` filled in."""
    return sentences[key][lang == "en"].format_map(values or {})


def both(sentences: Sentences, key: str, values: Mapping[str, object] | None = None) -> tuple[str, str]:
    """Return the sentence for `key` in Chinese and in English: what an error is raised with."""
    return say(sentences, key, "zh", values), say(sentences, key, "en", values)
