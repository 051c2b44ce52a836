"""From candidates to matches: each is confirmed, then longer ones, `allow` and `near` have their say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from moderation.match.bent import disguise_of, is_bent
from moderation.match.confirm import stands_alone, straddles
from moderation.match.hiding import hides_elsewhere, runs_oddly
from moderation.match.leniency import ALL_TESTS
from moderation.match.spans import SpanIndex

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from moderation.match.candidates import Candidate
    from moderation.match.leniency import Without

__all__ = ["MATCHES_PER_TERM", "Hoping", "TermMatch", "settle"]

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


def settle(candidates: Sequence[Candidate], without: Without = ALL_TESTS, hope: Hoping | None = None) -> tuple[TermMatch, ...]:
    """Return the matches among some candidates, by start, longest first, signal, term.

    A candidate that straddles two words counts only inside a longer match of the same list; of two matches of one term
    the longer counts; one that an `allow` of its list covers is cancelled, as is one without the evidence it needs nearby.
    Tests `without` are left out. Of signals for which there is no `hope` when terms are confirmed, matches may be left out.
    """
    relevant = _relevant(_first(candidates)) if candidates else ()
    confirmed = _confirm(relevant, without) if relevant else ()
    terms = _hoped([one for one in confirmed if one.candidate.pattern.role == "term"], hope)
    if not terms:
        return ()
    firm = _firm(terms, without)
    longer = _index((one.candidate for one in firm), lambda c: c.pattern.signal)
    kept = _without_repeats(_without_shorter(_standing(terms, firm, longer)))
    evidence = _evidence(confirmed, kept)
    evidence = _standing(evidence, _firm(evidence, without), longer)
    allowed = _index((one.candidate for one in evidence if one.candidate.pattern.role == "allow"), lambda c: c.pattern.signal)
    nearby = _index((one.candidate for one in evidence if one.candidate.pattern.role == "near"), lambda c: c.pattern.row)
    return _capped(_match(one) for one in kept if not _is_allowed(one.candidate, allowed) and _has_evidence(one.candidate, nearby))


def _first(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return the candidates, of each term the first by place: a megabyte made of one word costs no more than a page of it."""
    if len(candidates) <= _CANDIDATES_PER_TERM:
        return candidates
    seen: Counter[int] = Counter()
    kept = []
    for candidate in sorted(set(candidates), key=_order):
        seen[candidate.pattern.row] += 1
        if seen[candidate.pattern.row] <= _CANDIDATES_PER_TERM:
            kept.append(candidate)
    return kept


