"""What a bot logs, in both languages: the program that shows the log chooses, and any other reads Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.wording import both

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.wording import Lang, Sentences

__all__ = ["Told", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as the argument of a log record.

    >>> str(Told("好", "well")), Told("好", "well").in_("en")
    ('好', 'well')
    """

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def in_(self, lang: Lang) -> str:
        """Return it in one language."""
        return self.en if lang == "en" else self.zh


def told(sentences: Sentences, key: str, values: Mapping[str, object] | None = None) -> Told:
    """Return the sentence for `key` in both languages, with `values` filled in."""
    return Told(*both(sentences, key, values))
