"""The health check of word lists: which terms hit ordinary words, are common words themselves, or can never count.

Everything is asked of the matcher itself, letter for letter: a word counts as held back only if no hit comes of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.compile.assemble import compile_ruleset
from moderation.compile.tree import signals_of
from moderation.errors import RulesetError
from moderation.match.terms import TermMatcher, build
from moderation.ruleset import load
from moderation.ruleset.packs import is_pack_name, locate, pack_names
from moderation.text.segmentation import fit, frequencies
from moderation.workbench.findings import Advice, Finding, Gravity, Vetting
from moderation.workbench.listed import ListedTerm, of_rows, of_ruleset
from moderation.workbench.observed import observe
from moderation.workbench.ordinary import OrdinaryWord, holding, is_derived, straddling
from moderation.workbench.overlaps import overlaps
from moderation.workbench.standing import deciding
from moderation.workbench.wordlists import read_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from moderation.program import RuleProgram
    from moderation.ruleset import Loaded
    from moderation.workbench.observed import Observed

__all__ = ["is_ruleset", "vet", "vetted"]

_COMMON: Final = 2000
"""Counts among 60 million words from which a word is everyday language (广告, 平台)."""
_KNOWN: Final = 200
"""Counts from which a word is known to everybody: somebody will write it who means no harm (赌博)."""
_ORDINARY: Final = 50
"""Counts from which a word that a term hits by chance will be written sooner or later."""
_SEEN_OFTEN: Final = 2
"""Messages of a real archive that prove the same."""
_FEW: Final = 5
"""Words that an `allow` can list; more of them are a matter of the boundary."""
_OFTEN_IN_ARCHIVE: Final = 200
"""A term that hits one message in so many is no sign of anything."""
_HITS_AT_LEAST: Final = 3


def is_ruleset(source: str | Path) -> bool:
    """Return whether a source means a ruleset: a pack, a YAML file or a directory; anything else is a word list.

    >>> is_ruleset("community"), is_ruleset("群规.yaml"), is_ruleset("words.txt")
    (True, True, False)
    """
    path = locate(source)
    return (is_pack_name(source) and source in pack_names()) or (path is not None and path.suffix in (".yaml", ".yml"))


def vet(source: str | Path, *, against: str | Path | None = None) -> Vetting:
    """Return what is unhealthy about the terms of a ruleset or word list, the serious first, then by place.

    `against` is an archive of ordinary messages: its words count as well as those of the dictionary.

    Raises:
        RulesetError: the ruleset cannot be compiled.
        UsageError, EnvironmentalError: a file is not there or cannot be read.
    """
    if not is_ruleset(source):
        rows = read_list(source)
        return vetted(of_rows(rows.rows, str(source)), against=against)
    loaded = load(source)
    compiled = compile_ruleset(loaded)
    if compiled.program is None:
        raise RulesetError(compiled.diagnostics)
    return vetted(of_ruleset(loaded), against=against, enough=_enough(loaded, compiled.program.rules))


def _enough(loaded: Loaded, rules: Sequence[RuleProgram]) -> dict[str, int | None]:
    """Return what a term must weigh to decide alone, for the lists that rules ask for and for inherited ones that none asks for.

    A list of one's own that no rule asks for yet is left out: it is taken to decide, because it is about to be used.
    """
    enough = deciding(rules)
    asked = {signal for rule in rules for signal in signals_of(rule.when)}
    own = loaded.places.at(()).path
    unused = {name for name in loaded.ruleset.terms if rules and loaded.places.at(("terms", name)).path != own}
    return {name: enough.get(name) for name in asked | unused}


def vetted(terms: Sequence[ListedTerm], *, against: str | Path | None = None, enough: Mapping[str, int | None] | None = None) -> Vetting:
    """Return what is unhealthy about some terms.

    `enough` tells for a list that rules use what a term of it must weigh to decide alone (`None`: none ever does); a list
    that is not there is taken to decide.
    """
    observed = observe(against, terms) if against is not None else None
    check = _Check(terms, enough or {}, observed)
    found = [*check.findings(), *overlaps(terms, check.decides)]
    return Vetting(
        terms=sum(term.spec.role == "term" for term in terms),
        messages=None if observed is None else observed.messages,
        findings=tuple(sorted(set(found), key=lambda finding: finding.order)),
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """Words that hold a term, told apart by whether the term hits in them and whether they are made with it."""

    hit: tuple[OrdinaryWord, ...]
    harmless: tuple[OrdinaryWord, ...]


class _Check:
    """One run over one set of terms."""

    def __init__(self, terms: Sequence[ListedTerm], enough: Mapping[str, int | None], observed: Observed | None) -> None:
        self._terms = [term for term in terms if term.spec.role == "term"]
        self._enough, self._observed = enough, observed
        self._listed = frozenset(term.letters for term in self._terms)
        self._holding, self._straddling = holding(self._listed), straddling(self._listed)
        self._find = TermMatcher(build(term.as_written for term in terms)).find
        self._hits: dict[str, frozenset[tuple[str, str]]] = {}

    def findings(self) -> Iterator[Finding]:
        """Yield what is found, term by term."""
        for term in self._terms:
            if not term.letters:
                yield Finding(slug="empty-term", gravity="serious", term=term)
                continue
            yield from self._commonness(term)
            yield from self._words(term, "contained", self._holding.get(term.letters, ()))
            yield from self._words(term, "straddled", self._straddling.get(term.letters, ()))
            if self._observed is not None:
                yield from self._seen(term, self._observed)

    def decides(self, term: ListedTerm) -> bool:
        """Return whether one hit of a term is enough for a rule; a list that no rule asks for may be used in any way."""
        name = term.spec.signal
        needed = self._enough.get(name) if name in self._enough else -1_000_000
        return needed is not None and term.spec.weight >= needed and term.spec.near is None

    def _grave(self, term: ListedTerm, *, serious: bool) -> Gravity:
        return ("serious" if serious else "warning") if self.decides(term) else "note"

    def _commonness(self, term: ListedTerm) -> Iterator[Finding]:
        frequency = frequencies().get(term.letters, 0)
        advice = Advice("near")
        if len(term.letters) == 1 and term.letters.isalnum():
            yield Finding(
                slug="single-character",
                gravity=self._grave(term, serious=frequency >= _KNOWN),
                term=term,
                frequency=frequency,
                advice=advice,
            )
        elif frequency >= _KNOWN and not term.spec.near:
            gravity = self._grave(term, serious=frequency >= _COMMON)
            yield Finding(slug="common-word", gravity=gravity, term=term, frequency=frequency, advice=advice)

    def _words(self, term: ListedTerm, slug: str, words: Iterable[OrdinaryWord], least: int = _ORDINARY) -> Iterator[Finding]:
        """Tell the words in which a term hits from those that are held back, listed themselves or made with it."""
        held = self._held(term, words)
        if held.hit:
            gravity = self._grave(term, serious=held.hit[0].frequency >= least and slug != "straddled")
            yield Finding(slug=slug, gravity=gravity, term=term, words=held.hit, advice=_advice(term, held.hit))
        if held.harmless:
            yield Finding(slug=slug, gravity="note", term=term, words=held.harmless, harmless=True)

    def _held(self, term: ListedTerm, words: Iterable[OrdinaryWord]) -> _Held:
        hit: list[OrdinaryWord] = []
        harmless: list[OrdinaryWord] = []
        for word in words:
            made = len(word.words) == 1 and (word.text in self._listed or is_derived(word.text, term.letters))
            (hit if not made and self._is_hit(term, word) else harmless).append(word)
        return _Held(tuple(hit), tuple(harmless))

    def _is_hit(self, term: ListedTerm, word: OrdinaryWord) -> bool:
        if word.text not in self._hits:
            self._hits[word.text] = frozenset((match.signal, match.term) for match in self._find(word.text))
        return (term.spec.signal, term.spec.text) in self._hits[word.text]

    def _seen(self, term: ListedTerm, observed: Observed) -> Iterator[Finding]:
        """What the archive says of a term: how often it hits, and which of the words there hold it."""
        times = observed.hit.get((term.spec.signal, term.spec.text), 0)
        if times >= max(_HITS_AT_LEAST, observed.messages // _OFTEN_IN_ARCHIVE):
            gravity = self._grave(term, serious=True)
            yield Finding(slug="common-in-archive", gravity=gravity, term=term, frequency=times, advice=Advice("near"))
        held: defaultdict[str, list[OrdinaryWord]] = defaultdict(list)
        for word in observed.words.get(term.letters, ()):
            held["contained" if len(word.words) == 1 else "straddled"].append(word)
        for slug, words in held.items():
            yield from self._words(term, f"{slug}-in-archive", words, _SEEN_OFTEN)


def _advice(term: ListedTerm, words: Sequence[OrdinaryWord]) -> Advice:
    """Return what keeps a term out of some words: an `allow` of few, a word boundary against many, evidence where neither helps."""
    if term.letters.isascii():
        return Advice("boundary", ("latin",))
    standing = {_stands(word.text, term.letters) for word in words}
    if all(len(word.words) == 1 for word in words) and len(words) <= _FEW:
        return Advice("allow", tuple(word.text for word in words))
    return Advice("near") if "word" in standing else Advice("boundary", ("word",))


def _stands(text: str, letters: str) -> str:
    start = max(text.find(letters), 0)
    return fit(text, start, start + len(letters))
