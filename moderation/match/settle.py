"""From candidates to matches: each is confirmed, then longer ones, `allow` and `near` have their say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from moderation.match.bent import disguise_of
from moderation.match.candidates import in_order
from moderation.match.confirm import straddles
from moderation.match.leniency import ALL_TESTS
from moderation.match.spans import SpanIndex
from moderation.match.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from moderation.match.candidates import Candidate
    from moderation.match.leniency import Without

__all__ = ["MATCHES_PER_TERM", "Hoping", "Source", "TermMatch", "settle", "settled"]

MATCHES_PER_TERM: Final = 64
"""Matches of one term that are reported in one text: a cap against a megabyte of one word, far above what people write."""


Hoping = Callable[[Iterable[tuple[str, str, int, bool]]], Collection[str]]
"""Asked about terms (signal, term, weight, whether it may be bent) from which signals something may come."""

_CANDIDATES_PER_TERM: Final = 256
"""Places of one term or piece of evidence that are weighed in one text, from its start: far more than a page of chat holds."""


class TermMatch(NamedTuple):
    """A term that stands in a text; `start`/`end` are code points of the original text."""

    signal: str
    term: str
    weight: int
    start: int
    end: int
    disguise: tuple[str, ...]
    evasive: bool


class _Confirmed(NamedTuple):
    candidate: Candidate
    disguise: tuple[str, ...]
    evasive: bool


class Source(Protocol):
    """Where the candidates of a text come from, as far as they are asked for."""

    def terms(self) -> list[Candidate]:
        """Return the places where a term may stand."""
        ...

    def near(self, rows: Collection[int]) -> list[Candidate]:
        """Return the places where evidence in some rows may stand."""
        ...

    def allowed(self, signals: Collection[str]) -> list[Candidate]:
        """Return the places where an `allow` of some signals may stand."""
        ...


def settle(candidates: Sequence[Candidate], without: Without = ALL_TESTS) -> tuple[TermMatch, ...]:
    """Return the matches among some candidates, by start, longest first, signal, term.

    A candidate that straddles two words counts only inside a longer match of the same list; of two matches of one term
    the longer counts; one that an `allow` of its list covers is cancelled, as is one without the evidence it needs nearby.
    Tests `without` are left out.
    """
    return settled(_Given(candidates), without)


def settled(source: Source, without: Without = ALL_TESTS, hope: Hoping | None = None) -> tuple[TermMatch, ...]:
    """Return what `settle` does; of signals for which there is no `hope` matches may be left out.

    What there is no hope for is not weighed, unless something that there is hope for may count only beside it.
    """
    every = _first(source.terms())
    terms = every if hope is None else _hopeful(every, hope(map(_term_of, every)))
    nearby = _nearby(terms, source)
    weighing = Weighing(lambda: _everything(every, source), without)
    confirmed = _hoped(_confirmed(weighing.counted(_with_evidence(terms, nearby))), hope)
    if not confirmed:
        return ()
    firm = _firm(confirmed, without)
    kept = _without_repeats(_without_shorter(_standing(confirmed, firm, firm)))
    beside = _evidence([one.candidate for one in kept], nearby, source)
    if beside:
        evidence = _confirmed(weighing.counted(beside))
        kept = _without_allowed(kept, _standing(evidence, _firm(evidence, without), firm))
    return _capped([_match(one) for one in kept])


class _Given:
    """Candidates that were made before."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates

    def terms(self) -> list[Candidate]:
        return [candidate for candidate in self._candidates if candidate.pattern.role == "term"]

    def near(self, rows: Collection[int]) -> list[Candidate]:
        return [candidate for candidate in self._candidates if candidate.pattern.row in rows]

    def allowed(self, signals: Collection[str]) -> list[Candidate]:
        return [one for one in self._candidates if one.pattern.role == "allow" and one.pattern.signal in signals]


def _hopeful(terms: list[Candidate], wanted: Collection[str]) -> list[Candidate]:
    """Return the terms of some signals, and those of Latin letters: they say what is no run of initials."""
    return [one for one in terms if one.pattern.signal in wanted or one.spelling.isascii()] if wanted else []


