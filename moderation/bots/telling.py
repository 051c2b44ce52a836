"""What a bot logs, in both languages: the program that shows the log chooses, and any other reads Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.wording import both
from moderation.wording.bots import CALLS, PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.wording import Lang, Sentences

__all__ = ["Told", "reasons", "told"]


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


def reasons(problem: str) -> Told:
    """Return in words what the ledger keeps in slugs: why what was done is not what was asked for.

    >>> reasons("clamped; say: held").zh
    '平台不支持这么长或这么短的禁言，已按平台允许的时长执行；通知：一分钟里的通知太多，这一条没有发出'
    """
    told = [_reason(piece) for piece in problem.split("; ") if piece]
    return Told("；".join(zh for zh, _ in told), "; ".join(en for _, en in told))


def _reason(piece: str) -> tuple[str, str]:
    call, _, slug = piece.rpartition(": ")
    zh, en = PROBLEMS.get(slug, (slug, slug))
    named = CALLS.get(call)
    return (f"{named[0]}：{zh}", f"{named[1]}: {en}") if named else (zh, en)
