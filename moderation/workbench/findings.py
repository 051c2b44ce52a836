"""What a health check says: findings with their gravity, as lines for people and as JSON for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from moderation.wording import say
from moderation.wording.vet import GRAVITIES, SENTENCES
from moderation.wording.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.wording import Lang
    from moderation.workbench.listed import ListedTerm
    from moderation.workbench.ordinary import OrdinaryWord

__all__ = ["GRAVITY_ORDER", "Advice", "Finding", "Gravity", "Vetting", "about", "advice_of", "lines", "to_dict"]

Gravity = Literal["serious", "warning", "note"]
GRAVITY_ORDER: Final[tuple[Gravity, ...]] = ("serious", "warning", "note")
_SHOWN: Final = 8
"""Words in one line; all of them are in the JSON."""


class Advice(NamedTuple):
    """The key of the ruleset language that helps, and what to write there; for `near` only the author knows the evidence."""

    key: Literal["allow", "near", "boundary"]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing about one term.

    `words` hold it, `other` is the term or `allow` that swallows it or is the same, `frequency` how often it is itself
    counted. `harmless` words are held back by the matcher or made with the term.
    """

    slug: str
    gravity: Gravity
    term: ListedTerm
    words: tuple[OrdinaryWord, ...] = ()
    other: ListedTerm | None = None
    frequency: int = 0
    harmless: bool = False
    advice: Advice | None = None

    @property
    def order(self) -> tuple[int, object, str, str, bool]:
        """By gravity, then place."""
        return GRAVITY_ORDER.index(self.gravity), self.term.at, self.term.spec.text, self.slug, self.harmless


@dataclass(frozen=True, slots=True, kw_only=True)
class Vetting:
    """How healthy some lists are: how many terms there were, how many messages of an archive, and what was found."""

    terms: int
    findings: tuple[Finding, ...]
    messages: int | None = None

    def count(self, gravity: Gravity) -> int:
        """Return how many findings are of a gravity."""
        return sum(finding.gravity == gravity for finding in self.findings)

    @property
    def ok(self) -> bool:
        """Whether nothing is serious."""
        return self.count("serious") == 0


def lines(finding: Finding, lang: Lang = "zh") -> Iterator[str]:
    """Yield a finding line by line: place, term, what about it, and what would help."""
    listed = f" [{visible(finding.term.spec.signal)}]" if finding.term.spec.signal else ""
    text = say(SENTENCES, "term", lang, {"term": visible(finding.term.spec.text)})
    at = finding.term.at
    yield f"{visible(at.path)}:{at.line}:{listed} {text}{about(finding, lang)}"
    if finding.advice is not None:
        yield f"  {advice_of(finding.advice, lang)}"


def about(finding: Finding, lang: Lang = "zh") -> str:
    """Return what was found about a term, with its gravity, on one line."""
    slug = f"{finding.slug}-harmless" if finding.harmless else finding.slug
    values = {"words": _words(finding.words, lang), "frequency": f"{finding.frequency:,}", "other": _other(finding.other, lang)}
    return f"{say(GRAVITIES, finding.gravity, lang)}{say(SENTENCES, 'colon', lang)}{say(SENTENCES, slug, lang, values)}"


def advice_of(advice: Advice, lang: Lang = "zh") -> str:
    """Return what would help, on one line."""
    return say(SENTENCES, f"advice-{advice.key}", lang, {"words": ", ".join(map(visible, advice.words))})


def _words(words: tuple[OrdinaryWord, ...], lang: Lang) -> str:
    shown = [
        say(SENTENCES, "counted", lang, {"word": visible("|".join(word.words)), "frequency": f"{word.frequency:,}"})
        for word in words[:_SHOWN]
    ]
    more = [say(SENTENCES, "more", lang, {"count": len(words) - _SHOWN})] if len(words) > _SHOWN else []
    return say(SENTENCES, "and", lang).join(shown + more)


def _other(other: ListedTerm | None, lang: Lang) -> str:
    if other is None:
        return ""
    values = {"term": visible(other.spec.text), "path": visible(other.at.path), "line": other.at.line}
    return say(SENTENCES, "other", lang, values)


def to_dict(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON: the same keys for every one."""
    other = finding.other
    return {
        "gravity": finding.gravity,
        "finding": finding.slug,
        "harmless": finding.harmless,
        "term": finding.term.spec.text,
        "list": finding.term.spec.signal,
        "path": finding.term.at.path,
        "line": finding.term.at.line,
        "frequency": finding.frequency,
        "words": [{"words": list(word.words), "frequency": word.frequency} for word in finding.words],
        "other": None if other is None else {"term": other.spec.text, "path": other.at.path, "line": other.at.line},
        "suggest": None if finding.advice is None else {finding.advice.key: list(finding.advice.words)},
    }