def _relevant(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that can matter: terms with their evidence at hand, that evidence, and the `allow` of their lists.

    Most of what is found in ordinary text is the evidence of a term that is not there, and costs no more than this.
    """
    terms = [candidate for candidate in candidates if candidate.pattern.role == "term"]
    asked = {row for c in terms if c.pattern.near is not None for row in c.pattern.near[0]}
    if asked:
        nearby = _index((c for c in candidates if c.pattern.row in asked), lambda c: c.pattern.row)
        terms = [candidate for candidate in terms if _has_evidence(candidate, nearby)]
    if not terms:
        return []
    rows = {row for c in terms if c.pattern.near is not None for row in c.pattern.near[0]}
    signals = {c.pattern.signal for c in terms}
    return terms + [c for c in candidates if c.pattern.row in rows or (c.pattern.role == "allow" and c.pattern.signal in signals)]


def _confirm(candidates: Iterable[Candidate], without: Without) -> list[_Confirmed]:
    standing = [candidate for candidate in sorted(dict.fromkeys(candidates), key=_order) if stands_alone(candidate, without)]
    if not any(candidate.pattern.role == "term" for candidate in standing):
        return []
    bent = {candidate for candidate in standing if is_bent(candidate, without=without)}
    doubtful = [candidate for candidate in standing if candidate not in bent]
    if doubtful and "support" not in without:
        bent.update(_supported(doubtful, [candidate for candidate in standing if candidate in bent], without))
    bent.update([candidate for candidate in doubtful if candidate not in bent and _is_hidden(candidate, without)])
    confirmed = (_confirmed(candidate) for candidate in standing if candidate in bent)
    return [one for one in confirmed if one.candidate.pattern.matching.variants or "variants" not in one.disguise]


def _confirmed(candidate: Candidate) -> _Confirmed:
    """Return a candidate with its disguise; nobody is told that of an `allow` or of evidence."""
    told = candidate.pattern.role == "term" or not candidate.pattern.matching.variants
    return _Confirmed(candidate, *(disguise_of(candidate) if told else ((), False)))


def _is_hidden(candidate: Candidate, without: Without) -> bool:
    """Return whether a candidate counts because the text is written to hide, or at least as nobody writes, around it."""
    if "hiding" not in without and hides_elsewhere(candidate) and is_bent(candidate, hidden=True, without=without):
        return True
    return "running" not in without and is_bent(candidate, supported=True, without=without) and runs_oddly(candidate)


def _supported(doubtful: list[Candidate], sure: list[Candidate], without: Without) -> list[Candidate]:
    """Return the doubtful candidates before or after which something else is bent, surely or likely."""
    likely = [one for one in _beside(doubtful, [*doubtful, *sure]) if is_bent(one, supported=True, without=without)]
    return _beside(likely, [*likely, *(candidate for candidate in sure if disguise_of(candidate)[1])]) if likely else []


def _beside(candidates: list[Candidate], others: list[Candidate]) -> list[Candidate]:
    """Return the candidates before or after which one of some others stands."""
    first_end, last_start = min(candidate.end for candidate in others), max(candidate.start for candidate in others)
    return [candidate for candidate in candidates if first_end <= candidate.start or candidate.end <= last_start]


def _hoped(terms: list[_Confirmed], hope: Hoping | None) -> list[_Confirmed]:
    """Return the terms of which something may come, and those of Latin letters: they say what is no run of initials."""
    if hope is None or not terms:
        return terms
    patterns = [one.candidate.pattern for one in terms]
    wanted = hope([(pattern.signal, pattern.text, pattern.weight, one.evasive) for pattern, one in zip(patterns, terms, strict=True)])
    return [one for one in terms if one.candidate.pattern.signal in wanted or one.candidate.spelling.isascii()] if wanted else []


def _order(candidate: Candidate) -> tuple[int, int, str, str, int, bool, str]:
    pattern = candidate.pattern
    return candidate.start, -candidate.end, pattern.signal, pattern.text, pattern.row, candidate.reading.spoken, candidate.way


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


def _standing(confirmed: list[_Confirmed], firm: list[_Confirmed], longer: dict[Hashable, SpanIndex]) -> list[_Confirmed]:
    """Return what is firm or stands within a longer match of its list."""
    if len(firm) == len(confirmed):
        return confirmed
    surely = set(firm)
    return [one for one in confirmed if one in surely or _is_within_longer(one.candidate, longer.get(one.candidate.pattern.signal))]


def _evidence(confirmed: Iterable[_Confirmed], terms: list[_Confirmed]) -> list[_Confirmed]:
    """Return what some terms have to say about them: the `allow` of their lists, and the evidence that they want."""
    rows = {row for one in terms if one.candidate.pattern.near is not None for row in one.candidate.pattern.near[0]}
    signals = {one.candidate.pattern.signal for one in terms}
    patterns = ((one, one.candidate.pattern) for one in confirmed)
    return [one for one, pattern in patterns if pattern.row in rows or (pattern.role == "allow" and pattern.signal in signals)]


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


def _capped(matches: Iterable[TermMatch]) -> tuple[TermMatch, ...]:
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for match in dict.fromkeys(matches):
        seen[match.signal, match.term] += 1
        if seen[match.signal, match.term] <= MATCHES_PER_TERM:
            kept.append(match)
    return tuple(kept)