def _first(candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates, of each term the first by place: a megabyte made of one word costs no more than a page of it."""
    if len(candidates) <= _CANDIDATES_PER_TERM:
        return candidates
    seen: Counter[int] = Counter()
    kept = []
    for candidate in in_order(candidates):
        seen[candidate.pattern.row] += 1
        if seen[candidate.pattern.row] <= _CANDIDATES_PER_TERM:
            kept.append(candidate)
    return kept


def _nearby(terms: Iterable[Candidate], source: Source) -> list[Candidate]:
    """Return the evidence that some terms want."""
    return _first(source.near(_rows(terms)))


def _with_evidence(terms: list[Candidate], nearby: list[Candidate]) -> list[Candidate]:
    """Return the terms with their evidence at hand."""
    if all(candidate.pattern.near is None for candidate in terms):
        return terms
    index = _index(nearby, lambda candidate: candidate.pattern.row)
    return [candidate for candidate in terms if _has_evidence(candidate, index)]


def _everything(terms: list[Candidate], source: Source) -> list[Candidate]:
    """Return all that can matter: terms with their evidence at hand, that evidence, and the `allow` of their lists."""
    nearby = _nearby(terms, source)
    relevant = _with_evidence(terms, nearby)
    return relevant + _evidence(relevant, nearby, source)


def _evidence(terms: list[Candidate], nearby: list[Candidate], source: Source) -> list[Candidate]:
    """Return what some terms have to say about them: the `allow` of their lists, and of what is nearby the evidence that they want."""
    rows = _rows(terms) if nearby else ()
    allowed = source.allowed({candidate.pattern.signal for candidate in terms})
    return [candidate for candidate in nearby if candidate.pattern.row in rows] + _first(allowed)


def _rows(terms: Iterable[Candidate]) -> set[int]:
    """The rows of the evidence that some terms want."""
    nears = {candidate.pattern.near for candidate in terms}
    return {row for near in nears if near is not None for row in near[0]}


def _confirmed(candidates: Iterable[Candidate]) -> list[_Confirmed]:
    """Return candidates that count, with their disguise, without those that are not to be found in another script."""
    told = [_told(candidate) for candidate in candidates]
    return [one for one in told if one.candidate.pattern.matching.variants or "variants" not in one.disguise]


def _told(candidate: Candidate) -> _Confirmed:
    """Return a candidate with its disguise; nobody is told that of an `allow` or of evidence."""
    asked = candidate.pattern.role == "term" or not candidate.pattern.matching.variants
    return _Confirmed(candidate, *(disguise_of(candidate) if asked else ((), False)))


def _hoped(terms: list[_Confirmed], hope: Hoping | None) -> list[_Confirmed]:
    """Return the terms of which something may come, and those of Latin letters: they say what is no run of initials."""
    if hope is None or not terms:
        return terms
    patterns = [one.candidate.pattern for one in terms]
    wanted = hope([(pattern.signal, pattern.text, pattern.weight, one.evasive) for pattern, one in zip(patterns, terms, strict=True)])
    return [one for one in terms if one.candidate.pattern.signal in wanted or one.candidate.spelling.isascii()] if wanted else []


def _index(candidates: Iterable[Candidate], key: Callable[[Candidate], Hashable]) -> dict[Hashable, SpanIndex]:
    spans: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
    for candidate in candidates:
        spans[key(candidate)].append((candidate.start, candidate.end))
    return {name: SpanIndex(some) for name, some in spans.items()}


def _is_within_longer(candidate: Candidate, index: SpanIndex | None) -> bool:
    start, end = candidate.start, candidate.end
    return index is not None and (
        index.any(start_at_most=start, end_at_least=end + 1) or index.any(start_at_most=start - 1, end_at_least=end)
    )


def _firm(confirmed: list[_Confirmed], without: Without) -> list[_Confirmed]:
    """Return what is no end of one word and start of the next."""
    return confirmed if "straddles" in without else [one for one in confirmed if not straddles(one.candidate)]


def _standing(confirmed: list[_Confirmed], firm: list[_Confirmed], terms: list[_Confirmed]) -> list[_Confirmed]:
    """Return what is firm or stands within a longer match, among some firm terms, of its list."""
    if len(firm) == len(confirmed):
        return confirmed
    surely = set(firm)
    longer = _index((one.candidate for one in terms), lambda candidate: candidate.pattern.signal)
    return [one for one in confirmed if one in surely or _is_within_longer(one.candidate, longer.get(one.candidate.pattern.signal))]


def _without_shorter(confirmed: list[_Confirmed]) -> list[_Confirmed]:
    if len({one.candidate.pattern.row for one in confirmed}) == len(confirmed):
        return confirmed
    by_row = _index((one.candidate for one in confirmed), lambda c: c.pattern.row)
    unique = {(one.candidate.start, one.candidate.end, one.candidate.pattern.row): one for one in reversed(confirmed)}
    kept = [one for one in unique.values() if not _is_within_longer(one.candidate, by_row[one.candidate.pattern.row])]
    return kept[::-1]


def _without_repeats(confirmed: list[_Confirmed]) -> list[_Confirmed]:
    """Return what was confirmed, each bent stretch once a list: what `sb` stands for is one insult, not every one it could be.

    Letters that are a term of some list as they stand are not the initials of anything else.
    """
    bent = [one for one in confirmed if one.candidate.pattern.role == "term" and _is_bent_spelling(one.candidate)]
    if not bent:
        return confirmed
    others = {one for one in confirmed if one.candidate.pattern.role == "term"}.difference(bent)
    written = _index((one.candidate for one in others), lambda candidate: candidate.pattern.signal)
    latin = SpanIndex([(one.candidate.start, one.candidate.end) for one in others if one.candidate.spelling.isascii()])
    furthest: dict[str, int] = {}
    repeated = set()
    for one in sorted(bent, key=lambda one: (one.candidate.start, -one.candidate.end, -one.candidate.pattern.weight)):
        start, end, signal = one.candidate.start, one.candidate.end, one.candidate.pattern.signal
        told = written.get(signal) if one.candidate.way != "pinyin" else latin
        if furthest.get(signal, 0) >= end or (told is not None and told.any(start_at_most=start, end_at_least=end)):
            repeated.add(one)
        else:
            furthest[signal] = end
    return [one for one in confirmed if one not in repeated]


def _is_bent_spelling(candidate: Candidate) -> bool:
    return candidate.way not in ("", "runs", "literal") or candidate.reading.spoken


def _term_of(candidate: Candidate) -> tuple[str, str, int, bool]:
    """What `hope` is asked about: the last says that the term is not written as its author wrote it, and so may be bent."""
    pattern = candidate.pattern
    bent = candidate.way or candidate.reading.spoken or candidate.reading.text[candidate.start : candidate.end] != pattern.text
    return pattern.signal, pattern.text, pattern.weight, bool(bent)


def _without_allowed(kept: list[_Confirmed], evidence: list[_Confirmed]) -> list[_Confirmed]:
    """Return the terms that no `allow` of their lists covers, with the evidence that they want nearby."""
    allowed = _index((one.candidate for one in evidence if one.candidate.pattern.role == "allow"), lambda c: c.pattern.signal)
    nearby = _index((one.candidate for one in evidence if one.candidate.pattern.role == "near"), lambda c: c.pattern.row)
    return [one for one in kept if not _is_allowed(one.candidate, allowed) and _has_evidence(one.candidate, nearby)]


def _is_allowed(candidate: Candidate, allowed: dict[Hashable, SpanIndex]) -> bool:
    index = allowed.get(candidate.pattern.signal)
    return index is not None and index.any(start_at_most=candidate.start, end_at_least=candidate.end)


def _has_evidence(candidate: Candidate, nearby: dict[Hashable, SpanIndex]) -> bool:
    if candidate.pattern.near is None:
        return True
    rows, within = candidate.pattern.near
    indexes = (nearby[row] for row in rows if row in nearby)
    return any(index.any(start_at_most=candidate.end + within, end_at_least=candidate.start - within) for index in indexes)


def _match(one: _Confirmed) -> TermMatch:
    candidate, pattern = one.candidate, one.candidate.pattern
    return TermMatch(pattern.signal, pattern.text, pattern.weight, candidate.start, candidate.end, one.disguise, one.evasive)


def _capped(matches: list[TermMatch]) -> tuple[TermMatch, ...]:
    if len(matches) <= MATCHES_PER_TERM:
        return tuple(dict.fromkeys(matches))
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for match in dict.fromkeys(matches):
        seen[match.signal, match.term] += 1
        if seen[match.signal, match.term] <= MATCHES_PER_TERM:
            kept.append(match)
    return tuple(kept)
